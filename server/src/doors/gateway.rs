//! The door of the gateway that carries matters to 12315: what it reports back, the pictures it
//! fetches, and the schemas both directions follow.

mod document;
mod refusal;

use std::sync::Arc;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::rejection::QueryRejection;
use axum::extract::{FromRef, Path, Query, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use domain::ports::{Forwarding, Internal, Shown};
use serde::{Deserialize, Serialize};
use storage::Store;
use utoipa::ToSchema;
use uuid::Uuid;

use self::refusal::Refusal;
use super::api::ProblemBody;

use crate::clock::Clock;
use crate::forwarding::gateway::{LinkProof, read_notice};
use crate::forwarding::signature::{self, Secrets, Signed};
use crate::keys::Keyring;
use crate::media::Gallery;
use crate::services::{Parts, Services};

pub use document::{NOTICE, described, notice_schema};

/// Most bytes of a notice.
const MAX_NOTICE: usize = 64 * 1024;
/// Longest `webhook-id` that is remembered.
const MAX_ID: usize = 128;

const MATTER_SUBMITTED: &str = include_str!("../../../content/schemas/matter-submitted.json");
const UPDATES: &str = include_str!("../../../content/schemas/12315-updates.json");

/// What this door needs of the house.
#[derive(Clone)]
pub struct GatewayDoor {
    pub forwarding: Arc<dyn Forwarding>,
    pub clock: Arc<dyn Clock>,
    pub store: Store,
    pub keys: Arc<Keyring>,
    pub gallery: Gallery,
    /// Absent where no gateway was agreed on; then nobody can sign a notice.
    pub secrets: Option<Secrets>,
}

impl FromRef<Services> for GatewayDoor {
    fn from_ref(services: &Services) -> Self {
        let Parts { store, keys, vault, random, .. } = &**services;
        Self {
            forwarding: services.forwarding.clone(),
            clock: services.clock.clone(),
            store: store.clone(),
            keys: keys.clone(),
            gallery: Gallery::new(store.clone(), keys.clone(), vault.clone(), random.clone()),
            secrets: Secrets::parse(&services.gateway_secrets.join(" ")).ok(),
        }
    }
}

/// The routes, below the site's base path.
pub fn routes<S>() -> Router<S>
where
    S: Clone + Send + Sync + 'static,
    GatewayDoor: FromRef<S>,
{
    Router::new()
        .route("/api/v1/12315/updates", post(take_notice))
        .route("/api/v1/attachments/{id}", get(give_attachment))
        .route("/api/schemas/{name}", get(give_schema))
}

/// A notice that was taken.
#[derive(Serialize, ToSchema)]
pub struct Taken {
    /// Public number of the matter it was about.
    #[schema(example = "YX-2026-000123")]
    number: String,
}

/// What the gateway reports about a matter: its number at 12315, its status, its end. Signed as the
/// Standard Webhooks specification 1.0 says, with the agreed secret. A repeat under the same
/// `webhook-id` is answered alike and changes nothing; a refused notice is not remembered and may
/// be sent again under its id.
#[utoipa::path(
    post,
    path = "/api/v1/12315/updates",
    tag = "gateway",
    params(
        ("webhook-id" = String, Header, description = "The same for every repeat of a notice; 1 to 128 characters."),
        ("webhook-timestamp" = i64, Header, description = "Seconds since 1970 when it was sent, at most five minutes off."),
        ("webhook-signature" = String, Header, description = "`v1,` and the base64 of HMAC-SHA256 over `webhook-id.webhook-timestamp.body`; several parted by blanks while a secret is being changed."),
    ),
    request_body(
        content = ref("#/components/schemas/GatewayNotice"),
        content_type = "application/json",
        description = "At most 64 KB. The same schema is served at `/api/schemas/12315-updates.json`. The content type is not looked at: the signature covers the bytes.",
        example = json!({
            "type": "matter.registered", "timestamp": "2026-11-23T01:30:00Z",
            "data": {"number": "YX-2026-000123", "registration_no": "5309220000000202611230001", "registered_at": "2026-11-23T01:29:00Z"}
        })
    ),
    responses(
        (status = 200, description = "Taken, or taken before.", body = Taken),
        (status = 400, description = "Not JSON.", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "A header is missing, the signature is wrong, or the time is off.", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "No such matter, or no gateway was agreed on.", body = ProblemBody, content_type = "application/problem+json"),
        (status = 413, description = "Over 64 KB.", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "A field is wrong, or the notice does not fit the matter's state now; `errors` names it.", body = ProblemBody, content_type = "application/problem+json"),
        (status = 500, description = "A fault of ours.", body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, description = "The database is away; send it again later.", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
async fn take_notice(State(door): State<GatewayDoor>, request: Request) -> Result<Response, Refusal> {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, MAX_NOTICE).await.map_err(|_| Refusal::TooLarge)?;
    let id = trusted(&door, &parts.headers, &body)?;
    let update = read_notice(&body)?;
    let answer = Json(Taken { number: update.number.clone() });
    door.forwarding.update(&id, update, door.clock.now()).await?;
    Ok(answer.into_response())
}

/// The id of a notice that the gateway signed, lately.
fn trusted(door: &GatewayDoor, headers: &HeaderMap, body: &Bytes) -> Result<String, Refusal> {
    let secrets = door.secrets.as_ref().ok_or(Refusal::NoGateway)?;
    let header = |name: &str| {
        let value = headers.get(name).and_then(|value| value.to_str().ok());
        value.ok_or_else(|| Refusal::Distrust(format!("缺少请求头 {name}")))
    };
    let (id, timestamp) = (header(signature::ID)?, header(signature::TIMESTAMP)?);
    let signed = Signed { id, timestamp, signature: header(signature::SIGNATURE)? };
    if id.is_empty() || id.len() > MAX_ID {
        return Err(Refusal::Distrust(format!("webhook-id 应为 1 到 {MAX_ID} 个字符")));
    }
    let verdict = secrets.verify(signed, body, door.clock.now());
    verdict.map_err(|distrust| Refusal::Distrust(distrust.to_string()))?;
    Ok(id.to_owned())
}

#[derive(Deserialize)]
struct Proof {
    exp: i64,
    sig: String,
}

/// The copy of a picture, without metadata. Its link comes with the matter and closes by itself.
#[utoipa::path(
    get,
    path = "/api/v1/attachments/{id}",
    tag = "gateway",
    params(
        ("id" = String, Path, description = "As in the link that was sent."),
        ("exp" = i64, Query, description = "Seconds since 1970 when the link closes."),
        ("sig" = String, Query, description = "Proof that the link is ours."),
    ),
    responses(
        (status = 200, description = "The picture.", content_type = "image/jpeg"),
        (status = 403, description = "The link is closed or was changed.", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "No such picture, or it could not be decoded.", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "The copy is still being made; fetch it again later.", body = ProblemBody, content_type = "application/problem+json"),
        (status = 500, description = "A fault of ours.", body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, description = "The database is away; fetch it again later.", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
async fn give_attachment(
    State(door): State<GatewayDoor>,
    Path(id): Path<String>,
    proof: Result<Query<Proof>, QueryRejection>,
) -> Result<Response, Refusal> {
    let id: Uuid = id.parse().map_err(|_| Refusal::LinkClosed)?;
    let Query(proof) = proof.map_err(|_| Refusal::LinkClosed)?;
    if !(LinkProof { expires: proof.exp, signature: proof.sig }).holds(&door.keys, id, door.clock.now()) {
        return Err(Refusal::LinkClosed);
    }
    let row = door.store.attachment(id).await.map_err(Internal::from)?.ok_or(Refusal::NoAttachment)?;
    match row.shown {
        Shown::Waiting => return Err(Refusal::NotYet),
        Shown::Unreadable | Shown::Sound => return Err(Refusal::NoAttachment),
        Shown::Ready => {}
    }
    let copy = door.gallery.shown(&row).await.map_err(Internal::from)?;
    let media_type = row.shown_type.as_deref().unwrap_or("image/jpeg");
    let mut response = Response::new(Body::from(copy));
    let kind = HeaderValue::from_str(media_type).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    response.headers_mut().insert(CONTENT_TYPE, kind);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// JSON Schema (2020-12) of what is sent to the gateway and of what it sends back.
#[utoipa::path(
    get,
    path = "/api/schemas/{name}",
    tag = "gateway",
    params(("name" = String, Path, description = "`matter-submitted.json` or `12315-updates.json`.")),
    responses(
        (status = 200, description = "The schema.", content_type = "application/schema+json"),
        (status = 404, description = "No such schema.", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
async fn give_schema(Path(name): Path<String>) -> Result<Response, Refusal> {
    let schema = match name.as_str() {
        "matter-submitted.json" => MATTER_SUBMITTED,
        "12315-updates.json" => UPDATES,
        _ => return Err(Refusal::NoSchema),
    };
    let headers = [(CONTENT_TYPE, "application/schema+json"), (CACHE_CONTROL, "public, max-age=3600")];
    Ok((headers, schema).into_response())
}
