use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;

use crate::doors::{Trouble, respond};
use crate::services::Services;

/// A drawing or photo of the content folder by its name, or a size of a picture of the newsroom by
/// the hash of its bytes.
pub async fn file(
    State(services): State<Services>,
    Path(name): Path<String>,
    asked: HeaderMap,
) -> Result<Response, Trouble> {
    if let Some(bytes) = services.library.picture(&name) {
        let kind = if name.ends_with(".jpg") { "image/jpeg" } else { "image/svg+xml" };
        return Ok(respond::public_bytes(kind, bytes.to_vec()));
    }
    let digest = name.strip_suffix(".jpg").filter(|digest| is_digest(digest)).ok_or(Trouble::NotFound)?;
    let bytes = services.pictures.copy(digest).await?.ok_or(Trouble::NotFound)?;
    Ok(unchanging(digest, bytes, &asked))
}

fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Other bytes would have another address, so whoever has these never asks again.
fn unchanging(digest: &str, bytes: Vec<u8>, asked: &HeaderMap) -> Response {
    let tag = format!("\"{digest}\"");
    let known = asked.get(IF_NONE_MATCH).is_some_and(|value| value.as_bytes() == tag.as_bytes());
    let mut response = Response::new(if known { Body::empty() } else { Body::from(bytes) });
    if known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("image/jpeg"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(ETAG, tag);
    }
    response
}
