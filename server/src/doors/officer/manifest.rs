use axum::extract::State;
use axum::response::Response;
use serde_json::json;

use crate::doors::{Visit, respond};
use crate::services::Services;

/// What makes the pages installable; addresses follow the base path.
pub async fn show(State(services): State<Services>, visit: Visit) -> Response {
    let path = |path: &str| visit.frame.href(path);
    let icon = |path: String, sizes: &str, kind: &str| json!({ "src": path, "sizes": sizes, "type": kind, "purpose": "any maskable" });
    let manifest = json!({
        "id": path("officer/"),
        "name": format!("{} 信息员上报", services.site.short_name),
        "short_name": "信息员上报",
        "lang": "zh-CN",
        "start_url": path("officer"),
        "scope": path("officer"),
        "display": "standalone",
        "orientation": "portrait",
        "background_color": "#f4f6f3",
        "theme_color": "#084c38",
        "icons": [
            icon(path("icon-192.png"), "192x192", "image/png"),
            icon(path("icon-512.png"), "512x512", "image/png"),
        ],
    });
    respond::public_bytes("application/manifest+json", manifest.to_string())
}
