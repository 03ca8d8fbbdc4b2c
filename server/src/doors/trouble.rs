use std::sync::Arc;

use app::pages::lost::{self, Lost};
use axum::Json;
use axum::body::Body;
use axum::extract::multipart::MultipartError;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::ports::Internal;
use serde_json::json;
use tower_http::csrf::ProtectionError;

use super::{respond, visit};
use crate::services::Services;

/// What a reader can be told when a door has no page for them. Drawn by [`draw_troubles`] as a
/// page with ways out, or as problem+json under `/api`.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Trouble {
    #[error("没有找到")]
    NotFound,
    #[error("您的岗位不能做这件事")]
    Denied,
    #[error("内容太大")]
    TooLarge,
    /// What was wrong with the request, for the person who sent it.
    #[error("{0}")]
    BadRequest(String),
    #[error("不支持这种内容类型")]
    WrongType,
    #[error("不支持这种请求方式")]
    WrongMethod,
    /// Came from a page of another site.
    #[error("请求来自别的网站")]
    CrossSite,
    #[error("系统暂时不能用")]
    Unavailable,
    /// Taken down as the rules demand; the text says why.
    #[error("{0}")]
    Gone(String),
    #[error("系统内部错误")]
    Internal(Arc<Internal>),
}

/// A form with files that was cut off or is larger than any form may be.
impl From<MultipartError> for Trouble {
    fn from(error: MultipartError) -> Self {
        if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
            return Self::TooLarge;
        }
        tracing::debug!(%error, "a form did not arrive whole");
        Self::BadRequest("没有收完整，什么都没有保存。请检查网络，再提交一次。".to_owned())
    }
}

impl From<Internal> for Trouble {
    fn from(error: Internal) -> Self {
        if error.may_pass() {
            tracing::error!(%error, "the database does not answer");
            return Self::Unavailable;
        }
        Self::Internal(Arc::new(error))
    }
}

impl Trouble {
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Denied | Self::CrossSite => StatusCode::FORBIDDEN,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::WrongType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Gone(_) => StatusCode::GONE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn lost(&self) -> Lost {
        let page = |title: &str, what: &str| Lost { title: title.to_owned(), what: what.to_owned() };
        match self {
            Self::NotFound => Lost::not_found(),
            Self::Internal(_) | Self::Unavailable => Lost::broken(),
            Self::Denied => page("不能打开这个页面", "您的岗位不能做这件事。确有需要，请找本单位负责人。"),
            Self::TooLarge => page("内容太大", "传上来的内容太大了。请少选几个文件，或者改小、分几次再提交。"),
            Self::BadRequest(what) => page("没有看懂这次提交", what),
            Self::WrongType => page("没有看懂这次提交", "内容的格式不对，请从网页上的表格提交。"),
            Self::WrongMethod => page("没有看懂这次提交", "请从网页上的按钮进入。"),
            Self::CrossSite => page("没有办理这次提交", "这次提交是从别的网站发来的。请在本站的页面上重新提交。"),
            Self::Gone(why) => page("这个页面已经撤下", why),
        }
    }
}

/// The bare answer; [`draw_troubles`] fills it in, because only it knows the site.
impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

pub async fn nowhere() -> Trouble {
    Trouble::NotFound
}

pub async fn wrong_method() -> Trouble {
    Trouble::WrongMethod
}

/// The net under everything: a panic is a fault of ours, and its sender still gets a page.
pub fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    Trouble::from(Internal::new("a door panicked")).into_response()
}

pub fn cross_site(_: ProtectionError) -> Response {
    Trouble::CrossSite.into_response()
}

/// Turns a [`Trouble`] into what the reader sees, and logs an internal one, once.
pub async fn draw_troubles(State(services): State<Services>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let frame = visit::frame(&services, &parts);
    let for_program = parts.uri.path().starts_with("/api/");
    let mut response = next.run(Request::from_parts(parts, body)).await;
    if response.status() == StatusCode::REQUEST_TIMEOUT {
        response
            .extensions_mut()
            .insert(Trouble::BadRequest("等得太久，没有收完整。请检查网络后再提交一次。".to_owned()));
    }
    let Some(trouble) = response.extensions_mut().remove::<Trouble>() else {
        return response;
    };
    if let Trouble::Internal(error) = &trouble {
        tracing::error!(%error, path = %route_of(&frame.here), "a door could not answer");
    }
    if for_program {
        return problem(&trouble);
    }
    let lost = trouble.lost();
    let page = move || lost::page(lost.clone());
    match respond::personal_page(frame, trouble.status(), page).await {
        Ok(page) => page,
        Err(_) => trouble.status().into_response(),
    }
}

/// A path without its query and without anything that may be a key or a code.
fn route_of(here: &str) -> String {
    let path = here.split('?').next().unwrap_or_default();
    // The word of a preview link is a key.
    let shown = if path.starts_with("shared/") { 1 } else { 2 };
    path.split('/').take(shown).collect::<Vec<_>>().join("/")
}

fn problem(trouble: &Trouble) -> Response {
    let status = trouble.status();
    let body = json!({ "type": "about:blank", "title": status.canonical_reason(), "status": status.as_u16(), "detail": trouble.to_string(), "errors": [] });
    let mut response: Response<Body> = (status, Json(body)).into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
