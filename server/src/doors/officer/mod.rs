//! Village officers: pages that a phone keeps, and the worker that keeps them.

mod everybody;
mod manifest;
mod worker;

use axum::Router;
use axum::routing::get;

use crate::services::Services;

pub fn routes() -> Router<Services> {
    Router::new()
        .route("/officer", get(everybody::home))
        .route("/officer/", get(everybody::to_home))
        .route("/officer/queue", get(everybody::queue))
        .route("/officer/offline", get(everybody::offline))
        .route("/officer/new/{form}", get(everybody::form))
        .route("/officer/sw.js", get(worker::script))
        .route("/officer/manifest.webmanifest", get(manifest::show))
}
