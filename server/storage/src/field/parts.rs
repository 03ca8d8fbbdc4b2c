use domain::audit::Act;
use domain::matter::MatterId;
use jiff::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::attachments::{self, NewAttachment};
use crate::audit;
use crate::column::{Reading, micros, size};
use crate::db::Tx;
use crate::error::StorageError;
use crate::jobs::{self, NewJob};
use crate::store::Store;

use super::pieces::{self, Piece};

/// A photo or voice note a report lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPart {
    pub id: Uuid,
    pub media_type: String,
    /// Bytes as sent.
    pub size: u64,
    /// Hexadecimal, of the bytes as sent.
    pub sha256: String,
    pub sealed: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartRow {
    pub report: Uuid,
    pub id: Uuid,
    pub ordinal: u32,
    pub media_type: String,
    pub size: u64,
    pub sha256: String,
    pub sealed: bool,
    /// Bytes that are here.
    pub here: u64,
    /// When what is here is given up; `None` before an upload is begun.
    pub expires_at: Option<Timestamp>,
    pub complete_at: Option<Timestamp>,
    /// In the vault, with its type, key and wrapped key.
    pub file: Option<StoredFile>,
    /// Why it is no picture.
    pub fault: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFile {
    pub id: Uuid,
    pub media_type: String,
    pub key_id: String,
    pub wrapped_key: Vec<u8>,
}

/// What became of a whole photo.
#[derive(Clone, Debug)]
pub struct Landed {
    pub report: Uuid,
    pub part: Uuid,
    /// The sealed original as it lies in the vault.
    pub file: NewAttachment,
    pub fault: Option<String>,
    /// The matter whose attachment it becomes, and the job that makes its copy.
    pub matter: Option<(MatterId, NewJob)>,
}

impl Store {
    /// # Errors
    /// When the database cannot be read.
    pub async fn part(&self, report: Uuid, id: Uuid) -> Result<Option<PartRow>, StorageError> {
        let row: Option<RawPart> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT * FROM field_part WHERE report = $1 AND id = $2")
                .bind(report.to_string())
                .bind(id.to_string())
                .fetch_optional(pool)
                .await
        })?;
        row.map(RawPart::read).transpose()
    }

    /// In the order the report lists them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn parts(&self, report: Uuid) -> Result<Vec<PartRow>, StorageError> {
        let rows: Vec<RawPart> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT * FROM field_part WHERE report = $1 ORDER BY ordinal")
                .bind(report.to_string())
                .fetch_all(pool)
                .await
        })?;
        rows.into_iter().map(RawPart::read).collect()
    }

    /// Voice notes of the clue a matter began with, those that are whole.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn voices_of(&self, matter: MatterId) -> Result<Vec<PartRow>, StorageError> {
        let rows: Vec<RawPart> = on!(self.reader(), pool => {
            sqlx::query_as(
                "SELECT p.* FROM field_part p JOIN field_report r ON r.id = p.report
                 WHERE r.matter = $1 AND p.media_type LIKE 'audio/%' AND p.file IS NOT NULL AND p.fault IS NULL
                 ORDER BY p.ordinal",
            )
            .bind(matter.to_string())
            .fetch_all(pool)
            .await
        })?;
        rows.into_iter().map(RawPart::read).collect()
    }

    /// Begins an upload, or gives one that is under way more time.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn begin_part(&self, report: Uuid, id: Uuid, expires_at: Timestamp) -> Result<(), StorageError> {
        on!(self.writer(), pool => {
            sqlx::query("UPDATE field_part SET expires_at = $3 WHERE report = $1 AND id = $2 AND complete_at IS NULL")
                .bind(report.to_string())
                .bind(id.to_string())
                .bind(micros(expires_at))
                .execute(pool)
                .await
                .map(drop)
        })?;
        Ok(())
    }

    /// Adds bytes behind those that are here. False, and nothing done, when the offset is another by
    /// now: of two senders at one place only the first is heard, in whichever process they are.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn add_piece(
        &self,
        report: Uuid,
        part: Uuid,
        piece: &Piece,
        expires_at: Timestamp,
    ) -> Result<bool, StorageError> {
        retrying!(self.add_piece_once(report, part, piece, expires_at))
    }

    async fn add_piece_once(
        &self,
        report: Uuid,
        part: Uuid,
        piece: &Piece,
        expires_at: Timestamp,
    ) -> Result<bool, StorageError> {
        let mut tx = self.begin().await?;
        let moved = on!(&mut tx, tx => {
            sqlx::query(
                "UPDATE field_part SET here = here + $4, expires_at = $5
                 WHERE report = $1 AND id = $2 AND here = $3 AND here + $4 <= size
                     AND complete_at IS NULL AND expires_at IS NOT NULL",
            )
            .bind(report.to_string())
            .bind(part.to_string())
            .bind(size(piece.begins))
            .bind(size(piece.length))
            .bind(micros(expires_at))
            .execute(&mut **tx)
            .await
            .map(|done| done.rows_affected())
        })?;
        if moved != 1 {
            tx.rollback().await?;
            return Ok(false);
        }
        pieces::insert(&mut tx, (report, part), piece).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Forgets what came of a photo that is not whole; `expires_at` begins it anew, without one the
    /// upload is gone.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn drop_pieces(
        &self,
        report: Uuid,
        part: Uuid,
        expires_at: Option<Timestamp>,
    ) -> Result<(), StorageError> {
        let mut tx = self.begin().await?;
        let dropped = on!(&mut tx, tx => {
            sqlx::query(
                "UPDATE field_part SET here = 0, expires_at = $3
                 WHERE report = $1 AND id = $2 AND complete_at IS NULL",
            )
            .bind(report.to_string())
            .bind(part.to_string())
            .bind(expires_at.map(micros))
            .execute(&mut **tx)
            .await
            .map(|done| done.rows_affected())
        })?;
        if dropped == 1 {
            pieces::remove(&mut tx, (report, part)).await?;
        }
        tx.commit().await
    }

    /// A whole photo is in the vault: the pieces go, and where there is a matter it becomes its
    /// attachment. False, and nothing done, when it was whole already.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn land(&self, landed: &Landed, act: &Act) -> Result<bool, StorageError> {
        retrying!(self.land_once(landed, act))
    }

    async fn land_once(&self, landed: &Landed, act: &Act) -> Result<bool, StorageError> {
        let mut tx = self.begin().await?;
        let file = &landed.file;
        let done = on!(&mut tx, tx => {
            sqlx::query(
                "UPDATE field_part SET complete_at = $3, file = $4, file_type = $5, key_id = $6, wrapped_key = $7,
                     fault = $8
                 WHERE report = $1 AND id = $2 AND complete_at IS NULL AND here = size",
            )
            .bind(landed.report.to_string())
            .bind(landed.part.to_string())
            .bind(micros(act.at))
            .bind(file.id.to_string())
            .bind(&file.media_type)
            .bind(&file.key_id)
            .bind(file.wrapped_key.as_slice())
            .bind(landed.fault.as_deref())
            .execute(&mut **tx)
            .await
            .map(|done| done.rows_affected())
        })?;
        if done != 1 {
            tx.rollback().await?;
            return Ok(false);
        }
        pieces::remove(&mut tx, (landed.report, landed.part)).await?;
        if let Some((matter, job)) = &landed.matter {
            // The villager may have added photos of his own meanwhile.
            let ordinal = next_ordinal(&mut tx, *matter).await?;
            attachments::insert(&mut tx, *matter, &NewAttachment { ordinal, ..file.clone() }).await?;
            jobs::insert(&mut tx, job).await?;
        }
        audit::note(&mut tx, act).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Gives up uploads that nobody went on with. Answers how many.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn give_parts_up(&self, at: Timestamp) -> Result<u64, StorageError> {
        let old: Vec<(String, String)> = on!(self.reader(), pool => {
            sqlx::query_as(
                "SELECT report, id FROM field_part
                 WHERE expires_at IS NOT NULL AND complete_at IS NULL AND expires_at <= $1 LIMIT 500",
            )
            .bind(micros(at))
            .fetch_all(pool)
            .await
        })?;
        let mut given_up = 0;
        for (report, part) in &old {
            let reading = Reading { table: "field_part", row: report };
            self.drop_pieces(reading.uuid("report", report)?, reading.uuid("id", part)?, None).await?;
            given_up += 1;
        }
        Ok(given_up)
    }
}

