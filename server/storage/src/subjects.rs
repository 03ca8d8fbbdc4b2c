use jiff::Timestamp;
use uuid::Uuid;

use crate::column::{Reading, micros};
use crate::error::StorageError;
use crate::store::Store;

impl Store {
    /// How many other submissions came in about the same subject (`Facts::subject`) before a moment.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn others_on(&self, subject: &str, than: Uuid, before: Timestamp) -> Result<u64, StorageError> {
        let (count,): (i64,) = on!(self.reader(), pool => {
            sqlx::query_as(
                "SELECT COUNT(DISTINCT submission) FROM matter
                 WHERE subject = $1 AND received_at < $2 AND submission <> $3",
            )
            .bind(subject)
            .bind(micros(before))
            .bind(than.to_string())
            .fetch_one(pool)
            .await
        })?;
        Reading { table: "matter", row: subject }.number("count", count)
    }
}
