use app::pages::desk::custody::{self, Asked, CustodyPage};
use app::parts::Errors;
use axum::extract::Path;
use axum::response::Response;
use domain::access::{Action, Staff};
use domain::event::{Actor, EventKind};
use domain::ports::{DeskError, DeskMatter};
use domain::report::FieldError;
use domain::track::local_minute;
use serde::Deserialize;
use uuid::Uuid;

use super::answer::{Refusal, refusal, trouble};
use super::form::Posted;
use super::signed::Seat;
use super::top::{Counts, Done, top};
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

/// What was typed into the forms of the page.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct CustodyForm {
    reason: String,
    to: String,
    note: String,
}

pub async fn show(Seat { services, visit, staff }: Seat, Path(number): Path<String>) -> Result<Response, Trouble> {
    draw(&services, visit, &staff, &number, CustodyForm::default(), Refusal::default()).await
}

pub async fn ask(
    Seat { services, visit, staff }: Seat,
    Path(number): Path<String>,
    Posted(form): Posted<CustodyForm>,
) -> Result<Response, Trouble> {
    let done = services.custody.ask(&staff, &number, &form.reason, services.now()).await;
    answer(&services, visit, &staff, &number, form, done).await
}

pub async fn grant(
    Seat { services, visit, staff }: Seat,
    Path(number): Path<String>,
    Posted(form): Posted<CustodyForm>,
) -> Result<Response, Trouble> {
    let done = match Uuid::parse_str(&form.to) {
        Ok(to) => services.custody.grant(&staff, &number, to, services.now()).await,
        Err(_) => staff.may_ever(Action::GrantIdentity).map_err(DeskError::from).and(Err(nobody())),
    };
    answer(&services, visit, &staff, &number, form, done).await
}

pub async fn answer_about_data(
    Seat { services, visit, staff }: Seat,
    Path(number): Path<String>,
    Posted(form): Posted<CustodyForm>,
) -> Result<Response, Trouble> {
    let done = services.custody.answer_about_data(&staff, &number, &form.note, services.now()).await;
    answer(&services, visit, &staff, &number, form, done).await
}

async fn answer(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    number: &str,
    form: CustodyForm,
    done: Result<(), DeskError>,
) -> Result<Response, Trouble> {
    match done {
        Ok(()) => Ok(respond::see_other(&visit.frame, &format!("desk/matter/{number}/custody"))),
        Err(error) => draw(services, visit, staff, number, form, refusal(error)?).await,
    }
}

async fn draw(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    number: &str,
    typed: CustodyForm,
    refused: Refusal,
) -> Result<Response, Trouble> {
    let found = services.casework.matter(staff, number, services.now()).await.map_err(trouble)?;
    let status = refused.status();
    let scope = found.scope();
    let may = |action| staff.may(action, &scope).is_ok();
    let data = CustodyPage {
        top: top(services, staff, "desk/matter", Counts::default(), &Done::default()),
        two_persons: services.site.desk.identity_second_person && found.has_identity,
        may_ask: may(Action::ViewIdentity) && !found.state.custody.asked.contains(&staff.id),
        granted: found.state.custody.granted.contains(&staff.id),
        asks: asks(&found, staff, may(Action::GrantIdentity)),
        looks: looks(&found),
        wish: wish(&found),
        may_answer: may(Action::Message),
        reason: typed.reason,
        note: typed.note,
        errors: Errors::new(refused.faults),
        not_now: refused.not_now,
        number: found.number,
    };
    respond::personal_page(visit.frame, status, move || custody::page(data.clone())).await
}

/// Those who still wait, with the name and reason of their newest asking.
fn asks(found: &DeskMatter, staff: &Staff, may_grant: bool) -> Vec<Asked> {
    let asked = found.state.custody.asked.iter();
    asked
        .filter_map(|id| newest(found, *id))
        .map(|(id, name, reason)| Asked { may_grant: may_grant && id != staff.id, id: id.to_string(), name, reason })
        .collect()
}

fn newest(found: &DeskMatter, person: Uuid) -> Option<(Uuid, String, String)> {
    found.events.iter().rev().find_map(|event| match (&event.kind, &event.actor) {
        (EventKind::IdentityAsked { reason }, Actor::Staff { id, name }) if *id == person => {
            Some((*id, name.clone(), reason.clone()))
        }
        _ => None,
    })
}

fn looks(found: &DeskMatter) -> Vec<(String, String, String)> {
    let look = |event: &domain::event::Event| match (&event.kind, &event.actor) {
        (EventKind::IdentityViewed { reason }, Actor::Staff { name, .. }) => {
            Some((local_minute(event.at), name.clone(), reason.clone()))
        }
        (EventKind::IdentityViewed { reason }, _) => Some((local_minute(event.at), "系统".to_owned(), reason.clone())),
        _ => None,
    };
    found.events.iter().filter_map(look).collect()
}

fn wish(found: &DeskMatter) -> Option<String> {
    let wish = found.state.custody.wish?;
    let note = found.events.iter().rev().find_map(|event| match &event.kind {
        EventKind::DataAsked { note, .. } if !note.is_empty() => Some(note.clone()),
        _ => None,
    });
    Some(note.map_or_else(|| wish.words().to_owned(), |note| format!("{}：{note}", wish.words())))
}

fn nobody() -> DeskError {
    DeskError::Invalid(vec![FieldError { field: "to".to_owned(), message: "没有这个人".to_owned() }])
}
