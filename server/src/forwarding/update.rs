//! What the gateway reports back about a matter.

use domain::event::{Actor, Event, EventKind};
use domain::matter::Status;
use domain::ports::{Internal, Update, UpdateError, UpdateKind};
use jiff::Timestamp;
use storage::{Appended, MatterRow};

use super::Forwarder;
use super::ledger::{RACES, events};
use super::signature::TOLERANCE;

impl Forwarder {
    /// A notice that cannot be taken now is not remembered: the same one may fit later, when those
    /// sent before it have come.
    pub(super) async fn take_update(&self, webhook_id: &str, update: Update, at: Timestamp) -> Result<(), UpdateError> {
        for _ in 0..RACES {
            if self.store.knows_webhook(webhook_id).await.map_err(Internal::from)? {
                return Ok(());
            }
            let row = self.store.matter_by_number(&update.number).await.map_err(Internal::from)?;
            let row = row.ok_or(UpdateError::UnknownMatter)?;
            let news = events(self.news(&row, &update.kind, at).await?, &Actor::System, at);
            let change = self.change(&row, &news);
            let appended = self.store.append_for_webhook(webhook_id, at, &row, change).await;
            match appended.map_err(Internal::from)? {
                Appended::Done(_) | Appended::Repeated => return Ok(()),
                Appended::Conflict => {}
            }
        }
        Err(Internal::new("a matter was changed by others too often").into())
    }

    /// The events a notice adds; none where it tells what is known.
    async fn news(&self, row: &MatterRow, kind: &UpdateKind, at: Timestamp) -> Result<Vec<EventKind>, UpdateError> {
        match kind {
            UpdateKind::Registered { registration_no, registered_at } => {
                self.registration(row, registration_no, *registered_at, at).await
            }
            UpdateKind::Status { status, note } => self.status(row, *status, note, at).await,
            UpdateKind::Closed { result } => self.status(row, Status::Closed, result, at).await,
        }
    }

    async fn registration(
        &self,
        row: &MatterRow,
        registration_no: &str,
        registered_at: Timestamp,
        at: Timestamp,
    ) -> Result<Vec<EventKind>, UpdateError> {
        if row.state.registration_no.as_deref() == Some(registration_no) {
            return Ok(Vec::new());
        }
        if registered_at.duration_since(at) > TOLERANCE {
            return Err(UpdateError::Invalid("data.registered_at 在现在以后".to_owned()));
        }
        if let Some(other) = self.holder(registration_no, row).await? {
            return Err(UpdateError::Invalid(format!("data.registration_no 已经记在 {other} 上")));
        }
        Ok(vec![EventKind::Registered { registration_no: registration_no.to_owned(), registered_at }])
    }

    async fn status(
        &self,
        row: &MatterRow,
        status: Status,
        note: &str,
        at: Timestamp,
    ) -> Result<Vec<EventKind>, UpdateError> {
        let kind = EventKind::StatusSet { status, note: note.to_owned() };
        let event = Event { at, actor: Actor::System, kind };
        let Err(refusal) = row.state.apply(&event, &self.calendar, &self.laws) else {
            return Ok(vec![event.kind]);
        };
        let known =
            row.state.status() == status && (note.is_empty() || self.last_note(row).await?.as_deref() == Some(note));
        if known { Ok(Vec::new()) } else { Err(UpdateError::Invalid(refusal.to_string())) }
    }

    async fn last_note(&self, row: &MatterRow) -> Result<Option<String>, Internal> {
        let events = self.store.events(row.id).await?;
        Ok(events.into_iter().rev().find_map(|event| match event.kind {
            EventKind::StatusSet { note, .. } => Some(note),
            _ => None,
        }))
    }
}
