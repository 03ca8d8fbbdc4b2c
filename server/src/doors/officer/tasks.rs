use app::pages::officer::{self, TasksPage};
use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::StatusCode;
use axum::response::Response;
use domain::ports::TakeError;
use domain::report::FieldError;
use serde::Deserialize;
use uuid::Uuid;

use super::device::AtPhone;
use crate::doors::{At, Trouble, Visit, respond};
use crate::services::Services;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    note: String,
}

pub async fn list(State(services): State<Services>, visit: Visit, at: AtPhone) -> Result<Response, Trouble> {
    draw(&services, visit, StatusCode::OK, &at, Vec::new(), None).await
}

pub async fn read(
    State(services): State<Services>,
    visit: Visit,
    at: AtPhone,
    At(errand): At<Uuid>,
) -> Result<Response, Trouble> {
    services.field_work.errand_read(at.officer.id, errand, services.now()).await?;
    Ok(respond::see_other(&visit.frame, "officer/tasks"))
}

pub async fn done(
    State(services): State<Services>,
    visit: Visit,
    at: AtPhone,
    At(errand): At<Uuid>,
    typed: Result<Form<Typed>, FormRejection>,
) -> Result<Response, Trouble> {
    let Form(Typed { note }) = typed.map_err(|_| Trouble::WrongType)?;
    let done = services.field_work.errand_done(at.officer.id, errand, &note, services.now()).await;
    settle(&services, visit, &at, errand, note, done).await
}

/// Nothing came of it at a resident's door.
pub async fn back(
    State(services): State<Services>,
    visit: Visit,
    at: AtPhone,
    At(errand): At<Uuid>,
    typed: Result<Form<Typed>, FormRejection>,
) -> Result<Response, Trouble> {
    let Form(Typed { note }) = typed.map_err(|_| Trouble::WrongType)?;
    let back = services.field_work.errand_back(at.officer.id, errand, &note, services.now()).await;
    settle(&services, visit, &at, errand, note, back).await
}

async fn settle(
    services: &Services,
    visit: Visit,
    at: &AtPhone,
    errand: Uuid,
    note: String,
    outcome: Result<(), TakeError>,
) -> Result<Response, Trouble> {
    let (status, errors) = match outcome {
        Ok(()) => return Ok(respond::see_other(&visit.frame, "officer/tasks")),
        Err(TakeError::Invalid(errors)) => (StatusCode::UNPROCESSABLE_ENTITY, at_note(errand, errors)),
        Err(TakeError::Unavailable(error) | TakeError::Internal(error)) => return Err(error.into()),
        Err(TakeError::Unknown | TakeError::NotHere | TakeError::Unreadable(_)) => return Err(Trouble::NotFound),
    };
    draw(services, visit, status, at, errors, Some((errand.to_string(), note))).await
}

/// Several tasks stand on one page, each with a note of its own.
fn at_note(errand: Uuid, errors: Vec<FieldError>) -> Vec<FieldError> {
    errors.into_iter().map(|error| FieldError { field: format!("note-{errand}"), ..error }).collect()
}

async fn draw(
    services: &Services,
    visit: Visit,
    status: StatusCode,
    at: &AtPhone,
    errors: Vec<FieldError>,
    typed: Option<(String, String)>,
) -> Result<Response, Trouble> {
    let errands = services.field_work.errands(at.officer.id).await?;
    let data = TasksPage { errands, today: services.today(), errors, typed };
    respond::personal_page(visit.frame, status, move || officer::tasks(data.clone())).await
}
