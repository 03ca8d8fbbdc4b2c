//! tus 1.0 (tus.io): creation at addresses known beforehand, creation with upload, expiration,
//! checksum, termination.

mod answer;
mod checksum;
mod create;
mod metadata;
mod upload;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::Response;
use axum::routing::{MethodRouter, options};
use futures::StreamExt;
use uuid::Uuid;

use super::Phone;
use crate::services::Services;
use crate::uploads::{Arriving, Place, Sending};
use answer::Refusal;

pub const VERSION: &str = "1.0.0";

pub fn routes() -> Router<Services> {
    let upload = MethodRouter::new().head(upload::head).patch(upload::patch).delete(upload::delete);
    Router::new()
        .route("/officer/u", options(answer::abilities))
        .route("/officer/u/{report}", options(answer::abilities).post(create::create))
        .route("/officer/u/{report}/{photo}", upload.options(answer::abilities).post(overridden))
        // Bodies are streamed and held to the length the report named.
        .layer(DefaultBodyLimit::disable())
}

/// Old proxies let only POST through; the method stands in a header then.
async fn overridden(
    state: State<Services>,
    phone: Phone,
    path: Path<(Uuid, Uuid)>,
    request: Request,
) -> Result<Response, Refusal> {
    let named = request.headers().get("x-http-method-override").and_then(|value| value.to_str().ok());
    match named.and_then(|name| Method::from_bytes(name.to_ascii_uppercase().as_bytes()).ok()) {
        Some(Method::PATCH) => {
            let Path((report, photo)) = path;
            let sending = state.uploads.sending(Place { report, photo }).await;
            upload::patch(state, sending, phone, request).await
        }
        Some(Method::DELETE) => upload::delete(state, phone, path, request.headers().clone()).await,
        Some(Method::HEAD) => upload::head(state, phone, path, request.headers().clone()).await,
        _ => Err(Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "不支持这种请求方式")),
    }
}

/// Every request but OPTIONS names the version it speaks.
fn speaks_our_version(headers: &HeaderMap) -> Result<(), Refusal> {
    match text(headers, "tus-resumable") {
        Some(VERSION) => Ok(()),
        _ => Err(Refusal::other_version()),
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim)
}

/// A non-negative whole number, as tus wants offsets and lengths.
fn number(headers: &HeaderMap, name: &str) -> Result<Option<u64>, Refusal> {
    let Some(typed) = text(headers, name) else { return Ok(None) };
    let digits = !typed.is_empty() && typed.bytes().all(|b| b.is_ascii_digit());
    let number = digits.then(|| typed.parse().ok()).flatten();
    number.map(Some).ok_or_else(|| Refusal::new(StatusCode::BAD_REQUEST, format!("{name} 应为整数")))
}

/// Whether the body holds bytes of the upload.
fn carries_bytes(headers: &HeaderMap) -> bool {
    text(headers, "content-type") == Some("application/offset+octet-stream")
}

/// Receives a body's bytes behind an offset, in a task that outlives this request.
async fn receive(services: &Services, sending: Sending, offset: u64, request: Request) -> Result<Response, Refusal> {
    let checksum = checksum::of(request.headers())?;
    let state = services.uploads.receive(sending, offset, arriving(request.into_body()), checksum).await?;
    Ok(answer::moved(&state))
}

fn arriving(body: Body) -> Arriving {
    Box::pin(body.into_data_stream().map(|frame| frame.map_err(std::io::Error::other)))
}
