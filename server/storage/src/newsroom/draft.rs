use jiff::Timestamp;
use uuid::Uuid;

use crate::column::{Reading, micros};
use crate::error::StorageError;
use crate::store::Store;

/// What somebody is writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftRow {
    /// Counted from 1; each save is one more.
    pub revision: u32,
    pub text: String,
    pub saved_at: Timestamp,
    pub staff: Uuid,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftSaved {
    /// The revision it has now.
    Done(u32),
    /// Somebody saved in the meantime: theirs.
    Conflict(DraftRow),
}

impl Store {
    /// # Errors
    /// When the database cannot be read.
    pub async fn draft(&self, item: Uuid) -> Result<Option<DraftRow>, StorageError> {
        let item = item.to_string();
        let row: Option<(i64, String, i64, String, String)> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT revision, text, saved_at, staff, name FROM item_draft WHERE item = $1")
                .bind(&item)
                .fetch_optional(pool)
                .await
        })?;
        let reading = Reading { table: "item_draft", row: &item };
        let read = |(revision, text, saved_at, staff, name): (i64, String, i64, String, String)| {
            Ok(DraftRow {
                revision: reading.number("revision", revision)?,
                text,
                saved_at: reading.time("saved_at", saved_at)?,
                staff: reading.uuid("staff", &staff)?,
                name,
            })
        };
        row.map(read).transpose()
    }

    /// Keeps a draft in place of the revision its writer began with (0: there was none), or answers
    /// what stands there instead.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn save_draft(
        &self,
        item: Uuid,
        began_with: u32,
        text: &str,
        (staff, name, at): (Uuid, &str, Timestamp),
    ) -> Result<DraftSaved, StorageError> {
        let saved: Option<(i64,)> = on!(self.writer(), pool => {
            sqlx::query_as(
                "INSERT INTO item_draft (item, revision, text, saved_at, staff, name) SELECT $1, 1, $3, $4, $5, $6
                 WHERE $2 = 0 OR EXISTS (SELECT 1 FROM item_draft WHERE item = $1)
                 ON CONFLICT (item) DO UPDATE SET revision = item_draft.revision + 1, text = excluded.text,
                     saved_at = excluded.saved_at, staff = excluded.staff, name = excluded.name
                 WHERE item_draft.revision = $2
                 RETURNING revision",
            )
            .bind(item.to_string())
            .bind(i64::from(began_with))
            .bind(text)
            .bind(micros(at))
            .bind(staff.to_string())
            .bind(name)
            .fetch_optional(pool)
            .await
        })?;
        let item_text = item.to_string();
        match saved {
            Some((revision,)) => {
                Ok(DraftSaved::Done(Reading { table: "item_draft", row: &item_text }.number("revision", revision)?))
            }
            None => match self.draft(item).await? {
                Some(theirs) => Ok(DraftSaved::Conflict(theirs)),
                // It was given up in the meantime: what is written now begins a new one.
                None => Box::pin(self.save_draft(item, 0, text, (staff, name, at))).await,
            },
        }
    }

    /// Gives a draft up once its text was saved.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn forget_draft(&self, item: Uuid) -> Result<(), StorageError> {
        on!(self.writer(), pool => {
            sqlx::query("DELETE FROM item_draft WHERE item = $1").bind(item.to_string()).execute(pool).await.map(drop)
        })?;
        Ok(())
    }
}
