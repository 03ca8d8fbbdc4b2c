//! Everything a door needs, in one cheap-to-clone value.

use std::ops::Deref;
use std::sync::Arc;

use app::Assets;
use domain::calendar::Calendar;
use domain::law::Laws;
use domain::ports::{
    Accounts, Audit, BetDesk, Casework, CollectRequests, ColumnDesk, Contests, Custody, Deadlines, FieldDesk,
    FieldWork, Forwarding, Intake, Letters, Library, Newsroom, OpenNumbers, Outlets, Overviews, Pictures, Questions,
    Reactions, Readers, Recordings, Rewards, Risks, Supervision, TakeBacks, Tending, Tracking, Transfers,
};
use domain::region::Regions;
use domain::report::Rules;
use domain::site::Site;
use domain::track::local_date;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::clock::{Clock, Random};
use crate::doors::cache::PageCache;
use crate::hits::Hits;
use crate::keys::Keyring;
use crate::library::Dictionaries;
use crate::media::Vault;
use crate::tracking::Guard;
use crate::uploads::{AheadShelf, FieldShelf, Uploads};

/// One pointer: every request passes several hands, and each takes a clone.
#[derive(Clone)]
pub struct Services(Arc<Parts>);

/// What [`Services`] hold.
#[derive(Clone)]
pub struct Parts {
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
    pub contests: Arc<dyn Contests>,
    pub custody: Arc<dyn Custody>,
    pub transfers: Arc<dyn Transfers>,
    pub supervision: Arc<dyn Supervision>,
    pub risks: Arc<dyn Risks>,
    pub rewards: Arc<dyn Rewards>,
    pub deadlines: Arc<dyn Deadlines>,
    pub overviews: Arc<dyn Overviews>,
    pub letters: Arc<dyn Letters>,
    pub forwarding: Arc<dyn Forwarding>,
    pub accounts: Arc<dyn Accounts>,
    pub audit: Arc<dyn Audit>,
    pub library: Arc<dyn Library>,
    pub words: Arc<Dictionaries>,
    pub newsroom: Arc<dyn Newsroom>,
    pub columns: Arc<dyn ColumnDesk>,
    pub bets: Arc<dyn BetDesk>,
    pub pictures: Arc<dyn Pictures>,
    pub questions: Arc<dyn Questions>,
    pub readers: Arc<dyn Readers>,
    pub recordings: Arc<dyn Recordings>,
    pub hits: Arc<Hits>,
    pub tending: Arc<dyn Tending>,
    pub field_work: Arc<dyn FieldWork>,
    pub field_desk: Arc<dyn FieldDesk>,
    pub outlets: Arc<dyn Outlets>,
    pub take_backs: Arc<dyn TakeBacks>,
    pub collects: Arc<dyn CollectRequests>,
    pub open_numbers: Arc<dyn OpenNumbers>,
    pub reactions: Arc<dyn Reactions>,
    /// Photos that officers' reports list.
    pub uploads: Uploads<FieldShelf>,
    /// Photos that come before their form.
    pub ahead: Uploads<AheadShelf>,
    pub pages: Arc<PageCache>,
    pub keys: Arc<Keyring>,
    pub vault: Arc<Vault>,
    pub store: storage::Store,
    /// Secrets of the gateway's signed HTTP; the first signs, all of them verify.
    pub gateway_secrets: Arc<[String]>,
}

impl From<Parts> for Services {
    fn from(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }
}

impl Deref for Services {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Services {
    /// The same with some of them exchanged.
    #[must_use]
    pub fn with(&self, change: impl FnOnce(&mut Parts)) -> Self {
        let mut parts = Parts::clone(self);
        change(&mut parts);
        parts.into()
    }

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
        Rules { laws: &self.laws, regions: &self.regions, site: &self.site, today: self.today(), evidence: None }
    }
}
