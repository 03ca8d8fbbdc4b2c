//! Claiming a reward with code and word. Right or wrong, the answer takes the same least time.

use app::pages::reward::{self, ClaimPage, OpenPage};
use app::parts::Errors;
use axum::Router;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::ports::{Claimed, Internal};
use domain::report::FieldError;
use domain::reward::ClaimCode;
use serde::Deserialize;

use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

pub fn routes() -> Router<Services> {
    Router::new().route("/reward", get(show).post(claim)).route("/reward/apply", post(apply))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    code: String,
    word: String,
    again: String,
}

async fn show(visit: Visit) -> Result<Response, Trouble> {
    respond::public_page(visit.frame, || reward::claim(ClaimPage::default())).await
}

async fn claim(
    State(services): State<Services>,
    visit: Visit,
    typed: Result<Form<Typed>, FormRejection>,
) -> Result<Response, Trouble> {
    let typed = readable(typed)?;
    let code = match ClaimCode::parse(&typed.code) {
        Ok(code) => code,
        Err(error) => {
            return again(visit, &typed, StatusCode::UNPROCESSABLE_ENTITY, false, "code", &error.to_string()).await;
        }
    };
    let look_up = services.rewards.claim(&code, &typed.word, &typed.again, services.now());
    let claimed = services.guard.watch(visit.peer.0, look_up, right).await?;
    answer(visit, typed, claimed).await
}

async fn apply(
    State(services): State<Services>,
    visit: Visit,
    typed: Result<Form<Typed>, FormRejection>,
) -> Result<Response, Trouble> {
    let typed = readable(typed)?;
    let Ok(code) = ClaimCode::parse(&typed.code) else {
        return answer(visit, typed, Claimed::Unknown).await;
    };
    let applying = services.rewards.apply(&code, &typed.word, services.now());
    let claimed = services.guard.watch(visit.peer.0, applying, right).await?;
    answer(visit, typed, claimed).await
}

/// Only an answer that says "no such code" is a guess that failed.
fn right(claimed: &Result<Claimed, Internal>) -> bool {
    !matches!(claimed, Ok(Claimed::Unknown))
}

async fn answer(visit: Visit, typed: Typed, claimed: Claimed) -> Result<Response, Trouble> {
    match claimed {
        Claimed::Open(view) => {
            let data = OpenPage { view, code: typed.code, word: typed.word };
            respond::personal_page(visit.frame, StatusCode::OK, move || reward::open(data.clone())).await
        }
        Claimed::Unknown => {
            let why = "领奖码或者暗语不对，请核对后再试";
            again(visit, &typed, StatusCode::NOT_FOUND, false, "code", why).await
        }
        Claimed::ChooseWord => again(visit, &typed, StatusCode::OK, true, "", "").await,
        Claimed::BadWord(why) => again(visit, &typed, StatusCode::UNPROCESSABLE_ENTITY, true, "word", why).await,
    }
}

/// The question again; the word is never drawn into it.
async fn again(
    visit: Visit,
    typed: &Typed,
    status: StatusCode,
    choose: bool,
    field: &str,
    why: &str,
) -> Result<Response, Trouble> {
    let fault = FieldError { field: field.to_owned(), message: why.to_owned() };
    let errors = if why.is_empty() { Errors::default() } else { Errors::new(vec![fault]) };
    let code = domain::text::without_forbidden(&domain::text::clean(&typed.code)).chars().take(60).collect();
    let data = ClaimPage { code, choose, errors };
    respond::personal_page(visit.frame, status, move || reward::claim(data.clone())).await
}

fn readable(typed: Result<Form<Typed>, FormRejection>) -> Result<Typed, Trouble> {
    let unreadable = |_| Trouble::BadRequest("没有看懂提交的内容。请从网页上的表格提交。".to_owned());
    typed.map(|Form(typed)| typed).map_err(unreadable)
}
