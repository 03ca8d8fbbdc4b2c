use domain::audit::Act;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::audit;
use crate::column::{Reading, micros};
use crate::error::StorageError;
use crate::store::Store;

/// Somebody on leave and who stands in for them, from one day to another, both included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeputyRow {
    pub id: Uuid,
    pub absent: Uuid,
    pub deputy: Uuid,
    pub from: Date,
    pub to: Date,
}

type Raw = (String, String, String, String, String);

impl Store {
    /// Names a deputy; `act` is written down with it.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn add_deputy(&self, row: &DeputyRow, at: Timestamp, act: &Act) -> Result<(), StorageError> {
        let mut tx = self.begin().await?;
        on!(&mut tx, tx => {
            sqlx::query(
                "INSERT INTO deputy (id, absent, deputy, from_day, to_day, named_at) VALUES ($1, $2, $3, $4, $5, $6)",
            )
            .bind(row.id.to_string())
            .bind(row.absent.to_string())
            .bind(row.deputy.to_string())
            .bind(row.from.to_string())
            .bind(row.to.to_string())
            .bind(micros(at))
            .execute(&mut **tx)
            .await
            .map(drop)
        })?;
        audit::note(&mut tx, act).await?;
        tx.commit().await
    }

    /// Ends what somebody named; `act` is written down with it. False for nothing of theirs.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn end_deputy(&self, id: Uuid, absent: Uuid, act: &Act) -> Result<bool, StorageError> {
        let mut tx = self.begin().await?;
        let ended = on!(&mut tx, tx => {
            sqlx::query("DELETE FROM deputy WHERE id = $1 AND absent = $2")
                .bind(id.to_string())
                .bind(absent.to_string())
                .execute(&mut **tx)
                .await
                .map(|done| done.rows_affected())
        })?;
        if ended == 0 {
            tx.rollback().await?;
            return Ok(false);
        }
        audit::note(&mut tx, act).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// For whom somebody stands in on a day.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn stands_in_for(&self, deputy: Uuid, on: Date) -> Result<Vec<DeputyRow>, StorageError> {
        let rows: Vec<Raw> = on!(self.reader(), pool => {
            sqlx::query_as(
                "SELECT id, absent, deputy, from_day, to_day FROM deputy
                 WHERE deputy = $1 AND from_day <= $2 AND to_day >= $2 ORDER BY from_day, id",
            )
            .bind(deputy.to_string())
            .bind(on.to_string())
            .fetch_all(pool)
            .await
        })?;
        rows.into_iter().map(read).collect()
    }

    /// Whom somebody named, as far as it is not over on a day.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn deputies_of(&self, absent: Uuid, on: Date) -> Result<Vec<DeputyRow>, StorageError> {
        let rows: Vec<Raw> = on!(self.reader(), pool => {
            sqlx::query_as(
                "SELECT id, absent, deputy, from_day, to_day FROM deputy
                 WHERE absent = $1 AND to_day >= $2 ORDER BY from_day, id",
            )
            .bind(absent.to_string())
            .bind(on.to_string())
            .fetch_all(pool)
            .await
        })?;
        rows.into_iter().map(read).collect()
    }
}

fn read((id, absent, deputy, from, to): Raw) -> Result<DeputyRow, StorageError> {
    let reading = Reading { table: "deputy", row: &id };
    Ok(DeputyRow {
        id: reading.uuid("id", &id)?,
        absent: reading.uuid("absent", &absent)?,
        deputy: reading.uuid("deputy", &deputy)?,
        from: from.parse().map_err(|_| reading.corrupt("from_day"))?,
        to: to.parse().map_err(|_| reading.corrupt("to_day"))?,
    })
}
