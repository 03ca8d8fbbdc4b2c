use app::pages::desk::uses::{self, UsesPage};
use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::{get, post};
use domain::access::Staff;
use domain::ports::DeskError;
use uuid::Uuid;

use super::answer::{Refusal, refusal, trouble};
use super::signed::Seat;
use super::top::{Counts, Done, top};
use crate::doors::{At, Trouble, Visit, respond};
use crate::services::Services;

const HERE: &str = "desk/uses";

pub fn routes() -> Router<Services> {
    Router::new()
        .route("/desk/uses/{id}", get(show))
        .route("/desk/uses/{id}/away", post(put_away))
        .route("/desk/uses/{id}/back", post(bring_back))
}

async fn show(
    Seat { services, visit, staff }: Seat,
    At(id): At<Uuid>,
    Query(done): Query<Done>,
) -> Result<Response, Trouble> {
    draw(&services, visit, &staff, id, Refusal::default(), &done).await
}

async fn put_away(Seat { services, visit, staff }: Seat, At(id): At<Uuid>) -> Result<Response, Trouble> {
    let put = services.tending.put_away(&staff, id, true, services.now()).await;
    answer(&services, visit, &staff, id, put, "away").await
}

async fn bring_back(Seat { services, visit, staff }: Seat, At(id): At<Uuid>) -> Result<Response, Trouble> {
    let put = services.tending.put_away(&staff, id, false, services.now()).await;
    answer(&services, visit, &staff, id, put, "back").await
}

async fn answer(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    id: Uuid,
    put: Result<(), DeskError>,
    done: &str,
) -> Result<Response, Trouble> {
    match put {
        Ok(()) => Ok(respond::see_other(&visit.frame, &format!("{HERE}/{id}?done={done}"))),
        Err(error) => {
            let refused = refusal(error)?;
            draw(services, visit, staff, id, refused, &Done::default()).await
        }
    }
}

async fn draw(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    id: Uuid,
    refused: Refusal,
    done: &Done,
) -> Result<Response, Trouble> {
    let status = refused.status();
    let page = UsesPage {
        top: top(services, staff, HERE, Counts::default(), done),
        uses: services.tending.uses(staff, id).await.map_err(trouble)?,
        not_now: refused.not_now,
    };
    respond::personal_page(visit.frame, status, move || uses::page(page.clone())).await
}
