use jiff::Timestamp;

use crate::column::{Reading, micros};
use crate::db::Tx;
use crate::error::StorageError;
use crate::store::Store;

impl Store {
    /// Grows with every change of what residents read, whichever server made it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn item_revision(&self) -> Result<u64, StorageError> {
        let (revision,): (i64,) = on!(self.reader(), pool => {
            sqlx::query_as("SELECT revision FROM item_revision WHERE id = 1").fetch_one(pool).await
        })?;
        Reading { table: "item_revision", row: "1" }.number("revision", revision)
    }

    /// When the clock last looked for what is due; nothing before its first look.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn item_tick(&self) -> Result<Option<Timestamp>, StorageError> {
        let (at,): (Option<i64>,) = on!(self.reader(), pool => {
            sqlx::query_as("SELECT ticked_at FROM item_revision WHERE id = 1").fetch_one(pool).await
        })?;
        at.map(|at| Reading { table: "item_revision", row: "1" }.time("ticked_at", at)).transpose()
    }

    /// Writes down that the clock has looked.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn note_item_tick(&self, at: Timestamp) -> Result<(), StorageError> {
        on!(self.writer(), pool => {
            sqlx::query("UPDATE item_revision SET ticked_at = $1 WHERE id = 1").bind(micros(at)).execute(pool).await
                .map(drop)
        })?;
        Ok(())
    }
}

pub(crate) async fn advance(tx: &mut Tx) -> Result<(), StorageError> {
    on!(tx, tx => {
        sqlx::query("UPDATE item_revision SET revision = revision + 1 WHERE id = 1").execute(&mut **tx).await.map(drop)
    })?;
    Ok(())
}
