use app::pages::report::{self, StartPage};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;

use super::form::Known;
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

/// What the page one comes from knows already.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Carried {
    pub category: String,
    pub region: String,
    pub outlet: String,
}

pub async fn show(
    State(services): State<Services>,
    visit: Visit,
    carried: Result<Query<Carried>, QueryRejection>,
) -> Result<Response, Trouble> {
    let Query(carried) = carried.unwrap_or_default();
    let known = Known::of(&services, &carried.category, &carried.region, &carried.outlet);
    let data = StartPage { laws: services.laws.clone(), today: services.today(), carried: known.as_query() };
    respond::public_page(visit.frame, move || report::start(data.clone())).await
}
