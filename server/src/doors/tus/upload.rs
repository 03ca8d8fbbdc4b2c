use std::marker::PhantomData;

use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequestParts, Path, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use uuid::Uuid;

use super::answer::{self, Refusal};
use super::way::{Named, Way};
use super::{carries_bytes, number, receive, speaks_our_version};
use crate::services::Services;
use crate::uploads::Sending;

/// How much of a photo is here.
pub async fn head<W: Way>(
    State(services): State<Services>,
    sender: W,
    Path((of, photo)): Path<(Uuid, Uuid)>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    speaks_our_version(&headers)?;
    let named = Named { of, photo };
    let place = W::place(&services, named);
    sender.may(&services, place).await?;
    let state = W::uploads(&services).state(place).await?;
    Ok(answer::shown(named, &state))
}

/// Adds bytes behind those that are here. That somebody sends is known before who it is.
pub async fn patch<W: Way>(
    State(services): State<Services>,
    Underway { sending, .. }: Underway<W>,
    sender: W,
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
    sender.may(&services, sending.place).await?;
    receive::<W>(&services, sending, offset, request).await
}

/// Gives up what is here.
pub async fn delete<W: Way>(
    State(services): State<Services>,
    sender: W,
    Path((of, photo)): Path<(Uuid, Uuid)>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    speaks_our_version(&headers)?;
    let place = W::place(&services, Named { of, photo });
    sender.may(&services, place).await?;
    W::uploads(&services).give_up(place).await?;
    Ok(answer::given_up())
}

/// Bytes of the photo an address names are on their way.
pub struct Underway<W> {
    sending: Sending,
    way: PhantomData<W>,
}

impl<W: Way> Underway<W> {
    pub fn new(sending: Sending) -> Self {
        Self { sending, way: PhantomData }
    }
}

impl<W: Way> FromRequestParts<Services> for Underway<W> {
    type Rejection = PathRejection;

    async fn from_request_parts(parts: &mut Parts, services: &Services) -> Result<Self, PathRejection> {
        let Path((of, photo)) = Path::from_request_parts(parts, services).await?;
        Ok(Self::new(W::uploads(services).sending(W::place(services, Named { of, photo })).await))
    }
}
