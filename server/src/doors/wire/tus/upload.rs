use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequestParts, Path, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use uuid::Uuid;

use super::answer::{self, Refusal};
use super::{carries_bytes, number, receive, speaks_our_version};
use crate::doors::wire::Phone;
use crate::services::Services;
use crate::uploads::{Place, Sending};

/// How much of a photo is here.
pub async fn head(
    State(services): State<Services>,
    Phone(device): Phone,
    Path((report, photo)): Path<(Uuid, Uuid)>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    speaks_our_version(&headers)?;
    let place = Place { report, photo };
    services.uploads.may(&device, report).await?;
    let state = services.uploads.state(place).await?;
    Ok(answer::shown(place, &state))
}

/// Adds bytes behind those that are here. That somebody sends is known before who it is.
pub async fn patch(
    State(services): State<Services>,
    sending: Sending,
    Phone(device): Phone,
    request: Request,
) -> Result<Response, Refusal> {
    let headers = request.headers();
    speaks_our_version(headers)?;
    if !carries_bytes(headers) {
        let what = "Content-Type 应为 application/offset+octet-stream";
        return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, what));
    }
    let offset = number(headers, "upload-offset")?;
    let offset = offset.ok_or_else(|| Refusal::new(StatusCode::BAD_REQUEST, "缺少 Upload-Offset"))?;
    services.uploads.may(&device, sending.place.report).await?;
    receive(&services, sending, offset, request).await
}

impl FromRequestParts<Services> for Sending {
    type Rejection = PathRejection;

    async fn from_request_parts(parts: &mut Parts, services: &Services) -> Result<Self, PathRejection> {
        let Path((report, photo)) = Path::from_request_parts(parts, services).await?;
        Ok(services.uploads.sending(Place { report, photo }).await)
    }
}

/// Gives up what is here.
pub async fn delete(
    State(services): State<Services>,
    Phone(device): Phone,
    Path((report, photo)): Path<(Uuid, Uuid)>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    speaks_our_version(&headers)?;
    services.uploads.may(&device, report).await?;
    services.uploads.give_up(Place { report, photo }).await?;
    Ok(answer::given_up())
}
