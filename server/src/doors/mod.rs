//! The doors people and programs come in by. A door reads a request, asks a port, and answers with
//! a page, a redirect or JSON; it holds no rule.

pub mod api;
mod arrivals;
mod ask;
pub mod assets;
mod at;
mod base_path;
pub mod cache;
pub mod check;
mod contest;
pub mod desk;
pub mod draw;
pub mod feeds;
mod front;
pub mod gateway;
mod headers;
mod health;
mod heard;
mod inside;
mod keyed;
mod mode;
mod numbers;
pub mod officer;
mod outlets;
mod pack;
mod quiz;
mod range;
mod reaction;
pub mod read;
pub mod report;
pub mod respond;
pub mod reward;
mod shared;
mod street;
mod take_back;
mod template;
pub mod track;
mod trouble;
mod tus;
mod understood;
mod visit;
pub mod wire;
mod wording;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::{Method, StatusCode, Uri};
use axum::middleware::{from_fn, from_fn_with_state};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::TimeoutLayer;

use crate::services::Services;

pub use arrivals::Arrivals;
pub use at::At;
pub use front::Front;
pub use inside::Inside;
pub use street::Street;
pub use trouble::Trouble;
pub use visit::{Peer, TrustProxy, Visit};
pub use wording::DrawnForms;

/// A request that takes longer than this is given up; uploads on a weak line fit in.
const LONGEST_REQUEST: Duration = Duration::from_secs(300);

/// The whole portal under the site's base path.
pub fn router(services: Services) -> Front {
    let headers = Arc::new(headers::Headers::new(&services.site, &services.assets));
    let inside = routes(&services)
        .fallback(trouble::nowhere)
        .method_not_allowed_fallback(trouble::wrong_method)
        .layer(CsrfLayer::new().with_insecure_bypass(without_cookies).with_rejection_response(trouble::cross_site))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, LONGEST_REQUEST))
        .layer(CatchPanicLayer::custom(trouble::panicked))
        .layer(from_fn_with_state(services.clone(), trouble::draw_troubles))
        .layer(from_fn(pack::pack))
        .layer(from_fn_with_state(headers, headers::secure))
        // Outside the headers, so that a kept page is handed out with them.
        .layer(from_fn_with_state(services.clone(), cache::keep))
        .layer(from_fn(health::count_requests))
        .with_state(services.clone());
    let behind = base_path::under(&services.site.base_path, inside).merge(health::routes(services.clone()));
    Front::new(services, behind)
}

/// Every address of the portal, without what stands around all of them.
pub fn routes(services: &Services) -> Router<Services> {
    Router::new()
        .merge(read::routes())
        .merge(understood::routes())
        .merge(check::routes())
        .merge(outlets::routes())
        .merge(take_back::routes())
        .merge(numbers::routes())
        .merge(quiz::routes())
        .merge(ask::routes())
        .merge(contest::routes())
        .merge(feeds::routes())
        .merge(report::routes())
        .merge(reaction::routes())
        .merge(reward::routes())
        .merge(track::routes())
        .merge(shared::routes())
        .merge(desk::routes(services))
        .merge(wire::routes())
        .merge(tus::routes())
        .merge(mode::routes())
        .merge(officer::routes())
        .merge(assets::routes())
        .merge(gateway::routes())
        .nest("/api", api::routes())
}

/// The JSON API reads no cookie, so a foreign page cannot borrow anybody's session there.
fn without_cookies(_: &Method, uri: &Uri) -> bool {
    uri.path().starts_with("/api/")
}
