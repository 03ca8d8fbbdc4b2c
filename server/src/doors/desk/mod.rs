//! The desk: sign-in, inbox, one matter, the way into 12315, the own account. Plain forms, each
//! answered by a redirect or by the same page with what was typed.

mod account;
mod act;
mod answer;
mod batch;
mod cookie;
mod form;
mod identity;
mod inbox;
mod matter;
mod packet;
mod photo;
mod register;
mod sign_in;
mod signed;
mod stuck;
mod top;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::services::Services;

pub use signed::Signed;

/// A table of some ten thousand rows, and the form around it.
const LARGEST_TABLE: usize = 9 * 1024 * 1024;

pub fn routes() -> Router<Services> {
    Router::new()
        .route("/desk", get(inbox::show))
        .route("/desk/sign-in", get(sign_in::show).post(sign_in::enter))
        .route("/desk/sign-out", post(sign_in::leave))
        .route("/desk/account", get(account::show))
        .route("/desk/account/password", post(account::change_password))
        .route("/desk/account/totp", post(account::bind_totp))
        .route("/desk/batch", get(batch::show).post(batch::import).layer(DefaultBodyLimit::max(LARGEST_TABLE)))
        .route("/desk/batch/export.xlsx", get(batch::export))
        .route("/desk/stuck", get(stuck::show))
        .route("/desk/stuck/{job}/retry", post(stuck::retry))
        .route("/desk/matter/{number}", get(matter::show))
        .route("/desk/matter/{number}/assign", post(act::assign))
        .route("/desk/matter/{number}/status", post(act::set_status))
        .route("/desk/matter/{number}/message", post(act::message))
        .route("/desk/matter/{number}/identity", post(identity::view))
        .route("/desk/matter/{number}/photo/{id}", get(photo::show))
        .route("/desk/matter/{number}/packet", get(packet::show).post(packet::open_identity))
        .route("/desk/matter/{number}/packet/print", get(packet::print))
        .route("/desk/matter/{number}/packet.zip", get(packet::attachments))
        .route("/desk/matter/{number}/register", post(register::record))
}
