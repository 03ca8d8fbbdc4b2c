//! The steps of the matter page: a form for each that is offered, and what was posted turned into
//! a step of the domain.

mod fields;
mod read;
mod typed;

use app::pages::desk::matter::{StepForm, StepGroup, field_id};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Staff;
use domain::desk_step::{StepName, Theme, likely};
use domain::matter::office::Person;
use domain::ports::{DeskError, DeskMatter};
use domain::report::FieldError;

pub use fields::unit_words;
pub use typed::Typed;

use super::answer::{Refusal, refusal, trouble};
use super::form::Posted;
use super::matter::{self, Extras};
use super::signed::Seat;
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

/// What was posted to which step.
#[derive(Clone, Debug)]
pub struct Refused {
    pub step: StepName,
    pub typed: Typed,
}

pub async fn take(
    Seat { services, visit, staff }: Seat,
    Path((number, step)): Path<(String, String)>,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let step = StepName::parse(&step).ok_or(Trouble::NotFound)?;
    let typed = Typed::new(pairs);
    staff.may_ever(step.action()).map_err(|denied| trouble(denied.into()))?;
    let done = match read::step(step, &typed) {
        Ok(asked) => services.casework.act(&staff, &number, asked, typed.seen(), services.now()).await,
        Err(faults) => reachable(&services, &staff, &number).await.and(Err(DeskError::Invalid(faults))),
    };
    match done {
        Ok(()) => {
            let place = place_after(&services, &staff, &number).await?;
            Ok(respond::see_other(&visit.frame, &format!("{place}?done={}", step.as_str())))
        }
        Err(error) => again(&services, visit, &staff, &number, Refused { step, typed }, error).await,
    }
}

/// The page drawn anew: what was typed kept, each fault at its field, and who did what meanwhile.
async fn again(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    number: &str,
    refused: Refused,
    error: DeskError,
) -> Result<Response, Trouble> {
    let step = refused.step.as_str();
    let (status, refusal) = match error {
        DeskError::Stale { since } => (StatusCode::CONFLICT, Refusal::stale(services, &since)),
        error => {
            let at_form = |fault: FieldError| FieldError { field: field_id(step, &fault.field), ..fault };
            let refusal = refusal(error)?;
            let faults = refusal.faults.into_iter().map(at_form).collect();
            (StatusCode::UNPROCESSABLE_ENTITY, Refusal { faults, ..refusal })
        }
    };
    let extras = Extras { refused: Some(refused), refusal, status, ..Extras::default() };
    matter::page(services, visit, staff, number, extras).await
}

/// A fault of the form is told only to those for whom the matter exists.
async fn reachable(services: &Services, staff: &Staff, number: &str) -> Result<(), DeskError> {
    services.casework.matter(staff, number, services.now()).await.map(drop)
}

/// Who has handed a matter on may not see it any more.
pub async fn place_after(services: &Services, staff: &Staff, number: &str) -> Result<String, Trouble> {
    match services.casework.matter(staff, number, services.now()).await {
        Ok(found) => Ok(format!("desk/matter/{}", found.number)),
        Err(DeskError::NotFound) => Ok("desk".to_owned()),
        Err(error) => Err(trouble(error)),
    }
}

/// The forms of the page: what usually comes next, and the rest by theme. The one that was just
/// refused stays, even where the step is no longer open: what was typed must not be lost.
pub fn forms(
    services: &Services,
    found: &DeskMatter,
    colleagues: &[Person],
    extras: &Extras,
) -> (Vec<StepForm>, Vec<StepGroup>) {
    let refused = extras.refused.as_ref();
    let form = |name: StepName| {
        let own = refused.filter(|refused| refused.step == name);
        let known = fields::Known {
            services,
            found,
            colleagues,
            typed: own.map(|own| &own.typed),
            step: name,
            faults: &extras.refusal.faults,
        };
        StepForm {
            name: name.as_str(),
            title: name.words(),
            hint: fields::hint(&known),
            fields: fields::of(&known),
            refused: own.is_some(),
        }
    };
    let next = likely(&found.state, &found.offers);
    let kept = refused.map(|refused| refused.step);
    let shown = |name: &StepName| !next.contains(name) && (found.offers.contains(name) || kept == Some(*name));
    let group = |theme: Theme| {
        let names = StepName::all().filter(|name| name.theme() == theme).filter(shown);
        StepGroup { title: theme.words(), forms: names.map(form).collect() }
    };
    let groups = Theme::ALL.into_iter().map(group).filter(|group| !group.forms.is_empty()).collect();
    (next.iter().copied().map(form).collect(), groups)
}
