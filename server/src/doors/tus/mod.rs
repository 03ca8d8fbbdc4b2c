//! tus 1.0 (tus.io): creation at addresses known beforehand, creation with upload, expiration,
//! checksum, termination. Officers' phones and residents' come in by it, each its own [`Way`].

mod answer;
mod checksum;
mod create;
mod metadata;
mod upload;
mod way;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::header::CONNECTION;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Version};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::{MethodRouter, options};
use futures::StreamExt;
use uuid::Uuid;

use super::wire::Phone;
use crate::services::Services;
use crate::uploads::{Arriving, Sending};
use answer::Refusal;
use way::{Anybody, Named, Way};

pub const VERSION: &str = "1.0.0";

pub fn routes() -> Router<Services> {
    routes_of::<Phone>().merge(routes_of::<Anybody>())
}

fn routes_of<W: Way>() -> Router<Services> {
    let upload = MethodRouter::new().head(upload::head::<W>).patch(upload::patch::<W>).delete(upload::delete::<W>);
    Router::new()
        .route(&format!("/{}", W::AT), options(answer::abilities::<W>))
        .route(&format!("/{}/{{of}}", W::AT), options(answer::abilities::<W>).post(create::create::<W>))
        .route(&format!("/{}/{{of}}/{{photo}}", W::AT), upload.options(answer::abilities::<W>).post(overridden::<W>))
        // Bodies are streamed and held to the length that was named.
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn(unkept))
}

/// Ends the connection with the answer. What breaks on a kept connection a browser sends again by itself, whole and
/// unasked; what breaks on a fresh one it leaves to the script, which asks first and sends what is missing.
async fn unkept(request: Request, next: Next) -> Response {
    let version = request.version();
    let mut response = next.run(request).await;
    if version == Version::HTTP_11 {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

/// Old proxies let only POST through; the method stands in a header then.
async fn overridden<W: Way>(
    state: State<Services>,
    sender: W,
    path: Path<(Uuid, Uuid)>,
    request: Request,
) -> Result<Response, Refusal> {
    let named = request.headers().get("x-http-method-override").and_then(|value| value.to_str().ok());
    match named.and_then(|name| Method::from_bytes(name.to_ascii_uppercase().as_bytes()).ok()) {
        Some(Method::PATCH) => {
            let Path((of, photo)) = path;
            let sending = W::uploads(&state).sending(W::place(&state, Named { of, photo })).await;
            upload::patch(state, upload::Underway::new(sending), sender, request).await
        }
        Some(Method::DELETE) => upload::delete(state, sender, path, request.headers().clone()).await,
        Some(Method::HEAD) => upload::head(state, sender, path, request.headers().clone()).await,
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
async fn receive<W: Way>(
    services: &Services,
    sending: Sending,
    offset: u64,
    request: Request,
) -> Result<Response, Refusal> {
    let checksum = checksum::of(request.headers())?;
    let state = W::uploads(services).receive(sending, offset, arriving(request.into_body()), checksum).await?;
    Ok(answer::moved(&state))
}

fn arriving(body: Body) -> Arriving {
    Box::pin(body.into_data_stream().map(|frame| frame.map_err(std::io::Error::other)))
}
