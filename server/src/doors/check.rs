//! `/check`: what kind of number stands on a box.

use std::sync::Arc;

use app::pages::check::{self, CheckPage, WatchNotice};
use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::newsroom::workflow;
use domain::ports::Internal;
use domain::printed_number::watch_list::{Match, Notice, Watched};
use domain::printed_number::{Kind, Refused, ShapeWords, cleaned, recognise, refusal};
use domain::reading::Disclosure;
use serde::Deserialize;

use super::{Trouble, Visit, respond};
use crate::services::Services;

pub fn routes() -> Router<Services> {
    Router::new().route("/check", get(show)).route("/check/words", get(words))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
}

async fn show(
    State(services): State<Services>,
    mut visit: Visit,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Trouble> {
    let Query(asked) = asked.unwrap_or_default();
    let typed = cleaned(&asked.q);
    if let Some(Refused { why, shown }) = refusal(&typed) {
        let data = CheckPage { error: Some(why), ..answered(&services, shown, false) };
        return respond::personal_page(visit.frame, StatusCode::UNPROCESSABLE_ENTITY, move || {
            check::page(data.clone())
        })
        .await;
    }
    let data = answered(&services, typed, true);
    if data.found.iter().any(|found| found.kind == Kind::PersonId) {
        // The page's own links must not carry it on.
        "check".clone_into(&mut visit.frame.here);
    }
    // What somebody asks after is nobody else's business; only the empty form is kept.
    if visit.frame.here == "check" && data.found.is_empty() {
        return respond::public_page(visit.frame, move || check::page(data.clone())).await;
    }
    respond::personal_page(visit.frame, StatusCode::OK, move || check::page(data.clone())).await
}

/// What the phone needs to say while somebody types what the page says afterwards.
async fn words(State(services): State<Services>) -> Result<Response, Trouble> {
    let words = ShapeWords::from(&services.library.numbers().words);
    let json = serde_json::to_vec(&words).map_err(Internal::new)?;
    Ok(respond::public_bytes("application/json", json))
}

/// The page for what was typed; looked at only if `look` says so.
fn answered(services: &Services, typed: String, look: bool) -> CheckPage {
    let numbers = services.library.numbers();
    let today = services.today();
    let found = if look { recognise(&typed, today.year()) } else { Vec::new() };
    let watched = numbers.watched.find(&typed, &found, today);
    let notices = watched.into_iter().filter_map(|(entry, how)| notice(services, entry, how)).collect();
    let private = found.iter().any(|found| found.kind == Kind::PersonId);
    let typed = if private { String::new() } else { typed };
    let notices = if look { notices } else { Vec::new() };
    CheckPage { typed, error: None, notices, found, numbers, year: today.year() }
}

/// None where the notice rests on a typical case that was taken down: the bureau names nobody any longer than
/// the case itself does. A recall or an inspection with its own source stands without it.
fn notice(services: &Services, entry: &Watched, how: Match) -> Option<WatchNotice> {
    let case = entry.disclosure.as_deref().and_then(|slug| standing(services, slug));
    let gone = entry.disclosure.is_some() && case.is_none();
    if gone && (entry.what == Notice::Disclosure || entry.source.is_none()) {
        return None;
    }
    Some(WatchNotice { entry: entry.clone(), how, case: case.map(|case| case.head.title.clone()) })
}

/// A typical case by the name it has or had, if it can be read today.
fn standing(services: &Services, slug: &str) -> Option<Arc<Disclosure>> {
    let moved = services.library.moved(workflow::Kind::Disclosure, slug);
    services.library.disclosure(moved.as_deref().unwrap_or(slug))
}
