//! `/take-back`: where old medicine is taken in, and asking an officer to come for it.

mod collect;

use app::pages::take_back::{self, OpenPoint, TakeBackPage};
use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use domain::columns::Column;
use domain::region::RegionCode;
use serde::Deserialize;

use super::{Trouble, Visit, respond};
use crate::services::Services;

/// What articles about old medicine name in their front matter.
const TOPIC: &str = "take-back";

/// Whole months whose weight is told; what is reported late for one stands there the next day at the latest.
const MONTHS: i32 = 12;

pub fn routes() -> Router<Services> {
    Router::new()
        .route("/take-back", get(show))
        .route("/take-back/collect", get(collect::show).post(collect::send))
        .route("/take-back/collect/received/{key}", get(collect::received))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    town: String,
}

async fn show(
    State(services): State<Services>,
    visit: Visit,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Trouble> {
    let Query(asked) = asked.unwrap_or_default();
    let today = services.today();
    let points = services.take_backs.points().await?;
    let mut towns: Vec<(RegionCode, String)> =
        points.iter().map(|point| (point.town.clone(), point.town_name.clone())).collect();
    towns.sort();
    towns.dedup();
    // A township of the table; anything else in the address is passed over.
    let town = RegionCode::parse(&asked.town).ok().filter(|town| services.regions.get(town).is_some());
    let points = points
        .into_iter()
        .filter(|point| town.as_ref().is_none_or(|town| point.town == *town))
        .map(|point| OpenPoint { open: point.opening.is_open_on(today, &services.calendar), point })
        .collect();
    let columns = services.library.columns();
    let column = columns.of_topic(TOPIC).filter(|column| !column.hidden).map(Column::path);
    let weights = services.take_backs.weights(today, MONTHS).await?;
    let data = TakeBackPage { points, towns, town, weights, column };
    respond::public_page(visit.frame, move || take_back::points(data.clone())).await
}
