//! What the bureau works with, and what residents ask of it.

use std::sync::Arc;

use domain::letter::Template;
use domain::open_numbers::OpenRules;
use domain::ports::Casework;

use super::standing::Standing;
use crate::accounts::Directory;
use crate::casework::Caseload;
use crate::collecting::CollectDesk;
use crate::command::Failure;
use crate::deadlines::Ledger;
use crate::forwarding::Forwarder;
use crate::intake::{Equipment, Reception};
use crate::jobs::Bell;
use crate::ledgers::Books;
use crate::letters::{Fonts, Letterbook};
use crate::library::{self, Dictionaries};
use crate::questions::Counter;
use crate::reactions::ReactionDesk;
use crate::rewards::RewardLedger;
use crate::settings::Settings;
use crate::tracking::Tracker;

impl Standing {
    pub fn reception(&self, bell: Bell) -> Reception {
        Reception::open(Equipment {
            store: self.store.clone(),
            keys: self.keys.clone(),
            gallery: self.gallery.clone(),
            laws: self.laws.clone(),
            calendar: self.calendar.clone(),
            random: self.random.clone(),
            number_prefix: self.site.number_prefix.clone(),
            bell,
        })
    }

    pub fn tracker(&self, rules: &OpenRules) -> Tracker {
        Tracker::new(
            self.store.clone(),
            self.keys.clone(),
            self.gallery.clone(),
            self.laws.clone(),
            self.calendar.clone(),
            self.random.clone(),
            rules,
        )
    }

    pub fn counter(&self, words: Arc<Dictionaries>) -> Counter {
        Counter {
            store: self.store.clone(),
            keys: self.keys.clone(),
            random: self.random.clone(),
            laws: self.laws.clone(),
            words,
        }
    }

    pub fn directory(&self, totp_required: bool) -> Result<Directory, Failure> {
        let (store, keys, site) = (self.store.clone(), self.keys.clone(), self.site.clone());
        Directory::new(store, keys, site, self.random.clone(), totp_required).map_err(Failure::work)
    }

    pub fn caseload(&self) -> Caseload {
        Caseload {
            store: self.store.clone(),
            site: self.site.clone(),
            laws: self.laws.clone(),
            regions: self.regions.clone(),
            calendar: self.calendar.clone(),
            keys: self.keys.clone(),
            gallery: self.gallery.clone(),
            random: self.random.clone(),
        }
    }

    pub fn forwarder(&self) -> Forwarder {
        Forwarder::new(
            self.store.clone(),
            self.keys.clone(),
            self.gallery.clone(),
            self.site.clone(),
            self.laws.clone(),
            self.regions.clone(),
            self.calendar.clone(),
        )
    }

    pub fn deadlines(&self) -> Ledger {
        Ledger {
            store: self.store.clone(),
            site: self.site.clone(),
            laws: self.laws.clone(),
            calendar: self.calendar.clone(),
            clock: self.clock.clone(),
            random: self.random.clone(),
        }
    }

    pub fn letters(&self, settings: &Settings, templates: Arc<[Template]>, casework: Arc<dyn Casework>) -> Letterbook {
        Letterbook {
            store: self.store.clone(),
            site: self.site.clone(),
            laws: self.laws.clone(),
            calendar: self.calendar.clone(),
            templates,
            keys: self.keys.clone(),
            random: self.random.clone(),
            casework,
            fonts: Fonts { named: settings.letter_font.clone() },
            demo: settings.demo,
        }
    }

    pub fn books(&self) -> Books {
        Books {
            store: self.store.clone(),
            site: self.site.clone(),
            laws: self.laws.clone(),
            calendar: self.calendar.clone(),
            regions: self.regions.clone(),
        }
    }

    pub fn rewards(&self) -> Result<RewardLedger, Failure> {
        Ok(RewardLedger {
            books: self.books(),
            keys: self.keys.clone(),
            random: self.random.clone(),
            hasher: self.hasher()?,
        })
    }

    pub fn reactions(&self) -> Result<ReactionDesk, Failure> {
        Ok(ReactionDesk {
            store: self.store.clone(),
            keys: self.keys.clone(),
            laws: self.laws.clone(),
            regions: self.regions.clone(),
            site: self.site.clone(),
            random: self.random.clone(),
            form: Arc::new(library::reaction_form(&self.shelf)?),
        })
    }

    pub fn collects(&self) -> CollectDesk {
        CollectDesk {
            store: self.store.clone(),
            keys: self.keys.clone(),
            laws: self.laws.clone(),
            regions: self.regions.clone(),
            site: self.site.clone(),
            random: self.random.clone(),
        }
    }
}
