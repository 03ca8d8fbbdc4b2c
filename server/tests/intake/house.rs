use std::net::IpAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use domain::event::Source;
use domain::law::Laws;
use domain::ports::{IdempotencyKey, Intake, IntakeError, Library, Photo, Receipt, Submission, Tracked, Tracking};
use domain::query_code::QueryCode;
use domain::region::Regions;
use domain::report::{Answers, Report, Rules};
use domain::site::Site;
use domain::track::local_date;
use jiff::{SignedDuration, Timestamp};
use server::clock::{Clock, SystemRandom};
use server::doors::api::{Api, routes_over};
use server::intake::{Equipment, Reception};
use server::jobs::{Bell, Handler, Worker};
use server::keys::Keyring;
use server::library::{Shelf, Shelves, load, read_site};
use server::media::{CopyMaker, Gallery, Vault};
use server::tracking::{Guard, Tracker};
use storage::{JobKind, MatterRow, Store};
use tempfile::TempDir;
use tower::ServiceExt;

/// Intake and tracking as the server puts them together, without its pages.
pub struct House {
    pub folder: TempDir,
    pub store: Store,
    pub keys: Arc<Keyring>,
    pub gallery: Gallery,
    pub reception: Arc<Reception>,
    pub tracker: Arc<Tracker>,
    pub clock: Arc<TurnedClock>,
    pub laws: Arc<Laws>,
    pub regions: Arc<Regions>,
    pub site: Arc<Site>,
    pub router: Router,
}

/// Stands still until a test turns it.
pub struct TurnedClock(Mutex<Timestamp>);

impl Clock for TurnedClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

impl TurnedClock {
    pub fn turn(&self, by: SignedDuration) {
        let mut now = self.0.lock().unwrap();
        *now = now.checked_add(by).unwrap();
    }
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
        let clock = Arc::new(TurnedClock(Mutex::new("2026-11-21T01:30:00Z".parse().unwrap())));
        let random = Arc::new(SystemRandom);
        let site = Arc::new(read_site(&Shelf::BuiltIn.text("sites/yunxian.toml").unwrap()).unwrap());
        let loaded = load(&Shelf::BuiltIn, &site.base_path).unwrap_or_else(|faults| panic!("{faults:?}"));
        let (laws, regions, calendar) = (loaded.laws.clone(), loaded.regions.clone(), loaded.calendar.clone());
        let store = Store::open(&format!("sqlite:{}", folder.path().join("yaoan.db").display())).await.unwrap();
        store.migrate().await.unwrap();
        let keys = Arc::new(Keyring::open_or_create(&folder.path().join("keys.toml"), random.clone()).unwrap());
        let vault = Arc::new(Vault::open(folder.path().join("vault")).unwrap());
        let gallery = Gallery::new(store.clone(), keys.clone(), vault, random.clone());
        let reception = Arc::new(Reception::open(Equipment {
            store: store.clone(),
            keys: keys.clone(),
            gallery: gallery.clone(),
            laws: laws.clone(),
            calendar: calendar.clone(),
            random: random.clone(),
            number_prefix: site.number_prefix.clone(),
            bell: Bell::default(),
        }));
        let parts = (store.clone(), keys.clone(), gallery.clone(), laws.clone(), calendar.clone());
        let tracker = Arc::new(Tracker::new(parts.0, parts.1, parts.2, parts.3, parts.4, random));
        let library: Arc<dyn Library> = Arc::new(Shelves::open(Shelf::BuiltIn, loaded, clock.clone()).0);
        let api = Api {
            site: site.clone(),
            laws: laws.clone(),
            regions: regions.clone(),
            clock: clock.clone(),
            intake: reception.clone(),
            tracking: tracker.clone(),
            guard: Arc::new(Guard::new()),
            library,
        };
        let router = Router::new().nest("/api", routes_over()).with_state(api);
        Self { folder, store, keys, gallery, reception, tracker, clock, laws, regions, site, router }
    }

    /// What is left when the server stops.
    pub fn into_folder(self) -> TempDir {
        self.folder
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub fn report(&self, answers: &Answers) -> Report {
        let rules = Rules { laws: &self.laws, regions: &self.regions, site: &self.site, today: local_date(self.now()) };
        Report::check(answers, rules).unwrap_or_else(|errors| panic!("{errors:?}"))
    }

    pub async fn submit(&self, key: &str, answers: &Answers, photos: Vec<Vec<u8>>) -> Result<Receipt, IntakeError> {
        self.reception.submit(self.submission(key, answers, photos), self.now()).await
    }

    pub fn submission(&self, key: &str, answers: &Answers, photos: Vec<Vec<u8>>) -> Submission {
        Submission {
            key: self::key(key),
            report: self.report(answers),
            photos: photos.into_iter().map(|bytes| Photo { bytes }).collect(),
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

    pub async fn send(&self, mut request: Request<Body>) -> Answer {
        let peer = std::net::SocketAddr::new(IpAddr::from([10, 1, 2, 3]), 40_000);
        request.extensions_mut().insert(axum::extract::ConnectInfo(peer));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 16 << 20).await.unwrap();
        Answer { status: parts.status, headers: parts.headers, bytes }
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
