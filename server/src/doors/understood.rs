//! 看懂了没有: one press on a text, counted and thanked for.

use app::parts::THANKS;
use axum::Router;
use axum::extract::{Form, State};
use axum::response::Response;
use axum::routing::post;
use serde::Deserialize;

use super::{Trouble, Visit, respond};
use crate::hits::{is_person, item_of};
use crate::services::Services;

pub fn routes() -> Router<Services> {
    Router::new().route("/understood", post(said))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Said {
    /// Path of the text inside the site.
    page: String,
    answer: String,
}

async fn said(
    State(services): State<Services>,
    visit: Visit,
    headers: axum::http::HeaderMap,
    Form(said): Form<Said>,
) -> Result<Response, Trouble> {
    // Only a path that was held to its shape may stand in a redirect.
    item_of(&said.page).ok_or(Trouble::NotFound)?;
    let understood = match said.answer.as_str() {
        "yes" => true,
        "no" => false,
        _ => return Err(Trouble::BadRequest("没有收到您的选择，请回到文章再点一次。".to_owned())),
    };
    if is_person(&headers) {
        services.hits.said(&said.page, understood, visit.peer.0, services.today());
    }
    Ok(respond::see_other(&visit.frame, &format!("{}?{THANKS}#said", said.page)))
}
