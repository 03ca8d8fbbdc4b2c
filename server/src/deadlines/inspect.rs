//! Flags are made from what happened, soon after it happened: the audit trail names the matters.

use domain::quality::{Mark, flags, late_since};
use storage::{MatterRow, QualityFlag, StorageError};

use super::Ledger;

/// Rows of the audit trail looked at in one go.
const AT_ONCE: u32 = 500;

/// Under this name stands the last row of the audit trail that was looked at.
const NAME: &str = "quality";

impl Ledger {
    /// Makes the flags of everything that happened since the last time.
    ///
    /// # Errors
    /// When the database cannot be read or written.
    pub async fn inspect_all(&self) -> Result<(), StorageError> {
        while self.inspect_some().await? {}
        Ok(())
    }

    /// The same for the next few hundred changes; whether there may be more. Two servers at it at once
    /// make the same flags.
    pub(super) async fn inspect_some(&self) -> Result<bool, StorageError> {
        let before = self.store.reckoned(NAME).await?.and_then(|row| row.parse().ok()).unwrap_or(0);
        let changed = self.store.changed_since(before, AT_ONCE).await?;
        let Some(until) = changed.until else { return Ok(false) };
        for id in changed.matters {
            if let Some(row) = self.store.matter(id).await? {
                self.store.set_flags(id, &self.flags_of(&row)).await?;
            }
        }
        self.store.set_reckoned(NAME, &until.to_string()).await?;
        Ok(true)
    }

    fn flags_of(&self, row: &MatterRow) -> Vec<QualityFlag> {
        let found = flags(&row.state, &row.facts, row.linked.is_some(), &self.laws, &self.calendar);
        let last = row.state.history.moments.last().map_or(row.state.received_at, |(_, at)| *at);
        let late = late_since(&row.state, &self.laws, &self.calendar).unwrap_or(last);
        found
            .into_iter()
            .map(|flag| QualityFlag {
                matter: row.id,
                mark: flag.mark,
                detail: flag.detail,
                unit: row.state.unit.clone(),
                found_at: if flag.mark == Mark::Late { late } else { last },
            })
            .collect()
    }
}
