//! What an officer sent, and what came of it.

use app::pages::officer::{self, ReportPage, ReportsPage};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::field::Month;
use serde::Deserialize;
use uuid::Uuid;

use super::device::AtPhone;
use crate::doors::{At, Trouble, Visit, respond};
use crate::services::Services;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    page: u32,
}

pub async fn list(
    State(services): State<Services>,
    visit: Visit,
    at: AtPhone,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Trouble> {
    let page = asked.map(|Query(asked)| asked.page).unwrap_or_default().max(1);
    let reports = services.field_work.own_reports(at.officer.id, page).await?;
    let merits = services.field_work.merits(at.officer.id, Month::of(services.today())).await?;
    let data = ReportsPage { reports, merits, page };
    respond::personal_page(visit.frame, StatusCode::OK, move || officer::reports(data.clone())).await
}

pub async fn one(
    State(services): State<Services>,
    visit: Visit,
    at: AtPhone,
    At(id): At<Uuid>,
) -> Result<Response, Trouble> {
    let report = services.field_work.own_report(at.officer.id, id).await?.ok_or(Trouble::NotFound)?;
    let receipt = services.field_work.receipt(&at.device, id, services.now()).await?;
    let data = ReportPage { report, query_code: receipt.and_then(|receipt| receipt.query_code) };
    respond::personal_page(visit.frame, StatusCode::OK, move || officer::report(data.clone())).await
}
