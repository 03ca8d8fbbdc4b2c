//! 长者模式: the choice of larger type, remembered for a year.

use app::Mode;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

use super::{Trouble, Visit, respond};
use crate::services::Services;

pub fn routes() -> Router<Services> {
    Router::new().route("/mode/{mode}", get(choose))
}

#[derive(Deserialize)]
struct Back {
    #[serde(default)]
    back: String,
}

async fn choose(
    State(services): State<Services>,
    visit: Visit,
    Path(mode): Path<String>,
    Query(Back { back }): Query<Back>,
) -> Result<Response, Trouble> {
    let mode = Mode::parse(&mode);
    let inside = if leads_inside(&back) { back.as_str() } else { "" };
    let mut response = respond::see_other(&visit.frame, inside);
    let cookie =
        format!("mode={}; Path={}; Max-Age=31536000; SameSite=Lax; HttpOnly", mode.as_str(), services.site.base_path);
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(SET_COOKIE, value);
    }
    Ok(response)
}

/// Whether an address somebody hands in, seen from the base path, stays inside this site.
///
/// Browsers drop tabs and line breaks, take `\` for `/` and `%2e` for a dot, so only what our own links
/// are made of may stand in it.
pub(super) fn leads_inside(address: &str) -> bool {
    let path = address.split('?').next().unwrap_or_default();
    let plain = address.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-._~?=&%+*".contains(&byte));
    let dotted = path.to_ascii_lowercase().replace("%2e", ".");
    plain && !path.starts_with('/') && !path.contains("//") && !dotted.split('/').any(|part| part == "..")
}
