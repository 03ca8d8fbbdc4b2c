//! Pictures for texts: taken in, cut, made unrecognizable in places, put away.

mod one;
mod pasted;

use app::pages::desk::pictures::{self, AlbumPage};
use app::parts::{Errors, percent};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Query, Request};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::access::Staff;
use domain::picture::TypedPicture;
use domain::ports::{DeskError, NewPicture, PictureQuery, TakenIn};
use domain::report::FieldError;
use serde::Deserialize;

use super::answer::trouble;
use super::signed::Seat;
use super::top::{Counts, Done, top};
use super::upload::{self, Wanted};
use crate::doors::{Trouble, Visit, respond};
use crate::media::MAX_FILE_BYTES;
use crate::services::Services;

const HERE: &str = "desk/pictures";

const PICTURE: Wanted =
    Wanted {
        most: MAX_FILE_BYTES, none: "请选一张图片", too_large: "这张图超过 8 MB，请缩小，或者截一张图再选"
    };

pub fn routes() -> Router<Services> {
    Router::new()
        .route("/desk/pictures", get(album).post(take_in).layer(DefaultBodyLimit::max(upload::READ_MAX)))
        .route("/desk/pictures/pasted", post(pasted::take_in).layer(DefaultBodyLimit::max(upload::READ_MAX)))
        .route("/desk/pictures/{id}", get(one::show).post(one::change))
        .route("/desk/pictures/{id}/away", post(one::put_away))
        .route("/desk/pictures/{id}/back", post(one::bring_back))
        .route("/desk/pictures/{id}/whole", get(one::whole))
        .route("/desk/pictures/{id}/page", get(one::page_copy))
        .route("/desk/pictures/{id}/card", get(one::card_copy))
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    away: String,
    page: String,
    done: String,
}

async fn album(Seat { services, visit, staff }: Seat, Query(asked): Query<Asked>) -> Result<Response, Trouble> {
    let page = list(&services, &staff, &asked).await?;
    draw(visit, page).await
}

async fn take_in(Seat { services, visit, staff }: Seat, request: Request) -> Result<Response, Trouble> {
    staff.may_ever(domain::access::Action::ManagePictures).map_err(|denied| trouble(denied.into()))?;
    let uploaded = upload::read(request, &PICTURE).await?;
    let typed = TypedPicture(uploaded.texts);
    let mut faults = Vec::new();
    let bytes = match uploaded.file {
        Ok(bytes) => bytes,
        Err(message) => {
            faults.push(FieldError { field: "file".to_owned(), message });
            Vec::new()
        }
    };
    let about = typed.about().map_err(|found| faults.extend(found)).ok();
    if let Some(about) = about.filter(|_| faults.is_empty()) {
        match services.pictures.take_in(&staff, NewPicture { bytes, about }, services.now()).await {
            Ok(TakenIn::New(id)) => return Ok(respond::see_other(&visit.frame, &format!("{HERE}/{id}?done=picture"))),
            Ok(TakenIn::Known(id)) => return Ok(respond::see_other(&visit.frame, &format!("{HERE}/{id}?done=known"))),
            Err(DeskError::Invalid(found)) => faults.extend(found),
            Err(other) => return Err(trouble(other)),
        }
    }
    // A browser never keeps a chosen file in a form that comes back.
    if !faults.iter().any(|fault| fault.field == "file") {
        let message = "图片要重新选一次；别的都还在".to_owned();
        faults.push(FieldError { field: "file".to_owned(), message });
    }
    let page = AlbumPage {
        alt: typed.field("alt").to_owned(),
        decorative: !typed.field("decorative").is_empty(),
        credit: typed.field("credit").to_owned(),
        errors: Errors::new(faults),
        ..list(&services, &staff, &Asked::default()).await?
    };
    draw(visit, page).await
}

async fn list(services: &Services, staff: &Staff, asked: &Asked) -> Result<AlbumPage, Trouble> {
    let page = asked.page.parse().unwrap_or(1).clamp(1, 10_000);
    let words = asked.q.trim();
    let query = PictureQuery { words: (!words.is_empty()).then(|| words.to_owned()), away: asked.away == "1", page };
    let found = services.pictures.list(staff, &query).await.map_err(trouble)?;
    let more = u64::from(page) * u64::from(found.page_size) < found.total;
    let path = |page: u32| {
        let away = if query.away { "&away=1" } else { "" };
        format!("{HERE}?q={}&page={page}{away}", percent(words))
    };
    Ok(AlbumPage {
        top: top(services, staff, HERE, Counts::default(), &Done { done: asked.done.clone() }),
        rows: found.rows,
        total: found.total,
        words: words.to_owned(),
        away: query.away,
        previous: (page > 1).then(|| path(page - 1)),
        next: more.then(|| path(page + 1)),
        ..AlbumPage::default()
    })
}

async fn draw(visit: Visit, page: AlbumPage) -> Result<Response, Trouble> {
    let status = if page.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    respond::personal_page(visit.frame, status, move || pictures::album(page.clone())).await
}
