//! What the pages of all ledgers begin with, and how they are answered.

use app::pages::desk::Top;
use app::pages::desk::ledger::{self, FilePage, FormPage, ListPage};
use app::parts::Errors;
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Staff;
use domain::ledger::Record;
use domain::ports::{DeskError, OnFile, Taking};
use jiff::Timestamp;

use super::Typed;
use super::show::happened;
use crate::clock::new_id;
use crate::doors::desk::answer::{Refusal, asked};
use crate::doors::desk::top::{Counts, Done, top};
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

pub async fn answer_list(visit: Visit, page: ListPage) -> Result<Response, Trouble> {
    respond::personal_page(visit.frame, StatusCode::OK, move || ledger::list(page.clone())).await
}

pub async fn answer_form(visit: Visit, page: FormPage) -> Result<Response, Trouble> {
    let status = status(&page.errors, page.not_now.as_ref());
    respond::personal_page(visit.frame, status, move || ledger::form(page.clone())).await
}

pub async fn answer_file(visit: Visit, page: FilePage) -> Result<Response, Trouble> {
    let status = status(&page.errors, page.not_now.as_ref());
    respond::personal_page(visit.frame, status, move || ledger::file(page.clone())).await
}

/// What every form that opens a record begins with; `here` is the tab it stands under.
pub fn blank_form(services: &Services, staff: &Staff, here: &'static str, typed: &Typed, refused: Refusal) -> FormPage {
    let form_id = match typed.raw("form_id") {
        "" => new_id(&*services.random, services.now()).to_string(),
        kept => kept.to_owned(),
    };
    FormPage {
        top: top(services, staff, here, Counts::default(), &Done::default()),
        form_id,
        errors: Errors::new(refused.faults),
        not_now: refused.not_now,
        ..FormPage::default()
    }
}

/// What every page of one record begins with; its panels post to `action`.
pub fn file_of<R: Record>(top: Top, action: String, found: &OnFile<R>, refused: Refusal) -> FilePage {
    FilePage {
        top,
        action,
        number: found.listed.number.clone(),
        seen: found.version,
        events: found.entries.iter().map(happened::<R>).collect(),
        errors: Errors::new(refused.faults),
        not_now: refused.not_now,
        ..FilePage::default()
    }
}

/// Takes the step a form asks for: `None` once it is taken, otherwise what the page has to say.
pub async fn refused_step<S, F>(
    typed: &mut Typed,
    step: Option<S>,
    now: Timestamp,
    take: impl FnOnce(Taking<S>) -> F,
) -> Result<Option<Refusal>, Trouble>
where
    F: Future<Output = Result<(), DeskError>>,
{
    Ok(asked(typed.taking(step, now), take).await?.err())
}

fn status(errors: &Errors, not_now: Option<&String>) -> StatusCode {
    if errors.is_empty() && not_now.is_none() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}
