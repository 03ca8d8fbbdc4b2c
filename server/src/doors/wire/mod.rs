//! What officers' phones speak about reports, in JSON. Their photos come in by `tus`, the pages are elsewhere.

pub mod cookie;
mod hello;
mod phone;
mod problem;
mod reports;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, put};

use crate::services::Services;

pub use phone::Phone;

pub fn routes() -> Router<Services> {
    let reports = put(reports::take).get(reports::receipt);
    Router::new()
        .route("/officer/hello", get(hello::answer))
        .route("/officer/r/{report}", reports.layer(DefaultBodyLimit::max(reports::BYTES_MAX)))
}
