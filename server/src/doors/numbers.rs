//! `/numbers`: the work of whole months in numbers, as a page and as a file.

use app::pages::numbers::{self, HEADS};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;

use super::{Trouble, Visit, respond};
use crate::services::Services;

/// Spreadsheets read Chinese from a CSV file only behind it.
const BYTE_ORDER_MARK: char = '\u{feff}';

pub fn routes() -> Router<Services> {
    Router::new().route("/numbers", get(show)).route("/numbers.csv", get(table))
}

async fn show(State(services): State<Services>, visit: Visit) -> Result<Response, Trouble> {
    let data = services.open_numbers.told(services.today()).await?;
    respond::public_page(visit.frame, move || numbers::page(data.clone())).await
}

/// No cell holds a comma, a quote or what a spreadsheet would run.
async fn table(State(services): State<Services>) -> Result<Response, Trouble> {
    let data = services.open_numbers.told(services.today()).await?;
    let rows = data.months.iter().map(|month| numbers::cells(month, data.smallest).join(","));
    let lines: Vec<String> = std::iter::once(HEADS.join(",")).chain(rows).collect();
    let text = format!("{BYTE_ORDER_MARK}{}\r\n", lines.join("\r\n"));
    Ok(respond::public_bytes("text/csv; charset=utf-8", text))
}
