use domain::audit::{Act, Deed, Who};
use domain::columns::Columns;
use domain::event::Actor;
use jiff::Timestamp;

use crate::audit;
use crate::column::{Reading, json, micros};
use crate::error::StorageError;
use crate::newsroom::revision;
use crate::store::Store;

impl Store {
    /// The columns and the menu, with how often they were changed; nothing before the first change.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn site_columns(&self) -> Result<Option<(u32, Columns)>, StorageError> {
        let row: Option<(i64, String)> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT number, body FROM site_columns ORDER BY number DESC LIMIT 1").fetch_optional(pool).await
        })?;
        let read = |(number, body): (i64, String)| {
            let row = number.to_string();
            let reading = Reading { table: "site_columns", row: &row };
            Ok((reading.number("number", number)?, reading.json("body", &body)?))
        };
        row.map(read).transpose()
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
        (about, what): (&str, &str),
        by: (&Actor, Timestamp),
    ) -> Result<bool, StorageError> {
        retrying!(self.keep_site_columns_once(seen, after, (about, what), by))
    }

    async fn keep_site_columns_once(
        &self,
        seen: u32,
        after: &Columns,
        (about, what): (&str, &str),
        (by, at): (&Actor, Timestamp),
    ) -> Result<bool, StorageError> {
        let body = json(after)?;
        let mut tx = self.begin().await?;
        // Taken first, so that two changes come one after the other.
        revision::advance(&mut tx).await?;
        let kept = on!(&mut tx, tx => {
            sqlx::query(
                "INSERT INTO site_columns (number, at, body) SELECT $1 + 1, $2, $3
                 WHERE $1 = (SELECT COALESCE(MAX(number), 0) FROM site_columns)",
            )
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
