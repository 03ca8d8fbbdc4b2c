//! Matters the house opens itself: nobody reported them, and no query code opens them.

use domain::event::Event;
use domain::matter::MatterId;
use jiff::civil::Date;

use crate::append::{self, Appended, Change};
use crate::audit;
use crate::error::StorageError;
use crate::matters::MatterRow;
use crate::record::{Recorded, Recording};
use crate::store::Store;
use crate::submissions::NewSubmission;

/// The matter the new one came up in, and what is appended to it once the new number is known.
#[derive(Clone, Copy)]
pub struct Beside<'a> {
    pub matter: &'a MatterRow,
    pub events: &'a (dyn Fn(&str) -> Vec<Event> + Send + Sync),
    /// Its earliest day after that.
    pub due: Option<Date>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    New {
        id: MatterId,
        number: String,
    },
    /// The key was there already; nothing was written.
    Known {
        id: MatterId,
        number: String,
    },
    /// Something else happened to the matter beside it since it was read; nothing was written.
    Conflict,
}

impl Store {
    /// Opens one matter, and appends to the matter it came up in, together or not at all. The
    /// submission holds the one matter; its `code_mac` is random and the hash of no code.
    ///
    /// # Errors
    /// When the database cannot be written: then nothing was kept.
    pub async fn open_within(
        &self,
        new: &NewSubmission,
        number_prefix: &str,
        beside: Option<Beside<'_>>,
    ) -> Result<Opened, StorageError> {
        retrying!(self.open_once(new, number_prefix, beside))
    }

    async fn open_once(
        &self,
        new: &NewSubmission,
        prefix: &str,
        beside: Option<Beside<'_>>,
    ) -> Result<Opened, StorageError> {
        let mut tx = self.begin().await?;
        let mut recording = Recording::reserve(&mut tx, std::slice::from_ref(new), prefix).await?;
        let (known, is_new) = match recording.record(&mut tx, new).await? {
            Recorded::New(known) => (known, true),
            Recorded::Known(known) => (known, false),
            Recorded::CodeTaken | Recorded::Faulty { .. } => {
                return Err(StorageError::other("a matter opened within the house has the code or id of another"));
            }
        };
        let mut trail = recording.give_back(&mut tx).await?;
        let Some((id, number, _)) = known.matters.into_iter().next() else {
            return Err(StorageError::other("a matter opened within the house is not there"));
        };
        if !is_new {
            tx.rollback().await?;
            return Ok(Opened::Known { id, number });
        }
        if let Some(beside) = beside {
            let change = Change { events: &(beside.events)(&number), due: beside.due, ..Change::default() };
            let appended = append::write_in(&mut tx, None, beside.matter, &change, &mut trail).await?;
            if !matches!(appended, Appended::Done(_)) {
                tx.rollback().await?;
                return Ok(Opened::Conflict);
            }
        }
        audit::append(&mut tx, &trail).await?;
        tx.commit().await?;
        Ok(Opened::New { id, number })
    }
}
