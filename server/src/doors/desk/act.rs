use app::pages::desk::matter::MatterForms;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::access::{Action, Staff};
use domain::matter::Status;
use domain::ports::DeskError;
use domain::report::FieldError;
use serde::Deserialize;

use super::answer::{refusal, trouble};
use super::form::Posted;
use super::matter::{self, Extras};
use super::signed::Signed;
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct AssignForm {
    unit: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct StatusForm {
    status: String,
    note: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct MessageForm {
    text: String,
}

pub async fn assign(
    State(services): State<Services>,
    visit: Visit,
    Signed(staff): Signed,
    Path(number): Path<String>,
    Posted(form): Posted<AssignForm>,
) -> Result<Response, Trouble> {
    let done = services.casework.assign(&staff, &number, &form.unit, services.now()).await;
    let typed = MatterForms { unit: form.unit, ..MatterForms::default() };
    answer(&services, visit, &staff, &number, done, typed, "assigned").await
}

pub async fn set_status(
    State(services): State<Services>,
    visit: Visit,
    Signed(staff): Signed,
    Path(number): Path<String>,
    Posted(form): Posted<StatusForm>,
) -> Result<Response, Trouble> {
    let done = match Status::parse(&form.status) {
        Some(status) => services.casework.set_status(&staff, &number, status, &form.note, services.now()).await,
        None => staff.may_ever(Action::Handle).map_err(DeskError::from).and(Err(no_status())),
    };
    let typed = MatterForms { status: form.status, note: form.note, ..MatterForms::default() };
    answer(&services, visit, &staff, &number, done, typed, "status").await
}

pub async fn message(
    State(services): State<Services>,
    visit: Visit,
    Signed(staff): Signed,
    Path(number): Path<String>,
    Posted(form): Posted<MessageForm>,
) -> Result<Response, Trouble> {
    let done = services.casework.message(&staff, &number, &form.text, services.now()).await;
    let typed = MatterForms { text: form.text, ..MatterForms::default() };
    answer(&services, visit, &staff, &number, done, typed, "message").await
}

/// Back to the matter with a word of success, or the same page with what was typed.
async fn answer(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    number: &str,
    done: Result<(), DeskError>,
    typed: MatterForms,
    what: &str,
) -> Result<Response, Trouble> {
    match done {
        Ok(()) => {
            let place = place_after(services, staff, number).await?;
            Ok(respond::see_other(&visit.frame, &format!("{place}?done={what}")))
        }
        Err(error) => {
            let refusal = refusal(error)?;
            matter::page(services, visit, staff, number, Extras { typed, refusal, ..Extras::default() }).await
        }
    }
}

fn no_status() -> DeskError {
    let message = "请选择改为什么状态".to_owned();
    DeskError::Invalid(vec![FieldError { field: "status".to_owned(), message }])
}

/// Who has handed a matter to another unit may not see it any more.
async fn place_after(services: &Services, staff: &Staff, number: &str) -> Result<String, Trouble> {
    match services.casework.matter(staff, number, services.now()).await {
        Ok(found) => Ok(format!("desk/matter/{}", found.number)),
        Err(DeskError::NotFound) => Ok("desk".to_owned()),
        Err(error) => Err(trouble(error)),
    }
}
