use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use domain::report::FieldError;
use serde::de::{DeserializeOwned, IgnoredAny};

use super::problem::Problem;

/// Bytes of a JSON body. Photos are taken by the form only, so a body is all text.
pub const MAX_BODY: usize = 1024 * 1024;

/// A JSON body that was read without a fault.
pub struct JsonBody<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for JsonBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        if !is_json(request.headers()) {
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Content-Type 应为 application/json"));
        }
        let bytes = whole(request).await?;
        read(&bytes).map(Self)
    }
}

async fn whole(request: Request) -> Result<Bytes, Problem> {
    let too_large = || Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "内容太大，最多 1 MB");
    let length = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length > MAX_BODY) {
        return Err(too_large());
    }
    to_bytes(request.into_body(), MAX_BODY).await.map_err(|error| {
        let cause = std::error::Error::source(&error);
        if cause.is_some_and(|cause| cause.is::<http_body_util::LengthLimitError>()) {
            too_large()
        } else {
            Problem::new(StatusCode::BAD_REQUEST, "内容没有收完整，请再发一次")
        }
    })
}

/// Reads a body: what is no JSON at all is told apart from JSON that says something unknown.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice::<IgnoredAny>(bytes).map_err(|error| {
        let place = format!("第 {} 行第 {} 个字节", error.line(), error.column());
        Problem::new(StatusCode::BAD_REQUEST, format!("不是正确的 JSON，{place}附近有错"))
    })?;
    let mut json = serde_json::Deserializer::from_slice(bytes);
    serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        let inner = error.into_inner();
        if inner.is_data() {
            Problem::invalid(vec![fault(path, &inner.to_string())])
        } else {
            Problem::new(StatusCode::BAD_REQUEST, "不是正确的 JSON")
        }
    })
}

/// The library's English sentence in words for the sender's log.
fn fault(path: String, error: &str) -> FieldError {
    let message = match error {
        _ if error.starts_with("unknown field") => "没有这个字段",
        _ if error.starts_with("duplicate field") => "这个字段写了两次",
        _ if error.starts_with("missing field") => "缺少这个字段",
        _ => "类型不对，请看接口说明",
    };
    // A missing field is named by the sentence, any other by the path.
    let named = error.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
    let field = match (path.as_str(), named) {
        (".", Some(name)) => name.to_owned(),
        (_, Some(name)) => format!("{path}.{name}"),
        (".", None) => String::new(),
        _ => path,
    };
    FieldError { field, message: message.to_owned() }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
}
