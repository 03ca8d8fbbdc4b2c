//! What the script beside the form asks for while somebody writes.

use app::pages::desk::news;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::access::ItemAction;
use domain::newsroom::workflow::Kind;
use serde_json::json;

use super::{Pairs, first_published, read};
use crate::doors::desk::form::Posted;
use crate::doors::desk::news::{checks, trouble};
use crate::doors::desk::signed::{Seat, Signed};
use crate::doors::{Trouble, draw, respond};
use crate::newsroom::paste as pasting;
use crate::services::Services;

/// Far above what a text of the longest length could point at and still be read.
const MOST_NAMES: usize = 1_000;

/// Checks and preview of what is being written, as the piece of the page they stand in.
pub async fn look(
    Seat { services, visit, staff }: Seat,
    Path(kind): Path<String>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Trouble> {
    let kind = Kind::parse(&kind).ok_or(Trouble::NotFound)?;
    let (sheet, typed) = read(kind, pairs);
    let text = sheet.text(kind, &first_published(services.now()), &services.laws);
    let found =
        services.newsroom.look(&staff, kind, typed.raw("slug"), &text, services.now()).await.map_err(trouble)?;
    let checks = checks::beside_preview(&found);
    let bytes = draw::draw(visit.frame, move || news::looked(Some(&checks), found.body.clone())).await?;
    Ok(respond::private_file("text/html; charset=utf-8", "inline", bytes.to_vec()))
}

/// What there is of the names a text points at, for the preview that is drawn in the browser.
pub async fn named(
    State(services): State<Services>,
    Signed(staff): Signed,
    Path(kind): Path<String>,
    names: String,
) -> Result<Response, Trouble> {
    let kind = Kind::parse(&kind).ok_or(Trouble::NotFound)?;
    let names: Vec<String> = names.lines().take(MOST_NAMES).map(str::to_owned).collect();
    Ok(Json(services.newsroom.named(&staff, kind, &names).await.map_err(trouble)?).into_response())
}

/// A paste from Word or WPS as clean Markdown.
pub async fn paste(Signed(staff): Signed, html: String) -> Result<Response, Trouble> {
    staff.may_item_ever(ItemAction::Write).map_err(|denied| trouble(denied.into()))?;
    let cleaned = tokio::task::spawn_blocking(move || pasting::clean(&html)).await;
    match cleaned.map_err(domain::ports::Internal::new)? {
        Ok(pasted) => Ok(Json(json!({ "markdown": pasted.markdown, "pictures": pasted.pictures })).into_response()),
        Err(too_large) => {
            Ok((StatusCode::PAYLOAD_TOO_LARGE, Json(json!({ "why": too_large.to_string() }))).into_response())
        }
    }
}
