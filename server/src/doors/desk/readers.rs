use app::pages::desk::readers::{self, ItemReadersPage, ReadersPage};
use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use jiff::ToSpan;
use jiff::civil::Date;
use uuid::Uuid;

use super::answer::trouble;
use super::signed::Seat;
use super::top::{Counts, Done, top};
use crate::doors::{At, Trouble, respond};
use crate::services::Services;

const HERE: &str = "desk/readers";

/// Days that are looked back, today included.
const DAYS: u16 = 30;

pub fn routes() -> Router<Services> {
    Router::new().route("/desk/readers", get(list)).route("/desk/readers/{id}", get(item))
}

async fn list(Seat { services, visit, staff }: Seat) -> Result<Response, Trouble> {
    let lines = services.readers.list(&staff, first_day(services.today())).await.map_err(trouble)?;
    let top = top(&services, &staff, HERE, Counts::default(), &Done::default());
    let page = ReadersPage { top, days: DAYS, lines };
    respond::personal_page(visit.frame, StatusCode::OK, move || readers::list(page.clone())).await
}

async fn item(Seat { services, visit, staff }: Seat, At(id): At<Uuid>) -> Result<Response, Trouble> {
    let today = services.today();
    let found = services.readers.item(&staff, id, (first_day(today), today)).await.map_err(trouble)?;
    let top = top(&services, &staff, HERE, Counts::default(), &Done::default());
    let page = ItemReadersPage { top, days: DAYS, found };
    respond::personal_page(visit.frame, StatusCode::OK, move || readers::item(page.clone())).await
}

fn first_day(today: Date) -> Date {
    today.saturating_sub(i64::from(DAYS - 1).days())
}
