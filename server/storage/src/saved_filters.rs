use domain::ports::SavedFilter;
use jiff::Timestamp;
use uuid::Uuid;

use crate::column::{Reading, micros};
use crate::error::StorageError;
use crate::store::Store;

impl Store {
    /// A person's filters, by name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn saved_filters(&self, staff: Uuid) -> Result<Vec<SavedFilter>, StorageError> {
        let rows: Vec<(String, String, String)> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT id, name, query FROM saved_filter WHERE staff = $1 ORDER BY name")
                .bind(staff.to_string())
                .fetch_all(pool)
                .await
        })?;
        let read = |(id, name, query): (String, String, String)| {
            Ok(SavedFilter { id: Reading { table: "saved_filter", row: &id }.uuid("id", &id)?, name, query })
        };
        rows.into_iter().map(read).collect()
    }

    /// Keeps a filter, in place of the person's own of the same name.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn save_filter(&self, staff: Uuid, filter: &SavedFilter, at: Timestamp) -> Result<(), StorageError> {
        on!(self.writer(), pool => {
            sqlx::query(
                "INSERT INTO saved_filter (id, staff, name, query, saved_at) VALUES ($1, $2, $3, $4, $5)
                 ON CONFLICT (staff, name) DO UPDATE SET query = excluded.query, saved_at = excluded.saved_at",
            )
            .bind(filter.id.to_string())
            .bind(staff.to_string())
            .bind(&filter.name)
            .bind(&filter.query)
            .bind(micros(at))
            .execute(pool)
            .await
            .map(drop)
        })?;
        Ok(())
    }

    /// Forgets one of the person's own filters.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn forget_filter(&self, staff: Uuid, id: Uuid) -> Result<(), StorageError> {
        on!(self.writer(), pool => {
            sqlx::query("DELETE FROM saved_filter WHERE staff = $1 AND id = $2")
                .bind(staff.to_string())
                .bind(id.to_string())
                .execute(pool)
                .await
                .map(drop)
        })?;
        Ok(())
    }
}
