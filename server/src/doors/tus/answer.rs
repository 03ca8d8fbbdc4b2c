use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, LOCATION, RETRY_AFTER};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;

use super::VERSION;
use super::way::{Named, Way};
use crate::uploads::{PartState, UploadRefused};

/// 460 Checksum Mismatch, of the checksum extension.
const CHECKSUM_MISMATCH: u16 = 460;

/// Why an upload's request was not done: a status and one sentence.
#[derive(Debug)]
pub struct Refusal {
    status: StatusCode,
    what: String,
    /// How much is here, where that is what was wrong.
    here: Option<u64>,
    versions: bool,
}

impl Refusal {
    pub fn new(status: StatusCode, what: impl Into<String>) -> Self {
        Self { status, what: what.into(), here: None, versions: false }
    }

    pub fn other_version() -> Self {
        Self { versions: true, ..Self::new(StatusCode::PRECONDITION_FAILED, "只支持 tus 1.0.0") }
    }
}

impl From<UploadRefused> for Refusal {
    fn from(refused: UploadRefused) -> Self {
        let what = refused.to_string();
        let status = match refused {
            UploadRefused::UnknownReport | UploadRefused::NotBegun => StatusCode::NOT_FOUND,
            UploadRefused::NotListed | UploadRefused::Whole | UploadRefused::TooMany => StatusCode::FORBIDDEN,
            UploadRefused::OtherLength { .. } => StatusCode::CONFLICT,
            UploadRefused::OtherOffset { here } => {
                return Self { here: Some(here), ..Self::new(StatusCode::CONFLICT, what) };
            }
            UploadRefused::Full => StatusCode::INSUFFICIENT_STORAGE,
            UploadRefused::TooLong => StatusCode::PAYLOAD_TOO_LARGE,
            UploadRefused::Mismatch => StatusCode::from_u16(CHECKSUM_MISMATCH).unwrap_or(StatusCode::CONFLICT),
            UploadRefused::Internal(error) => {
                tracing::error!(%error, "a photo could not be kept");
                let passing = error.may_pass();
                let status = if passing { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::INTERNAL_SERVER_ERROR };
                return Self::new(status, "现在存不下照片，手机会过一会儿再传");
            }
        };
        Self::new(status, what)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = (self.status, self.what).into_response();
        if let Some(here) = self.here {
            put(&mut response, "upload-offset", &here.to_string());
        }
        if self.versions {
            put(&mut response, "tus-version", VERSION);
        }
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("60"));
        }
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
        resumable(response)
    }
}

/// What this server can do.
pub async fn abilities<W: Way>() -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    put(&mut response, "tus-version", VERSION);
    put(&mut response, "tus-extension", "creation,creation-with-upload,expiration,checksum,termination");
    put(&mut response, "tus-max-size", &W::longest().to_string());
    put(&mut response, "tus-checksum-algorithm", "sha1,sha256");
    response.headers_mut().insert(ALLOW, HeaderValue::from_static("OPTIONS, POST, HEAD, PATCH, DELETE"));
    resumable(response)
}

/// An upload stands at its address.
pub fn created<W: Way>(base_path: &str, named: Named, state: &PartState) -> Response {
    let mut response = StatusCode::CREATED.into_response();
    let address = format!("{base_path}{}/{}/{}", W::AT, named.of, named.photo);
    if let Ok(address) = HeaderValue::from_str(&address) {
        response.headers_mut().insert(LOCATION, address);
    }
    stands_at(&mut response, state);
    resumable(response)
}

/// Bytes were added, or none were missing.
pub fn moved(state: &PartState) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    stands_at(&mut response, state);
    resumable(response)
}

/// How much is here.
pub fn shown(named: Named, state: &PartState) -> Response {
    let mut response = StatusCode::OK.into_response();
    stands_at(&mut response, state);
    put(&mut response, "upload-length", &state.size.to_string());
    let kind = state.media_type.as_ref().map(|kind| format!(",type {}", STANDARD.encode(kind))).unwrap_or_default();
    put(&mut response, "upload-metadata", &format!("id {}{kind}", STANDARD.encode(named.photo.to_string())));
    resumable(response)
}

pub fn given_up() -> Response {
    resumable(StatusCode::NO_CONTENT.into_response())
}

fn stands_at(response: &mut Response, state: &PartState) {
    put(response, "upload-offset", &state.here.to_string());
    if let Some(until) = state.expires_at {
        put(response, "upload-expires", &http_date(until));
    }
}

fn resumable(mut response: Response) -> Response {
    put(&mut response, "tus-resumable", VERSION);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn put(response: &mut Response, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(HeaderName::from_static(name), value);
    }
}

/// RFC 9110 §5.6.7.
fn http_date(at: Timestamp) -> String {
    at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}
