//! 村药品安全信息员: who they are, what they report, what they are asked to do, the outlets.

mod collects;
mod errands;
mod merits;
mod month;
mod officers;
mod outlets;
mod overview;
mod points;
mod posters;
mod records;

use app::pages::desk::field::{self, FieldFile, FieldTable};
use app::pages::desk::{Choice, Top};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Multipart};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::access::{Action, Staff};

use super::answer::{Refusal, trouble};
use super::top::{Counts, Done, top};
use crate::doors::{Trouble, Visit, respond};
use crate::field_work::Shipment;
use crate::services::Services;

/// The tab all of it stands under.
const HERE: &str = "desk/field";
/// A spreadsheet of some thousand outlets.
const LARGEST_TABLE: usize = 9 * 1024 * 1024;

pub fn routes() -> Router<Services> {
    Router::new()
        .route("/desk/field", get(overview::show))
        .route("/desk/officers", get(officers::list))
        .route("/desk/officers/new", get(officers::blank).post(officers::add))
        .route("/desk/officers/{id}", get(officers::show).post(officers::take))
        .route(
            "/desk/field/records",
            get(records::list).post(records::bring_in).layer(DefaultBodyLimit::max(Shipment::BYTES_MAX)),
        )
        .route("/desk/field/records/{id}", get(records::show).post(records::reply))
        .route("/desk/field/records/{id}/file/{place}", get(records::file))
        .route("/desk/field/records/{id}/label", get(records::label))
        .route("/desk/field/errands", get(errands::list))
        .route("/desk/field/errands/new", get(errands::blank).post(errands::give))
        .route("/desk/field/errands/{id}", get(errands::show))
        .route("/desk/field/collects", get(collects::list))
        .route("/desk/field/collects/{id}", get(collects::show).post(collects::take))
        .route("/desk/field/merits", get(merits::show))
        .route("/desk/field/month", get(month::show))
        .route("/desk/field/month/sheet", get(month::paper))
        .route("/desk/field/month.xlsx", get(month::spreadsheet))
        .route("/desk/field/outlets", get(outlets::list))
        .route("/desk/field/outlets/new", get(outlets::blank).post(outlets::keep))
        .route("/desk/field/outlets/{id}", get(outlets::show).post(outlets::take))
        .route("/desk/field/outlets/{id}/poster", get(posters::of_outlet))
        .route("/desk/field/points", get(points::list))
        .route("/desk/field/points/new", get(points::blank).post(points::add))
        .route("/desk/field/points/{id}", get(points::show).post(points::change))
        .route("/desk/field/posters", get(posters::list))
        .route("/desk/field/posters/{code}", get(posters::of_place))
        .route("/desk/field/outlets/import", post(outlets::import).layer(DefaultBodyLimit::max(LARGEST_TABLE)))
}

fn head(services: &Services, staff: &Staff, done: &Done) -> Top {
    top(services, staff, HERE, Counts::default(), done)
}

fn may(staff: &Staff, action: Action) -> Result<(), Trouble> {
    staff.may_ever(action).map_err(|denied| trouble(denied.into()))
}

/// Name and bytes of the file a form sends.
async fn file_of(mut multipart: Multipart) -> Result<(String, Bytes), Trouble> {
    let mut file = (String::new(), Bytes::new());
    while let Some(field) = multipart.next_field().await? {
        if field.name() == Some("file") {
            file = (field.file_name().unwrap_or_default().to_owned(), field.bytes().await?);
        }
    }
    Ok(file)
}

async fn answer_table(visit: Visit, page: FieldTable) -> Result<Response, Trouble> {
    let status = if page.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    respond::personal_page(visit.frame, status, move || field::table(page.clone())).await
}

async fn answer_file(visit: Visit, page: FieldFile, refused: Refusal) -> Result<Response, Trouble> {
    let status = refused.status();
    let page = FieldFile { errors: app::parts::Errors::new(refused.faults), not_now: refused.not_now, ..page };
    respond::personal_page(visit.frame, status, move || field::file(page.clone())).await
}

/// Every village of the person's area, to choose from.
fn villages_of(services: &Services, staff: &Staff) -> Vec<Choice> {
    let inside = staff.seen_regions().iter().flat_map(|prefix| services.regions.villages(prefix));
    inside.map(|village| Choice::new(village.code.as_str(), services.regions.full_name(&village.code))).collect()
}
