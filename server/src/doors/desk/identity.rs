use app::pages::desk::matter::MatterForms;
use axum::extract::Path;
use axum::response::Response;
use serde::Deserialize;

use super::answer::refusal;
use super::form::Posted;
use super::matter::{self, Extras};
use super::signed::Seat;
use crate::doors::Trouble;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ReasonForm {
    pub reason: String,
}

/// Shows the identity in this one answer. It is no redirect on purpose: there is no address under
/// which it could be read again without a reason.
pub async fn view(
    Seat { services, visit, staff }: Seat,
    Path(number): Path<String>,
    Posted(form): Posted<ReasonForm>,
) -> Result<Response, Trouble> {
    let extras = match services.casework.view_identity(&staff, &number, &form.reason, services.now()).await {
        Ok(reporter) => Extras { reporter, ..Extras::default() },
        Err(error) => {
            let typed = MatterForms { reason: form.reason, ..MatterForms::default() };
            Extras { refusal: refusal(error)?, typed, ..Extras::default() }
        }
    };
    matter::page(&services, visit, &staff, &number, extras).await
}
