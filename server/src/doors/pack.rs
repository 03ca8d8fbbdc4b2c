//! Packs pages that are drawn for one person: on a slow line the report form would take seconds
//! longer without. Nothing of them is kept, so it must not take long.

use std::io::Write;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, VARY};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use flate2::{Compression, write::GzEncoder};

use super::cache::{accepts, is_for_everybody};
use super::headers::Policy;

/// The first level of deflate that looks for longer matches: a fifth smaller than the quickest for
/// half a millisecond. Brotli packs a tenth smaller still, but takes more than twice as long.
const LEVEL: u32 = 3;

/// Far above any page of ours.
const LARGEST: usize = 16 * 1024 * 1024;

pub async fn pack(request: Request, next: Next) -> Response {
    let wanted = accepts(request.headers(), "gzip");
    let response = next.run(request).await;
    if !wanted || !is_personal_page(&response) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = axum::body::to_bytes(body, LARGEST).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let Ok(packed) = gzip(&bytes) else {
        return Response::from_parts(parts, Body::from(bytes));
    };
    parts.headers.remove(CONTENT_LENGTH);
    parts.headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    parts.headers.insert(VARY, HeaderValue::from_static("Accept-Encoding, Cookie"));
    Response::from_parts(parts, Body::from(packed))
}

/// A drawn page that the page cache leaves alone.
fn is_personal_page(response: &Response) -> bool {
    response.extensions().get::<Policy>().is_some() && !is_for_everybody(response)
}

fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::new(LEVEL));
    encoder.write_all(bytes)?;
    encoder.finish()
}
