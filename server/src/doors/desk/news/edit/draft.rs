//! What is kept while somebody writes.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::ports::DraftKept;
use domain::track::local_minute;
use serde_json::json;
use uuid::Uuid;

use super::{Pairs, read, writable};
use crate::doors::desk::form::Posted;
use crate::doors::desk::news::{HERE, trouble};
use crate::doors::desk::signed::{Seat, Signed};
use crate::doors::{At, Trouble, respond};
use crate::services::Services;

/// What the script posts while somebody writes: answers the revision, or that somebody else wrote.
pub async fn keep(
    State(services): State<Services>,
    Signed(staff): Signed,
    At(item): At<Uuid>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Trouble> {
    let found = writable(&services, &staff, item).await?;
    let (sheet, typed) = read(found.line.kind, pairs);
    let text = sheet.text(found.line.kind, &found.text, &services.laws);
    let revision = typed.raw("revision").parse().unwrap_or_default();
    let kept = services.newsroom.keep_draft(&staff, item, revision, &text, services.now()).await.map_err(trouble)?;
    Ok(match kept {
        DraftKept::Done(revision) => {
            Json(json!({ "revision": revision, "at": local_minute(services.now()) })).into_response()
        }
        DraftKept::Conflict(theirs) => {
            let body = json!({ "revision": theirs.revision, "name": theirs.name, "at": local_minute(theirs.at) });
            (StatusCode::CONFLICT, Json(body)).into_response()
        }
    })
}

pub async fn drop(Seat { services, visit, staff }: Seat, At(item): At<Uuid>) -> Result<Response, Trouble> {
    services.newsroom.drop_draft(&staff, item).await.map_err(trouble)?;
    Ok(respond::see_other(&visit.frame, &format!("{HERE}/{item}/edit")))
}
