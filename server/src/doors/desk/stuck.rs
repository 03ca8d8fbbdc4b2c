use app::pages::desk::stuck::{self, StuckPage};
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use uuid::Uuid;

use super::answer::trouble;
use super::signed::Seat;
use super::top::{Counts, Done, top};
use crate::doors::{At, Trouble, respond};

pub async fn show(Seat { services, visit, staff }: Seat, Query(done): Query<Done>) -> Result<Response, Trouble> {
    let jobs = services.forwarding.stuck(&staff).await.map_err(trouble)?;
    let counts = Counts { stuck: u64::try_from(jobs.len()).ok(), ..Counts::default() };
    let data = StuckPage { top: top(&services, &staff, "desk/stuck", counts, &done), jobs };
    respond::personal_page(visit.frame, StatusCode::OK, move || stuck::page(data.clone())).await
}

pub async fn retry(Seat { services, visit, staff }: Seat, At(job): At<Uuid>) -> Result<Response, Trouble> {
    services.forwarding.retry(&staff, job, services.now()).await.map_err(trouble)?;
    Ok(respond::see_other(&visit.frame, "desk/stuck?done=retried"))
}
