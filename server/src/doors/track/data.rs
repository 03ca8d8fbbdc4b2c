use app::pages::track::{self, DataPage};
use app::parts::Errors;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::matter::DataWish;
use domain::ports::TrackError;
use domain::report::FieldError;
use serde::Deserialize;

use super::ask::unreadable;
use super::code::{self, Reached};
use super::found;
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Wish {
    code: String,
    number: String,
    wish: String,
    note: String,
    sent: String,
}

/// Shows what may be asked about the personal data kept, then takes the wish.
pub async fn ask_about_data(
    State(services): State<Services>,
    visit: Visit,
    wish: Result<Form<Wish>, FormRejection>,
) -> Result<Response, Trouble> {
    let Form(asked) = wish.map_err(|refused| unreadable(&refused))?;
    let reached = match code::reach(&services, visit.peer, &asked.code, &asked.number).await? {
        Ok(reached) => reached,
        Err(why) => return code::ask_again(&services, visit.frame, why).await,
    };
    if asked.sent != "yes" {
        return ask(visit, reached, asked, StatusCode::OK, Vec::new()).await;
    }
    let Some(wish) = DataWish::parse(&asked.wish) else {
        let fault = FieldError { field: "wish".to_owned(), message: "请选一个".to_owned() };
        return ask(visit, reached, asked, StatusCode::UNPROCESSABLE_ENTITY, vec![fault]).await;
    };
    let tracking = &services.tracking;
    let done = tracking.ask_about_data(&reached.code, &asked.number, wish, &asked.note, services.now()).await;
    match done {
        Ok(()) => found::show_done(&services, visit.frame, reached, "申请已经记下，答复会写在经过里。").await,
        Err(TrackError::Invalid(faults)) => ask(visit, reached, asked, StatusCode::UNPROCESSABLE_ENTITY, faults).await,
        Err(error) => found::show_refused(&services, visit.frame, reached, error).await,
    }
}

async fn ask(
    visit: Visit,
    reached: Reached,
    asked: Wish,
    status: StatusCode,
    faults: Vec<FieldError>,
) -> Result<Response, Trouble> {
    let data = DataPage {
        code: reached.code,
        wish: DataWish::parse(&asked.wish),
        number: asked.number,
        note: asked.note,
        errors: Errors::new(faults),
    };
    respond::personal_page(visit.frame, status, move || track::data(data.clone())).await
}
