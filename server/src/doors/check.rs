//! `/check`: what kind of number stands on a box.

use app::pages::check::{self, CheckPage, WatchNotice};
use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::printed_number::{Kind, recognise};
use domain::text;
use serde::Deserialize;

use super::{Trouble, Visit, respond};
use crate::services::Services;

/// Longest text that is looked at, in characters: a box's side, not a leaflet.
const LONGEST: usize = 500;

/// Barcode readers put it between the parts of a code.
const GROUP_SEPARATOR: char = '\u{1d}';

pub fn routes() -> Router<Services> {
    Router::new().route("/check", get(show))
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
    let typed = text::clean(&asked.q.replace(GROUP_SEPARATOR, " ").replace("\r\n", "\n"));
    if let Some(why) = refusal(&typed) {
        let shown: String = text::without_forbidden(&typed).chars().take(LONGEST).collect();
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

fn refusal(typed: &str) -> Option<String> {
    let length = text::length(typed);
    if text::forbidden(typed).is_some() {
        return Some("里面有看不见的控制字符，已替您去掉，请看一遍再查".to_owned());
    }
    let over = length.checked_sub(LONGEST).filter(|over| *over > 0)?;
    Some(format!("最多 {LONGEST} 个字，现在 {length} 个字，请删掉 {over} 个字，只留号码"))
}

/// The page for what was typed; looked at only if `look` says so.
fn answered(services: &Services, typed: String, look: bool) -> CheckPage {
    let numbers = services.library.numbers();
    let today = services.today();
    let found = if look { recognise(&typed, today.year()) } else { Vec::new() };
    let watched = numbers.watched.find(&typed, &found, today);
    let notices = watched
        .into_iter()
        .map(|(entry, how)| {
            let case = entry.disclosure.as_deref().and_then(|slug| services.library.disclosure(slug));
            WatchNotice { entry: entry.clone(), how, case: case.map(|case| case.head.title.clone()) }
        })
        .collect();
    let private = found.iter().any(|found| found.kind == Kind::PersonId);
    let typed = if private { String::new() } else { typed };
    CheckPage { typed, error: None, notices: if look { notices } else { Vec::new() }, found, numbers }
}
