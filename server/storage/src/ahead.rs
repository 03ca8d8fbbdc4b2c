//! Photos that residents' phones send before the form they belong to.

use jiff::Timestamp;
use uuid::Uuid;

use crate::column::{Reading, micros, size};
use crate::db::Tx;
use crate::error::StorageError;
use crate::field::{Piece, pieces};
use crate::store::Store;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AheadRow {
    pub form: Uuid,
    pub id: Uuid,
    /// Bytes as sent.
    pub size: u64,
    /// Bytes that are here.
    pub here: u64,
    pub expires_at: Timestamp,
}

/// How much anybody who has a form may leave here.
#[derive(Clone, Copy, Debug)]
pub struct AheadLimits {
    /// Photos of one form.
    pub photos: u32,
    /// Bytes of all forms together.
    pub bytes: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begun {
    /// There now, or there before: then with the length it had.
    Here(AheadRow),
    TooMany,
    /// No more bytes are taken for now.
    Full,
}

impl Store {
    /// # Errors
    /// When the database cannot be read.
    pub async fn ahead_photo(&self, form: Uuid, id: Uuid) -> Result<Option<AheadRow>, StorageError> {
        let row: Option<(i64, i64, i64)> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT size, here, expires_at FROM ahead_photo WHERE form = $1 AND id = $2")
                .bind(form.to_string())
                .bind(id.to_string())
                .fetch_optional(pool)
                .await
        })?;
        row.map(|row| read(form, id, row)).transpose()
    }

    /// Begins a photo, or gives one that is under way more time. What has expired goes first.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn begin_ahead(&self, new: AheadRow, limits: AheadLimits, at: Timestamp) -> Result<Begun, StorageError> {
        self.give_ahead_up(at).await?;
        retrying!(self.begin_ahead_once(new, limits))
    }

    async fn begin_ahead_once(&self, new: AheadRow, limits: AheadLimits) -> Result<Begun, StorageError> {
        let mut tx = self.begin().await?;
        let known: Option<(i64, i64, i64)> = on!(&mut tx, tx => {
            sqlx::query_as(
                "UPDATE ahead_photo SET expires_at = $3 WHERE form = $1 AND id = $2 RETURNING size, here, expires_at",
            )
            .bind(new.form.to_string())
            .bind(new.id.to_string())
            .bind(micros(new.expires_at))
            .fetch_optional(&mut **tx)
            .await
        })?;
        if let Some(row) = known {
            tx.commit().await?;
            return Ok(Begun::Here(read(new.form, new.id, row)?));
        }
        let (photos, bytes): (i64, i64) = on!(&mut tx, tx => {
            sqlx::query_as(
                "SELECT CAST(COALESCE(SUM(CASE WHEN form = $1 THEN 1 ELSE 0 END), 0) AS BIGINT),
                     CAST(COALESCE(SUM(here), 0) AS BIGINT) FROM ahead_photo",
            )
            .bind(new.form.to_string())
            .fetch_one(&mut **tx)
            .await
        })?;
        if photos >= i64::from(limits.photos) {
            return Ok(Begun::TooMany);
        }
        if bytes.saturating_add(size(new.size)) > size(limits.bytes) {
            return Ok(Begun::Full);
        }
        insert(&mut tx, new).await?;
        tx.commit().await?;
        Ok(Begun::Here(new))
    }

    /// Adds bytes behind those that are here. False, and nothing done, when the offset is another by
    /// now or there is no room for them.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn add_ahead(
        &self,
        (form, id): (Uuid, Uuid),
        piece: &Piece,
        limits: AheadLimits,
        expires_at: Timestamp,
    ) -> Result<bool, StorageError> {
        retrying!(self.add_ahead_once((form, id), piece, limits, expires_at))
    }

    async fn add_ahead_once(
        &self,
        (form, id): (Uuid, Uuid),
        piece: &Piece,
        limits: AheadLimits,
        expires_at: Timestamp,
    ) -> Result<bool, StorageError> {
        let mut tx = self.begin().await?;
        let moved = on!(&mut tx, tx => {
            sqlx::query(
                "UPDATE ahead_photo SET here = here + $4, expires_at = $5
                 WHERE form = $1 AND id = $2 AND here = $3 AND here + $4 <= size
                     AND (SELECT CAST(COALESCE(SUM(here), 0) AS BIGINT) FROM ahead_photo) + $4 <= $6",
            )
            .bind(form.to_string())
            .bind(id.to_string())
            .bind(size(piece.begins))
            .bind(size(piece.length))
            .bind(micros(expires_at))
            .bind(size(limits.bytes))
            .execute(&mut **tx)
            .await
            .map(|done| done.rows_affected())
        })?;
        if moved != 1 {
            tx.rollback().await?;
            return Ok(false);
        }
        pieces::insert(&mut tx, (form, id), piece).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Forgets a photo and what came of it.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn drop_ahead(&self, form: Uuid, id: Uuid) -> Result<(), StorageError> {
        let mut tx = self.begin().await?;
        remove(&mut tx, form, id).await?;
        tx.commit().await
    }

    /// The form was taken in: its photos expire sooner.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn hasten_ahead(&self, form: Uuid, until: Timestamp) -> Result<(), StorageError> {
        on!(self.writer(), pool => {
            sqlx::query("UPDATE ahead_photo SET expires_at = $2 WHERE form = $1 AND expires_at > $2")
                .bind(form.to_string())
                .bind(micros(until))
                .execute(pool)
                .await
                .map(drop)
        })?;
        Ok(())
    }

    /// Gives up what has expired. Answers how many.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn give_ahead_up(&self, at: Timestamp) -> Result<u64, StorageError> {
        let old: Vec<(String, String)> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT form, id FROM ahead_photo WHERE expires_at <= $1 LIMIT 500")
                .bind(micros(at))
                .fetch_all(pool)
                .await
        })?;
        let mut given_up = 0;
        for (form, id) in &old {
            let reading = Reading { table: "ahead_photo", row: form };
            self.drop_ahead(reading.uuid("form", form)?, reading.uuid("id", id)?).await?;
            given_up += 1;
        }
        Ok(given_up)
    }
}

async fn insert(tx: &mut Tx, new: AheadRow) -> Result<(), StorageError> {
    on!(tx, tx => {
        sqlx::query("INSERT INTO ahead_photo (form, id, size, here, expires_at) VALUES ($1, $2, $3, 0, $4)")
            .bind(new.form.to_string())
            .bind(new.id.to_string())
            .bind(size(new.size))
            .bind(micros(new.expires_at))
            .execute(&mut **tx)
            .await
            .map(drop)
    })?;
    Ok(())
}

async fn remove(tx: &mut Tx, form: Uuid, id: Uuid) -> Result<(), StorageError> {
    on!(&mut *tx, tx => {
        sqlx::query("DELETE FROM ahead_photo WHERE form = $1 AND id = $2")
            .bind(form.to_string())
            .bind(id.to_string())
            .execute(&mut **tx)
            .await
            .map(drop)
    })?;
    pieces::remove(tx, (form, id)).await
}

fn read(form: Uuid, id: Uuid, (size, here, expires_at): (i64, i64, i64)) -> Result<AheadRow, StorageError> {
    let row = id.to_string();
    let reading = Reading { table: "ahead_photo", row: &row };
    Ok(AheadRow {
        form,
        id,
        size: reading.number("size", size)?,
        here: reading.number("here", here)?,
        expires_at: reading.time("expires_at", expires_at)?,
    })
}
