//! `/healthz`, `/readyz` and the counters behind `/metrics`.

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::services::Services;

/// At the root, whatever the base path: probes do not know it.
pub fn routes(services: Services) -> Router {
    Router::new().route("/healthz", get(alive)).route("/readyz", get(ready)).with_state(services)
}

async fn alive() -> &'static str {
    "ok\n"
}

async fn ready(State(services): State<Services>) -> Response {
    match services.store.ready().await {
        Ok(()) => "ready\n".into_response(),
        Err(error) => {
            tracing::warn!(%error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "database unavailable\n").into_response()
        }
    }
}

/// Counts answers by status; paths are left out because some hold keys.
pub async fn count_requests(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    metrics::counter!("yaoan_http_responses_total", "status" => response.status().as_u16().to_string()).increment(1);
    response
}
