use domain::matter::MatterId;
use domain::ports::Shown;
use sqlx::FromRow;
use uuid::Uuid;

use crate::column::{Reading, size};
use crate::db::Tx;
use crate::error::StorageError;
use crate::store::Store;

/// A picture or a recording as it is to be kept; the sealed file itself lies in the media vault under `id`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAttachment {
    /// Unique in the whole house: a picture of two linked matters has two ids.
    pub id: Uuid,
    /// Counted from 1 within the matter.
    pub ordinal: u32,
    pub media_type: String,
    /// Bytes of the original.
    pub size: u64,
    /// SHA-256 of the original, hexadecimal.
    pub sha256: String,
    pub key_id: String,
    pub wrapped_key: Vec<u8>,
    /// The message it came with, if not with the report.
    pub message: Option<Uuid>,
}

impl NewAttachment {
    /// A recording has no copy to wait for.
    #[must_use]
    pub fn shown(&self) -> Shown {
        if self.media_type.starts_with("audio/") { Shown::Sound } else { Shown::Waiting }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachmentRow {
    pub id: Uuid,
    pub matter: MatterId,
    pub ordinal: u32,
    pub media_type: String,
    pub size: u64,
    pub sha256: String,
    pub key_id: String,
    pub wrapped_key: Vec<u8>,
    pub message: Option<Uuid>,
    /// Whether the copy for staff is there; waiting until [`Store::set_shown`].
    pub shown: Shown,
    /// Media type of that copy.
    pub shown_type: Option<String>,
}

impl Store {
    /// A matter's attachments in their order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn attachments(&self, matter: MatterId) -> Result<Vec<AttachmentRow>, StorageError> {
        let rows: Vec<RawAttachment> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT * FROM attachment WHERE matter = $1 ORDER BY ordinal")
                .bind(matter.to_string())
                .fetch_all(pool)
                .await
        })?;
        rows.into_iter().map(RawAttachment::read).collect()
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn attachment(&self, id: Uuid) -> Result<Option<AttachmentRow>, StorageError> {
        let row: Option<RawAttachment> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT * FROM attachment WHERE id = $1")
                .bind(id.to_string())
                .fetch_optional(pool)
                .await
        })?;
        row.map(RawAttachment::read).transpose()
    }

    /// Notes what became of the copy for staff, and its media type if there is one.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn set_shown(&self, id: Uuid, shown: Shown, media_type: Option<&str>) -> Result<(), StorageError> {
        on!(self.writer(), pool => {
            sqlx::query("UPDATE attachment SET shown = $2, shown_type = $3 WHERE id = $1")
                .bind(id.to_string())
                .bind(shown_name(shown))
                .bind(media_type)
                .execute(pool)
                .await
                .map(drop)
        })?;
        Ok(())
    }

    /// Ids of all attachments and of what officers sent, to find files in the vault that belong to none.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn attachment_ids(&self) -> Result<Vec<Uuid>, StorageError> {
        let ids: Vec<(String,)> = on!(self.reader(), pool => sqlx::query_as(
                "SELECT id FROM attachment UNION SELECT file FROM field_part WHERE file IS NOT NULL",
            ).fetch_all(pool).await)?;
        ids.iter().map(|(id,)| Reading { table: "attachment", row: id }.uuid("id", id)).collect()
    }
}

#[derive(FromRow)]
struct RawAttachment {
    id: String,
    matter: String,
    ordinal: i64,
    media_type: String,
    size: i64,
    sha256: String,
    key_id: String,
    wrapped_key: Vec<u8>,
    message: Option<String>,
    shown: String,
    shown_type: Option<String>,
}

impl RawAttachment {
    fn read(self) -> Result<AttachmentRow, StorageError> {
        let reading = Reading { table: "attachment", row: &self.id };
        Ok(AttachmentRow {
            id: reading.uuid("id", &self.id)?,
            matter: MatterId(reading.uuid("matter", &self.matter)?),
            ordinal: reading.number("ordinal", self.ordinal)?,
            size: reading.number("size", self.size)?,
            message: self.message.as_deref().map(|id| reading.uuid("message", id)).transpose()?,
            shown: reading.named("shown", parse_shown(&self.shown))?,
            media_type: self.media_type,
            sha256: self.sha256,
            key_id: self.key_id,
            wrapped_key: self.wrapped_key,
            shown_type: self.shown_type,
        })
    }
}

pub(crate) async fn insert(tx: &mut Tx, matter: MatterId, new: &NewAttachment) -> Result<(), StorageError> {
    on!(tx, tx => {
        sqlx::query(
            "INSERT INTO attachment
                 (id, matter, ordinal, media_type, size, sha256, key_id, wrapped_key, message, shown)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind(new.id.to_string())
        .bind(matter.to_string())
        .bind(i64::from(new.ordinal))
        .bind(&new.media_type)
        .bind(size(new.size))
        .bind(&new.sha256)
        .bind(&new.key_id)
        .bind(new.wrapped_key.as_slice())
        .bind(new.message.map(|id| id.to_string()))
        .bind(shown_name(new.shown()))
        .execute(&mut **tx)
        .await
        .map(drop)
    })?;
    Ok(())
}

fn shown_name(shown: Shown) -> &'static str {
    match shown {
        Shown::Ready => "ready",
        Shown::Waiting => "waiting",
        Shown::Unreadable => "unreadable",
        Shown::Sound => "sound",
    }
}

fn parse_shown(text: &str) -> Option<Shown> {
    [Shown::Ready, Shown::Waiting, Shown::Unreadable, Shown::Sound].into_iter().find(|shown| shown_name(*shown) == text)
}
