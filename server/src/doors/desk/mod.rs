//! The desk: matters and their limits, ledgers, newsroom, village officers, questions, reactions, numbers, the way
//! into 12315, the own account. Plain forms, each
//! answered by a redirect or by the same page with what was typed.

mod account;
mod act;
mod answer;
mod audit;
mod batch;
mod board;
mod bulk;
mod cookie;
mod custody;
mod due;
mod entrance;
mod export;
mod field;
mod filters;
mod form;
mod identity;
mod inbox;
mod leave;
mod ledger;
mod letter;
mod letters;
mod matter;
mod news;
mod overview;
mod packet;
mod phone;
mod photo;
mod pictures;
mod place;
mod quality;
mod questions;
mod reactions;
mod readers;
mod register;
mod reminders;
mod resend;
mod rewards;
mod risks;
mod sign_in;
mod signed;
mod spreadsheet;
mod step;
mod stuck;
mod supervision;
mod top;
mod transfers;
mod upload;
mod uses;
mod welcome;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

use crate::services::Services;

pub use cookie::is_signed_in;
pub use form::Posted;
pub use news::preview_page;
pub use signed::Signed;
pub use top::Done;

/// A table of 8 MB, and the form around it.
const LARGEST_TABLE: usize = 9 * 1024 * 1024;

pub fn routes(services: &Services) -> Router<Services> {
    let outside = Router::new()
        .route("/desk/sign-in", get(sign_in::show).post(sign_in::enter))
        .route("/desk/sign-out", post(sign_in::leave));
    inside().route_layer(from_fn_with_state(services.clone(), entrance::admit)).merge(outside)
}

/// Every page behind the entrance.
fn inside() -> Router<Services> {
    Router::new()
        .merge(field::routes())
        .merge(transfers::routes())
        .merge(pictures::routes())
        .merge(reactions::routes())
        .merge(questions::routes())
        .merge(readers::routes())
        .merge(board::routes())
        .merge(uses::routes())
        .merge(risks::routes())
        .merge(rewards::routes())
        .merge(supervision::routes())
        .merge(overview::routes())
        .merge(news::routes())
        .route("/desk", get(inbox::show))
        .route("/desk/leave", get(leave::show).post(leave::name))
        .route("/desk/leave/{id}/end", post(leave::end))
        .route("/desk/bulk", post(bulk::take))
        .route("/desk/export/{name}", get(export::table))
        .route("/desk/filters", post(filters::save))
        .route("/desk/filters/{id}/forget", post(filters::forget))
        .route("/desk/account", get(account::show))
        .route("/desk/audit", get(audit::show))
        .route("/desk/account/password", post(account::change_password))
        .route("/desk/account/totp", post(account::bind_totp))
        .route("/desk/batch", get(batch::show).post(batch::import).layer(DefaultBodyLimit::max(LARGEST_TABLE)))
        .route("/desk/batch/export.xlsx", get(batch::export))
        .route("/desk/due", get(due::show))
        .route("/desk/quality", get(quality::show))
        .route("/desk/reminders", get(reminders::show).post(reminders::put_away))
        .route("/desk/stuck", get(stuck::show))
        .route("/desk/stuck/{job}/retry", post(stuck::retry))
        .route("/desk/matter/{number}", get(matter::show))
        .route("/desk/matter/{number}/step/{step}", post(step::take))
        .route("/desk/matter/{number}/message", post(act::message))
        .route("/desk/matter/{number}/identity", post(identity::view))
        .route("/desk/matter/{number}/custody", get(custody::show))
        .route("/desk/matter/{number}/custody/ask", post(custody::ask))
        .route("/desk/matter/{number}/custody/grant", post(custody::grant))
        .route("/desk/matter/{number}/custody/answer", post(custody::answer_about_data))
        .route("/desk/phone", get(phone::show).post(phone::find))
        .route("/desk/matter/{number}/photo/{id}", get(photo::show))
        .route("/desk/matter/{number}/voice/{place}", get(photo::voice))
        .route("/desk/matter/{number}/letters", get(letters::show))
        .route("/desk/matter/{number}/letters/new", get(letters::draft).post(letters::write))
        .route("/desk/matter/{number}/letter/{id}", get(letter::show))
        .route("/desk/matter/{number}/letter/{id}/print", get(letter::print).post(letter::print_open))
        .route("/desk/matter/{number}/letter/{id}/pdf", get(letter::pdf).post(letter::pdf_open))
        .route("/desk/matter/{number}/packet", get(packet::show).post(packet::open_identity))
        .route("/desk/matter/{number}/packet/print", get(packet::print))
        .route("/desk/matter/{number}/packet.zip", get(packet::attachments))
        .route("/desk/matter/{number}/register", post(register::record))
}
