//! What officers' phones talk to, and those who keep the officers, outlets and points.

use std::sync::Arc;

use super::standing::Standing;
use crate::accounts::throttle::Throttle;
use crate::command::Failure;
use crate::field_work::{FieldOffice, OutletDirectory, Phones, Points};
use crate::intake::Reception;
use crate::library;
use crate::newsroom::NewsDesk;
use crate::uploads::{AheadShelf, FieldShelf, Uploads};

impl Standing {
    pub fn phones(&self, reception: Arc<Reception>) -> Result<Phones, Failure> {
        Ok(Phones {
            store: self.store.clone(),
            keys: self.keys.clone(),
            laws: self.laws.clone(),
            calendar: self.calendar.clone(),
            regions: self.regions.clone(),
            site: self.site.clone(),
            random: self.random.clone(),
            hasher: self.hasher()?,
            throttle: Throttle::default(),
            reception,
            training: library::training(&self.shelf)?,
            merits: library::merit_rules(&self.shelf)?,
        })
    }

    /// What reports of officers are sent with, in pieces.
    pub fn uploads(&self) -> Uploads<FieldShelf> {
        let shelf = FieldShelf {
            store: self.store.clone(),
            keys: self.keys.clone(),
            gallery: self.gallery.clone(),
            clock: self.clock.clone(),
        };
        Uploads::new(shelf, self.keys.clone(), self.random.clone(), self.clock.clone())
    }

    /// What residents send while they still write.
    pub fn ahead(&self) -> Uploads<AheadShelf> {
        let shelf = AheadShelf { store: self.store.clone(), keys: self.keys.clone() };
        Uploads::new(shelf, self.keys.clone(), self.random.clone(), self.clock.clone())
    }

    pub fn field_office(&self, newsroom: &NewsDesk, phones: Arc<Phones>, uploads: Uploads<FieldShelf>) -> FieldOffice {
        FieldOffice {
            store: self.store.clone(),
            keys: self.keys.clone(),
            gallery: self.gallery.clone(),
            laws: self.laws.clone(),
            regions: self.regions.clone(),
            site: self.site.clone(),
            random: self.random.clone(),
            press: newsroom.press.clone(),
            phones,
            uploads,
        }
    }

    pub fn outlets(&self) -> OutletDirectory {
        OutletDirectory { store: self.store.clone(), regions: self.regions.clone(), site: self.site.clone() }
    }

    pub fn points(&self) -> Points {
        Points { store: self.store.clone(), regions: self.regions.clone(), site: self.site.clone() }
    }
}
