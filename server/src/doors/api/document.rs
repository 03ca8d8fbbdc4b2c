use axum::extract::State;
use axum::response::Response;
use domain::ports::Internal;
use serde_json::Value;
use utoipa::OpenApi;
use utoipa::openapi::Server;

use super::problem::Problem;
use super::{Api, matters, numbers, reading, track};
use crate::doors::gateway;
use crate::doors::respond::public_bytes;

/// Describes every path of this door; the gateway's describes its own.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "药安 Yaoan API",
        description = "Complaints, tips and what residents read, for other programs. Times are in Beijing time. Errors \
                       are `application/problem+json` (RFC 9457). Bodies are at most 1 MB; photos are taken by the web \
                       form only in this version.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    tags(
        (name = "matters", description = "File a report, and see what became of it."),
        (name = "reading", description = "Articles, typical cases and open numbers."),
    ),
    paths(
        matters::submit,
        track::look_up,
        reading::articles,
        reading::article,
        reading::disclosures,
        reading::disclosure,
        numbers::numbers,
        serve,
    ),
    components(schemas(matters::ReportKind))
)]
struct Document;

/// The document as it is served for a site whose pages begin at `base_path`: every path under `/api`.
///
/// # Errors
/// When a part of it is no JSON, which would be a fault of ours.
pub fn document(base_path: &str) -> serde_json::Result<Value> {
    let mut document = Document::openapi();
    document.merge(gateway::described());
    document.servers = Some(vec![Server::new(base_path)]);
    let mut document = serde_json::to_value(document)?;
    if let Some(schemas) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) {
        schemas.insert(gateway::NOTICE.to_owned(), gateway::notice_schema()?);
    }
    Ok(document)
}

/// This document.
#[utoipa::path(
    get,
    path = "/api/openapi.json",
    tag = "reading",
    responses((status = 200, description = "OpenAPI 3.1.", content_type = "application/json"))
)]
pub async fn serve(State(api): State<Api>) -> Result<Response, Problem> {
    let base = api.site.base_path.trim_end_matches('/');
    let document = document(base).map_err(|error| Problem::internal(&Internal::new(error)))?;
    Ok(public_bytes("application/json", document.to_string()))
}
