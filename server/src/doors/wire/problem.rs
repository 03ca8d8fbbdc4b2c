use axum::Json;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::ports::{Internal, TakeError};
use domain::report::FieldError;
use serde_json::{Value, json};

/// Why a phone's request was not done (RFC 9457), with the questions it is about.
#[derive(Debug)]
pub struct Problem {
    status: StatusCode,
    detail: String,
    fields: Vec<FieldError>,
}

impl Problem {
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, detail: detail.into(), fields: Vec::new() }
    }

    pub fn unknown_phone() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "这部手机还没有绑定，请找协管员要绑定码")
    }
}

impl From<Internal> for Problem {
    fn from(error: Internal) -> Self {
        tracing::error!(%error, "an officer's phone could not be answered");
        match error.may_pass() {
            true => Self::new(StatusCode::SERVICE_UNAVAILABLE, "系统暂时不能用，手机会过一会儿再传"),
            false => Self::new(StatusCode::INTERNAL_SERVER_ERROR, "系统内部错误，手机会过一会儿再传"),
        }
    }
}

impl From<TakeError> for Problem {
    fn from(error: TakeError) -> Self {
        let detail = error.to_string();
        match error {
            TakeError::Invalid(fields) => Self { fields, ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, detail) },
            TakeError::Unreadable(_) => Self::new(StatusCode::UNPROCESSABLE_ENTITY, detail),
            TakeError::NotHere => Self::new(StatusCode::UNAUTHORIZED, detail),
            TakeError::Unknown => Self::new(StatusCode::NOT_FOUND, detail),
            TakeError::Unavailable(cause) => {
                tracing::error!(%cause, "nothing can be stored");
                Self::new(StatusCode::SERVICE_UNAVAILABLE, detail)
            }
            TakeError::Internal(error) => error.into(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let field = |one: FieldError| json!({ "name": one.field, "message": one.message });
        let body = json!({
            "type": "about:blank",
            "title": self.status.canonical_reason().unwrap_or_default(),
            "status": self.status.as_u16(),
            "detail": self.detail,
            "fields": self.fields.into_iter().map(field).collect::<Vec<Value>>(),
        });
        let mut response = (self.status, Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(RETRY_AFTER, HeaderValue::from_static("60"));
        }
        response
    }
}
