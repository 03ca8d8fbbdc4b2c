use axum::extract::State;
use axum::response::Response;
use domain::ports::Internal;
use utoipa::OpenApi;
use utoipa::openapi::Server;

use super::problem::Problem;
use super::{Api, matters, reading, track};
use crate::doors::respond::public_bytes;

/// Describes every path of this door.
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
        (name = "reading", description = "Articles and typical cases."),
    ),
    paths(
        matters::submit,
        track::look_up,
        reading::articles,
        reading::article,
        reading::disclosures,
        reading::disclosure,
        serve,
    ),
    components(schemas(matters::ReportKind))
)]
struct Document;

/// The document as it is served for a site whose pages begin at `base_path`.
#[must_use]
pub fn document(base_path: &str) -> utoipa::openapi::OpenApi {
    let mut document = Document::openapi();
    document.servers = Some(vec![Server::new(base_path)]);
    document
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
    let json = document(base).to_json().map_err(|error| Problem::internal(&Internal::new(error)))?;
    Ok(public_bytes("application/json", json))
}
