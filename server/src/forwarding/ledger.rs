//! Appending to a matter's events, and the due day that follows from them.

use domain::event::{Actor, Event, EventKind};
use domain::matter::MatterState;
use domain::ports::Internal;
use domain::track::due_day;
use jiff::Timestamp;
use jiff::civil::Date;
use storage::{Appended, Change, MatterRow};

use super::Forwarder;

/// How often an append starts anew because somebody else was quicker.
pub(super) const RACES: usize = 8;

impl Forwarder {
    /// Appends what `decide` finds right for the newest state of the matter; nothing where it
    /// finds nothing.
    ///
    /// # Errors
    /// What `decide` refuses with, or a fault of the storage.
    pub(super) async fn append<E: From<Internal>>(
        &self,
        mut row: MatterRow,
        actor: &Actor,
        at: Timestamp,
        decide: impl Fn(&MatterRow) -> Result<Vec<EventKind>, E> + Send,
    ) -> Result<MatterRow, E> {
        for _ in 0..RACES {
            let events = events(decide(&row)?, actor, at);
            if events.is_empty() {
                return Ok(row);
            }
            match self.store.append(&row, self.change(&row, &events)).await.map_err(Internal::from)? {
                Appended::Done(row) => return Ok(row),
                Appended::Conflict | Appended::Repeated => {}
            }
            let newest = self.store.matter(row.id).await.map_err(Internal::from)?;
            row = newest.ok_or_else(|| Internal::new("a matter vanished"))?;
        }
        Err(Internal::new("a matter was changed by others too often").into())
    }

    /// The change that appends events and nothing else.
    pub(super) fn change<'a>(&self, row: &MatterRow, events: &'a [Event]) -> Change<'a> {
        let state = events.iter().fold(row.state.clone(), MatterState::applied);
        Change { events, due: self.due(&state), message: None, attachments: &[], jobs: &[] }
    }

    fn due(&self, state: &MatterState) -> Option<Date> {
        due_day(state, &self.laws, &self.calendar)
    }
}

pub(super) fn events(kinds: Vec<EventKind>, actor: &Actor, at: Timestamp) -> Vec<Event> {
    kinds.into_iter().map(|kind| Event { at, actor: actor.clone(), kind }).collect()
}
