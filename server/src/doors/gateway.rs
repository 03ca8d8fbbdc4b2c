//! The door of the gateway that carries matters to 12315: what it reports back, the pictures it
//! fetches, and the schemas both directions follow.

use std::sync::Arc;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::rejection::QueryRejection;
use axum::extract::{FromRef, Path, Query, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use domain::ports::{Forwarding, Internal, Shown, UpdateError};
use serde::Deserialize;
use serde_json::json;
use storage::{StorageError, Store};
use uuid::Uuid;

use crate::clock::Clock;
use crate::forwarding::gateway::{LinkProof, NoticeFault, read_notice};
use crate::forwarding::signature::{self, Secrets, Signed};
use crate::keys::Keyring;
use crate::media::Gallery;
use crate::services::Services;

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
        let Services { store, keys, vault, random, .. } = services;
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

/// Why a request of the gateway was not served.
#[derive(Debug)]
enum Refusal {
    NoGateway,
    Distrust(String),
    TooLarge,
    NotJson,
    Field { field: String, message: String },
    UnknownMatter,
    LinkClosed,
    NoAttachment,
    NotYet,
    Internal(Internal),
}

async fn take_notice(State(door): State<GatewayDoor>, request: Request) -> Result<Response, Refusal> {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, MAX_NOTICE).await.map_err(|_| Refusal::TooLarge)?;
    let id = trusted(&door, &parts.headers, &body)?;
    let update = read_notice(&body)?;
    let answer = Json(json!({ "number": update.number }));
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
        Shown::Unreadable => return Err(Refusal::NoAttachment),
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

async fn give_schema(Path(name): Path<String>) -> Response {
    let schema = match name.as_str() {
        "matter-submitted.json" => MATTER_SUBMITTED,
        "12315-updates.json" => UPDATES,
        _ => return problem(StatusCode::NOT_FOUND, "没有这份说明", &[]),
    };
    let headers = [(CONTENT_TYPE, "application/schema+json"), (CACHE_CONTROL, "public, max-age=3600")];
    (headers, schema).into_response()
}

impl From<NoticeFault> for Refusal {
    fn from(fault: NoticeFault) -> Self {
        match fault {
            NoticeFault::NotJson => Self::NotJson,
            NoticeFault::Field { field, message } => Self::Field { field, message },
        }
    }
}

impl From<UpdateError> for Refusal {
    fn from(error: UpdateError) -> Self {
        match error {
            UpdateError::UnknownMatter => Self::UnknownMatter,
            UpdateError::Invalid(message) => Self::Field { field: "data".to_owned(), message },
            UpdateError::Internal(error) => Self::Internal(error),
        }
    }
}

impl From<Internal> for Refusal {
    fn from(error: Internal) -> Self {
        Self::Internal(error)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::NoGateway => problem(StatusCode::NOT_FOUND, "本站没有启用网关转送", &[]),
            Self::Distrust(why) => problem(StatusCode::UNAUTHORIZED, &why, &[]),
            Self::TooLarge => problem(StatusCode::PAYLOAD_TOO_LARGE, "内容超过 64 KB", &[]),
            Self::NotJson => problem(StatusCode::BAD_REQUEST, "内容不是 JSON", &[]),
            Self::Field { field, message } => {
                problem(StatusCode::UNPROCESSABLE_ENTITY, "有内容不能接收", &[(&field, &message)])
            }
            Self::UnknownMatter => problem(StatusCode::NOT_FOUND, "没有这个编号的事项", &[]),
            Self::LinkClosed => problem(StatusCode::FORBIDDEN, "链接已经失效", &[]),
            Self::NoAttachment => problem(StatusCode::NOT_FOUND, "没有这个附件", &[]),
            Self::NotYet => problem(StatusCode::CONFLICT, "附件还在处理，请稍后再取", &[]),
            Self::Internal(error) => {
                tracing::error!(%error, "the gateway's request could not be served");
                problem(status_of(&error), "现在不能处理，请稍后再试", &[])
            }
        }
    }
}

fn status_of(Internal(error): &Internal) -> StatusCode {
    match error.downcast_ref::<StorageError>() {
        Some(error) if error.is_unavailable() => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// RFC 9457, with the faults by field.
fn problem(status: StatusCode, detail: &str, errors: &[(&str, &str)]) -> Response {
    let errors: Vec<_> = errors.iter().map(|(field, message)| json!({ "field": field, "message": message })).collect();
    let title = status.canonical_reason().unwrap_or_default();
    let body = json!({
        "type": "about:blank", "title": title, "status": status.as_u16(), "detail": detail, "errors": errors,
    });
    let mut response = (status, Json(body)).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
