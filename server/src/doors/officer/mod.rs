//! Village officers' pages. What their phones speak is in `wire`.

mod bind;
mod device;
mod everybody;
mod form;
mod manifest;
mod outlets;
mod reports;
mod tasks;
mod training;
mod who;
mod worker;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::services::Services;

pub use everybody::empty_form;

pub fn routes() -> Router<Services> {
    // `posted` counts for itself, so that it can answer with everything that was typed.
    let forms = get(form::show).post(form::take).layer(DefaultBodyLimit::disable());
    Router::new()
        .route("/officer", get(everybody::home))
        .route("/officer/", get(everybody::to_home))
        .route("/officer/queue", get(everybody::queue))
        .route("/officer/offline", get(everybody::offline))
        .route("/officer/sw.js", get(worker::script))
        .route("/officer/manifest.webmanifest", get(manifest::show))
        .route("/officer/new/{form}", forms)
        .route("/officer/bind", get(bind::ask).post(bind::bind))
        .route("/officer/who", get(who::ask).post(who::change))
        .route("/officer/reports", get(reports::list))
        .route("/officer/reports/{report}", get(reports::one))
        .route("/officer/outlets", get(outlets::list))
        .route("/officer/tasks", get(tasks::list))
        .route("/officer/tasks/{errand}/read", post(tasks::read))
        .route("/officer/tasks/{errand}/done", post(tasks::done))
        .route("/officer/tasks/{errand}/back", post(tasks::back))
        .route("/officer/training", get(training::show).post(training::mark))
}
