//! Reporting: the start page, the form, and the receipt.

mod form;
mod number;
mod outlet;
pub(super) mod posted;
mod receipt;
pub(super) mod sheet;
mod start;
mod submit;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;

use crate::services::Services;

pub use form::{is_large, new_form_key, township};

pub fn routes() -> Router<Services> {
    Router::new()
        .route("/report", get(start::show))
        .route("/report/new", get(form::show).post(submit::submit))
        .route("/report/receipt/{key}", get(receipt::show))
        // `posted` counts for itself, so that it can answer with everything that was typed.
        .layer(DefaultBodyLimit::disable())
}
