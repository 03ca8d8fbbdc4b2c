use crate::db::Tx;
use crate::error::StorageError;
use crate::store::Store;

impl Store {
    /// The public numbers of at most `limit` matters whose reporter left the phone number of this
    /// keyed hash, newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn numbers_by_phone(&self, mac: &[u8; 32], limit: u32) -> Result<Vec<String>, StorageError> {
        let rows: Vec<(String,)> = on!(self.reader(), pool => {
            sqlx::query_as(
                "SELECT m.number FROM phone_index p JOIN matter m ON m.id = p.matter
                 WHERE p.mac = $1 ORDER BY m.seq DESC LIMIT $2",
            )
            .bind(mac.as_slice())
            .bind(i64::from(limit))
            .fetch_all(pool)
            .await
        })?;
        Ok(rows.into_iter().map(|(number,)| number).collect())
    }
}

pub(crate) async fn insert(tx: &mut Tx, matter: &str, mac: &[u8; 32]) -> Result<(), StorageError> {
    on!(tx, tx => {
        sqlx::query("INSERT INTO phone_index (matter, mac) VALUES ($1, $2)")
            .bind(matter)
            .bind(mac.as_slice())
            .execute(&mut **tx)
            .await
            .map(drop)
    })?;
    Ok(())
}
