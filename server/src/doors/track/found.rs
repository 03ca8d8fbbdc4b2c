use app::Frame;
use app::pages::track::{self, FoundPage, Refusal};
use axum::http::StatusCode;
use axum::response::Response;
use domain::ports::Tracked;
use domain::query_code::QueryCode;

use crate::doors::report::new_form_key;
use crate::doors::{Trouble, respond};
use crate::services::Services;

/// What to say besides where the matter stands.
#[derive(Default)]
pub struct Word {
    pub done: Option<String>,
    pub refusal: Refusal,
    /// The refused form keeps its key, so that sending it twice is one message.
    pub form_key: Option<String>,
}

pub async fn show(services: &Services, frame: Frame, code: QueryCode, tracked: Tracked) -> Result<Response, Trouble> {
    show_with(services, frame, StatusCode::OK, code, tracked, Word::default()).await
}

pub async fn show_with(
    services: &Services,
    frame: Frame,
    status: StatusCode,
    code: QueryCode,
    tracked: Tracked,
    word: Word,
) -> Result<Response, Trouble> {
    let key_of = |number: &str| match &word.form_key {
        Some(key) if word.refusal.number == number => key.clone(),
        _ => new_form_key(&*services.random),
    };
    let data = FoundPage {
        laws: services.laws.clone(),
        today: services.today(),
        code,
        form_keys: tracked.matters.iter().map(|matter| key_of(&matter.number)).collect(),
        matters: tracked.matters,
        done: word.done,
        refusal: word.refusal,
    };
    respond::personal_page(services, frame, status, move || track::found(data.clone())).await
}
