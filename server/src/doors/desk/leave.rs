use app::pages::desk::Choice;
use app::pages::desk::leave::{self, LeavePage};
use app::parts::Errors;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Staff;
use domain::ports::{AccountError, NewDeputy};
use domain::report::FieldError;
use serde::Deserialize;
use uuid::Uuid;

use super::form::Posted;
use super::signed::Seat;
use super::top::{Counts, Done, top};
use crate::doors::{At, Trouble, Visit, respond};
use crate::services::Services;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct LeaveForm {
    deputy: String,
    from: String,
    to: String,
}

pub async fn show(Seat { services, visit, staff }: Seat, Query(done): Query<Done>) -> Result<Response, Trouble> {
    page(&services, visit, &staff, &done, LeaveForm::default(), Vec::new()).await
}

pub async fn name(Seat { services, visit, staff }: Seat, Posted(form): Posted<LeaveForm>) -> Result<Response, Trouble> {
    let new = NewDeputy {
        deputy: Uuid::parse_str(&form.deputy).ok(),
        from: form.from.trim().parse().ok(),
        to: form.to.trim().parse().ok(),
    };
    match services.accounts.name_deputy(&staff, &new, services.now()).await {
        Ok(()) => Ok(respond::see_other(&visit.frame, "desk/leave?done=deputy")),
        Err(AccountError::Invalid(faults)) => page(&services, visit, &staff, &Done::default(), form, faults).await,
        Err(error) => Err(trouble(error)),
    }
}

pub async fn end(Seat { services, visit, staff }: Seat, At(id): At<Uuid>) -> Result<Response, Trouble> {
    services.accounts.end_deputy(&staff, id, services.now()).await.map_err(trouble)?;
    Ok(respond::see_other(&visit.frame, "desk/leave?done=deputy"))
}

async fn page(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    done: &Done,
    form: LeaveForm,
    faults: Vec<FieldError>,
) -> Result<Response, Trouble> {
    if !staff.role.works_on_matters() {
        return Err(Trouble::Denied);
    }
    let now = services.now();
    let named = services.accounts.deputies(staff, now).await?;
    let colleagues = services.accounts.colleagues(staff).await?;
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let data = LeavePage {
        top: top(services, staff, "desk/leave", Counts::default(), done),
        named: named
            .into_iter()
            .map(|one| (one.id.to_string(), format!("{}，{} 至 {}", one.name, one.from, one.to)))
            .collect(),
        stands_in_for: staff.stands_in_for.iter().map(|absent| absent.name.clone()).collect(),
        colleagues: colleagues
            .into_iter()
            .map(|one| Choice::new(one.id.to_string(), format!("{}（{}）", one.name, one.role.words())))
            .collect(),
        deputy: form.deputy,
        from: form.from,
        to: form.to,
        errors: Errors::new(faults),
    };
    respond::personal_page(visit.frame, status, move || leave::page(data.clone())).await
}

fn trouble(error: AccountError) -> Trouble {
    match error {
        AccountError::Internal(error) => error.into(),
        AccountError::Unknown(_) | AccountError::Invalid(_) => Trouble::NotFound,
    }
}
