//! 咨询 at the desk.

use app::pages::desk::questions::{self, QuestionPage, QuestionsPage};
use app::parts::Errors;
use axum::Router;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::access::Staff;
use domain::newsroom::mask::{Hit, masked};
use domain::ports::{DeskError, NewAnswer, Proposal, Questions};
use domain::text;
use serde::Deserialize;
use uuid::Uuid;

use super::answer::{Refusal, refusal, trouble};
use super::form::Posted;
use super::signed::Seat;
use super::top::{Counts, Done, top};
use crate::doors::{At, Trouble, Visit, respond};
use crate::services::Services;

const HERE: &str = "desk/questions";

pub fn routes() -> Router<Services> {
    Router::new()
        .route("/desk/questions", get(list))
        .route("/desk/questions/{id}", get(show))
        .route("/desk/questions/{id}/answer", post(answer))
        .route("/desk/questions/{id}/propose", post(propose))
        .route("/desk/questions/{id}/publish", post(publish))
        .route("/desk/questions/{id}/take-down", post(take_down))
        .route("/desk/questions/{id}/contact", post(contact))
}

/// Everything the forms of the page post; each has its own part of it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    version: String,
    answer: Option<String>,
    public_question: Option<String>,
    public_answer: Option<String>,
    looked: String,
    reason: String,
}

async fn list(Seat { services, visit, staff }: Seat, Query(done): Query<Done>) -> Result<Response, Trouble> {
    let list = services.questions.list(&staff).await.map_err(trouble)?;
    let data = QuestionsPage { top: top(&services, &staff, HERE, Counts::default(), &done), list };
    respond::personal_page(visit.frame, StatusCode::OK, move || questions::list(data.clone())).await
}

async fn show(
    Seat { services, visit, staff }: Seat,
    At(id): At<Uuid>,
    Query(done): Query<Done>,
) -> Result<Response, Trouble> {
    let view = View { done, ..View::default() };
    draw(&services, visit, &staff, id, view).await
}

async fn answer(
    Seat { services, visit, staff }: Seat,
    At(id): At<Uuid>,
    Posted(typed): Posted<Typed>,
) -> Result<Response, Trouble> {
    let new = NewAnswer { version: version(&typed), text: lines(typed.answer.as_deref().unwrap_or_default()) };
    let outcome = services.questions.answer(&staff, id, new, services.now()).await;
    settle(&services, visit, &staff, id, typed, outcome).await
}

async fn propose(
    Seat { services, visit, staff }: Seat,
    At(id): At<Uuid>,
    Posted(typed): Posted<Typed>,
) -> Result<Response, Trouble> {
    let proposal = Proposal {
        version: version(&typed),
        question: lines(typed.public_question.as_deref().unwrap_or_default()),
        answer: lines(typed.public_answer.as_deref().unwrap_or_default()),
        looked: typed.looked == "yes",
    };
    let outcome = services.questions.propose(&staff, id, proposal, services.now()).await;
    settle(&services, visit, &staff, id, typed, outcome).await
}

async fn publish(
    Seat { services, visit, staff }: Seat,
    At(id): At<Uuid>,
    Posted(typed): Posted<Typed>,
) -> Result<Response, Trouble> {
    let outcome = services.questions.publish(&staff, id, version(&typed), services.now()).await;
    settle(&services, visit, &staff, id, typed, outcome).await
}

async fn take_down(
    Seat { services, visit, staff }: Seat,
    At(id): At<Uuid>,
    Posted(typed): Posted<Typed>,
) -> Result<Response, Trouble> {
    let outcome = services.questions.take_down(&staff, id, version(&typed), services.now()).await;
    settle(&services, visit, &staff, id, typed, outcome).await
}

async fn contact(
    Seat { services, visit, staff }: Seat,
    At(id): At<Uuid>,
    Posted(typed): Posted<Typed>,
) -> Result<Response, Trouble> {
    let view = match services.questions.contact(&staff, id, &typed.reason, services.now()).await {
        Ok(phone) => View { phone: Some(phone), ..View::default() },
        Err(error) => View { refused: refusal(error)?, typed, ..View::default() },
    };
    draw(&services, visit, &staff, id, view).await
}

/// What the page shows besides the question.
#[derive(Default)]
struct View {
    typed: Typed,
    refused: Refusal,
    phone: Option<String>,
    done: Done,
}

async fn settle(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    id: Uuid,
    typed: Typed,
    outcome: Result<(), DeskError>,
) -> Result<Response, Trouble> {
    match outcome {
        Ok(()) => Ok(respond::see_other(&visit.frame, &format!("{HERE}/{id}?done=kept"))),
        Err(error) => {
            draw(services, visit, staff, id, View { refused: refusal(error)?, typed, ..View::default() }).await
        }
    }
}

async fn draw(services: &Services, visit: Visit, staff: &Staff, id: Uuid, view: View) -> Result<Response, Trouble> {
    let status = view.refused.status();
    let question = services.questions.open(staff, id).await.map_err(trouble)?;
    let answered = question.answer.as_ref().map(|answer| answer.text.clone()).unwrap_or_default();
    let desk = services.questions.as_ref();
    // What was typed stays as it was typed; before that stand the words proposed, at first masked ones.
    let words = |typed: Option<String>, proposed: Option<&String>, text: &str| match (typed, proposed) {
        (Some(typed), _) => text::without_forbidden(&lines(&typed)),
        (None, Some(proposed)) => proposed.clone(),
        (None, None) => masked(text, &desk.hits(text)),
    };
    let proposed = question.proposed.as_ref();
    let public_question =
        words(view.typed.public_question, proposed.map(|proposed| &proposed.question), &question.text);
    let public_answer = words(view.typed.public_answer, proposed.map(|proposed| &proposed.answer), &answered);
    let hits = hits(desk, &public_question, &public_answer);
    let data = QuestionPage {
        top: top(services, staff, HERE, Counts::default(), &view.done),
        answer: view.typed.answer.map_or(answered, |typed| text::without_forbidden(&lines(&typed))),
        question,
        public_question,
        public_answer,
        looked: view.typed.looked == "yes",
        hits,
        reason: text::without_forbidden(&view.typed.reason),
        contact: view.phone,
        errors: Errors::new(view.refused.faults),
        not_now: view.refused.not_now,
    };
    respond::personal_page(visit.frame, status, move || questions::one(data.clone())).await
}

fn hits(desk: &dyn Questions, question: &str, answer: &str) -> Vec<Hit> {
    let mut hits = desk.hits(question);
    hits.extend(desk.hits(answer));
    hits
}

fn lines(typed: &str) -> String {
    typed.replace("\r\n", "\n")
}

fn version(typed: &Typed) -> u32 {
    typed.version.parse().unwrap_or_default()
}
