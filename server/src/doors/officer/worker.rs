//! The service worker: as it was built, with what it keeps written in front of it.

use app::Frame;
use app::pages::officer::{self, OfficerForm};
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::Response;
use domain::field::FormKind;
use domain::recording::SpokenForm;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::everybody::{empty_form, plain_frame};
use crate::doors::headers::Policy;
use crate::doors::{Trouble, Visit, assets, draw, heard, respond};
use crate::services::Services;

/// Sent anew each time, and asked for by every phone that comes by: its version changes with a byte
/// of any page or file it keeps.
pub async fn script(State(services): State<Services>, visit: Visit) -> Result<Response, Trouble> {
    if services.site.officers.stop_worker {
        return Ok(answer(&services, STOP.to_owned()));
    }
    let worker = assets::officer_worker().ok_or(Trouble::NotFound)?;
    let mut digest = Sha256::new();
    digest.update(&worker);
    let mut pages = Vec::new();
    for path in paths() {
        digest.update(drawn(&services, &visit.frame, &path).await?);
        pages.push(services.site.path(&path));
    }
    let files: Vec<String> = files(&services).iter().map(|path| services.site.path(path)).collect();
    digest.update(files.join("\n"));
    let mut version = hex::encode(digest.finalize());
    version.truncate(16);
    let shell = json!({ "version": version, "pages": pages, "files": files, "clips": clips(&services).await });
    Ok(answer(&services, format!("const YAOAN_SHELL={shell};\n{worker}")))
}

/// The way out of a broken release, for phones whose kept pages no longer start: this takes the
/// place of the worker, throws away what it kept, and goes. What waits to be sent is elsewhere.
const STOP: &str = "self.addEventListener('install',()=>self.skipWaiting());\
self.addEventListener('activate',(event)=>event.waitUntil(caches.keys()\
.then((names)=>Promise.all(names.filter((name)=>name.indexOf('officer-')===0).map((name)=>caches.delete(name))))\
.then(()=>self.registration.unregister())));";

fn answer(services: &Services, script: String) -> Response {
    let mut response = Response::new(Body::from(script));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(scope) = HeaderValue::from_str(&services.site.path("officer")) {
        headers.insert("service-worker-allowed", scope);
    }
    // A worker's own policy decides what it may fetch.
    response.extensions_mut().insert(Policy::Officer);
    response
}

fn paths() -> Vec<String> {
    let forms = FormKind::ALL.into_iter().map(|form| format!("officer/new/{}", form.as_str()));
    ["officer", "officer/queue", "officer/offline"].into_iter().map(str::to_owned).chain(forms).collect()
}

fn files(services: &Services) -> Vec<String> {
    let fixed = ["officer/manifest.webmanifest", "icon-192.png", "favicon.svg"];
    services
        .assets
        .officer_js
        .iter()
        .chain(&services.assets.officer_photo_js)
        .cloned()
        .chain(fixed.map(str::to_owned))
        .collect()
}

/// What the pages let people hear: kept once it was heard, and thrown away when it stands there no more.
async fn clips(services: &Services) -> Vec<String> {
    let mut clips = Vec::new();
    for form in FormKind::ALL {
        let heard = services.recordings.heard(SpokenForm::Officer(form)).await;
        clips.extend(heard.iter().map(|recording| services.site.path(&recording.path())));
    }
    clips.sort_unstable();
    clips.dedup();
    clips
}

/// The page as it is for everybody, with the same key whenever it is drawn.
async fn drawn(services: &Services, frame: &Frame, path: &str) -> Result<axum::body::Bytes, Trouble> {
    let frame = plain_frame(frame, path);
    let bytes = match path.strip_prefix("officer/new/").and_then(FormKind::parse) {
        Some(form) => {
            let heard = heard::of_form(services, SpokenForm::Officer(form)).await;
            let data = OfficerForm { heard, ..empty_form(&services.laws, form, respond::KEY_PLACE.to_owned()) };
            draw::draw(frame, move || officer::form(data.clone())).await?
        }
        None if path == "officer/queue" => draw::draw(frame, officer::queue).await?,
        None if path == "officer/offline" => draw::draw(frame, officer::offline).await?,
        None => draw::draw(frame, officer::home).await?,
    };
    Ok(bytes)
}
