use axum::Json;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::ports::Internal;
use domain::report::FieldError;
use serde::Serialize;
use utoipa::ToSchema;

/// Why a request was not done, as RFC 9457 has it.
#[derive(Debug)]
pub struct Problem {
    status: StatusCode,
    detail: String,
    errors: Vec<FieldError>,
}

/// The body of every answer that is not a success (`application/problem+json`, RFC 9457).
#[derive(Serialize, ToSchema)]
pub struct ProblemBody {
    /// Always `about:blank`: the status says what kind of problem it is.
    #[serde(rename = "type")]
    #[schema(example = "about:blank")]
    kind: &'static str,
    #[schema(example = "Unprocessable Entity")]
    title: &'static str,
    #[schema(example = 422)]
    status: u16,
    /// One sentence in Chinese for the person in front.
    #[schema(example = "有内容需要改")]
    detail: String,
    /// One entry a refused field; empty when the fault lies elsewhere.
    errors: Vec<FieldFault>,
}

/// A refused field.
#[derive(Serialize, ToSchema)]
pub struct FieldFault {
    /// Path of the field in the request, with dots.
    #[schema(example = "reporter.phone")]
    field: String,
    /// One sentence in Chinese that says what to do.
    #[schema(example = "手机号是 11 位，少了 1 位，请核对")]
    message: String,
}

impl Problem {
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, detail: detail.into(), errors: Vec::new() }
    }

    pub fn invalid(errors: Vec<FieldError>) -> Self {
        Self { errors, ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, "有内容需要改") }
    }

    pub fn not_found(detail: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, detail)
    }

    /// Logs the cause, here and only here, and tells the sender nothing of it.
    pub fn internal(error: &Internal) -> Self {
        tracing::error!(%error, "the API could not answer");
        if error.may_pass() {
            return Self::new(StatusCode::SERVICE_UNAVAILABLE, "系统暂时不能用，请过几分钟再试");
        }
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "系统内部错误，请过几分钟再试")
    }

    pub fn unavailable(error: &Internal) -> Self {
        tracing::error!(%error, "nothing can be stored");
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "系统现在存不下新的内容，请过几分钟用同一个 Idempotency-Key 再提交")
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let errors = self.errors.into_iter();
        let body = ProblemBody {
            kind: "about:blank",
            title: self.status.canonical_reason().unwrap_or_default(),
            status: self.status.as_u16(),
            detail: self.detail,
            errors: errors.map(|FieldError { field, message }| FieldFault { field, message }).collect(),
        };
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
