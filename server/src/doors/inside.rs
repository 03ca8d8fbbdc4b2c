use async_trait::async_trait;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header::{ACCEPT_ENCODING, CONTENT_TYPE, USER_AGENT};
use axum::http::{HeaderMap, HeaderValue};
use domain::ports::{Fetched, OwnPages};

use super::{Front, router};
use crate::services::Services;

/// Largest answer that is looked at.
const LARGEST: usize = 8 << 20;

/// The site's own pages, fetched through the front door without a line.
#[derive(Clone)]
pub struct Inside {
    front: Front,
    base_path: String,
}

impl Inside {
    #[must_use]
    pub fn of(services: &Services) -> Self {
        Self { front: router(services.clone()), base_path: services.site.base_path.clone() }
    }

    async fn ask(&self, path: &str, coding: &'static str) -> (u16, HeaderMap, Bytes) {
        let mut request = Request::new(Body::empty());
        let Ok(uri) = format!("{}{path}", self.base_path).parse() else {
            return (400, HeaderMap::new(), Bytes::new());
        };
        *request.uri_mut() = uri;
        let headers = request.headers_mut();
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(coding));
        // Says what it is, so that its visits are not counted as a reader's.
        headers.insert(USER_AGENT, HeaderValue::from_static("yaoan-caretaker-bot"));
        let Ok(response) = self.front.answer(request, |_| {}).await;
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, LARGEST).await.unwrap_or_default();
        (parts.status.as_u16(), parts.headers, bytes)
    }
}

#[async_trait]
impl OwnPages for Inside {
    async fn get(&self, path: &str) -> Fetched {
        let (status, headers, bytes) = self.ask(path, "identity").await;
        let length = |bytes: &Bytes| u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if !headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
            return Fetched { status, weight: length(&bytes), html: String::new() };
        }
        let (_, _, packed) = self.ask(path, "br").await;
        Fetched { status, weight: length(&packed), html: String::from_utf8_lossy(&bytes).into_owned() }
    }
}
