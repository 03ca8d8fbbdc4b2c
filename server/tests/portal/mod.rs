//! The whole portal in this process: real services over a database in a temporary folder, a clock
//! that tests turn, and a visitor with a cookie jar.

mod form;
mod visitor;

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use axum::Router;
use jiff::{SignedDuration, Timestamp};
use server::assemble::{House, house};
use server::clock::{Clock, SystemRandom};
use server::doors;
use server::services::Services;
use server::settings::{Partial, Settings};
use tempfile::TempDir;

pub use form::{Form, jpeg, png};
pub use visitor::{Answer, Visitor};

pub struct TestPortal {
    pub services: Services,
    pub house: House,
    pub clock: Arc<TurnedClock>,
    pub folder: TempDir,
    router: Router,
}

/// A clock that stands still until a test turns it.
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

impl TestPortal {
    /// 云县 as built in, demo accounts included, on 2026-11-20 10:00 Beijing time (a Friday).
    pub async fn open() -> Self {
        Self::with(|_| {}).await
    }

    /// The same with some settings changed.
    pub async fn with(change: impl FnOnce(&mut Partial)) -> Self {
        Self::open_in(tempfile::tempdir().unwrap(), change).await
    }

    /// The same over what an earlier portal left.
    pub async fn open_in(folder: TempDir, change: impl FnOnce(&mut Partial)) -> Self {
        let clock = Arc::new(TurnedClock(Mutex::new("2026-11-20T02:00:00Z".parse().unwrap())));
        let mut partial = Partial { data: Some(folder.path().to_owned()), demo: Some(true), ..Partial::default() };
        change(&mut partial);
        let settings = Settings::gather(partial, |_| None, None).unwrap();
        let house = house(&settings, clock.clone(), Arc::new(SystemRandom)).await.unwrap();
        house.services.store.migrate().await.unwrap();
        if settings.demo {
            house.directory.demo_accounts(house.services.now()).await.unwrap();
        }
        let services = house.services.clone();
        let router = Router::new().fallback_service(doors::router(services.clone()));
        Self { router, services, house, clock, folder }
    }

    /// Somebody new, without cookies.
    pub fn visitor(&self) -> Visitor {
        Visitor::new(self.router.clone(), self.services.site.base_path.clone())
    }

    /// Runs every job that is due.
    pub async fn run_jobs(&self) -> usize {
        let mut ran = 0;
        loop {
            match self.house.worker.run_due().await.unwrap() {
                0 => return ran,
                some => ran += some,
            }
        }
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().to_owned()
    }
}
