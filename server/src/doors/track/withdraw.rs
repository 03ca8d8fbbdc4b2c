use app::pages::track::{self, Refusal, WithdrawPage};
use app::parts::Errors;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::matter::MatterKind;
use domain::ports::{TrackError, Tracked};
use domain::query_code::QueryCode;
use domain::report::FieldError;
use serde::Deserialize;

use super::ask::unreadable;
use super::code::{self, NotFound};
use super::found::{self, Word};
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    code: String,
    number: String,
    confirmed: String,
}

/// Asks once more, then withdraws.
pub async fn withdraw(
    State(services): State<Services>,
    visit: Visit,
    wanted: Result<Form<Wanted>, FormRejection>,
) -> Result<Response, Trouble> {
    let Form(wanted) = wanted.map_err(|refused| unreadable(&refused))?;
    let code = match code::read(&wanted.code) {
        Ok(code) => code,
        Err(why) => return code::ask_again(&services, visit.frame, why).await,
    };
    let Some(tracked) = code::open(&services, visit.peer, &code).await? else {
        return code::ask_again(&services, visit.frame, NotFound::unknown(&code)).await;
    };
    let kind = tracked.matters.iter().find(|matter| matter.number == wanted.number).map(|matter| matter.kind);
    let Some(kind) = kind else {
        return Err(Trouble::NotFound);
    };
    if wanted.confirmed != "yes" {
        let data = WithdrawPage { kind, number: wanted.number, code };
        return respond::personal_page(&services, visit.frame, StatusCode::OK, move || track::withdraw(data.clone()))
            .await;
    }
    confirmed(&services, visit, code, tracked, kind, &wanted.number).await
}

async fn confirmed(
    services: &Services,
    visit: Visit,
    code: QueryCode,
    before: Tracked,
    kind: MatterKind,
    number: &str,
) -> Result<Response, Trouble> {
    let (status, word) = match services.tracking.withdraw(&code, number, services.now()).await {
        Ok(()) => (StatusCode::OK, Word { done: Some(done(kind).to_owned()), ..Word::default() }),
        Err(TrackError::Internal(error)) => return Err(error.into()),
        Err(other) => (StatusCode::CONFLICT, Word { refusal: refusal(&other), ..Word::default() }),
    };
    // The code was right a moment ago, so this look needs no guard.
    let after = services.tracking.look_up(&code, services.now()).await?.unwrap_or(before);
    found::show_with(services, visit.frame, status, code, after, word).await
}

fn done(kind: MatterKind) -> &'static str {
    match kind {
        MatterKind::Complaint => "投诉已经撤回。",
        MatterKind::Tip => "您想撤回的意思已经记下，会告诉工作人员。",
    }
}

fn refusal(error: &TrackError) -> Refusal {
    let fault = FieldError { field: "main".to_owned(), message: error.to_string() };
    Refusal { errors: Errors::new(vec![fault]), ..Refusal::default() }
}
