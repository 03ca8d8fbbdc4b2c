//! What other programs read: feeds for the county portal and readers, and the map for search engines.

mod atom;
mod items;
mod json;
mod sitemap;
mod xml;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;

use super::respond::public_bytes;
use crate::services::Services;
use items::Item;

pub fn routes() -> Router<Services> {
    Router::new()
        .route("/feed.atom", get(atom))
        .route("/feed.json", get(json))
        .route("/sitemap.xml", get(sitemap))
        .route("/robots.txt", get(robots))
}

async fn atom(State(services): State<Services>) -> Response {
    let items = items::newest(&services);
    public_bytes("application/atom+xml; charset=utf-8", atom::document(&services.site, &items))
}

async fn json(State(services): State<Services>) -> Response {
    let items = items::newest(&services);
    public_bytes("application/feed+json; charset=utf-8", json::document(&services.site, &items))
}

async fn sitemap(State(services): State<Services>) -> Response {
    let columns = services.library.columns();
    let items: Vec<Item> = items::all(&services).into_iter().chain(items::variants(&services)).collect();
    public_bytes("application/xml; charset=utf-8", sitemap::document(&services.site, &columns, &items))
}

/// Personal pages stay out of search engines.
async fn robots(State(services): State<Services>) -> Response {
    let site = &services.site;
    let closed = ["desk", "track", "search", "api/", "mode/", "report/receipt", "shared/"];
    let lines: String = closed.iter().map(|path| format!("Disallow: {}\n", site.path(path))).collect();
    let text = format!("User-agent: *\n{lines}Sitemap: {}\n", site.url("sitemap.xml"));
    public_bytes("text/plain; charset=utf-8", text)
}
