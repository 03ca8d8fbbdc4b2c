use app::pages::desk::board::{self, BoardPage};
use app::parts::Errors;
use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::{get, post};
use domain::access::Staff;
use serde::Deserialize;

use super::answer::{Refusal, refusal, trouble};
use super::form::Posted;
use super::signed::Seat;
use super::top::{Counts, Done, top};
use crate::doors::{Inside, Trouble, Visit, respond};
use crate::services::Services;

const HERE: &str = "desk/board";

pub fn routes() -> Router<Services> {
    Router::new()
        .route("/desk/board", get(show).post(look))
        .route("/desk/board/pass", post(pass))
        .route("/desk/board/unpass", post(unpass))
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Passing {
    target: String,
    reason: String,
}

async fn show(Seat { services, visit, staff }: Seat, Query(done): Query<Done>) -> Result<Response, Trouble> {
    draw(&services, visit, &staff, Passing::default(), Refusal::default(), &done).await
}

async fn look(Seat { services, visit, staff }: Seat) -> Result<Response, Trouble> {
    services.tending.look(&staff, &Inside::of(&services), services.now()).await.map_err(trouble)?;
    Ok(respond::see_other(&visit.frame, &format!("{HERE}?done=looked")))
}

async fn pass(Seat { services, visit, staff }: Seat, Posted(passing): Posted<Passing>) -> Result<Response, Trouble> {
    match services.tending.pass(&staff, &passing.target, Some(&passing.reason), services.now()).await {
        Ok(()) => Ok(respond::see_other(&visit.frame, &format!("{HERE}?done=passed"))),
        Err(error) => {
            let refused = refusal(error)?;
            draw(&services, visit, &staff, passing, refused, &Done::default()).await
        }
    }
}

async fn unpass(Seat { services, visit, staff }: Seat, Posted(passing): Posted<Passing>) -> Result<Response, Trouble> {
    services.tending.pass(&staff, &passing.target, None, services.now()).await.map_err(trouble)?;
    Ok(respond::see_other(&visit.frame, &format!("{HERE}?done=kept")))
}

async fn draw(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    passing: Passing,
    refused: Refusal,
    done: &Done,
) -> Result<Response, Trouble> {
    let status = refused.status();
    let board = services.tending.board(staff, services.now()).await.map_err(trouble)?;
    let name = |key: &str| services.site.unit(key).map_or(key.to_owned(), |unit| unit.name.clone());
    let units = board.duties.iter().map(|duty| (name(&duty.unit), duty.last, duty.now)).collect();
    let page = BoardPage {
        top: top(services, staff, HERE, Counts::default(), done),
        board,
        units,
        target: passing.target,
        reason: passing.reason,
        errors: Errors::new(refused.faults),
    };
    respond::personal_page(visit.frame, status, move || board::page(page.clone())).await
}
