//! The writing of one step, inside a transaction.

use domain::audit::{Act, Deed, Who};
use jiff::Timestamp;
use uuid::Uuid;

use super::{ItemKept, ItemRow, ItemStanding, ItemStep, texts};
use crate::audit::{self, Entry, Written};
use crate::column::{due, json, micros};
use crate::db::Tx;
use crate::error::StorageError;

/// False when the item is not at the version it was read at.
pub(super) async fn update(
    tx: &mut Tx,
    row: &ItemRow,
    standing: &ItemStanding,
    at: Timestamp,
) -> Result<bool, StorageError> {
    let state = &standing.state;
    let live = state.live.as_ref();
    let updated = on!(tx, tx => {
        sqlx::query(
            "UPDATE item SET version = version + 1, title = $3, unit = $4, stage = $5, live = $6, scheduled_at = $7,
                 until = $8, updated_at = $9, state = $10, wanted = $11
             WHERE id = $1 AND version = $2 AND deleted_at IS NULL",
        )
        .bind(row.id.to_string())
        .bind(i64::from(row.version))
        .bind(&standing.title)
        .bind(&standing.unit)
        .bind(state.stage.as_str())
        .bind(live.map(|live| live.digest.clone()))
        .bind(state.scheduled.map(micros))
        .bind(due(live.and_then(|live| live.until)))
        .bind(micros(at))
        .bind(json(state)?)
        .bind(state.address.as_deref())
        .execute(&mut **tx)
        .await
        .map(|done| done.rows_affected())
    })?;
    Ok(updated == 1)
}

/// Whether residents see something else after a step than before.
pub(super) fn is_seen(row: &ItemRow, standing: &ItemStanding) -> bool {
    let (before, after) = (&row.state.live, &standing.state.live);
    before != after || after.is_some() && row.slug != standing.slug
}

/// Whether another item has the address, had it before, or gets it with its next signing.
pub(super) async fn is_taken(tx: &mut Tx, kind: &str, slug: &str, own: Option<Uuid>) -> Result<bool, StorageError> {
    let own = own.map(|id| id.to_string()).unwrap_or_default();
    let found = on!(tx, tx => {
        sqlx::query(
            "SELECT 1 FROM item WHERE kind = $1 AND (slug = $2 OR wanted = $2) AND id <> $3
             UNION ALL SELECT 1 FROM item_redirect WHERE kind = $1 AND slug = $2 AND item <> $3",
        )
        .bind(kind)
        .bind(slug)
        .bind(own)
        .fetch_optional(&mut **tx)
        .await?
        .is_some()
    });
    Ok(found)
}

pub(super) async fn rename(tx: &mut Tx, row: &ItemRow, slug: &str) -> Result<(), StorageError> {
    on!(tx, tx => {
        // An item may take an address of its own back.
        sqlx::query("DELETE FROM item_redirect WHERE kind = $1 AND slug = $2")
            .bind(row.kind.as_str())
            .bind(slug)
            .execute(&mut **tx)
            .await?;
        sqlx::query("INSERT INTO item_redirect (kind, slug, item) VALUES ($1, $2, $3)")
            .bind(row.kind.as_str())
            .bind(&row.slug)
            .bind(row.id.to_string())
            .execute(&mut **tx)
            .await?;
        sqlx::query("UPDATE item SET slug = $2 WHERE id = $1")
            .bind(row.id.to_string())
            .bind(slug)
            .execute(&mut **tx)
            .await
            .map(drop)
    })?;
    Ok(())
}

/// Event, text and, last of all, the row of the audit trail.
pub(super) async fn finish(
    mut tx: Tx,
    id: Uuid,
    seq: u32,
    standing: &ItemStanding,
    step: &ItemStep<'_>,
) -> Result<ItemKept, StorageError> {
    let entry = insert_step(&mut tx, id, seq, &standing.slug, step).await?;
    audit::append(&mut tx, &[entry]).await?;
    tx.commit().await?;
    Ok(ItemKept::Done)
}

/// Event and text. Answers the row of the audit trail, which is written last.
pub(super) async fn insert_step(
    tx: &mut Tx,
    id: Uuid,
    seq: u32,
    slug: &str,
    step: &ItemStep<'_>,
) -> Result<Entry, StorageError> {
    let (item, actor, kept) = (id.to_string(), json(&step.event.actor)?, json(&step.event.step)?);
    let at = micros(step.event.at);
    let written = Written { ledger: &item, seq: i64::from(seq), at, happened: at, actor: &actor, step: &kept };
    on!(&mut *tx, tx => {
        sqlx::query("INSERT INTO item_event (item, seq, at, actor, step) VALUES ($1, $2, $3, $4, $5)")
            .bind(written.ledger)
            .bind(written.seq)
            .bind(written.at)
            .bind(written.actor)
            .bind(written.step)
            .execute(&mut **tx)
            .await
            .map(drop)
    })?;
    if let Some(text) = step.text {
        texts::insert(tx, id, seq, text, step.event).await?;
    }
    let act = Act::new(step.event.at, Who::from(&step.event.actor), Deed::ItemKept, slug).with_detail(step.words);
    Entry::of_entry(&act, &written)
}
