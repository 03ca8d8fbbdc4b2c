use domain::audit::{Act, Deed, Who};
use domain::event::Actor;
use domain::ports::RecordingRow;
use domain::recording::Part;
use jiff::Timestamp;
use uuid::Uuid;

use super::bytes::{insert, remove};
use super::columns;
use crate::audit;
use crate::column::{micros, size};
use crate::db::Tx;
use crate::error::StorageError;
use crate::newsroom::revision::advance;
use crate::store::Store;

impl Store {
    /// Keeps a recording with its bytes; false where the same stands there already, or another for the
    /// same township.
    ///
    /// # Errors
    /// When the database cannot be written: then nothing was kept.
    pub async fn add_recording(&self, row: &RecordingRow, bytes: &[u8], by: &Actor) -> Result<bool, StorageError> {
        retrying!(self.add_recording_once(row, bytes, "上传录音", (by, row.uploaded_at)))
    }

    /// The same of one that was uploaded at another portal.
    ///
    /// # Errors
    /// When the database cannot be written: then nothing was kept.
    pub async fn bring_recording(&self, row: &RecordingRow, bytes: &[u8], at: Timestamp) -> Result<bool, StorageError> {
        retrying!(self.add_recording_once(row, bytes, "导入录音", (&Actor::System, at)))
    }

    /// Notes that a recording says these words; false where it stands no more.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn confirm_recording(
        &self,
        id: Uuid,
        words: &str,
        by: (&Actor, Timestamp),
    ) -> Result<bool, StorageError> {
        retrying!(self.confirm_recording_once(id, words, by))
    }

    /// Takes a recording down and destroys its bytes; false where that was done.
    ///
    /// # Errors
    /// When the database cannot be written: then it stands as before.
    pub async fn end_recording(&self, id: Uuid, by: (&Actor, Timestamp)) -> Result<bool, StorageError> {
        retrying!(self.end_recording_once(id, by))
    }

    async fn add_recording_once(
        &self,
        row: &RecordingRow,
        bytes: &[u8],
        what: &str,
        by: (&Actor, Timestamp),
    ) -> Result<bool, StorageError> {
        let mut tx = self.begin().await?;
        let (recording, voice) = (&row.recording, &row.recording.voice);
        let (item, form) = columns(row.subject);
        let added = on!(&mut tx, tx => {
            sqlx::query(
                "INSERT INTO recording (id, item, form, part, language, reader, town, sound, size, digest, words,
                     uploader, uploader_name, uploaded_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT DO NOTHING",
            )
            .bind(row.id.to_string())
            .bind(item.clone())
            .bind(form.clone())
            .bind(recording.part.heading())
            .bind(&voice.language)
            .bind(&voice.reader)
            .bind(voice.town.as_ref().map(|town| town.as_str()))
            .bind(recording.sound.as_str())
            .bind(size(recording.size))
            .bind(&recording.digest)
            .bind(&row.words)
            .bind(row.uploader.to_string())
            .bind(&row.uploader_name)
            .bind(micros(row.uploaded_at))
            .execute(&mut **tx)
            .await
            .map(|done| done.rows_affected())
        })?;
        if added == 0 {
            tx.rollback().await?;
            return Ok(false);
        }
        insert(&mut tx, row.id, bytes).await?;
        shown(tx, row.id, what, by).await?;
        Ok(true)
    }

    async fn confirm_recording_once(
        &self,
        id: Uuid,
        words: &str,
        by: (&Actor, Timestamp),
    ) -> Result<bool, StorageError> {
        let mut tx = self.begin().await?;
        let changed = on!(&mut tx, tx => {
            sqlx::query("UPDATE recording SET words = $2 WHERE id = $1 AND ended_at IS NULL")
                .bind(id.to_string())
                .bind(words)
                .execute(&mut **tx)
                .await
                .map(|done| done.rows_affected())
        })?;
        if changed == 0 {
            tx.rollback().await?;
            return Ok(false);
        }
        shown(tx, id, "听过，和文字对得上", by).await?;
        Ok(true)
    }

    async fn end_recording_once(&self, id: Uuid, by: (&Actor, Timestamp)) -> Result<bool, StorageError> {
        let mut tx = self.begin().await?;
        let ended = on!(&mut tx, tx => {
            sqlx::query("UPDATE recording SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL")
                .bind(id.to_string())
                .bind(micros(by.1))
                .execute(&mut **tx)
                .await
                .map(|done| done.rows_affected())
        })?;
        if ended == 0 {
            tx.rollback().await?;
            return Ok(false);
        }
        remove(&mut tx, id).await?;
        shown(tx, id, "撤下录音", by).await?;
        Ok(true)
    }
}

/// Has every server draw the page anew, writes the trail and ends the transaction.
async fn shown(mut tx: Tx, id: Uuid, what: &str, (by, at): (&Actor, Timestamp)) -> Result<(), StorageError> {
    let (subject, part, language): (String, String, String) = on!(&mut tx, tx => {
        sqlx::query_as(
            "SELECT COALESCE(i.slug, r.form), r.part, r.language FROM recording r LEFT JOIN item i ON i.id = r.item
             WHERE r.id = $1",
        )
        .bind(id.to_string())
        .fetch_one(&mut **tx)
        .await
    })?;
    let part = Part::of_heading(&part);
    let detail = format!("{what}（{}，{language}）", part.words());
    advance(&mut tx).await?;
    audit::note(&mut tx, &Act::new(at, Who::from(by), Deed::RecordingKept, subject).with_detail(detail)).await?;
    tx.commit().await
}
