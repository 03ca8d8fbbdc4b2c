use domain::audit::Who;
use domain::newsroom::workflow::ItemEvent;
use jiff::Timestamp;
use uuid::Uuid;

use super::text_digest;
use crate::column::{Reading, micros};
use crate::db::Tx;
use crate::error::StorageError;
use crate::store::Store;

/// A text that was saved, without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextRow {
    /// Number of the event that saved it.
    pub seq: u32,
    pub digest: String,
    pub saved_at: Timestamp,
    /// Who saved it.
    pub name: String,
}

impl Store {
    /// The texts of an item, newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn item_texts(&self, item: Uuid) -> Result<Vec<TextRow>, StorageError> {
        let item = item.to_string();
        let rows: Vec<(i64, String, i64, String)> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT seq, digest, saved_at, name FROM item_text WHERE item = $1 ORDER BY seq DESC")
                .bind(&item)
                .fetch_all(pool)
                .await
        })?;
        let reading = Reading { table: "item_text", row: &item };
        let read = |(seq, digest, saved_at, name): (i64, String, i64, String)| {
            Ok(TextRow {
                seq: reading.number("seq", seq)?,
                digest,
                saved_at: reading.time("saved_at", saved_at)?,
                name,
            })
        };
        rows.into_iter().map(read).collect()
    }

    /// A text of an item by its digest, as it was saved.
    ///
    /// # Errors
    /// When the database cannot be read, or the text is not the one its digest names.
    pub async fn item_text(&self, item: Uuid, digest: &str) -> Result<Option<String>, StorageError> {
        let item = item.to_string();
        let row: Option<(String,)> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT text FROM item_text WHERE item = $1 AND digest = $2 ORDER BY seq DESC LIMIT 1")
                .bind(&item)
                .bind(digest)
                .fetch_optional(pool)
                .await
        })?;
        match row {
            Some((text,)) if text_digest(&text) != digest => {
                Err(Reading { table: "item_text", row: &item }.corrupt("text"))
            }
            row => Ok(row.map(|(text,)| text)),
        }
    }
}

pub(super) async fn insert(
    tx: &mut Tx,
    item: Uuid,
    seq: u32,
    text: &str,
    event: &ItemEvent,
) -> Result<(), StorageError> {
    on!(tx, tx => {
        sqlx::query("INSERT INTO item_text (item, seq, digest, text, saved_at, name) VALUES ($1, $2, $3, $4, $5, $6)")
            .bind(item.to_string())
            .bind(i64::from(seq))
            .bind(text_digest(text))
            .bind(text)
            .bind(micros(event.at))
            .bind(Who::from(&event.actor).words())
            .execute(&mut **tx)
            .await
            .map(drop)
    })?;
    Ok(())
}
