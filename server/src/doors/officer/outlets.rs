use app::pages::officer::{self, OutletsPage};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::device::AtPhone;
use super::form::villages;
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

pub async fn list(State(services): State<Services>, visit: Visit, at: AtPhone) -> Result<Response, Trouble> {
    let outlets = services.field_work.outlets(&at.officer).await?;
    let data = OutletsPage { villages: villages(&at.officer), outlets };
    respond::personal_page(visit.frame, StatusCode::OK, move || officer::outlets(data.clone())).await
}
