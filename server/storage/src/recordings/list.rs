use domain::ports::RecordingRow;
use domain::recording::{Part, Recording, Sound, Voice};
use domain::region::RegionCode;
use sqlx::FromRow;
use uuid::Uuid;

use crate::column::Reading;
use crate::error::StorageError;
use crate::store::Store;

macro_rules! select_recording {
    ($rest:literal) => {
        concat!(
            "SELECT r.id, r.item, r.part, r.language, r.reader, r.town, r.sound, r.size, r.digest, r.words,
                 r.uploader, r.uploader_name, r.uploaded_at
             FROM recording r ",
            $rest
        )
    };
}

impl Store {
    /// Every recording that was not taken down, in the order they were taken in.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn recordings(&self) -> Result<Vec<RecordingRow>, StorageError> {
        const SQL: &str = select_recording!("WHERE r.ended_at IS NULL ORDER BY r.uploaded_at, r.id");
        let rows: Vec<Raw> = on!(self.reader(), pool => sqlx::query_as(SQL).fetch_all(pool).await)?;
        rows.into_iter().map(Raw::read).collect()
    }

    /// The same of one item.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn recordings_of(&self, item: Uuid) -> Result<Vec<RecordingRow>, StorageError> {
        const SQL: &str = select_recording!("WHERE r.ended_at IS NULL AND r.item = $1 ORDER BY r.uploaded_at, r.id");
        let rows: Vec<Raw> =
            on!(self.reader(), pool => sqlx::query_as(SQL).bind(item.to_string()).fetch_all(pool).await)?;
        rows.into_iter().map(Raw::read).collect()
    }
}

#[derive(FromRow)]
struct Raw {
    id: String,
    item: String,
    part: String,
    language: String,
    reader: String,
    town: Option<String>,
    sound: String,
    size: i64,
    digest: String,
    words: Option<String>,
    uploader: String,
    uploader_name: String,
    uploaded_at: i64,
}

impl Raw {
    fn read(self) -> Result<RecordingRow, StorageError> {
        let reading = Reading { table: "recording", row: &self.id };
        let town = self.town.map(|town| reading.named("town", RegionCode::parse(&town).ok())).transpose()?;
        Ok(RecordingRow {
            id: reading.uuid("id", &self.id)?,
            item: reading.uuid("item", &self.item)?,
            recording: Recording {
                part: Part::of_heading(&self.part),
                voice: Voice { language: self.language, reader: self.reader, town },
                sound: reading.named("sound", Sound::parse(&self.sound))?,
                digest: self.digest,
                size: reading.number("size", self.size)?,
            },
            words: self.words,
            uploader: reading.uuid("uploader", &self.uploader)?,
            uploader_name: self.uploader_name,
            uploaded_at: reading.time("uploaded_at", self.uploaded_at)?,
        })
    }
}
