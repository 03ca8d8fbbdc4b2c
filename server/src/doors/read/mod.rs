//! What residents read: home, articles, typical cases, search and the pictures in them.

mod case;
pub(super) mod entries;
mod found;
mod listen;
mod lists;
mod menu;
mod one;
mod picture;
mod place;
mod post;
mod worker;

/// Pages of texts that need not be published.
pub mod drawn {
    pub use super::case::drawn as disclosure;
    pub use super::one::drawn as article;
    pub use super::post::drawn as post;
}

pub use menu::is_shown as is_in_menu;

use std::convert::Infallible;

use app::pages::home::{self, Home};
use app::pages::read;
use axum::Router;
use axum::extract::{FromRequestParts, Path, Query, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::get;
use domain::columns::Column;
use domain::newsroom::workflow::Kind;
use domain::ports::{Library, ReadingQuery};
use serde::Deserialize;

use super::{Trouble, Visit, respond};
use crate::services::Services;

/// How many of the newest cases and articles the home page names.
const NEWEST: u32 = 5;

pub fn routes() -> Router<Services> {
    Router::new()
        .route("/", get(home))
        .route("/read", get(articles))
        .route("/read/{column}", get(read_column))
        .route("/column/{column}", get(column))
        .route("/article/{slug}", get(article))
        .route("/article/{slug}/loudspeaker", get(loudspeaker))
        .route("/disclosures", get(disclosures))
        .route("/disclosure/{slug}", get(disclosure))
        .route("/notices", get(notices))
        .route("/alert/{slug}", get(async |s, v, p| one_post(Kind::Alert, s, v, p).await))
        .route("/notice/{slug}", get(async |s, v, p| one_post(Kind::Notice, s, v, p).await))
        .route("/campaign/{slug}", get(async |s, v, p| one_post(Kind::Campaign, s, v, p).await))
        .route("/leaflet/{slug}", get(async |s, v, p| one_post(Kind::Leaflet, s, v, p).await))
        .route("/search", get(search))
        .route("/kept", get(kept))
        .route("/sw.js", get(worker::script))
        .route("/pictures/{name}", get(picture::file))
        .route("/listen/{name}", get(listen::file))
}

/// The texts a phone keeps; its own worker knows which.
async fn kept(visit: Visit) -> Result<Response, Trouble> {
    respond::public_page(visit.frame, read::kept).await
}

/// The query of a list. Whatever else or wrong stands in it is passed over: a link that was pasted
/// together by hand still leads to the list.
#[derive(Clone, Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    page: String,
    #[serde(default)]
    q: String,
}

impl Asked {
    /// A page that is no number is the first.
    fn page(&self) -> u32 {
        self.page.parse().unwrap_or(1).max(1)
    }
}

impl FromRequestParts<Services> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, services: &Services) -> Result<Self, Infallible> {
        let query = Query::<Self>::from_request_parts(parts, services).await;
        Ok(query.map(|Query(asked)| asked).unwrap_or_default())
    }
}

async fn home(State(services): State<Services>, visit: Visit) -> Result<Response, Trouble> {
    let newest = ReadingQuery { page_size: NEWEST, ..ReadingQuery::default() };
    let library = &services.library;
    let columns = library.columns();
    let data = Home {
        tiles: menu::tiles(library.as_ref(), &columns),
        pages: menu::pages(&columns),
        disclosures: library.disclosures(&newest).items.iter().map(|case| entries::of_case(case)).collect(),
        articles: library
            .articles(&newest)
            .items
            .iter()
            .map(|article| entries::of_article(article, &columns))
            .collect(),
        notices: library.posts(None, &newest).items.iter().map(|post| entries::of_post(post)).collect(),
    };
    respond::public_page(visit.frame, move || home::page(data.clone())).await
}

async fn articles(State(services): State<Services>, visit: Visit, asked: Asked) -> Result<Response, Trouble> {
    let data = lists::articles(&services, asked.page()).ok_or(Trouble::NotFound)?;
    respond::public_page(visit.frame, move || read::list(data.clone())).await
}

