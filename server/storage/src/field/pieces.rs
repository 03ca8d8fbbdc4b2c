use uuid::Uuid;

use crate::column::{Reading, size};
use crate::db::Tx;
use crate::error::StorageError;
use crate::identity::Sealed;
use crate::store::Store;

/// Bytes that came, as they are kept until all are here.
#[derive(Clone, Debug)]
pub struct Piece {
    pub id: Uuid,
    /// Offset of the first byte.
    pub begins: u64,
    /// Bytes before sealing.
    pub length: u64,
    pub sealed: Sealed,
}

impl Store {
    /// The bytes that are here, in order, each piece with the id it is sealed for.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn pieces(&self, report: Uuid, part: Uuid) -> Result<Vec<(Uuid, Sealed)>, StorageError> {
        let rows: Vec<(String, String, Vec<u8>)> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT id, key_id, blob FROM field_piece WHERE report = $1 AND part = $2 ORDER BY begins")
                .bind(report.to_string())
                .bind(part.to_string())
                .fetch_all(pool)
                .await
        })?;
        rows.into_iter()
            .map(|(id, key_id, blob)| {
                let reading = Reading { table: "field_piece", row: &id };
                Ok((reading.uuid("id", &id)?, Sealed { key_id, blob }))
            })
            .collect()
    }
}

/// `of`: report and part, or form and photo.
pub(crate) async fn insert(tx: &mut Tx, of: (Uuid, Uuid), piece: &Piece) -> Result<(), StorageError> {
    on!(tx, tx => {
        sqlx::query("INSERT INTO field_piece (id, report, part, begins, key_id, blob) VALUES ($1, $2, $3, $4, $5, $6)")
            .bind(piece.id.to_string())
            .bind(of.0.to_string())
            .bind(of.1.to_string())
            .bind(size(piece.begins))
            .bind(&piece.sealed.key_id)
            .bind(piece.sealed.blob.as_slice())
            .execute(&mut **tx)
            .await
            .map(drop)
    })?;
    Ok(())
}

pub(crate) async fn remove(tx: &mut Tx, of: (Uuid, Uuid)) -> Result<(), StorageError> {
    on!(tx, tx => {
        sqlx::query("DELETE FROM field_piece WHERE report = $1 AND part = $2")
            .bind(of.0.to_string())
            .bind(of.1.to_string())
            .execute(&mut **tx)
            .await
            .map(drop)
    })?;
    Ok(())
}
