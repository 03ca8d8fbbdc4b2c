//! The doors people and programs come in by. A door reads a request, asks a port, and answers with
//! a page, a redirect or JSON; it holds no rule.

pub mod api;
pub mod assets;
pub mod cache;
pub mod desk;
pub mod draw;
pub mod feeds;
mod front;
pub mod gateway;
mod headers;
mod health;
mod mode;
mod pack;
pub mod read;
pub mod report;
pub mod respond;
pub mod track;
mod trouble;
mod visit;

use std::time::Duration;

use axum::Router;
use axum::http::{Method, StatusCode, Uri};
use axum::middleware::{from_fn, from_fn_with_state};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::TimeoutLayer;

use crate::services::Services;

pub use trouble::{Trouble, may_pass};
pub use visit::{Peer, TrustProxy, Visit};

/// A request that takes longer than this is given up; uploads on a weak line fit in.
const LONGEST_REQUEST: Duration = Duration::from_secs(300);

/// The whole portal under the site's base path.
pub fn router(services: Services) -> Router {
    let inside = Router::new()
        .merge(read::routes())
        .merge(feeds::routes())
        .merge(report::routes())
        .merge(track::routes())
        .merge(desk::routes())
        .merge(mode::routes())
        .merge(assets::routes())
        .merge(gateway::routes())
        .nest("/api", api::routes())
        .fallback(trouble::nowhere)
        .method_not_allowed_fallback(trouble::wrong_method)
        .layer(CsrfLayer::new().with_insecure_bypass(without_cookies).with_rejection_response(trouble::cross_site))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, LONGEST_REQUEST))
        .layer(CatchPanicLayer::custom(trouble::panicked))
        .layer(from_fn_with_state(services.clone(), trouble::draw_troubles))
        .layer(from_fn(pack::pack))
        .layer(from_fn_with_state(services.clone(), headers::secure))
        // Outside the headers, so that a kept page is handed out with them.
        .layer(from_fn_with_state(services.clone(), cache::keep))
        .layer(from_fn(health::count_requests))
        .with_state(services.clone());
    Router::new().merge(health::routes(services.clone())).fallback_service(front::Front::new(services, inside))
}

/// The JSON API reads no cookie, so a foreign page cannot borrow anybody's session there.
fn without_cookies(_: &Method, uri: &Uri) -> bool {
    uri.path().starts_with("/api/")
}
