use app::pages::desk::phone::{self, PhonePage};
use app::parts::Errors;
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::{Action, Staff};
use domain::ports::DeskError;
use serde::Deserialize;

use super::answer::{refusal, trouble};
use super::form::Posted;
use super::signed::Seat;
use super::top::{Counts, Done, top};
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct PhoneForm {
    phone: String,
    reason: String,
}

pub async fn show(Seat { services, visit, staff }: Seat) -> Result<Response, Trouble> {
    staff.may_ever(Action::FindByPhone).map_err(|denied| trouble(DeskError::from(denied)))?;
    draw(&services, visit, &staff, StatusCode::OK, |_| {}).await
}

/// The number itself is never drawn back: it belongs to somebody, and the screen may be shared.
pub async fn find(Seat { services, visit, staff }: Seat, Posted(form): Posted<PhoneForm>) -> Result<Response, Trouble> {
    match services.custody.find_by_phone(&staff, &form.phone, &form.reason, services.now()).await {
        Ok(found) => draw(&services, visit, &staff, StatusCode::OK, |page| page.found = Some(found)).await,
        Err(error) => {
            let refused = refusal(error)?;
            let fill = |page: &mut PhonePage| {
                page.reason = form.reason;
                page.errors = Errors::new(refused.faults);
            };
            draw(&services, visit, &staff, StatusCode::UNPROCESSABLE_ENTITY, fill).await
        }
    }
}

async fn draw(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    status: StatusCode,
    fill: impl FnOnce(&mut PhonePage),
) -> Result<Response, Trouble> {
    let top = top(services, staff, "desk/phone", Counts::default(), &Done::default());
    let mut page = PhonePage { top, reason: String::new(), errors: Errors::new(Vec::new()), found: None };
    fill(&mut page);
    respond::personal_page(visit.frame, status, move || phone::page(page.clone())).await
}
