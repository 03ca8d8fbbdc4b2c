use domain::event::Event;
use domain::matter::MatterState;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::attachments::NewAttachment;
use crate::column::{self, count, due, json};
use crate::db::Tx;
use crate::error::StorageError;
use crate::jobs::NewJob;
use crate::matters::MatterRow;
use crate::messages::{self, NewMessage};
use crate::store::Store;
use crate::tally::{self, Sort};
use crate::{audit, search, webhooks, write};

/// What happens to a matter, kept together or not at all.
#[derive(Clone, Debug, Default)]
pub struct Change<'a> {
    pub events: &'a [Event],
    /// The last day of the next legal step after this change; `None` when nothing is due.
    pub due: Option<Date>,
    pub message: Option<NewMessage>,
    pub attachments: &'a [NewAttachment],
    pub jobs: &'a [NewJob],
}

#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "answered once and taken apart at once")]
pub enum Appended {
    /// The matter as it is now.
    Done(MatterRow),
    /// Something else happened since the row was read: read it again, decide again, try again.
    Conflict,
    /// The message's key, or the callback's id, was there already; nothing was written.
    Repeated,
}

impl Store {
    /// Appends events to a matter as it was read, with what belongs to them.
    ///
    /// # Errors
    /// When the database cannot be written: then nothing was kept.
    pub async fn append(&self, matter: &MatterRow, change: Change<'_>) -> Result<Appended, StorageError> {
        retrying!(self.append_once(None, matter, &change))
    }

    /// The same, unless the callback with this id was taken before.
    ///
    /// # Errors
    /// When the database cannot be written: then nothing was kept, the id neither.
    pub async fn append_for_webhook(
        &self,
        id: &str,
        at: Timestamp,
        matter: &MatterRow,
        change: Change<'_>,
    ) -> Result<Appended, StorageError> {
        retrying!(self.append_once(Some((id, at)), matter, &change))
    }

    async fn append_once(
        &self,
        webhook: Option<(&str, Timestamp)>,
        matter: &MatterRow,
        change: &Change<'_>,
    ) -> Result<Appended, StorageError> {
        let mut tx = self.begin().await?;
        let answer = append_in(&mut tx, webhook, matter, change).await?;
        match answer {
            Appended::Done(_) => tx.commit().await?,
            Appended::Conflict | Appended::Repeated => tx.rollback().await?,
        }
        Ok(answer)
    }
}

pub(crate) async fn append_in(
    tx: &mut Tx,
    webhook: Option<(&str, Timestamp)>,
    matter: &MatterRow,
    change: &Change<'_>,
) -> Result<Appended, StorageError> {
    let mut trail = Vec::with_capacity(change.events.len());
    let answer = write_in(tx, webhook, matter, change, &mut trail).await?;
    if matches!(answer, Appended::Done(_)) {
        audit::append(tx, &trail).await?;
    }
    Ok(answer)
}

/// The same without the audit trail's rows, which end the transaction.
pub(crate) async fn write_in(
    tx: &mut Tx,
    webhook: Option<(&str, Timestamp)>,
    matter: &MatterRow,
    change: &Change<'_>,
    trail: &mut Vec<audit::Entry>,
) -> Result<Appended, StorageError> {
    if let Some((id, at)) = webhook
        && !webhooks::remember(tx, id, at).await?
    {
        return Ok(Appended::Repeated);
    }
    // Before the version: a repeated message always meets a matter that has moved on.
    if let Some(message) = &change.message
        && !messages::insert(tx, matter.id, message).await?
    {
        return Ok(Appended::Repeated);
    }
    let events = write::as_kept(change.events);
    let state = write::applied(matter.state.clone(), &events);
    let version = matter.version.saturating_add(u32::try_from(events.len()).unwrap_or(u32::MAX));
    if !update_row(tx, matter, &state, version, change.due).await? {
        return Ok(Appended::Conflict);
    }
    let behind = write::Behind { matter: matter.id, number: &matter.number, events: matter.version };
    write::events(tx, behind, &events, trail).await?;
    write::attachments(tx, matter.id, change.attachments).await?;
    write::jobs(tx, change.jobs).await?;
    let photos = matter.photos.saturating_add(u32::try_from(count(change.attachments.len())).unwrap_or(u32::MAX));
    Ok(Appended::Done(MatterRow { state, version, photos, ..matter.clone() }))
}

/// False when the matter is not at the version it was read at.
async fn update_row(
    tx: &mut Tx,
    matter: &MatterRow,
    state: &MatterState,
    version: u32,
    next_due: Option<Date>,
) -> Result<bool, StorageError> {
    let moved = move_tally(tx, matter, state).await?;
    let updated = on!(tx, tx => {
        sqlx::query(
            "UPDATE matter SET version = $3, state = $4, status = $5, unit = $6, registration_no = $7,
                 open = $8, due = $9, tally = COALESCE($10, tally), held_by = $11, stands_still = $12,
                 ordered_until = $13, handler = $14, stage = $15, asks = $16, closed_at = $17, rating = $18
             WHERE id = $1 AND version = $2",
        )
        .bind(matter.id.to_string())
        .bind(i64::from(matter.version))
        .bind(i64::from(version))
        .bind(json(state)?)
        .bind(state.status().as_str())
        .bind(&state.unit)
        .bind(&state.registration_no)
        .bind(!state.status().is_end())
        .bind(due(next_due))
        .bind(moved)
        .bind(column::holder(state))
        .bind(column::stands_still(state))
        .bind(column::ordered_until(state))
        .bind(tally::handler(state))
        .bind(tally::stage(state.stage))
        .bind(tally::asks(state))
        .bind(state.closed_at.map(column::micros))
        .bind(column::rating(state))
        .execute(&mut **tx)
        .await
        .map(|done| done.rows_affected())
    })?;
    Ok(updated == 1)
}

/// Counts and finds the matter under its new sort; `None` when that is the old one.
async fn move_tally(tx: &mut Tx, matter: &MatterRow, state: &MatterState) -> Result<Option<i64>, StorageError> {
    let old = Sort::of(&matter.facts.region, &matter.state);
    let new = Sort::of(&matter.facts.region, state);
    if old == new {
        return Ok(None);
    }
    search::move_to(tx, matter, &old, &new).await?;
    if old < new {
        tally::add(tx, &old, -1).await?;
        return tally::add(tx, &new, 1).await.map(Some);
    }
    let id = tally::add(tx, &new, 1).await?;
    tally::add(tx, &old, -1).await?;
    Ok(Some(id))
}
