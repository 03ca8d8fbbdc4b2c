use jiff::Timestamp;

use crate::column::micros;
use crate::db::Tx;
use crate::error::StorageError;
use crate::store::Store;

impl Store {
    /// Whether a callback's id is seen for the first time. Use [`Store::append_for_webhook`] where
    /// the callback changes a matter, so that neither happens without the other.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn remember_webhook(&self, id: &str, at: Timestamp) -> Result<bool, StorageError> {
        let mut tx = self.begin().await?;
        let first = remember(&mut tx, id, at).await?;
        tx.commit().await?;
        Ok(first)
    }

    /// Whether a callback with this id was taken before.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn knows_webhook(&self, id: &str) -> Result<bool, StorageError> {
        let seen: Option<(i64,)> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT at FROM webhook_seen WHERE id = $1").bind(id).fetch_optional(pool).await
        })?;
        Ok(seen.is_some())
    }
}

pub(crate) async fn remember(tx: &mut Tx, id: &str, at: Timestamp) -> Result<bool, StorageError> {
    let inserted = on!(tx, tx => {
        sqlx::query("INSERT INTO webhook_seen (id, at) VALUES ($1, $2) ON CONFLICT DO NOTHING")
            .bind(id)
            .bind(micros(at))
            .execute(&mut **tx)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(inserted == 1)
}
