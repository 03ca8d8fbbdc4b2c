use app::Frame;
use app::pages::track::{self, FoundPage, Refusal};
use app::parts::Errors;
use axum::http::StatusCode;
use axum::response::Response;
use domain::ports::{TrackError, Tracked};
use domain::query_code::QueryCode;
use domain::report::FieldError;

use super::code::Reached;
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

/// Where the matter stands after something was done to it.
pub async fn show_done(services: &Services, frame: Frame, reached: Reached, done: &str) -> Result<Response, Trouble> {
    let word = Word { done: Some(done.to_owned()), ..Word::default() };
    show_again(services, frame, StatusCode::OK, reached, word).await
}

/// The same after it was refused, with the reason; trouble of the house is trouble of the request.
pub async fn show_refused(
    services: &Services,
    frame: Frame,
    reached: Reached,
    error: TrackError,
) -> Result<Response, Trouble> {
    let refused = match error {
        TrackError::Unavailable(error) | TrackError::Internal(error) => return Err(error.into()),
        other => FieldError { field: "main".to_owned(), message: other.to_string() },
    };
    let refusal = Refusal { errors: Errors::new(vec![refused]), ..Refusal::default() };
    show_again(services, frame, StatusCode::CONFLICT, reached, Word { refusal, ..Word::default() }).await
}

/// The code was right a moment ago, so this look needs no guard.
async fn show_again(
    services: &Services,
    frame: Frame,
    status: StatusCode,
    reached: Reached,
    word: Word,
) -> Result<Response, Trouble> {
    let after = services.tracking.look_up(&reached.code, services.now()).await?.unwrap_or(reached.tracked);
    show_with(services, frame, status, reached.code, after, word).await
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
    respond::personal_page(frame, status, move || track::found(data.clone())).await
}
