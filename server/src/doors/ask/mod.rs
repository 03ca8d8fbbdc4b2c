//! 咨询: `/ask` in two screens, and `/questions`, what was published.

mod matching;

use app::pages::ask::{self, AskedPage, FORM_KEY, LookPage, Note, PublicPage, StartPage};
use app::parts::{Errors, Paging, percent};
use axum::Router;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::asking::{Typed, check, check_text, field};
use domain::ports::{AskError, IdempotencyKey, Internal, PublicQuestion};
use domain::report::FieldError;
use domain::text;
use serde::Deserialize;

use super::quiz::{Posted, value};
use super::report::new_form_key;
use super::report::sheet::{LEFT_EMPTY, filled_in_by_a_program, form_key};
use super::track::unreadable;
use super::{At, Trouble, Visit, respond};
use crate::services::Services;

/// Questions on a page of the list.
const PAGE_SIZE: usize = 20;

pub fn routes() -> Router<Services> {
    Router::new()
        .route("/ask", get(start).post(send))
        .route("/ask/look", post(look).get(back))
        .route("/ask/receipt/{key}", get(receipt))
        .route("/questions", get(public))
}

async fn start(State(services): State<Services>, visit: Visit) -> Result<Response, Trouble> {
    let data = StartPage { laws: services.laws.clone(), typed: Typed::default(), errors: Errors::default() };
    respond::public_page(visit.frame, move || ask::start(data.clone())).await
}

/// The second screen is only drawn for a question.
async fn back(visit: Visit) -> Response {
    respond::see_other(&visit.frame, "ask")
}

async fn look(
    State(services): State<Services>,
    visit: Visit,
    posted: Result<Form<Posted>, FormRejection>,
) -> Result<Response, Trouble> {
    let Form(posted) = posted.map_err(|refused| unreadable(&refused))?;
    let typed = typed(&posted);
    match check_text(&typed.question) {
        Ok(_) => {
            let key = new_form_key(&*services.random);
            second(&services, visit, StatusCode::OK, Shown { typed, key, faults: Vec::new(), note: None }).await
        }
        Err(fault) => {
            let typed = shown_again(typed);
            let data = StartPage { laws: services.laws.clone(), typed, errors: Errors::new(vec![fault]) };
            respond::personal_page(visit.frame, StatusCode::UNPROCESSABLE_ENTITY, move || ask::start(data.clone()))
                .await
        }
    }
}

async fn send(
    State(services): State<Services>,
    visit: Visit,
    posted: Result<Form<Posted>, FormRejection>,
) -> Result<Response, Trouble> {
    let Form(posted) = posted.map_err(|refused| unreadable(&refused))?;
    let key = form_key(&value(&posted, FORM_KEY).unwrap_or_default())?;
    let typed = typed(&posted);
    let left_empty = value(&posted, LEFT_EMPTY).unwrap_or_default();
    let asking = match (check(&typed), filled_in_by_a_program(&left_empty)) {
        (Ok(asking), None) => asking,
        (checked, program) => {
            let faults = program.into_iter().chain(checked.err().unwrap_or_default()).collect();
            let shown = Shown { typed: shown_again(typed), key: key.as_str().to_owned(), faults, note: None };
            return second(&services, visit, StatusCode::UNPROCESSABLE_ENTITY, shown).await;
        }
    };
    match services.questions.ask(&key, &asking, services.now()).await {
        Ok(()) => Ok(respond::see_other(&visit.frame, &format!("ask/receipt/{}", key.as_str()))),
        Err(AskError::KeyReused) => {
            let key = new_form_key(&*services.random);
            let shown = Shown { typed, key, faults: Vec::new(), note: Some(Note::SentBefore) };
            second(&services, visit, StatusCode::CONFLICT, shown).await
        }
        Err(AskError::Unavailable(error)) => {
            tracing::error!(%error, "a question could not be kept");
            let key = key.as_str().to_owned();
            let shown = Shown { typed, key, faults: Vec::new(), note: Some(Note::Unavailable) };
            second(&services, visit, StatusCode::SERVICE_UNAVAILABLE, shown).await
        }
    }
}

async fn receipt(State(services): State<Services>, visit: Visit, At(key): At<String>) -> Result<Response, Trouble> {
    let code = match IdempotencyKey::parse(&key) {
        Ok(key) => services.questions.receipt(&key, services.now()).await?,
        Err(_) => None,
    };
    let code = code.ok_or_else(|| Trouble::Gone("回执只能看一天。问题还在，请用查询码看答复。".to_owned()))?;
    let data = AskedPage { laws: services.laws.clone(), code };
    respond::personal_page(visit.frame, StatusCode::OK, move || ask::receipt(data.clone())).await
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Wanted {
    q: String,
    page: String,
}

async fn public(
    State(services): State<Services>,
    visit: Visit,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Response, Trouble> {
    let Query(wanted) = wanted.unwrap_or_default();
    let words = text::looked_for(&wanted.q);
    let page = wanted.page.parse().unwrap_or(1_u32).max(1);
    let mut found = services.questions.published().await?;
    found.retain(|one| holds(one, &words));
    let pages = u32::try_from(found.len().div_ceil(PAGE_SIZE)).unwrap_or(u32::MAX).max(1);
    if page > pages {
        return Err(Trouble::NotFound);
    }
    let skipped = usize::try_from(page - 1).unwrap_or_default().saturating_mul(PAGE_SIZE);
    let query = if words.is_empty() { String::new() } else { format!("q={}", percent(&words)) };
    let paging = Paging { path: "questions".to_owned(), query, page, pages };
    let questions = found.into_iter().skip(skipped).take(PAGE_SIZE).collect();
    let data = PublicPage { words, questions, paging };
    respond::personal_page(visit.frame, StatusCode::OK, move || ask::public(data.clone())).await
}

/// Whether question or answer hold every word.
fn holds(one: &PublicQuestion, words: &str) -> bool {
    let whole = format!("{}\n{}", one.question, one.answer).to_lowercase();
    words.to_lowercase().split_whitespace().all(|word| whole.contains(word))
}

/// The second screen as it is to be drawn.
struct Shown {
    typed: Typed,
    key: String,
    faults: Vec<FieldError>,
    note: Option<Note>,
}

async fn second(services: &Services, visit: Visit, status: StatusCode, shown: Shown) -> Result<Response, Trouble> {
    let (looking, question) = (services.clone(), shown.typed.question.clone());
    // The first search loads the dictionary and builds the index.
    let articles =
        tokio::task::spawn_blocking(move || matching::articles(&looking, &question)).await.map_err(Internal::new)?;
    let data = LookPage {
        laws: services.laws.clone(),
        urgent: shown.typed.unwell || services.questions.sounds_urgent(&shown.typed.question),
        typed: shown.typed,
        form_key: shown.key,
        articles,
        errors: Errors::new(shown.faults),
        note: shown.note,
    };
    respond::personal_page(visit.frame, status, move || ask::look(data.clone())).await
}

fn typed(posted: &[(String, String)]) -> Typed {
    let text = |name: &str| value(posted, name).unwrap_or_default().replace("\r\n", "\n");
    let ticked = |name: &str| value(posted, name).as_deref() == Some("yes");
    Typed {
        question: text(field::QUESTION),
        contact: text(field::CONTACT),
        unwell: ticked(field::UNWELL),
        publish: ticked(field::PUBLISH),
    }
}

fn shown_again(typed: Typed) -> Typed {
    Typed {
        question: text::without_forbidden(&typed.question),
        contact: text::without_forbidden(&typed.contact),
        ..typed
    }
}
