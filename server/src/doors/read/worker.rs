//! The readers' service worker: as it was built, with its version written in front of it.

use app::pages::read;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::Response;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::doors::headers::Policy;
use crate::doors::{Trouble, Visit, assets, draw};
use crate::services::Services;

/// Its version changes with a byte of the script or of the one page it keeps from the start.
pub async fn script(State(services): State<Services>, visit: Visit) -> Result<Response, Trouble> {
    if services.site.reading.stop_worker {
        return Ok(answer(STOP.replace("BASE", &services.site.path(""))));
    }
    let worker = assets::reader_worker().ok_or(Trouble::NotFound)?;
    let frame = app::Frame { mode: app::Mode::Normal, here: "kept".to_owned(), ..visit.frame };
    let mut digest = Sha256::new();
    digest.update(&worker);
    digest.update(draw::draw(frame, read::kept).await?);
    let mut version = hex::encode(digest.finalize());
    version.truncate(16);
    let told = json!({ "version": version, "base": services.site.path("") });
    Ok(answer(format!("const YAOAN_READER={told};\n{worker}")))
}

/// The way out of a broken release: takes the worker's place, throws away what it kept, and goes.
const STOP: &str = "self.addEventListener('install',()=>self.skipWaiting());\
self.addEventListener('activate',(event)=>event.waitUntil(caches.keys()\
.then((names)=>Promise.all(names.filter((name)=>name.indexOf('reader:BASE:')===0).map((name)=>caches.delete(name))))\
.then(()=>self.registration.unregister())));";

fn answer(script: String) -> Response {
    let mut response = Response::new(Body::from(script));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // A worker's own policy decides what it may fetch.
    response.extensions_mut().insert(Policy::Page);
    response
}
