//! `/outlets`: the directory of pharmacies and clinics.

use std::convert::Infallible;

use app::pages::outlets::{self, OutletsPage};
use app::parts::{Paging, percent};
use axum::Router;
use axum::extract::{FromRequestParts, Query, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::get;
use domain::ports::OutletsAsked;
use domain::region::RegionCode;
use domain::text;
use serde::Deserialize;

use super::{Trouble, Visit, respond};
use crate::services::Services;

/// Longest part of a name that is looked for, in characters.
const LONGEST: usize = 60;

pub fn routes() -> Router<Services> {
    Router::new().route("/outlets", get(show))
}

/// What an address asks for; whatever else or wrong stands in it is passed over.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    town: String,
    q: String,
    page: String,
}

impl FromRequestParts<Services> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, services: &Services) -> Result<Self, Infallible> {
        let query = Query::<Self>::from_request_parts(parts, services).await;
        Ok(query.map(|Query(asked)| asked).unwrap_or_default())
    }
}

async fn show(State(services): State<Services>, visit: Visit, asked: Asked) -> Result<Response, Trouble> {
    let name: String = text::without_forbidden(&text::clean(&asked.q)).chars().take(LONGEST).collect();
    let town = RegionCode::parse(&asked.town).ok().filter(|town| services.regions.get(town).is_some());
    let page = asked.page.parse().unwrap_or(1).max(1);
    let list = services.outlets.shown(&OutletsAsked { town: town.clone(), name: name.clone(), page }).await?;
    let pages = u32::try_from(list.total.div_ceil(u64::from(list.page_size))).unwrap_or(u32::MAX).max(1);
    if page > pages {
        return Err(Trouble::NotFound);
    }
    let query = town.as_ref().map(|town| format!("town={town}"));
    let named = (!name.is_empty()).then(|| format!("q={}", percent(&name)));
    let query: Vec<String> = query.into_iter().chain(named).collect();
    let private = !name.is_empty();
    let data = OutletsPage {
        list,
        town,
        name,
        paging: Paging { path: "outlets".to_owned(), query: query.join("&"), page, pages },
    };
    // What somebody looked for is nobody else's business, so the answer is not kept.
    if private {
        return respond::personal_page(visit.frame, StatusCode::OK, move || outlets::page(data.clone())).await;
    }
    respond::public_page(visit.frame, move || outlets::page(data.clone())).await
}
