use domain::access::{Action, Staff};
use domain::event::{Actor, Event, EventKind};
use domain::matter::{ComplaintStep, MatterState};
use domain::ports::{DeskError, Internal, Side};
use domain::track::due_day;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use storage::{Appended, Change, MatterRow, NewMessage};

use super::caseload::Caseload;
use super::note::{self, refused};
use crate::clock::new_id;

/// How often a change is tried again after somebody else was quicker.
pub(crate) const TRIES: usize = 8;
/// The same words again within this time are a second press of the button.
const SAME_PRESS: SignedDuration = SignedDuration::from_mins(2);

impl Caseload {
    pub(super) async fn write_to_reporter(
        &self,
        staff: &Staff,
        number: &str,
        text: &str,
        at: Timestamp,
    ) -> Result<(), DeskError> {
        let mut row = self.reach(staff, number, Action::Message).await?;
        let text = note::checked("text", text)?;
        if text.is_empty() {
            return Err(refused("text", "请写下要对对方说的话"));
        }
        if self.was_just_said(&row, &text, at).await? {
            return Ok(());
        }
        if row.state.found_within {
            return Err(refused("text", "这条线索没有查询码，留言没有人看得到"));
        }
        let id = new_id(&*self.random, at);
        for _ in 0..TRIES {
            let event = self.event(staff, &row, Action::Message, EventKind::MessageToReporter { message: id }, at);
            let message = NewMessage { id, key_mac: None, side: Side::Bureau, text: text.clone(), at };
            let events = std::slice::from_ref(&event);
            let change = Change { events, due: self.due(&row.state), message: Some(message), ..Change::default() };
            match self.store.append(&row, change).await.map_err(Internal::from)? {
                Appended::Done(_) | Appended::Repeated => return Ok(()),
                Appended::Conflict => row = self.reach(staff, &row.number, Action::Message).await?,
            }
        }
        Err(too_busy())
    }

    /// Appends the event the newest state calls for, trying again when somebody else was quicker.
    /// `event` gives `None` when that state needs none any more.
    pub(super) async fn append(
        &self,
        staff: &Staff,
        mut row: MatterRow,
        action: Action,
        at: Timestamp,
        event: impl Fn(&MatterRow) -> Option<EventKind> + Send + Sync,
    ) -> Result<(), DeskError> {
        for _ in 0..TRIES {
            let Some(kind) = event(&row) else {
                return Ok(());
            };
            match self.append_once(staff, &row, action, kind, at).await? {
                None => return Ok(()),
                Some(newer) => row = newer,
            }
        }
        Err(too_busy())
    }

    /// Once: the matter as it is now where somebody else was quicker, and nothing was appended.
    pub(super) async fn append_once(
        &self,
        staff: &Staff,
        row: &MatterRow,
        action: Action,
        kind: EventKind,
        at: Timestamp,
    ) -> Result<Option<MatterRow>, DeskError> {
        let event = self.event(staff, row, action, kind, at);
        let next = row.state.apply(&event, &self.calendar, &self.laws)?;
        if let EventKind::Complaint(ComplaintStep::ClueFound { what }) = &event.kind {
            let opened = self.open_clue(row, &event, what, self.due(&next)).await?;
            return if opened { Ok(None) } else { self.reach(staff, &row.number, action).await.map(Some) };
        }
        let events = std::slice::from_ref(&event);
        let change = Change { events, due: self.due(&next), ..Change::default() };
        match self.store.append(row, change).await.map_err(Internal::from)? {
            Appended::Done(_) | Appended::Repeated => Ok(None),
            Appended::Conflict => self.reach(staff, &row.number, action).await.map(Some),
        }
    }

    fn event(&self, staff: &Staff, row: &MatterRow, action: Action, kind: EventKind, at: Timestamp) -> Event {
        Event { at, actor: staff.actor(action, &row.scope()), kind }
    }

    fn due(&self, state: &MatterState) -> Option<Date> {
        due_day(state, &self.laws, &self.calendar)
    }

    pub(super) async fn was_just_done(
        &self,
        row: &MatterRow,
        staff: &Staff,
        kind: &EventKind,
        at: Timestamp,
    ) -> Result<bool, Internal> {
        let events = self.store.events(row.id).await?;
        let same =
            |event: &&Event| event.kind == *kind && matches!(event.actor, Actor::Staff { id, .. } if id == staff.id);
        Ok(events.iter().rev().find(same).is_some_and(|last| at.duration_since(last.at).abs() < SAME_PRESS))
    }

    async fn was_just_said(&self, row: &MatterRow, text: &str, at: Timestamp) -> Result<bool, Internal> {
        let messages = self.store.messages(row.id).await?;
        let last = messages.last().filter(|last| last.side == Side::Bureau && last.text == text);
        Ok(last.is_some_and(|last| at.duration_since(last.at).abs() < SAME_PRESS))
    }
}

pub(crate) fn too_busy() -> DeskError {
    DeskError::Internal(Internal::new("a matter changed faster than an event could be appended"))
}
