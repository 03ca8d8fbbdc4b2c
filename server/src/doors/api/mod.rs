//! The front door for programs: JSON on the same ports the pages use.
//!
//! Paths are those of `/api`; the OpenAPI document at `/api/openapi.json` describes them all.

mod body;
mod document;
mod fields;
mod matters;
mod problem;
mod reading;
mod texts;
mod track;

use std::sync::Arc;

use axum::Router;
use axum::extract::FromRef;
use axum::routing::{MethodRouter, get, post};
use domain::law::Laws;
use domain::ports::{Intake, Library, Tracking};
use domain::region::Regions;
use domain::report::Rules;
use domain::site::Site;
use domain::track::local_date;
use jiff::Timestamp;

use crate::clock::Clock;
use crate::services::Services;
use crate::tracking::Guard;

pub use document::document;

/// What this door asks, and nothing more.
#[derive(Clone)]
pub struct Api {
    pub site: Arc<Site>,
    pub laws: Arc<Laws>,
    pub regions: Arc<Regions>,
    pub clock: Arc<dyn Clock>,
    pub intake: Arc<dyn Intake>,
    pub tracking: Arc<dyn Tracking>,
    pub guard: Arc<Guard>,
    pub library: Arc<dyn Library>,
}

/// Everything under `/api` but the gateway's callbacks.
pub fn routes() -> Router<Services> {
    routes_over()
}

/// The same over any state an [`Api`] can be taken from.
pub fn routes_over<S>() -> Router<S>
where
    S: Clone + Send + Sync + 'static,
    Api: FromRef<S>,
{
    table().into_iter().fold(Router::new(), |router, (path, methods)| router.route(path, methods))
}

/// Every path of this door, for the router and for whoever checks the document against it.
#[must_use]
pub fn table<S>() -> Vec<(&'static str, MethodRouter<S>)>
where
    S: Clone + Send + Sync + 'static,
    Api: FromRef<S>,
{
    vec![
        ("/v1/matters", post(matters::submit)),
        ("/v1/track", post(track::look_up)),
        ("/v1/articles", get(reading::articles)),
        ("/v1/articles/{slug}", get(reading::article)),
        ("/v1/disclosures", get(reading::disclosures)),
        ("/v1/disclosures/{slug}", get(reading::disclosure)),
        ("/openapi.json", get(document::serve)),
    ]
}

impl Api {
    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    fn rules(&self) -> Rules<'_> {
        let today = local_date(self.now());
        Rules { laws: &self.laws, regions: &self.regions, site: &self.site, today }
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
            tracking: services.tracking.clone(),
            guard: services.guard.clone(),
            library: services.library.clone(),
        }
    }
}
