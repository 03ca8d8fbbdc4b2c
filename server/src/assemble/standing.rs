//! What nearly every capability stands on.

use std::sync::Arc;

use domain::calendar::Calendar;
use domain::law::Laws;
use domain::region::Regions;
use domain::site::Site;
use storage::Store;

use super::{Ground, keys};
use crate::accounts::password::Hasher;
use crate::clock::{Clock, Random};
use crate::command::Failure;
use crate::keys::Keyring;
use crate::library::{Shelf, Shelves, Watcher};
use crate::media::{Gallery, Vault};
use crate::settings::{SettingFault, Settings};

/// One `impl` a kind of work: `desk`, `field`, `newsroom`.
pub(super) struct Standing {
    pub store: Store,
    pub keys: Arc<Keyring>,
    pub vault: Arc<Vault>,
    pub gallery: Gallery,
    pub shelf: Shelf,
    pub shelves: Shelves,
    pub site: Arc<Site>,
    pub laws: Arc<Laws>,
    pub regions: Arc<Regions>,
    pub calendar: Arc<Calendar>,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
}

impl Standing {
    /// Opens keys and vault, and the files that are read again whenever they change.
    pub async fn open(
        settings: &Settings,
        ground: Ground,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Result<(Self, Watcher), Failure> {
        let Ground { site, loaded, shelf, store } = ground;
        let keys = Arc::new(keys(settings, &store, random.clone()).await?);
        let vault = Vault::open(settings.data.join("vault")).map_err(|error| SettingFault::new("data", error))?;
        let vault = Arc::new(vault);
        let gallery = Gallery::new(store.clone(), keys.clone(), vault.clone(), random.clone());
        let laws = Arc::new(Laws { local: site.limit.clone(), ..(*loaded.laws).clone() });
        let (regions, calendar) = (loaded.regions.clone(), Arc::new(loaded.calendar.of(&site.region)));
        let (shelves, watcher) = Shelves::open(shelf.clone(), loaded, clock.clone());
        let on = Self { store, keys, vault, gallery, shelf, shelves, site, laws, regions, calendar, clock, random };
        Ok((on, watcher))
    }

    pub fn hasher(&self) -> Result<Hasher, Failure> {
        Hasher::new(self.random.clone()).map_err(Failure::work)
    }
}
