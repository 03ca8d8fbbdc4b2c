use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::ports::{Internal, UpdateError};
use domain::report::FieldError;

use crate::doors::api::Problem;
use crate::forwarding::gateway::NoticeFault;

/// Why a request of the gateway was not served.
#[derive(Debug)]
pub enum Refusal {
    NoGateway,
    Distrust(String),
    TooLarge,
    NotJson,
    Field { field: String, message: String },
    UnknownMatter,
    LinkClosed,
    NoAttachment,
    NoSchema,
    NotYet,
    Internal(Internal),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let problem = match self {
            Self::NoGateway => Problem::not_found("本站没有启用网关转送"),
            Self::Distrust(why) => Problem::new(StatusCode::UNAUTHORIZED, why),
            Self::TooLarge => Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "内容超过 64 KB"),
            Self::NotJson => Problem::new(StatusCode::BAD_REQUEST, "内容不是 JSON"),
            Self::Field { field, message } => Problem::invalid(vec![FieldError { field, message }]),
            Self::UnknownMatter => Problem::not_found("没有这个编号的事项"),
            Self::LinkClosed => Problem::new(StatusCode::FORBIDDEN, "链接已经失效"),
            Self::NoAttachment => Problem::not_found("没有这个附件"),
            Self::NoSchema => Problem::not_found("没有这份说明"),
            Self::NotYet => Problem::new(StatusCode::CONFLICT, "附件还在处理，请稍后再取"),
            Self::Internal(error) => Problem::internal(&error),
        };
        problem.into_response()
    }
}

impl From<NoticeFault> for Refusal {
    fn from(fault: NoticeFault) -> Self {
        match fault {
            NoticeFault::NotJson => Self::NotJson,
            NoticeFault::Field { field, message } => Self::Field { field, message },
        }
    }
}

impl From<UpdateError> for Refusal {
    fn from(error: UpdateError) -> Self {
        match error {
            UpdateError::UnknownMatter => Self::UnknownMatter,
            UpdateError::Invalid(message) => Self::Field { field: "data".to_owned(), message },
            UpdateError::Internal(error) => Self::Internal(error),
        }
    }
}

impl From<Internal> for Refusal {
    fn from(error: Internal) -> Self {
        Self::Internal(error)
    }
}
