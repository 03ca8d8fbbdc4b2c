//! 采编: the newsroom's pages.

mod ahead;
mod bets;
mod checks;
mod columns;
mod edit;
mod entry;
mod from_matter;
mod history;
mod item;
mod list;
mod listen;
mod outside;
mod steps;
mod told;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use domain::ports::NewsError;

use super::upload;
use crate::doors::Trouble;
use crate::services::Services;

pub use ahead::page as preview_page;

pub const HERE: &str = "desk/news";

/// A paste of 5 MB in the form's encoding, which writes a Chinese character as nine.
const LARGEST: usize = 24 * 1024 * 1024;

pub fn routes() -> Router<Services> {
    let writing = Router::new()
        .route("/desk/news/new/{kind}", get(edit::blank).post(edit::begin))
        .route("/desk/news/{item}/edit", get(edit::show).post(edit::save))
        .route("/desk/news/{item}/draft", post(edit::draft::keep))
        .route("/desk/news/{item}/draft/drop", post(edit::draft::drop))
        .route("/desk/news/look/{kind}", post(edit::beside::look))
        .route("/desk/news/named/{kind}", post(edit::beside::named))
        .route("/desk/news/paste", post(edit::beside::paste))
        .layer(DefaultBodyLimit::max(LARGEST));
    let listening = Router::new()
        .route("/desk/news/{item}/listen", get(listen::show).post(listen::take_in))
        .route("/desk/news/{item}/listen/{id}/confirm", post(listen::confirm))
        .route("/desk/news/{item}/listen/{id}/end", post(listen::end))
        .route("/desk/news/forms/{form}", get(listen::show).post(listen::take_in))
        .route("/desk/news/forms/{form}/{id}/confirm", post(listen::confirm))
        .route("/desk/news/forms/{form}/{id}/end", post(listen::end))
        .layer(DefaultBodyLimit::max(upload::READ_MAX));
    Router::new()
        .route("/desk/news", get(list::show))
        .route("/desk/news/forms", get(listen::forms))
        .route("/desk/news/{item}", get(item::show).post(item::take))
        .route("/desk/news/{item}/history", get(history::show).post(history::restore))
        .route("/desk/news/{item}/diff/{older}/{newer}", get(history::compare))
        .route("/desk/news/{item}/preview", get(ahead::show))
        .route("/desk/news/{item}/export", get(history::export))
        .route("/desk/news/{item}/share/{share}/end", post(outside::end))
        .merge(writing)
        .merge(listening)
        .merge(bets::routes())
        .merge(columns::routes())
}

/// Where there is no form to answer on.
pub fn trouble(error: NewsError) -> Trouble {
    match error {
        NewsError::NotFound => Trouble::NotFound,
        NewsError::Denied(_) => Trouble::Denied,
        NewsError::Internal(error) => error.into(),
        NewsError::Invalid(faults) => {
            let told: Vec<_> = faults.into_iter().map(|fault| fault.message).collect();
            Trouble::BadRequest(told.join("；"))
        }
        other => Trouble::BadRequest(other.to_string()),
    }
}
