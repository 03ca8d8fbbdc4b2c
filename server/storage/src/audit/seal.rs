use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;

use super::chain;
use super::check::{Findings, Mac};
use super::verify::Start;
use crate::column::micros;
use crate::error::StorageError;
use crate::store::Store;

/// The chain up to a row, under a keyed hash.
#[derive(Clone, Debug, PartialEq, Eq, FromRow, Serialize, Deserialize)]
pub struct Seal {
    pub seq: i64,
    /// Microseconds since 1970, UTC.
    pub at: i64,
    pub hash: Vec<u8>,
    pub mac: Vec<u8>,
}

/// Up to where old rows were removed, under a keyed hash.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Cut {
    /// The last row that was removed.
    pub seq: i64,
    /// When, in microseconds since 1970, UTC.
    pub at: i64,
    /// Hash of that row.
    pub hash: Vec<u8>,
    /// Events without a row since.
    pub events: i64,
    pub events_digest: Vec<u8>,
    pub mac: Vec<u8>,
}

/// What came of sealing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sealing {
    /// Nothing was written since the last seal.
    Nothing,
    Sealed(Seal),
    /// Something is wrong with the rows since the last seal; a broken chain is not sealed.
    Broken(Findings),
}

impl Store {
    /// Seals the newest row, after holding the rows since the last seal to the chain.
    ///
    /// # Errors
    /// When the database cannot be read or written.
    pub async fn seal_audit(&self, at: Timestamp, mac: Mac<'_>) -> Result<Sealing, StorageError> {
        let mut snapshot = self.audit_snapshot().await?;
        let (last, (head, hash)) = (snapshot.last_seal().await?, snapshot.head().await?);
        if last.as_ref().map_or(0, |seal| seal.seq) == head {
            return Ok(Sealing::Nothing);
        }
        let from = last.map_or(Start::Beginning, Start::Seal);
        let checked = snapshot.check(from, mac).await?;
        drop(snapshot);
        if !checked.findings.is_whole() {
            return Ok(Sealing::Broken(checked.findings));
        }
        let at = micros(at);
        let mac = mac(&chain::seal_text(head, at, &hash)).to_vec();
        let seal = Seal { seq: head, at, hash, mac };
        self.add_seal(&seal).await?;
        Ok(Sealing::Sealed(seal))
    }

    /// Another server may have sealed the same row, or a later one, meanwhile.
    async fn add_seal(&self, seal: &Seal) -> Result<(), StorageError> {
        on!(self.writer(), pool => {
            sqlx::query(
                "INSERT INTO audit_seal (seq, at, hash, mac) SELECT $1, $2, $3, $4
                 WHERE NOT EXISTS (SELECT 1 FROM audit_seal WHERE seq >= $1) ON CONFLICT (seq) DO NOTHING",
            )
            .bind(seal.seq)
            .bind(seal.at)
            .bind(seal.hash.as_slice())
            .bind(seal.mac.as_slice())
            .execute(pool)
            .await
            .map(drop)
        })?;
        Ok(())
    }

    /// The newest seal.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn last_audit_seal(&self) -> Result<Option<Seal>, StorageError> {
        const SQL: &str = "SELECT seq, at, hash, mac FROM audit_seal ORDER BY seq DESC LIMIT 1";
        Ok(on!(self.reader(), pool => sqlx::query_as(SQL).fetch_optional(pool).await)?)
    }
}
