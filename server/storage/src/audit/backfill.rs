//! What was there before there was a trail.

use domain::audit::Who;

use super::append::{self, Entry, Kept};
use super::chain::START;
use crate::db::Tx;
use crate::error::StorageError;
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
