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
use domain::track::beijing;
use jiff::Timestamp;
use jiff::civil::Date;
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
    let now = services.now().to_zoned(beijing()).datetime();
    let points = services.take_backs.points().await?;
    let mut towns: Vec<(RegionCode, String)> =
        points.iter().map(|point| (point.town.clone(), point.town_name.clone())).collect();
    towns.sort();
    towns.dedup();
    // A township of the table; anything else in the address is passed over.
    let town = RegionCode::parse(&asked.town).ok().filter(|town| services.regions.get(town).is_some());
    let points: Vec<OpenPoint> = points
        .into_iter()
        .filter(|point| town.as_ref().is_none_or(|town| point.town == *town))
        .map(|point| OpenPoint { now: point.opening.now(now, &services.calendar), point })
        .collect();
    let until = first_change(&points, now.date());
    let columns = services.library.columns();
    let column = columns.of_topic(TOPIC).filter(|column| !column.hidden).map(Column::path);
    let weights = services.take_backs.weights(now.date(), MONTHS).await?;
    let data = TakeBackPage { points, towns, town, weights, column };
    respond::public_page_until(visit.frame, until, move || take_back::points(data.clone())).await
}

/// When what a page says of one of its points stops being true; `None`: when the day ends.
fn first_change(points: &[OpenPoint], today: Date) -> Option<Timestamp> {
    let time = points.iter().filter_map(|point| point.now.until()).min()?;
    today.to_datetime(time).to_zoned(beijing()).map(|zoned| zoned.timestamp()).ok()
}
