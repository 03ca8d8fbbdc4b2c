//! Rows that recording and appending both write.

use domain::event::Event;
use domain::matter::{MatterId, MatterState};

use crate::attachments::{self, NewAttachment};
use crate::audit::Entry;
use crate::column::{json, micros, to_the_microsecond};
use crate::db::Tx;
use crate::error::StorageError;
use crate::jobs::{self, NewJob};

/// Events with times as the database keeps them, so that the state computed now is the state that
/// replaying gives later.
pub(crate) fn as_kept(events: &[Event]) -> Vec<Event> {
    events.iter().map(|event| Event { at: to_the_microsecond(event.at), ..event.clone() }).collect()
}

pub(crate) fn applied(state: MatterState, events: &[Event]) -> MatterState {
    events.iter().fold(state, MatterState::applied)
}

/// The matter events are appended to, and how many are there.
#[derive(Clone, Copy)]
pub(crate) struct Behind<'a> {
    pub matter: MatterId,
    pub number: &'a str,
    pub events: u32,
}

/// Appends events, and adds their rows of the audit trail to those that end the transaction.
pub(crate) async fn events(
    tx: &mut Tx,
    behind: Behind<'_>,
    events: &[Event],
    trail: &mut Vec<Entry>,
) -> Result<(), StorageError> {
    let Behind { matter, number, .. } = behind;
    for (seq, event) in (i64::from(behind.events) + 1..).zip(events) {
        trail.push(Entry::of_event(matter, number, seq, event)?);
        on!(&mut *tx, tx => {
            sqlx::query("INSERT INTO event (matter, seq, at, actor, kind) VALUES ($1, $2, $3, $4, $5)")
                .bind(matter.to_string())
                .bind(seq)
                .bind(micros(event.at))
                .bind(json(&event.actor)?)
                .bind(json(&event.kind)?)
                .execute(&mut **tx)
                .await
                .map(drop)
        })?;
    }
    Ok(())
}

pub(crate) async fn attachments(tx: &mut Tx, matter: MatterId, new: &[NewAttachment]) -> Result<(), StorageError> {
    for attachment in new {
        attachments::insert(tx, matter, attachment).await?;
    }
    Ok(())
}

pub(crate) async fn jobs(tx: &mut Tx, new: &[NewJob]) -> Result<(), StorageError> {
    for job in new {
        jobs::insert(tx, job).await?;
    }
    Ok(())
}
