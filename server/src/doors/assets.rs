//! What the build left for the browser: islands, style sheets, icons. Embedded in the binary, so
//! that one file can be copied to a server; read from disk in debug builds.

use std::borrow::Cow;

use app::{Assets, ModuleFiles};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rust_embed::{EmbeddedFile, RustEmbed};
use serde::Deserialize;

use super::Trouble;
use crate::services::Services;

#[derive(RustEmbed)]
#[folder = "../target/site"]
#[allow_missing = true]
struct Site;

pub fn routes() -> Router<Services> {
    Router::new()
        .route(
            "/pkg/{*file}",
            get(async |Path(file): Path<String>, headers: HeaderMap| serve(&format!("pkg/{file}"), &headers)),
        )
        .route(
            "/officer/pkg/{*file}",
            get(async |Path(file): Path<String>, headers: HeaderMap| serve(&format!("officer/pkg/{file}"), &headers)),
        )
        .route("/picture.js", get(async |headers: HeaderMap| serve("picture.js", &headers)))
        .route("/favicon.svg", get(async |headers: HeaderMap| serve("favicon.svg", &headers)))
        .route("/icon-192.png", get(async |headers: HeaderMap| serve("icon-192.png", &headers)))
        .route("/icon-512.png", get(async |headers: HeaderMap| serve("icon-512.png", &headers)))
}

/// `manifest.json` of the build.
#[derive(Deserialize)]
struct Manifest {
    #[serde(default)]
    islands_js: Option<String>,
    #[serde(default)]
    islands_wasm: Option<String>,
    public_css: String,
    desk_css: String,
    form_css: String,
    officer_css: String,
    heard_css: String,
    #[serde(default)]
    officer_js: Option<String>,
    #[serde(default)]
    officer_photo_js: Option<String>,
    #[serde(default)]
    ahead_js: Option<String>,
    #[serde(default)]
    editor_js: Option<String>,
    #[serde(default)]
    editor_wasm: Option<String>,
    #[serde(default)]
    scan_js: Option<String>,
    #[serde(default)]
    scan_wasm: Option<String>,
}

/// Reads what the build left.
///
/// # Errors
/// Says to run the build where there is nothing.
pub fn load() -> Result<Assets, String> {
    let missing = || "没有找到前端文件，请先运行 make build（或 cargo run -p bundle）".to_owned();
    let manifest = Site::get("manifest.json").ok_or_else(missing)?;
    let manifest: Manifest =
        serde_json::from_slice(&manifest.data).map_err(|error| format!("manifest.json：{error}"))?;
    let text = |name: &str| {
        let file = Site::get(name).ok_or_else(missing)?;
        String::from_utf8(file.data.into_owned()).map_err(|_| format!("{name} 不是 UTF-8 文本"))
    };
    Ok(Assets {
        public_css: text(&manifest.public_css)?,
        desk_css: text(&manifest.desk_css)?,
        form_css: text(&manifest.form_css)?,
        officer_css: text(&manifest.officer_css)?,
        heard_css: text(&manifest.heard_css)?,
        officer_js: manifest.officer_js,
        officer_photo_js: manifest.officer_photo_js,
        ahead_js: manifest.ahead_js,
        islands: module(manifest.islands_js, manifest.islands_wasm),
        editor: module(manifest.editor_js, manifest.editor_wasm),
        scan: module(manifest.scan_js, manifest.scan_wasm),
    })
}

fn module(js: Option<String>, wasm: Option<String>) -> Option<ModuleFiles> {
    js.zip(wasm).map(|(js, wasm)| ModuleFiles { js, wasm })
}

/// The officers' service worker as it was built.
pub fn officer_worker() -> Option<String> {
    String::from_utf8(Site::get("officer/sw.js")?.data.into_owned()).ok()
}

/// The readers' service worker as it was built.
pub fn reader_worker() -> Option<String> {
    String::from_utf8(Site::get("sw.js")?.data.into_owned()).ok()
}

fn serve(name: &str, asked: &HeaderMap) -> Response {
    let Some(plain) = Site::get(name) else { return Trouble::NotFound.into_response() };
    let wants = |coding: &str| {
        asked.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).is_some_and(|list| list.contains(coding))
    };
    let packed =
        |ending: &str, coding: &'static str| Site::get(&format!("{name}.{ending}")).map(|file| (file, Some(coding)));
    let brotli = wants("br").then(|| packed("br", "br")).flatten();
    let gzip = || wants("gzip").then(|| packed("gz", "gzip")).flatten();
    let (file, coding) = brotli.or_else(gzip).unwrap_or((plain, None));
    answer(name, file, coding, asked)
}

fn answer(name: &str, file: EmbeddedFile, coding: Option<&'static str>, asked: &HeaderMap) -> Response {
    let mut tag = hex::encode(file.metadata.sha256_hash());
    tag.truncate(32);
    let tag = format!("\"{tag}\"");
    let known = asked.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()) == Some(tag.as_str());
    let body = match file.data {
        Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        Cow::Owned(bytes) => Bytes::from(bytes),
    };
    let mut response = Response::new(if known { Body::empty() } else { Body::from(body) });
    if known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type(name)));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(lifetime(name)));
    headers.insert(VARY, HeaderValue::from_static("Accept-Encoding"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(ETAG, tag);
    }
    if let Some(coding) = coding {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    response
}

/// Files under either `pkg/` carry their hash in the name and never change.
fn lifetime(name: &str) -> &'static str {
    if name.starts_with("pkg/") || name.starts_with("officer/pkg/") {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=86400"
    }
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}
