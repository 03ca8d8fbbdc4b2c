use app::pages::officer::{self, WhoPage};
use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::StatusCode;
use axum::response::Response;
use domain::ports::PinError;
use domain::report::FieldError;
use serde::Deserialize;
use uuid::Uuid;

use super::device::AtPhone;
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    officer: String,
    pin: String,
}

pub async fn ask(visit: Visit, at: AtPhone) -> Result<Response, Trouble> {
    draw(visit, StatusCode::OK, at, None, Vec::new()).await
}

pub async fn change(
    State(services): State<Services>,
    visit: Visit,
    at: AtPhone,
    typed: Result<Form<Typed>, FormRejection>,
) -> Result<Response, Trouble> {
    let Form(typed) = typed.map_err(|_| Trouble::WrongType)?;
    let chosen = Uuid::parse_str(&typed.officer).ok();
    let Some(officer) = chosen else {
        return refused(visit, at, None, "officer", "请选自己的名字").await;
    };
    match services.field_work.switch(&at.device, officer, &typed.pin, services.now()).await {
        Ok(()) => Ok(respond::see_other(&visit.frame, "officer")),
        Err(PinError::Internal(error)) => Err(error.into()),
        Err(refusal) => {
            let field = if matches!(refusal, PinError::NotHere) { "officer" } else { "pin" };
            refused(visit, at, chosen, field, &refusal.to_string()).await
        }
    }
}

async fn refused(
    visit: Visit,
    at: AtPhone,
    chosen: Option<Uuid>,
    field: &str,
    message: &str,
) -> Result<Response, Trouble> {
    let errors = vec![FieldError { field: field.to_owned(), message: message.to_owned() }];
    draw(visit, StatusCode::UNPROCESSABLE_ENTITY, at, chosen, errors).await
}

async fn draw(
    visit: Visit,
    status: StatusCode,
    at: AtPhone,
    chosen: Option<Uuid>,
    errors: Vec<FieldError>,
) -> Result<Response, Trouble> {
    let data = WhoPage {
        officers: at.device.officers,
        active: Some(at.officer.id.to_string()),
        chosen: chosen.map(|id| id.to_string()),
        errors,
    };
    respond::personal_page(visit.frame, status, move || officer::who(data.clone())).await
}
