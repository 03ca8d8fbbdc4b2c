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
    // Only places inside this site: `//elsewhere` would lead out of it.
    let inside = if back.contains("//") || back.contains('\\') { String::new() } else { back };
    let mut response = respond::see_other(&visit.frame, &inside);
    let cookie =
        format!("mode={}; Path={}; Max-Age=31536000; SameSite=Lax; HttpOnly", mode.as_str(), services.site.base_path);
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(SET_COOKIE, value);
    }
    Ok(response)
}
