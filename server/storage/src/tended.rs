//! What staff change as a whole: columns and menu, and what comes first in searches. Each change is one row
//! more, the newest holds.

use domain::audit::{Act, Deed, Who};
use domain::bets::Bets;
use domain::columns::Columns;
use domain::event::Actor;
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::AssertSqlSafe;

use crate::audit;
use crate::column::{Reading, json, micros};
use crate::error::StorageError;
use crate::newsroom::revision;
use crate::store::Store;

const COLUMNS: &str = "site_columns";
const BETS: &str = "best_bets";

impl Store {
    /// The columns and the menu, with how often they were changed; nothing before the first change.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn site_columns(&self) -> Result<Option<(u32, Columns)>, StorageError> {
        self.newest(COLUMNS).await
    }

    /// Keeps a change of what was changed `seen` times, and says it in the audit trail; answers false
    /// where somebody changed it since.
    ///
    /// # Errors
    /// When the database cannot be written: then nothing was kept.
    pub async fn keep_site_columns(
        &self,
        seen: u32,
        after: &Columns,
        said: (&str, &str),
        by: (&Actor, Timestamp),
    ) -> Result<bool, StorageError> {
        retrying!(self.keep_tended(COLUMNS, seen, after, said, by))
    }

    /// What comes first in searches, with how often it was changed; nothing before the first change.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn best_bets(&self) -> Result<Option<(u32, Bets)>, StorageError> {
        self.newest(BETS).await
    }

    /// Keeps a change as [`Self::keep_site_columns`] does.
    ///
    /// # Errors
    /// When the database cannot be written: then nothing was kept.
    pub async fn keep_best_bets(
        &self,
        seen: u32,
        after: &Bets,
        said: (&str, &str),
        by: (&Actor, Timestamp),
    ) -> Result<bool, StorageError> {
        retrying!(self.keep_tended(BETS, seen, after, said, by))
    }

    async fn newest<T: DeserializeOwned>(&self, table: &'static str) -> Result<Option<(u32, T)>, StorageError> {
        let sql = format!("SELECT number, body FROM {table} ORDER BY number DESC LIMIT 1");
        let row: Option<(i64, String)> = on!(self.reader(), pool => {
            sqlx::query_as(AssertSqlSafe(sql)).fetch_optional(pool).await
        })?;
        let read = |(number, body): (i64, String)| {
            let row = number.to_string();
            let reading = Reading { table, row: &row };
            Ok((reading.number("number", number)?, reading.json("body", &body)?))
        };
        row.map(read).transpose()
    }

    async fn keep_tended(
        &self,
        table: &'static str,
        seen: u32,
        after: &impl Serialize,
        (about, what): (&str, &str),
        (by, at): (&Actor, Timestamp),
    ) -> Result<bool, StorageError> {
        let body = json(after)?;
        let sql = format!(
            "INSERT INTO {table} (number, at, body) SELECT $1 + 1, $2, $3
             WHERE $1 = (SELECT COALESCE(MAX(number), 0) FROM {table})"
        );
        let mut tx = self.begin().await?;
        // Taken first, so that two changes come one after the other.
        revision::advance(&mut tx).await?;
        let kept = on!(&mut tx, tx => {
            sqlx::query(AssertSqlSafe(sql))
                .bind(i64::from(seen))
                .bind(micros(at))
                .bind(&body)
                .execute(&mut **tx)
                .await
                .map(|done| done.rows_affected())
        })?;
        if kept == 0 {
            tx.rollback().await?;
            return Ok(false);
        }
        audit::note(&mut tx, &Act::new(at, Who::from(by), Deed::SiteTended, about).with_detail(what)).await?;
        tx.commit().await?;
        Ok(true)
    }
}
