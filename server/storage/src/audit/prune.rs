use domain::audit::Act;
use jiff::Timestamp;

use super::append::{head_for_update, note};
use super::chain::{self, Heap};
use super::check::Mac;
use super::seal::Cut;
use super::uncovered::each_uncovered;
use crate::column::micros;
use crate::db::Tx;
use crate::error::StorageError;
use crate::store::Store;

impl Store {
    /// Removes the oldest rows, up to the last one before which all are older than `before`, and
    /// leaves a mark from which the chain is checked on; the newest row always stays. `act` is
    /// written behind it. `None` when nothing was old enough.
    ///
    /// # Errors
    /// When the database cannot be written: then everything stays.
    pub async fn prune_audit(&self, before: Timestamp, act: &Act, mac: Mac<'_>) -> Result<Option<Cut>, StorageError> {
        let mut tx = self.begin().await?;
        let (head, _) = head_for_update(&mut tx).await?;
        let Some((seq, hash)) = last_to_go(&mut tx, before, head).await? else {
            tx.rollback().await?;
            return Ok(None);
        };
        let (events, events_digest) = left_without_row(&mut tx, seq).await?;
        let at = micros(act.at);
        let mac = mac(&chain::cut_text(seq, at, &hash, events, &events_digest)).to_vec();
        let cut = Cut { seq, at, hash, events, events_digest: events_digest.to_vec(), mac };
        mark(&mut tx, &cut).await?;
        let act = act.clone().with_detail(format!("清理到第 {seq} 行"));
        note(&mut tx, &act).await?;
        tx.commit().await?;
        Ok(Some(cut))
    }
}

/// Number and hash of the last row that goes.
async fn last_to_go(tx: &mut Tx, before: Timestamp, head: i64) -> Result<Option<(i64, Vec<u8>)>, StorageError> {
    let row = on!(tx, tx => {
        sqlx::query_as(
            "SELECT seq, hash FROM audit
             WHERE seq < $2 AND seq < COALESCE((SELECT MIN(k.seq) FROM audit k WHERE k.at >= $1), $2)
             ORDER BY seq DESC LIMIT 1",
        )
        .bind(micros(before))
        .bind(head)
        .fetch_optional(&mut **tx)
        .await
    })?;
    Ok(row)
}

/// Count and digest of all events and entries that have no row behind `cut`, removed earlier or now.
async fn left_without_row(tx: &mut Tx, cut: i64) -> Result<(i64, chain::Hash), StorageError> {
    let mut heap = Heap::new();
    each_uncovered(tx, cut, |_, digest| heap.add(&digest)).await?;
    Ok((heap.count, heap.digest()))
}

/// The mark comes first: the triggers let rows go only up to it.
async fn mark(tx: &mut Tx, cut: &Cut) -> Result<(), StorageError> {
    on!(tx, tx => {
        sqlx::query(
            "INSERT INTO audit_cut (seq, at, hash, events, events_digest, mac) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(cut.seq)
        .bind(cut.at)
        .bind(cut.hash.as_slice())
        .bind(cut.events)
        .bind(cut.events_digest.as_slice())
        .bind(cut.mac.as_slice())
        .execute(&mut **tx)
        .await?;
        sqlx::query("DELETE FROM audit WHERE seq <= $1").bind(cut.seq).execute(&mut **tx).await?;
        sqlx::query("DELETE FROM audit_seal WHERE seq <= $1").bind(cut.seq).execute(&mut **tx).await?;
    });
    Ok(())
}