async fn column(
    State(services): State<Services>,
    visit: Visit,
    Path(slug): Path<String>,
    asked: Asked,
) -> Result<Response, Trouble> {
    let columns = services.library.columns();
    let shown = |column: &&Column| !column.hidden;
    if let Some(column) = columns.moved_from(&slug).filter(shown) {
        return Ok(respond::moved(&visit.frame, &column.path()));
    }
    let column = columns.at(&slug).filter(shown).ok_or(Trouble::NotFound)?;
    let data = lists::column(&services, column, asked.page()).ok_or(Trouble::NotFound)?;
    respond::public_page(visit.frame, move || read::list(data.clone())).await
}

/// Columns stood here before they held more than articles.
async fn read_column(
    State(services): State<Services>,
    visit: Visit,
    Path(slug): Path<String>,
) -> Result<Response, Trouble> {
    let columns = services.library.columns();
    let column = columns.at(&slug).or_else(|| columns.moved_from(&slug)).filter(|column| !column.hidden);
    column.map(|column| respond::moved(&visit.frame, &column.path())).ok_or(Trouble::NotFound)
}

async fn article(
    State(services): State<Services>,
    visit: Visit,
    Path(slug): Path<String>,
) -> Result<Response, Trouble> {
    if let Some(moved) = moved(&services, &visit, Kind::Article, &slug) {
        return Ok(moved);
    }
    let gone = || nothing(services.library.as_ref(), Kind::Article, &slug);
    let data = one::article(&services, &slug).ok_or_else(gone)?;
    respond::public_page(visit.frame, move || read::article(data.clone())).await
}

/// What the village loudspeaker reads out of an article.
async fn loudspeaker(
    State(services): State<Services>,
    visit: Visit,
    Path(slug): Path<String>,
) -> Result<Response, Trouble> {
    let gone = || nothing(services.library.as_ref(), Kind::Article, &slug);
    let data = one::loudspeaker(&services, &slug).ok_or_else(gone)?;
    respond::public_page(visit.frame, move || read::loudspeaker(data.clone())).await
}

async fn disclosures(State(services): State<Services>, visit: Visit, asked: Asked) -> Result<Response, Trouble> {
    let data = lists::disclosures(&services, asked.page()).ok_or(Trouble::NotFound)?;
    respond::public_page(visit.frame, move || read::list(data.clone())).await
}

async fn disclosure(
    State(services): State<Services>,
    visit: Visit,
    Path(slug): Path<String>,
) -> Result<Response, Trouble> {
    if let Some(moved) = moved(&services, &visit, Kind::Disclosure, &slug) {
        return Ok(moved);
    }
    let data = case::disclosure(&services, &slug)?;
    respond::public_page(visit.frame, move || read::disclosure(data.clone())).await
}

async fn notices(State(services): State<Services>, visit: Visit, asked: Asked) -> Result<Response, Trouble> {
    let data = lists::posts(&services, asked.page()).ok_or(Trouble::NotFound)?;
    respond::public_page(visit.frame, move || read::list(data.clone())).await
}

async fn one_post(
    kind: Kind,
    State(services): State<Services>,
    visit: Visit,
    Path(slug): Path<String>,
) -> Result<Response, Trouble> {
    if let Some(moved) = moved(&services, &visit, kind, &slug) {
        return Ok(moved);
    }
    let gone = || nothing(services.library.as_ref(), kind, &slug);
    let data = services.library.post(kind, &slug).map(|post| post::drawn(&services, post)).ok_or_else(gone)?;
    respond::public_page(visit.frame, move || read::post(data.clone())).await
}

/// The way to a text that stood here before.
fn moved(services: &Services, visit: &Visit, kind: Kind, slug: &str) -> Option<Response> {
    let slug = services.library.moved(kind, slug)?;
    Some(respond::moved(&visit.frame, &format!("{}/{slug}", kind.as_str())))
}

/// Why there is nothing at an address.
fn nothing(library: &dyn Library, kind: Kind, slug: &str) -> Trouble {
    library.taken_down(kind, slug).map_or(Trouble::NotFound, Trouble::Gone)
}

/// What somebody looked for is nobody else's business, so the answer is not kept.
async fn search(State(services): State<Services>, visit: Visit, asked: Asked) -> Result<Response, Trouble> {
    let looking = services.clone();
    // The first search loads the dictionary and builds the index.
    let data = tokio::task::spawn_blocking(move || found::search(&looking, &asked.q, asked.page()))
        .await
        .map_err(domain::ports::Internal::new)?
        .ok_or(Trouble::NotFound)?;
    respond::personal_page(visit.frame, StatusCode::OK, move || read::search(data.clone())).await
}
