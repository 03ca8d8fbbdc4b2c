//! What was there before there was a trail.

use domain::audit::{Act, Who};
use domain::ledger::Book;

use super::append::{self, Entry, Kept};
use super::chain::START;
use super::uncovered::{self, uncovered_entries};
use crate::column::Reading;
use crate::db::Tx;
use crate::error::StorageError;
use crate::ledger::deed;
use crate::store::Store;

/// Rows written between two looks for what is next.
const AT_ONCE: usize = 500;

impl Store {
    /// Begins the trail: chains the events that are there, as they are now, in the order of their
    /// times, all or none of them. Does nothing once it was begun.
    pub(crate) async fn begin_audit(&self) -> Result<(), StorageError> {
        let mut tx = self.begin().await?;
        // Of two servers that migrate at once, the second waits here and then finds it done.
        let begun = on!(&mut tx, tx => {
            sqlx::query("INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, $1) ON CONFLICT (id) DO NOTHING")
                .bind(START.as_slice())
                .execute(&mut **tx)
                .await
                .map(|done| done.rows_affected())
        })?;
        if begun == 0 {
            return tx.rollback().await;
        }
        for keys in event_keys(&mut tx).await?.chunks(AT_ONCE) {
            let mut entries = Vec::with_capacity(keys.len());
            for key in keys {
                entries.push(entry(&mut tx, key).await?);
            }
            append::append(&mut tx, &entries).await?;
        }
        chain_entries(&mut tx).await?;
        tx.commit().await
    }

    /// Chains the ledgers' entries that have no row of their own, as they are now. To be done once,
    /// right after the step that gave rows a place for them.
    pub(crate) async fn chain_ledger_entries(&self) -> Result<(), StorageError> {
        let mut tx = self.begin().await?;
        chain_entries(&mut tx).await?;
        tx.commit().await
    }

    /// Whether the step that made the tables was applied without the trail being begun.
    pub(crate) async fn audit_is_begun(&self) -> Result<bool, StorageError> {
        let begun = on!(self.writer(), pool => {
            sqlx::query("SELECT 1 FROM audit_head").fetch_optional(pool).await.map(|head| head.is_some())
        })?;
        Ok(begun)
    }
}

async fn chain_entries(tx: &mut Tx) -> Result<(), StorageError> {
    let mut behind = (String::new(), 0);
    loop {
        let found = uncovered_entries(tx, 0, &behind).await?;
        let Some(last) = found.last() else { return Ok(()) };
        behind = (last.ledger.clone(), last.seq);
        let rows: Result<Vec<_>, _> = found.iter().map(row_of).collect();
        append::append(tx, &rows?).await?;
    }
}

fn row_of(found: &uncovered::Entry) -> Result<Entry, StorageError> {
    let reading = Reading { table: "ledger_entry", row: &found.number };
    let book = reading.named("book", Book::parse(&found.book))?;
    let who: Who = reading.json("actor", &found.actor)?;
    let act = Act::new(reading.time("at", found.at)?, who, deed(book), &found.number);
    Entry::of_entry(&act, &found.written())
}

type Key = (String, i64);

async fn event_keys(tx: &mut Tx) -> Result<Vec<Key>, StorageError> {
    let keys = on!(tx, tx => {
        sqlx::query_as("SELECT matter, seq FROM event ORDER BY at, matter, seq").fetch_all(&mut **tx).await
    })?;
    Ok(keys)
}

async fn entry(tx: &mut Tx, (matter, seq): &Key) -> Result<Entry, StorageError> {
    let (number, at, actor, kind): (String, i64, String, String) = on!(tx, tx => {
        sqlx::query_as(
            "SELECT m.number, e.at, e.actor, e.kind FROM event e JOIN matter m ON m.id = e.matter
             WHERE e.matter = $1 AND e.seq = $2",
        )
        .bind(matter)
        .bind(seq)
        .fetch_one(&mut **tx)
        .await
    })?;
    let person = serde_json::from_str::<Who>(&actor).map(|who| append::person(&who))?;
    Entry::of_kept(&Kept { matter, number: &number, seq: *seq, at, actor, kind }, person)
}
