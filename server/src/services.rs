//! Everything a door needs, in one cheap-to-clone value.

use std::sync::Arc;

use app::Assets;
use domain::calendar::Calendar;
use domain::law::Laws;
use domain::ports::{Accounts, Casework, Forwarding, Intake, Library, Tracking};
use domain::region::Regions;
use domain::report::Rules;
use domain::site::Site;
use domain::track::local_date;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::clock::{Clock, Random};
use crate::doors::cache::PageCache;
use crate::keys::Keyring;
use crate::media::Vault;
use crate::tracking::Guard;

#[derive(Clone)]
pub struct Services {
    pub site: Arc<Site>,
    pub laws: Arc<Laws>,
    pub regions: Arc<Regions>,
    pub calendar: Arc<Calendar>,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    pub assets: Arc<Assets>,
    pub demo: bool,
    pub intake: Arc<dyn Intake>,
    pub tracking: Arc<dyn Tracking>,
    pub guard: Arc<Guard>,
    pub casework: Arc<dyn Casework>,
    pub forwarding: Arc<dyn Forwarding>,
    pub accounts: Arc<dyn Accounts>,
    pub library: Arc<dyn Library>,
    pub pages: Arc<PageCache>,
    pub keys: Arc<Keyring>,
    pub vault: Arc<Vault>,
    pub store: storage::Store,
    /// Secrets of the gateway's signed HTTP; the first signs, all of them verify.
    pub gateway_secrets: Arc<[String]>,
}

impl Services {
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Today in China.
    #[must_use]
    pub fn today(&self) -> Date {
        local_date(self.now())
    }

    /// What a report is held to today.
    #[must_use]
    pub fn rules(&self) -> Rules<'_> {
        Rules { laws: &self.laws, regions: &self.regions, site: &self.site, today: self.today() }
    }
}
