use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use domain::calendar::Calendar;
use domain::site::Site;
use typeset::Fault;

use super::load::load;
use super::shelf::{Shelf, Stamp};
use super::shelves::Shelves;
use crate::deadlines::Ledger;

/// An editor who saves a file sees it on the site after this long at most.
const EVERY: Duration = Duration::from_secs(2);

/// Keeps [`Shelves`] in step with a folder.
pub struct Watcher {
    shelves: Shelves,
    shelf: Shelf,
    site: Arc<Site>,
    seen: Stamp,
    counting: Option<Counting>,
}

/// The calendar the whole program counts with, and what was counted with it.
struct Counting {
    calendar: Arc<Calendar>,
    region: String,
    ledger: Ledger,
}

/// What a look at the folder brought.
#[derive(Debug, PartialEq, Eq)]
pub enum Look {
    Unchanged,
    Replaced,
    /// The new content cannot be drawn; the old stays.
    Refused(Vec<Fault>),
}

impl Watcher {
    /// Begins with the shelf as it was when it was loaded.
    pub(super) fn new(shelves: Shelves, shelf: Shelf, site: Arc<Site>, seen: Stamp) -> Self {
        Self { shelves, shelf, site, seen, counting: None }
    }

    /// Also takes newly published calendar years over: into the calendar that everything counts with,
    /// and into the days that were counted before.
    #[must_use]
    pub fn counting(self, ledger: Ledger) -> Self {
        let (calendar, region) = (ledger.calendar.clone(), ledger.site.region.clone());
        Self { counting: Some(Counting { calendar, region, ledger }), ..self }
    }

    /// Loads the folder if anything in it changed since the last look.
    pub fn look(&mut self) -> Look {
        let stamp = self.shelf.stamp();
        if stamp == self.seen {
            return Look::Unchanged;
        }
        self.seen = stamp;
        match load(&self.shelf, &self.site) {
            Ok(loaded) => {
                if let Some(counting) = &self.counting {
                    counting.take_over(&loaded.calendar);
                }
                self.shelves.replace(loaded.reading);
                Look::Replaced
            }
            Err(faults) => Look::Refused(faults),
        }
    }

    /// Counts days anew where the calendar has changed.
    pub async fn recount(&self) {
        let Some(counting) = &self.counting else { return };
        if let Err(error) = counting.ledger.recount_if_changed().await {
            tracing::error!(%error, "the days that are due could not be counted anew; they are at the next start");
        }
    }

    /// Looks again and again until `stop` is done. A calendar is taken over everywhere at once; laws
    /// and regions are read at the start only: half the program must not count with other numbers
    /// than the rest.
    pub async fn run(mut self, stop: impl Future<Output = ()>) {
        let mut stop = pin!(stop);
        let mut ticks = tokio::time::interval(EVERY);
        loop {
            tokio::select! {
                () = &mut stop => return,
                _ = ticks.tick(), if self.shelf != Shelf::BuiltIn => {}
            }
            let look = tokio::task::spawn_blocking(move || {
                let look = self.look();
                (self, look)
            });
            let Ok((watcher, look)) = look.await else { return };
            self = watcher;
            if look == Look::Replaced {
                self.recount().await;
            }
            tell(look);
        }
    }
}

impl Counting {
    fn take_over(&self, published: &Calendar) {
        if let Some(from) = self.calendar.take_over(&published.of(&self.region)) {
            tracing::info!(%from, "calendar replaced");
        }
    }
}

fn tell(look: Look) {
    match look {
        Look::Unchanged => {}
        Look::Replaced => tracing::info!("content replaced"),
        Look::Refused(faults) => {
            for fault in faults {
                tracing::error!(%fault, "changed content not taken over");
            }
        }
    }
}
