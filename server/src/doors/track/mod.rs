//! Following a matter. A query code is posted, never part of an address, and every look at one goes
//! through the guard against guessing.

mod add;
mod ask;
mod code;
mod data;
mod found;
mod rate;
mod withdraw;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::services::Services;

pub use ask::unreadable;

pub fn routes() -> Router<Services> {
    Router::new()
        .route("/track", get(ask::show).post(ask::look_up))
        .route("/track/withdraw", post(withdraw::withdraw))
        .route("/track/rate", post(rate::rate))
        .route("/track/data", post(data::ask_about_data))
        .merge(Router::new().route("/track/add", post(add::add)).layer(DefaultBodyLimit::disable()))
}
