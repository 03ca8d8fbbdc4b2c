use std::collections::BTreeMap;

use super::row::AuditRow;
use super::seal::{Cut, Seal};
use crate::db::{Db, Pool, Tx};
use crate::error::StorageError;
use crate::store::Store;

/// Rows read at once.
pub(super) const AT_ONCE: i64 = 1000;

/// The trail as it stood at one moment, while others write on.
pub struct AuditSnapshot {
    pub(super) tx: Tx,
}

impl Store {
    /// The trail as it stands now.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn audit_snapshot(&self) -> Result<AuditSnapshot, StorageError> {
        let tx = match self.reader() {
            Pool::Sqlite(pool) => Db::Sqlite(pool.begin().await?),
            Pool::Postgres(pool) => {
                Db::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?)
            }
        };
        Ok(AuditSnapshot { tx })
    }
}

impl AuditSnapshot {
    /// The rows behind this one, oldest first, a thousand at most.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn rows(&mut self, behind: i64) -> Result<Vec<AuditRow>, StorageError> {
        const SQL: &str = audit_rows!("WHERE a.seq > $1 ORDER BY a.seq LIMIT $2");
        let rows = on!(&mut self.tx, tx => {
            sqlx::query_as(SQL).bind(behind).bind(AT_ONCE).fetch_all(&mut **tx).await
        })?;
        Ok(rows)
    }

    /// Number and hash of the newest row.
    ///
    /// # Errors
    /// When the database cannot be read, or the trail was never begun.
    pub async fn head(&mut self) -> Result<(i64, Vec<u8>), StorageError> {
        let head = on!(&mut self.tx, tx => {
            sqlx::query_as("SELECT seq, hash FROM audit_head").fetch_optional(&mut **tx).await
        })?;
        head.ok_or_else(|| StorageError::other("the audit trail was not begun; run `yaoan migrate`"))
    }

    /// The mark of the last removal of old rows.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn cut(&mut self) -> Result<Option<Cut>, StorageError> {
        const SQL: &str = "SELECT seq, at, hash, events, events_digest, mac FROM audit_cut ORDER BY seq DESC LIMIT 1";
        Ok(on!(&mut self.tx, tx => sqlx::query_as(SQL).fetch_optional(&mut **tx).await)?)
    }

    /// The seals of the rows behind one and up to another.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn seals(&mut self, behind: i64, upto: i64) -> Result<BTreeMap<i64, Seal>, StorageError> {
        let seals: Vec<Seal> = on!(&mut self.tx, tx => {
            sqlx::query_as("SELECT seq, at, hash, mac FROM audit_seal WHERE seq > $1 AND seq <= $2 ORDER BY seq")
                .bind(behind)
                .bind(upto)
                .fetch_all(&mut **tx)
                .await
        })?;
        Ok(seals.into_iter().map(|seal| (seal.seq, seal)).collect())
    }

    /// The newest seal.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn last_seal(&mut self) -> Result<Option<Seal>, StorageError> {
        const SQL: &str = "SELECT seq, at, hash, mac FROM audit_seal ORDER BY seq DESC LIMIT 1";
        Ok(on!(&mut self.tx, tx => sqlx::query_as(SQL).fetch_optional(&mut **tx).await)?)
    }

    /// Hash of a row; of the last removed one, as its mark keeps it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn hash_of(&mut self, seq: i64) -> Result<Option<Vec<u8>>, StorageError> {
        let hash: Option<(Vec<u8>,)> = on!(&mut self.tx, tx => {
            sqlx::query_as("SELECT hash FROM audit WHERE seq = $1 UNION ALL SELECT hash FROM audit_cut WHERE seq = $1")
                .bind(seq)
                .fetch_optional(&mut **tx)
                .await
        })?;
        Ok(hash.map(|(hash,)| hash))
    }
}
