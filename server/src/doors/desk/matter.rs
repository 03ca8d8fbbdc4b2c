use app::pages::desk::matter::{self, Identity, MatterForms, MatterPage, May};
use app::pages::desk::{Choice, Light};
use app::parts::Errors;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::{Action, Scope, Staff};
use domain::event::{Actor, Event, EventKind};
use domain::matter::Status;
use domain::ports::DeskMatter;
use domain::report::Reporter;

use super::answer::{Refusal, trouble};
use super::signed::Signed;
use super::top::{Counts, Done, top};
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

mod facts;
mod record;

/// What the page shows besides the matter itself.
#[derive(Default)]
pub struct Extras {
    pub done: Done,
    /// Shown again after a refusal.
    pub typed: MatterForms,
    pub refusal: Refusal,
    /// Opened for this one answer.
    pub reporter: Option<Reporter>,
}

pub async fn show(
    State(services): State<Services>,
    visit: Visit,
    Signed(staff): Signed,
    Path(number): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Trouble> {
    page(&services, visit, &staff, &number, Extras { done, ..Extras::default() }).await
}

/// The matter as it is now.
///
/// # Errors
/// When it does not exist for this person, or cannot be read.
pub async fn page(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    number: &str,
    extras: Extras,
) -> Result<Response, Trouble> {
    let found = services.casework.matter(staff, number, services.now()).await.map_err(trouble)?;
    let refused = !extras.refusal.faults.is_empty() || extras.refusal.not_now.is_some();
    let status = if refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let data = drawn(services, staff, found, extras);
    respond::personal_page(visit.frame, status, move || matter::page(data.clone())).await
}

fn drawn(services: &Services, staff: &Staff, found: DeskMatter, extras: Extras) -> MatterPage {
    let light = found.next.as_ref().zip(found.days_left).map(|(next, days)| Light::of(next, days));
    let unit_name = |key: &str| services.site.unit(key).map_or(key.to_owned(), |unit| unit.name.clone());
    MatterPage {
        top: top(services, staff, "desk/matter", Counts::default(), &extras.done),
        kind: found.kind,
        status: found.state.status().words().to_owned(),
        unit: found.state.unit.as_deref().map(unit_name),
        registration_no: found.state.registration_no.clone(),
        withdrawal_asked: found.state.withdrawal_asked,
        light,
        facts: facts::lines(services, &found),
        story: found.facts.story.clone(),
        pictures: found.attachments.iter().map(record::picture).collect(),
        events: found.events.iter().map(|event| record::happened(services, event)).collect(),
        identity: identity(&found, extras.reporter),
        may: may(staff, &found),
        units: units(services, &found),
        statuses: statuses(services, &found),
        typed: extras.typed,
        errors: Errors::new(extras.refusal.faults),
        not_now: extras.refusal.not_now,
        linked: found.linked,
        conversation: found.conversation,
        number: found.number,
    }
}

fn identity(found: &DeskMatter, reporter: Option<Reporter>) -> Identity {
    match reporter {
        Some(reporter) => Identity::Open(reporter),
        None if found.has_identity => Identity::Sealed,
        None => Identity::Anonymous,
    }
}

fn may(staff: &Staff, found: &DeskMatter) -> May {
    let scope = Scope {
        region: found.facts.region.clone(),
        unit: found.state.unit.clone(),
        conflicts: found.state.office.conflicts.clone(),
    };
    let may = |action| staff.may(action, &scope).is_ok();
    May {
        hand_over: may(Action::HandOver),
        assign: may(Action::Assign) && !found.state.status().is_end(),
        set_status: may(Action::Handle),
        message: may(Action::Message),
        view_identity: may(Action::ViewIdentity),
    }
}

/// Units that own the place, without the one that has it.
fn units(services: &Services, found: &DeskMatter) -> Vec<Choice> {
    let owns = |prefixes: &[String]| prefixes.iter().any(|prefix| found.facts.region.is_within(prefix));
    services
        .site
        .unit
        .iter()
        .filter(|unit| owns(&unit.regions) && found.state.unit.as_deref() != Some(unit.key.as_str()))
        .map(|unit| Choice::new(&unit.key, &unit.name))
        .collect()
}

fn statuses(services: &Services, found: &DeskMatter) -> Vec<Choice> {
    let settable = [Status::Accepted, Status::Refused, Status::Mediating, Status::Verifying, Status::Closed];
    let admitted = |status: &Status| {
        let kind = EventKind::StatusSet { status: *status, note: String::new() };
        let event = Event { at: services.now(), actor: Actor::System, kind };
        found.state.apply(&event, &services.calendar, &services.laws).is_ok()
    };
    settable.into_iter().filter(admitted).map(|status| Choice::new(status.as_str(), status.words())).collect()
}
