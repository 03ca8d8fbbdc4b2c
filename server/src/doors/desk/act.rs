use app::pages::desk::matter::MatterForms;
use axum::extract::Path;
use axum::response::Response;
use serde::Deserialize;

use super::answer::refusal;
use super::form::Posted;
use super::matter::{self, Extras};
use super::signed::Seat;
use super::step::place_after;
use crate::doors::{Trouble, respond};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct MessageForm {
    text: String,
}

pub async fn message(
    Seat { services, visit, staff }: Seat,
    Path(number): Path<String>,
    Posted(form): Posted<MessageForm>,
) -> Result<Response, Trouble> {
    let done = services.casework.message(&staff, &number, &form.text, services.now()).await;
    let typed = MatterForms { text: form.text, ..MatterForms::default() };
    match done {
        Ok(()) => {
            let place = place_after(&services, &staff, &number).await?;
            Ok(respond::see_other(&visit.frame, &format!("{place}?done=message")))
        }
        Err(error) => {
            let refusal = refusal(error)?;
            matter::page(&services, visit, &staff, &number, Extras { typed, refusal, ..Extras::default() }).await
        }
    }
}
