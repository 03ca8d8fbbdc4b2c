//! Forms that are the same for everybody but for their key.
//!
//! They are drawn and packed once, like public pages, and a fresh key is written in each time: on a
//! slow line that saves a phone a round trip, and the server the drawing. Nobody else may keep them.

use axum::body::Body;
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, VARY};
use axum::http::{HeaderMap, HeaderValue, Method};
use axum::response::Response;

use super::cache::accepts;
use super::template::Template;

/// Marks a form that holds [`PLACE`](super::template::PLACE) where its key belongs.
#[derive(Clone, Copy)]
pub struct Keyed;

/// A form in the three codings browsers ask for.
pub(super) struct KeyedForm {
    plain: Coded,
    brotli: Option<Coded>,
    gzip: Option<Coded>,
}

struct Coded {
    template: Template,
    headers: HeaderMap,
}

impl KeyedForm {
    /// `None` where the page has no place for a key.
    pub(super) fn new(page: &[u8], headers: &HeaderMap) -> Option<Self> {
        let coded = |template, coding| Coded::new(template, coding, headers);
        Some(Self {
            plain: coded(Template::plain(page)?, None),
            brotli: Template::brotli(page).map(|template| coded(template, Some("br"))),
            gzip: Template::gzip(page).map(|template| coded(template, Some("gzip"))),
        })
    }

    pub(super) fn answer(&self, method: &Method, asked: &HeaderMap, key: &str) -> Response {
        let coded = self.coded(asked);
        let mut response = Response::new(Body::empty());
        *response.headers_mut() = coded.headers.clone();
        if method != Method::HEAD {
            *response.body_mut() = Body::from(coded.template.fill(key));
        }
        response
    }

    fn coded(&self, asked: &HeaderMap) -> &Coded {
        let wanted = |name, coded| if accepts(asked, name) { coded } else { None };
        let packed = wanted("br", self.brotli.as_ref()).or_else(|| wanted("gzip", self.gzip.as_ref()));
        packed.unwrap_or(&self.plain)
    }
}

impl Coded {
    fn new(template: Template, coding: Option<&'static str>, headers: &HeaderMap) -> Self {
        let mut headers = headers.clone();
        headers.insert(VARY, HeaderValue::from_static("Accept-Encoding, Cookie"));
        headers.insert(CONTENT_LENGTH, HeaderValue::from(template.len()));
        if let Some(coding) = coding {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(coding));
        }
        Self { template, headers }
    }
}
