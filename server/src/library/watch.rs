use std::pin::pin;
use std::time::Duration;

use super::fault::Fault;
use super::load::load;
use super::shelf::{Shelf, Stamp};
use super::shelves::Shelves;

/// An editor who saves a file sees it on the site after this long at most.
const EVERY: Duration = Duration::from_secs(2);

/// Keeps [`Shelves`] in step with a folder.
pub struct Watcher {
    shelves: Shelves,
    shelf: Shelf,
    base_path: String,
    seen: Stamp,
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
    pub(super) fn new(shelves: Shelves, shelf: Shelf, base_path: String, seen: Stamp) -> Self {
        Self { shelves, shelf, base_path, seen }
    }

    /// Loads the folder if anything in it changed since the last look.
    pub fn look(&mut self) -> Look {
        let stamp = self.shelf.stamp();
        if stamp == self.seen {
            return Look::Unchanged;
        }
        self.seen = stamp;
        match load(&self.shelf, &self.base_path) {
            Ok(loaded) => {
                self.shelves.replace(loaded.reading);
                Look::Replaced
            }
            Err(faults) => Look::Refused(faults),
        }
    }

    /// Looks again and again until `stop` is done. Laws, calendars and regions are read at the start
    /// only: half the program must not count with other numbers than the rest.
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
            tell(look);
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
