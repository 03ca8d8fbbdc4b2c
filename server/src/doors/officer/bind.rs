use app::Frame;
use app::pages::officer::{self, BindPage};
use axum::Form;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use domain::field::PinFault;
use domain::ports::{BindError, Binding};
use domain::report::FieldError;
use serde::Deserialize;

use crate::doors::wire::cookie;
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    code: String,
    pin: String,
    pin_again: String,
}

pub async fn ask(visit: Visit, typed: Result<Query<Typed>, QueryRejection>) -> Result<Response, Trouble> {
    let code = typed.map(|Query(typed)| typed.code).unwrap_or_default();
    draw(visit.frame, StatusCode::OK, BindPage { code, errors: Vec::new() }).await
}

pub async fn bind(
    State(services): State<Services>,
    visit: Visit,
    headers: HeaderMap,
    typed: Result<Form<Typed>, FormRejection>,
) -> Result<Response, Trouble> {
    let Form(typed) = typed.map_err(|_| Trouble::WrongType)?;
    let binding = Binding {
        code: typed.code.clone(),
        pin: typed.pin,
        pin_again: typed.pin_again,
        device: cookie::token(&services, &headers),
        address: visit.peer.0.to_string(),
    };
    let refusal = match services.field_work.bind(binding, services.now()).await {
        Ok(token) => {
            let mut response = respond::see_other(&visit.frame, "officer");
            cookie::set(&services, &mut response, &token);
            return Ok(response);
        }
        Err(BindError::Internal(error)) => return Err(error.into()),
        Err(refusal) => refusal,
    };
    let field = match refusal {
        BindError::Pin(PinFault::Different) => "pin_again",
        BindError::Pin(_) => "pin",
        _ => "code",
    };
    let errors = vec![FieldError { field: field.to_owned(), message: refusal.to_string() }];
    draw(visit.frame, StatusCode::UNPROCESSABLE_ENTITY, BindPage { code: typed.code, errors }).await
}

async fn draw(frame: Frame, status: StatusCode, data: BindPage) -> Result<Response, Trouble> {
    respond::personal_page(frame, status, move || officer::bind(data.clone())).await
}
