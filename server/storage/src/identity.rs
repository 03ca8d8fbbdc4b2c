use domain::matter::MatterId;

use crate::db::Tx;
use crate::error::StorageError;
use crate::store::Store;

/// Something encrypted before it came here, with the name of its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    pub key_id: String,
    pub blob: Vec<u8>,
}

impl Store {
    /// The sealed identity of whoever reported; `None` for an anonymous tip.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn identity(&self, matter: MatterId) -> Result<Option<Sealed>, StorageError> {
        let row: Option<(String, Vec<u8>)> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT key_id, blob FROM sealed_identity WHERE matter = $1")
                .bind(matter.to_string())
                .fetch_optional(pool)
                .await
        })?;
        Ok(row.map(|(key_id, blob)| Sealed { key_id, blob }))
    }
}

pub(crate) async fn insert(tx: &mut Tx, matter: &str, sealed: &Sealed) -> Result<(), StorageError> {
    on!(tx, tx => {
        sqlx::query("INSERT INTO sealed_identity (matter, key_id, blob) VALUES ($1, $2, $3)")
            .bind(matter)
            .bind(&sealed.key_id)
            .bind(sealed.blob.as_slice())
            .execute(&mut **tx)
            .await
            .map(drop)
    })?;
    Ok(())
}
