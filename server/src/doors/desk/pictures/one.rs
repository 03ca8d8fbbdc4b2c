use app::pages::desk::pictures::{self, PicturePage};
use app::parts::Errors;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::access::Staff;
use domain::picture::TypedPicture;
use domain::ports::{PictureChange, PictureOnFile};
use uuid::Uuid;

use super::HERE;
use crate::doors::desk::answer::{Refusal, refusal, trouble};
use crate::doors::desk::form::Posted;
use crate::doors::desk::signed::{Seat, Signed};
use crate::doors::desk::top::{Counts, Done, top};
use crate::doors::{At, Trouble, Visit, respond};
use crate::services::Services;

pub async fn show(
    Seat { services, visit, staff }: Seat,
    At(id): At<Uuid>,
    Query(done): Query<Done>,
) -> Result<Response, Trouble> {
    let found = services.pictures.open(&staff, id).await.map_err(trouble)?;
    let (typed, seen) = (TypedPicture::of(&found.row.about, &found.row.edit), found.row.version);
    draw(&services, visit, &staff, Shown { found, typed, seen }, Refusal::default(), &done).await
}

pub async fn change(
    Seat { services, visit, staff }: Seat,
    At(id): At<Uuid>,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let found = services.pictures.open(&staff, id).await.map_err(trouble)?;
    let typed = TypedPicture(pairs);
    let seen = typed.field("seen").parse().unwrap_or(0);
    let refused = match (typed.about(), typed.edit(&found.row.edit)) {
        (Ok(about), Ok(edit)) => {
            let edit = match typed.field("turn") {
                "left" => edit.turned_left(),
                "right" => edit.turned_right(),
                _ => edit,
            };
            match services.pictures.change(&staff, id, PictureChange { seen, about, edit }, services.now()).await {
                Ok(()) => return Ok(respond::see_other(&visit.frame, &format!("{HERE}/{id}?done=redrawn"))),
                Err(error) => refusal(error)?,
            }
        }
        (about, edit) => {
            let faults = [about.err(), edit.err()].into_iter().flatten().flatten().collect();
            Refusal { faults, not_now: None }
        }
    };
    draw(&services, visit, &staff, Shown { found, typed, seen }, refused, &Done::default()).await
}

pub async fn put_away(Seat { services, visit, staff }: Seat, At(id): At<Uuid>) -> Result<Response, Trouble> {
    let refused = match services.pictures.put_away(&staff, id, true, services.now()).await {
        Ok(()) => return Ok(respond::see_other(&visit.frame, &format!("{HERE}?done=away"))),
        Err(error) => refusal(error)?,
    };
    let found = services.pictures.open(&staff, id).await.map_err(trouble)?;
    let (typed, seen) = (TypedPicture::of(&found.row.about, &found.row.edit), found.row.version);
    draw(&services, visit, &staff, Shown { found, typed, seen }, refused, &Done::default()).await
}

pub async fn bring_back(Seat { services, visit, staff }: Seat, At(id): At<Uuid>) -> Result<Response, Trouble> {
    services.pictures.put_away(&staff, id, false, services.now()).await.map_err(trouble)?;
    Ok(respond::see_other(&visit.frame, &format!("{HERE}/{id}?done=back")))
}

/// With nothing hidden, for whoever marks regions on it.
pub async fn whole(
    State(services): State<Services>,
    Signed(staff): Signed,
    At(id): At<Uuid>,
) -> Result<Response, Trouble> {
    let bytes = services.pictures.whole(&staff, id).await.map_err(trouble)?;
    Ok(respond::private_file("image/jpeg", "inline", bytes))
}

pub async fn page_copy(
    State(services): State<Services>,
    Signed(staff): Signed,
    At(id): At<Uuid>,
) -> Result<Response, Trouble> {
    shown(&services, &staff, id, false).await
}

pub async fn card_copy(
    State(services): State<Services>,
    Signed(staff): Signed,
    At(id): At<Uuid>,
) -> Result<Response, Trouble> {
    shown(&services, &staff, id, true).await
}

async fn shown(services: &Services, staff: &Staff, id: Uuid, card: bool) -> Result<Response, Trouble> {
    let bytes = services.pictures.shown(staff, id, card).await.map_err(trouble)?;
    Ok(respond::private_file("image/jpeg", "inline", bytes))
}

/// A picture and what stands in its form.
struct Shown {
    found: PictureOnFile,
    typed: TypedPicture,
    seen: u32,
}

async fn draw(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    shown: Shown,
    refused: Refusal,
    done: &Done,
) -> Result<Response, Trouble> {
    let status = refused.status();
    let page = PicturePage {
        top: top(services, staff, HERE, Counts::default(), done),
        found: shown.found,
        typed: shown.typed,
        seen: shown.seen,
        errors: Errors::new(refused.faults),
        not_now: refused.not_now,
    };
    respond::personal_page(visit.frame, status, move || pictures::one(page.clone())).await
}
