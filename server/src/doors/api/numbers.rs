use axum::extract::State;
use axum::response::Response;
use domain::open_numbers::OpenMonth;
use serde::Serialize;
use utoipa::ToSchema;

use super::Api;
use super::problem::{Problem, ProblemBody};
use super::reading::json;

/// The work of whole months in numbers.
#[derive(Serialize, ToSchema)]
pub struct NumberTable {
    /// Oldest first; the current month is not among them.
    months: Vec<NumberMonth>,
    /// Counts from 1 to below this are held back.
    smallest: u64,
    /// Why.
    why: String,
}

#[derive(Serialize, ToSchema)]
pub struct NumberMonth {
    #[schema(example = "2026-10")]
    month: String,
    /// Complaints, tips and clues that came in; absent where too few to be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    received: Option<u64>,
    /// Those that ended; absent where too few to be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    handled: Option<u64>,
    /// Of those that ended: no step of the law after its last day. Absent where too few, or none.
    #[schema(example = "96.5%")]
    #[serde(skip_serializing_if = "Option::is_none")]
    in_time: Option<String>,
    /// Days from receipt to the end, of the one in the middle of those that ended. Absent where too few, or none.
    #[schema(example = 12.5)]
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<f64>,
    /// Of those that ended and were rated: content. Absent where too few, or none.
    #[schema(example = "87.5%")]
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<String>,
    /// Grams of old medicine taken back.
    grams: u64,
}

/// What came in, what was handled, and how (公开数据).
#[utoipa::path(
    get,
    path = "/api/v1/numbers",
    tag = "reading",
    responses(
        (status = 200, description = "Twelve whole months, or as many as the bureau tells.", body = NumberTable),
        (status = 503, description = "Not available at the moment.", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn numbers(State(api): State<Api>) -> Result<Response, Problem> {
    let table = api.open_numbers.told(domain::track::local_date(api.now())).await;
    let table = table.map_err(|error| Problem::internal(&error))?;
    json(&NumberTable {
        months: table.months.iter().map(NumberMonth::of).collect(),
        smallest: table.smallest,
        why: table.why,
    })
}

impl NumberMonth {
    fn of(month: &OpenMonth) -> Self {
        Self {
            month: month.month.to_string(),
            received: month.received.count(),
            handled: month.handled.count(),
            in_time: month.in_time.told().cloned(),
            days: month.days.told().map(|days| days.number()),
            content: month.content.told().cloned(),
            grams: month.grams,
        }
    }
}