pub(crate) async fn insert(tx: &mut Tx, report: Uuid, ordinal: i64, part: &NewPart) -> Result<(), StorageError> {
    on!(tx, tx => {
        sqlx::query(
            "INSERT INTO field_part (report, id, ordinal, media_type, size, sha256, sealed, here)
             VALUES ($1, $2, $3, $4, $5, $6, $7, 0)",
        )
        .bind(report.to_string())
        .bind(part.id.to_string())
        .bind(ordinal)
        .bind(&part.media_type)
        .bind(size(part.size))
        .bind(&part.sha256)
        .bind(part.sealed)
        .execute(&mut **tx)
        .await
        .map(drop)
    })?;
    Ok(())
}

async fn next_ordinal(tx: &mut Tx, matter: MatterId) -> Result<u32, StorageError> {
    let (last,): (i64,) = on!(tx, tx => {
        sqlx::query_as("SELECT COALESCE(MAX(ordinal), 0) FROM attachment WHERE matter = $1")
            .bind(matter.to_string())
            .fetch_one(&mut **tx)
            .await
    })?;
    Reading { table: "attachment", row: "ordinal" }.number("ordinal", last + 1)
}

#[derive(FromRow)]
struct RawPart {
    report: String,
    id: String,
    ordinal: i64,
    media_type: String,
    size: i64,
    sha256: String,
    sealed: bool,
    here: i64,
    expires_at: Option<i64>,
    complete_at: Option<i64>,
    file: Option<String>,
    file_type: Option<String>,
    key_id: Option<String>,
    wrapped_key: Option<Vec<u8>>,
    fault: Option<String>,
}

impl RawPart {
    fn read(self) -> Result<PartRow, StorageError> {
        let reading = Reading { table: "field_part", row: &self.id };
        let file = match (self.file, self.file_type, self.key_id, self.wrapped_key) {
            (Some(file), Some(media_type), Some(key_id), Some(wrapped_key)) => {
                Some(StoredFile { id: reading.uuid("file", &file)?, media_type, key_id, wrapped_key })
            }
            _ => None,
        };
        Ok(PartRow {
            report: reading.uuid("report", &self.report)?,
            id: reading.uuid("id", &self.id)?,
            ordinal: reading.number("ordinal", self.ordinal)?,
            size: reading.number("size", self.size)?,
            here: reading.number("here", self.here)?,
            expires_at: self.expires_at.map(|at| reading.time("expires_at", at)).transpose()?,
            complete_at: self.complete_at.map(|at| reading.time("complete_at", at)).transpose()?,
            file,
            media_type: self.media_type,
            sha256: self.sha256,
            sealed: self.sealed,
            fault: self.fault,
        })
    }
}
