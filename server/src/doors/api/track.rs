use axum::Json;
use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use domain::ports::TrackedMatter;
use domain::query_code::{QueryCode, QueryCodeError};
use domain::report::FieldError;
use domain::track::beijing;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Api;
use super::body::JsonBody;
use super::problem::{Problem, ProblemBody};
use crate::doors::Peer;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TrackQuestion {
    /// 16 digits; blanks and dashes between them are fine.
    query_code: String,
}

/// Where the matter of a query code stands.
#[derive(Serialize, ToSchema)]
pub struct TrackAnswer {
    #[serde(flatten)]
    matter: MatterAnswer,
    /// The other matter of the same submission, when a refund and a violation came together.
    linked: Vec<MatterAnswer>,
}

#[derive(Serialize, ToSchema)]
pub struct MatterAnswer {
    #[schema(example = "YX-2026-000123")]
    number: String,
    /// `complaint` or `tip`.
    #[schema(example = "tip")]
    kind: &'static str,
    /// `received`, `registered`, `accepted`, `refused`, `mediating`, `verifying`, `closed` or `withdrawn`.
    #[schema(example = "registered")]
    status: &'static str,
    #[schema(example = "已录入12315")]
    status_text: &'static str,
    /// Number in the national 12315 platform, once it has one.
    registration_no: Option<String>,
    /// Oldest first.
    timeline: Vec<TimelineEntry>,
    /// Last day (Beijing) of the next step the law sets a day for.
    #[schema(example = "2026-12-11", format = Date)]
    due: Option<String>,
    /// That step in words, with law and article.
    due_text: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub struct TimelineEntry {
    #[schema(example = "2026-11-21T09:30:00+08:00", format = DateTime)]
    at: String,
    text: String,
}

/// Tells where a matter stands. A wrong code takes as long as a right one, and many wrong ones make
/// the answers slower, never refused.
#[utoipa::path(
    post,
    path = "/api/v1/track",
    tag = "matters",
    request_body(content = TrackQuestion, example = json!({"query_code": "1234 5678 9012 3452"})),
    responses(
        (status = 200, description = "The matter.", body = TrackAnswer),
        (status = 400, description = "Not JSON.", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "The code belongs to nothing.", body = ProblemBody, content_type = "application/problem+json"),
        (status = 413, description = "Over 1 MB.", body = ProblemBody, content_type = "application/problem+json"),
        (status = 415, description = "Not application/json.", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "Not 16 digits.", body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, description = "The database is away; ask again later.", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn look_up(
    State(api): State<Api>,
    Peer(from): Peer,
    JsonBody(question): JsonBody<TrackQuestion>,
) -> Result<Response, Problem> {
    let code = match QueryCode::parse(&question.query_code) {
        Ok(code) => code,
        // Sixteen digits that no receipt can show: a slip of the finger, not a guess.
        Err(error @ QueryCodeError::CheckDigit) => {
            return api.guard.watch(from, async { Err(Problem::not_found(&error.to_string())) }, |_| true).await;
        }
        Err(error) => {
            let field = "query_code".to_owned();
            return Err(Problem::invalid(vec![FieldError { field, message: error.to_string() }]));
        }
    };
    let look_up = api.tracking.look_up(&code, api.now());
    // Only an answer that says "no such code" is a guess that failed.
    let found = api.guard.watch(from, look_up, |answer| !matches!(answer, Ok(None))).await;
    let tracked = found.map_err(|error| Problem::internal(&error))?;
    let mut matters = tracked.into_iter().flat_map(|tracked| tracked.matters).map(answer);
    let Some(matter) = matters.next() else {
        return Err(Problem::not_found("没有查到这个查询码，请照回执再核对一遍"));
    };
    let answer = TrackAnswer { matter, linked: matters.collect() };
    Ok(([(CACHE_CONTROL, "no-store")], Json(answer)).into_response())
}

fn answer(matter: TrackedMatter) -> MatterAnswer {
    let steps = matter.timeline.into_iter();
    MatterAnswer {
        number: matter.number,
        kind: matter.kind.as_str(),
        status: matter.state.status().as_str(),
        status_text: matter.state.status().words(),
        registration_no: matter.state.registration_no,
        timeline: steps.map(|step| TimelineEntry { at: in_beijing(step.at), text: step.text }).collect(),
        due: matter.next.as_ref().map(|next| next.due.date.to_string()),
        due_text: matter.next.map(|next| format!("{}（{}）", next.text, next.basis)),
    }
}

fn in_beijing(at: Timestamp) -> String {
    at.to_zoned(beijing()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}
