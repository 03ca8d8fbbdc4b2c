use app::pages::desk::reminders::{self, RemindersPage};
use axum::Form;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use uuid::Uuid;

use super::answer::trouble;
use super::signed::Seat;
use super::top::{Counts, Done, top};
use crate::doors::{Trouble, respond};

#[derive(Deserialize)]
pub struct PutAway {
    /// Parted by commas.
    ids: String,
}

pub async fn show(Seat { services, visit, staff }: Seat, Query(done): Query<Done>) -> Result<Response, Trouble> {
    let reminders = services.deadlines.reminders(&staff, services.now()).await.map_err(trouble)?;
    let counts = Counts { reminders: u64::try_from(reminders.len()).ok(), ..Counts::default() };
    let data = RemindersPage {
        top: top(&services, &staff, "desk/reminders", counts, &done),
        reminders,
        days: services.site.desk.remind_days.clone(),
    };
    respond::personal_page(visit.frame, StatusCode::OK, move || reminders::page(data.clone())).await
}

pub async fn put_away(Seat { services, visit, staff }: Seat, Form(away): Form<PutAway>) -> Result<Response, Trouble> {
    let ids: Vec<Uuid> = away.ids.split(',').filter_map(|id| Uuid::try_parse(id.trim()).ok()).collect();
    services.deadlines.put_away(&staff, &ids, services.now()).await.map_err(trouble)?;
    Ok(respond::see_other(&visit.frame, "desk/reminders?done=seen"))
}
