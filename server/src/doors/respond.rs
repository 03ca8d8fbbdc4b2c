//! The few shapes an answer has.

use app::Frame;
use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use jiff::Timestamp;
use leptos::prelude::IntoView;

use super::cache::Cacheable;
use super::draw::draw;
use super::headers::Policy;
use super::keyed::Keyed;
use super::{Trouble, visit};

pub use super::template::PLACE as KEY_PLACE;
pub use visit::frame;

/// A page anybody may see; kept compressed in memory until the content or the day changes.
///
/// # Errors
/// When the page cannot be drawn.
pub async fn public_page<V, F>(frame: Frame, page: F) -> Result<Response, Trouble>
where
    V: IntoView + 'static,
    F: Fn() -> V + Clone + Send + Sync + 'static,
{
    public_page_until(frame, None, page).await
}

/// A page anybody may see that says something of this minute, true until a moment of the same day.
///
/// # Errors
/// When the page cannot be drawn.
pub async fn public_page_until<V, F>(frame: Frame, until: Option<Timestamp>, page: F) -> Result<Response, Trouble>
where
    V: IntoView + 'static,
    F: Fn() -> V + Clone + Send + Sync + 'static,
{
    let mut response = html(StatusCode::OK, draw(frame, page).await?);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response.extensions_mut().insert(Cacheable { until });
    Ok(response)
}

/// A form that is the same for everybody but for its key, which it holds the place of
/// ([`KEY_PLACE`]): drawn once like a public page, and given a fresh key each time.
///
/// # Errors
/// When the page cannot be drawn.
pub async fn keyed_form<V, F>(frame: Frame, page: F) -> Result<Response, Trouble>
where
    V: IntoView + 'static,
    F: Fn() -> V + Clone + Send + Sync + 'static,
{
    let mut response = personal_page(frame, StatusCode::OK, page).await?;
    response.extensions_mut().insert(Keyed);
    Ok(response)
}

/// A page for one person, kept by nobody.
///
/// # Errors
/// When the page cannot be drawn.
pub async fn personal_page<V, F>(frame: Frame, status: StatusCode, page: F) -> Result<Response, Trouble>
where
    V: IntoView + 'static,
    F: Fn() -> V + Clone + Send + Sync + 'static,
{
    let mut response = html(status, draw(frame, page).await?);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// Bytes anybody may have, such as a feed.
#[must_use]
pub fn public_bytes(content_type: &'static str, bytes: impl Into<Bytes>) -> Response {
    let mut response = Response::new(Body::from(bytes.into()));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response.extensions_mut().insert(Cacheable { until: None });
    response
}

/// A file for one person: shown or saved under a name that tells nothing.
#[must_use]
pub fn private_file(content_type: &str, disposition: &str, bytes: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    let value = |text: &str| HeaderValue::from_str(text).ok();
    if let (Some(kind), Some(disposition)) = (value(content_type), value(disposition)) {
        headers.insert(CONTENT_TYPE, kind);
        headers.insert(axum::http::header::CONTENT_DISPOSITION, disposition);
    }
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// 303 to a place inside the site.
#[must_use]
pub fn see_other(frame: &Frame, path: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    let location = HeaderValue::from_str(&frame.href(path)).unwrap_or(HeaderValue::from_static("/"));
    response.headers_mut().insert(LOCATION, location);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// 301 to where something stands now.
#[must_use]
pub fn moved(frame: &Frame, path: &str) -> Response {
    let mut response = see_other(frame, path);
    *response.status_mut() = StatusCode::MOVED_PERMANENTLY;
    // A slug may be taken back, so browsers ask again.
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

fn html(status: StatusCode, bytes: Bytes) -> Response {
    let policy = Policy::of_page(&bytes);
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    response.extensions_mut().insert(policy);
    response
}
