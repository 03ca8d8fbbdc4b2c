//! The front door for programs: JSON on the same ports the pages use.
//!
//! Paths are those of `/api`; the OpenAPI document at `/api/openapi.json` describes them all.

mod body;
mod document;
mod fields;
mod matters;
mod numbers;
mod problem;
mod reading;
mod texts;
mod track;

use std::sync::Arc;

use axum::Router;
use axum::extract::FromRef;
use axum::routing::{get, post};
use domain::law::Laws;
use domain::ports::{Intake, Library, OpenNumbers, Rewards, Tracking};
use domain::region::Regions;
use domain::report::Rules;
use domain::site::Site;
use domain::track::local_date;
use jiff::Timestamp;

use crate::clock::Clock;
use crate::services::Services;
use crate::tracking::Guard;

pub use document::document;
pub use problem::{Problem, ProblemBody};

/// What this door asks, and nothing more.
#[derive(Clone)]
pub struct Api {
    pub site: Arc<Site>,
    pub laws: Arc<Laws>,
    pub regions: Arc<Regions>,
    pub clock: Arc<dyn Clock>,
    pub intake: Arc<dyn Intake>,
    pub rewards: Arc<dyn Rewards>,
    pub tracking: Arc<dyn Tracking>,
    pub guard: Arc<Guard>,
    pub library: Arc<dyn Library>,
    pub open_numbers: Arc<dyn OpenNumbers>,
}

/// Everything under `/api` but the gateway's own.
pub fn routes() -> Router<Services> {
    Router::new()
        .route("/v1/matters", post(matters::submit))
        .route("/v1/track", post(track::look_up))
        .route("/v1/articles", get(reading::articles))
        .route("/v1/articles/{slug}", get(reading::article))
        .route("/v1/disclosures", get(reading::disclosures))
        .route("/v1/disclosures/{slug}", get(reading::disclosure))
        .route("/v1/numbers", get(numbers::numbers))
        .route("/openapi.json", get(document::serve))
}

impl Api {
    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    fn rules(&self) -> Rules<'_> {
        let today = local_date(self.now());
        Rules { laws: &self.laws, regions: &self.regions, site: &self.site, today, evidence: None }
    }
}

impl FromRef<Services> for Api {
    fn from_ref(services: &Services) -> Self {
        Self {
            site: services.site.clone(),
            laws: services.laws.clone(),
            regions: services.regions.clone(),
            clock: services.clock.clone(),
            intake: services.intake.clone(),
            rewards: services.rewards.clone(),
            tracking: services.tracking.clone(),
            guard: services.guard.clone(),
            library: services.library.clone(),
            open_numbers: services.open_numbers.clone(),
        }
    }
}
