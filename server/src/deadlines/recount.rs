//! Days are counted anew when a calendar year is published, corrected or given a region's own
//! holidays, and when laws or limits changed between two starts.

use domain::ledger::{Book, Record};
use domain::reward::Reward;
use domain::risk::{Minutes, Risk, Task};
use domain::track::due_day;
use domain::transfer::Transfer;
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use storage::{LedgerRow, StorageError};

use super::Ledger;

/// Matters counted anew at a time.
const PAGE: u32 = 500;

/// Under this name stands what the days were last counted with.
const NAME: &str = "days";

impl Ledger {
    /// Counts anew what may have changed since the last time, whichever server did it.
    ///
    /// # Errors
    /// When the database cannot be read or written.
    pub async fn recount_if_changed(&self) -> Result<u64, StorageError> {
        let basis = self.basis();
        let counted_with = self.store.reckoned(NAME).await?.unwrap_or_default();
        if counted_with == basis {
            return Ok(0);
        }
        let from = self.first_change(&counted_with, &basis);
        let moved = self.recount(from).await?;
        self.store.set_reckoned(NAME, &basis).await?;
        if moved > 0 {
            tracing::info!(moved, %from, "days that are due were counted anew");
        }
        Ok(moved)
    }

    /// Counts the day of every matter anew that is due on `from` or later; answers how many moved.
    /// A day before `from` cannot move: no limit that ends before the changed days was counted over
    /// them, and a later one among the same matter's does not come before it.
    async fn recount(&self, from: Date) -> Result<u64, StorageError> {
        let mut moved = 0;
        for book in Book::ALL {
            moved += self.recount_book(book, from).await?;
        }
        let mut after = None;
        loop {
            let page = self.store.due_from(from, after, PAGE).await?;
            let Some(last) = page.last() else { return Ok(moved) };
            after = Some(last.place);
            for matter in page {
                let due = due_day(&matter.row.state, &self.laws, &self.calendar);
                // Whoever changed the matter meanwhile has counted by the new calendar already.
                if due != matter.due && self.store.move_due(&matter.row, due).await? {
                    moved += 1;
                }
            }
        }
    }

    /// The same for the records of a ledger.
    async fn recount_book(&self, book: Book, from: Date) -> Result<u64, StorageError> {
        let until = Date::MAX.yesterday().unwrap_or(Date::MAX);
        let (mut behind, mut moved) = (None, 0);
        loop {
            let page = self.store.ledgers_due(book, (from.max(Date::ZERO), until), behind, PAGE).await?;
            let Some(last) = page.last() else { return Ok(moved) };
            behind = last.due.map(|due| (due, last.number.clone()));
            for row in &page {
                let due = self.due_of(row)?;
                if due != row.due && self.store.move_ledger_due(row, due).await? {
                    moved += 1;
                }
            }
        }
    }

    fn due_of(&self, row: &LedgerRow) -> Result<Option<Date>, StorageError> {
        let (laws, calendar) = (&self.laws, &self.calendar);
        Ok(match row.book {
            Book::Transfer => row.record::<Transfer>()?.due(laws, calendar),
            Book::Risk => row.record::<Risk>()?.due(laws, calendar),
            Book::Task => row.record::<Task>()?.due(laws, calendar),
            Book::Minutes => row.record::<Minutes>()?.due(laws, calendar),
            Book::Reward => row.record::<Reward>()?.due(laws, calendar),
        })
    }

    /// What days are counted with: each year under a hash, and the limits.
    fn basis(&self) -> String {
        let years = self.calendar.years().into_iter().map(|year| (year.year, hash(&format!("{year:?}"))));
        let limits = hash(&format!("{:?}{:?}{:?}", self.laws.clocks, self.laws.local, self.laws.counting.roll));
        let years: Vec<String> = years.map(|(year, hash)| format!("{year}:{hash}")).collect();
        format!("limits:{limits} {}", years.join(" "))
    }

    fn first_change(&self, before: &str, now: &str) -> Date {
        let parts = |basis: &'_ str| -> Vec<(String, String)> {
            let pairs = basis.split(' ').filter_map(|part| part.split_once(':'));
            pairs.map(|(name, hash)| (name.to_owned(), hash.to_owned())).collect()
        };
        let (before, now) = (parts(before), parts(now));
        let differing =
            before.iter().filter(|part| !now.contains(part)).chain(now.iter().filter(|part| !before.contains(part)));
        let years: Option<Vec<i16>> = differing.map(|(name, _)| name.parse().ok()).collect();
        // Other limits move any day.
        let year = years.and_then(|years| years.into_iter().min());
        year.and_then(|year| Date::new(year, 1, 1).ok()).unwrap_or(Date::MIN)
    }
}

fn hash(text: &str) -> String {
    let mut hash = hex::encode(Sha256::digest(text.as_bytes()));
    hash.truncate(24);
    hash
}
