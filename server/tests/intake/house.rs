use std::path::Path;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use domain::event::Source;
use domain::ports::{IdempotencyKey, Intake, IntakeError, Photo, Receipt, Submission, Tracked, Tracking};
use domain::query_code::QueryCode;
use domain::report::{Answers, Report};
use jiff::{SignedDuration, Timestamp};
use server::clock::{Clock, SystemRandom};
use server::intake::Reception;
use server::jobs::{Handler, Worker};
use server::keys::Keyring;
use server::media::{CopyMaker, Gallery};
use storage::{JobKind, MatterRow, Store};
use tempfile::TempDir;

use crate::portal::{TestPortal, TurnedClock};

/// The portal seen from intake and tracking.
pub struct House {
    pub portal: TestPortal,
    pub store: Store,
    pub keys: Arc<Keyring>,
    pub gallery: Gallery,
    pub reception: Arc<Reception>,
    pub tracker: Arc<dyn Tracking>,
    pub clock: Arc<TurnedClock>,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Bytes,
}

impl Answer {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes).unwrap()
    }

    /// Names of the answer's fields.
    pub fn names(&self) -> Vec<String> {
        names(&self.json())
    }

    /// Paths of the refused fields.
    pub fn fields(&self) -> Vec<String> {
        let errors = self.json()["errors"].as_array().unwrap().clone();
        errors.iter().map(|error| error["field"].as_str().unwrap().to_owned()).collect()
    }
}

impl House {
    /// 云县 as built in, on Saturday 2026-11-21 at 09:30 in Beijing.
    pub async fn open() -> Self {
        Self::open_in(tempfile::tempdir().unwrap()).await
    }

    /// The same house over what an earlier one left.
    pub async fn open_in(folder: TempDir) -> Self {
        let portal = TestPortal::open_in(folder, |settings| settings.demo = None).await;
        portal.clock.turn(SignedDuration::from_mins(23 * 60 + 30));
        let services = &portal.services;
        Self {
            store: services.store.clone(),
            keys: services.keys.clone(),
            gallery: portal.house.gallery.clone(),
            reception: portal.house.reception.clone(),
            tracker: services.tracking.clone(),
            clock: portal.clock.clone(),
            portal,
        }
    }

    pub fn folder(&self) -> &Path {
        self.portal.folder.path()
    }

    /// What is left when the server stops.
    pub fn into_folder(self) -> TempDir {
        self.portal.folder
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub fn report(&self, answers: &Answers) -> Report {
        Report::check(answers, self.portal.services.rules()).unwrap_or_else(|errors| panic!("{errors:?}"))
    }

    pub async fn submit(&self, key: &str, answers: &Answers, photos: Vec<Vec<u8>>) -> Result<Receipt, IntakeError> {
        self.reception.submit(self.submission(key, answers, photos), self.now()).await
    }

    pub fn submission(&self, key: &str, answers: &Answers, photos: Vec<Vec<u8>>) -> Submission {
        Submission {
            key: self::key(key),
            report: self.report(answers),
            photos: photos.into_iter().map(|bytes| Photo { bytes }).collect(),
            voice: None,
            source: Source::Web,
            notice_version: "2026-11-21".to_owned(),
        }
    }

    pub async fn look_up(&self, code: &QueryCode) -> Option<Tracked> {
        self.tracker.look_up(code, self.now()).await.unwrap()
    }

    /// A matter of a receipt as the database has it.
    pub async fn row(&self, receipt: &Receipt, index: usize) -> MatterRow {
        let number = &receipt.matters[index].number;
        self.store.matter_by_number(number).await.unwrap().unwrap()
    }

    /// Jobs of a kind that are not done yet.
    pub async fn waiting(&self, kind: JobKind) -> u64 {
        let counts = self.store.job_counts().await.unwrap();
        let counts = counts.iter().filter(|count| count.kind == kind);
        counts.map(|count| count.waiting).sum()
    }

    /// Runs the jobs that make copies.
    pub async fn make_copies(&self) -> usize {
        let maker: Arc<dyn Handler> = Arc::new(CopyMaker::new(self.gallery.clone()));
        let worker = Worker::new(self.store.clone(), self.clock.clone(), Arc::new(SystemRandom), [maker]);
        worker.run_due().await.unwrap()
    }

    pub async fn post(&self, path: &str, key: Option<&str>, body: &serde_json::Value) -> Answer {
        self.post_raw(path, key, Some("application/json"), body.to_string()).await
    }

    pub async fn post_raw(&self, path: &str, key: Option<&str>, kind: Option<&str>, body: impl Into<Body>) -> Answer {
        let mut request = Request::post(path);
        for (name, value) in [("idempotency-key", key), ("content-type", kind)] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        self.send(request.body(body.into()).unwrap()).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let (parts, body) = request.into_parts();
        let kind = parts.headers.get("content-type").map(|kind| kind.to_str().unwrap().to_owned());
        let mut visitor = self.portal.visitor();
        if let Some(key) = parts.headers.get("idempotency-key") {
            visitor = visitor.sending("idempotency-key", key.to_str().unwrap());
        }
        let path = parts.uri.to_string();
        let answer = visitor.send(parts.method, path.trim_start_matches('/'), kind.as_deref(), body).await;
        Answer { status: answer.status, headers: answer.headers, bytes: answer.bytes }
    }
}

/// Names of an object's fields in alphabetical order.
pub fn names(object: &serde_json::Value) -> Vec<String> {
    let mut names: Vec<_> = object.as_object().unwrap().keys().cloned().collect();
    names.sort();
    names
}

/// A key of the right length that begins as told.
pub fn key(name: &str) -> IdempotencyKey {
    IdempotencyKey::parse(&format!("{name:-<32}")).unwrap()
}

/// Files below a folder.
pub fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

/// Whether any file below a folder holds these bytes.
pub fn anywhere(folder: &Path, needle: &[u8]) -> bool {
    files(folder).iter().any(|path| std::fs::read(path).unwrap().windows(needle.len()).any(|part| part == needle))
}
