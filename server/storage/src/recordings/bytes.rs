use domain::ports::RecordingFile;
use domain::recording::Sound;
use uuid::Uuid;

use super::PIECE;
use crate::column::{Reading, count};
use crate::db::Tx;
use crate::error::StorageError;
use crate::store::Store;

impl Store {
    /// What is served under a digest, while residents see its article; a form is always there.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn recording_file(&self, digest: &str) -> Result<Option<RecordingFile>, StorageError> {
        let row: Option<(String, String, i64)> = on!(self.reader(), pool => {
            sqlx::query_as(
                "SELECT r.id, r.sound, r.size FROM recording r LEFT JOIN item i ON i.id = r.item
                 WHERE r.digest = $1 AND r.ended_at IS NULL AND (r.form IS NOT NULL OR i.live IS NOT NULL) LIMIT 1",
            )
            .bind(digest)
            .fetch_optional(pool)
            .await
        })?;
        let Some((id, sound, size)) = row else { return Ok(None) };
        let reading = Reading { table: "recording", row: &id };
        Ok(Some(RecordingFile {
            id: reading.uuid("id", &id)?,
            sound: reading.named("sound", Sound::parse(&sound))?,
            size: reading.number("size", size)?,
        }))
    }

    /// The bytes from a place on to the end of the piece it lies in; nothing behind the last.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn recording_bytes(&self, id: Uuid, from: u64) -> Result<Option<Vec<u8>>, StorageError> {
        let Ok(from) = usize::try_from(from) else { return Ok(None) };
        let row: Option<(Vec<u8>,)> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT bytes FROM recording_piece WHERE recording = $1 AND place = $2")
                .bind(id.to_string())
                .bind(count(from / PIECE))
                .fetch_optional(pool)
                .await
        })?;
        let Some((mut bytes,)) = row else { return Ok(None) };
        let rest = bytes.split_off((from % PIECE).min(bytes.len()));
        Ok((!rest.is_empty()).then_some(rest))
    }
}

pub(super) async fn insert(tx: &mut Tx, recording: Uuid, bytes: &[u8]) -> Result<(), StorageError> {
    for (place, piece) in bytes.chunks(PIECE).enumerate() {
        on!(&mut *tx, tx => {
            sqlx::query("INSERT INTO recording_piece (recording, place, bytes) VALUES ($1, $2, $3)")
                .bind(recording.to_string())
                .bind(count(place))
                .bind(piece)
                .execute(&mut **tx)
                .await
                .map(drop)
        })?;
    }
    Ok(())
}

pub(super) async fn remove(tx: &mut Tx, recording: Uuid) -> Result<(), StorageError> {
    on!(tx, tx => {
        sqlx::query("DELETE FROM recording_piece WHERE recording = $1")
            .bind(recording.to_string())
            .execute(&mut **tx)
            .await
            .map(drop)
    })?;
    Ok(())
}
