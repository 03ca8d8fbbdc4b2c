//! Texts, pictures and recordings: in a running house, or for a command that works beside one.

use std::sync::Arc;

use app::Assets;

use super::Ground;
use super::standing::Standing;
use crate::clock::{Clock, Random};
use crate::command::Failure;
use crate::doors::DrawnForms;
use crate::forwarding::Outside;
use crate::library::{self, Examiner, Shelf};
use crate::newsroom::{NewsDesk, PressRoom};
use crate::pictures::Album;
use crate::recordings::{Carrier, Studio};
use crate::settings::Settings;
use crate::tending::Caretaker;

/// What is written and shown, for a command that works beside a running server.
pub struct Writing {
    pub newsroom: NewsDesk,
    pub album: Album,
    pub carrier: Carrier,
    pub shelf: Shelf,
}

/// # Errors
/// Faulty word lists or newsroom rules, keys that cannot be used, a data folder that cannot be written.
pub async fn writing(
    settings: &Settings,
    ground: Ground,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> Result<Writing, Failure> {
    let (on, _) = Standing::open(settings, ground, clock, random).await?;
    let newsroom = on.newsroom()?;
    let (album, carrier) = (on.album(&newsroom), on.carrier(&newsroom));
    Ok(Writing { newsroom, album, carrier, shelf: on.shelf })
}

impl Standing {
    pub fn newsroom(&self) -> Result<NewsDesk, Failure> {
        let words = library::dictionaries(&self.shelf, &self.regions)?;
        let law = Arc::new(library::newsroom_law(&self.shelf)?);
        Ok(NewsDesk {
            store: self.store.clone(),
            site: self.site.clone(),
            calendar: self.calendar.clone(),
            random: self.random.clone(),
            press: PressRoom::new(self.store.clone(), self.shelves.clone(), law.clone()),
            examiner: Arc::new(Examiner {
                site: self.site.clone(),
                shelves: self.shelves.clone(),
                laws: self.laws.clone(),
                regions: self.regions.clone(),
                words: Arc::new(words),
                newsroom: law,
            }),
        })
    }

    pub fn album(&self, newsroom: &NewsDesk) -> Album {
        Album {
            store: self.store.clone(),
            keys: self.keys.clone(),
            vault: self.vault.clone(),
            random: self.random.clone(),
            press: newsroom.press.clone(),
        }
    }

    pub fn studio(&self, newsroom: &NewsDesk, assets: &Arc<Assets>) -> Studio {
        Studio {
            store: self.store.clone(),
            library: Arc::new(self.shelves.clone()),
            wordings: Arc::new(DrawnForms::new(&self.site, &self.laws, assets)),
            regions: self.regions.clone(),
            site: self.site.clone(),
            random: self.random.clone(),
            press: newsroom.press.clone(),
        }
    }

    /// Takes recordings out and in beside the texts.
    pub fn carrier(&self, newsroom: &NewsDesk) -> Carrier {
        Carrier {
            store: self.store.clone(),
            regions: self.regions.clone(),
            site: self.site.clone(),
            random: self.random.clone(),
            press: newsroom.press.clone(),
        }
    }

    pub fn caretaker(&self, newsroom: &NewsDesk) -> Result<Caretaker, Failure> {
        let outside = self.site.tending.outside_links.then(Outside::new).transpose().map_err(Failure::Work)?;
        Ok(Caretaker {
            store: self.store.clone(),
            site: self.site.clone(),
            library: Arc::new(self.shelves.clone()),
            rules: Arc::new(library::indicators(&self.shelf)?),
            laws: self.laws.clone(),
            press: newsroom.press.clone(),
            outside,
        })
    }
}
