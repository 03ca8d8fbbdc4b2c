use domain::ports::RecordingRow;
use domain::recording::{Part, Recording, Sound, SpokenForm, Subject, Voice};
use domain::region::RegionCode;
use sqlx::FromRow;

use super::columns;
use crate::column::Reading;
use crate::error::StorageError;
use crate::store::Store;

macro_rules! select_recording {
    ($rest:literal) => {
        concat!(
            "SELECT r.id, r.item, r.form, r.part, r.language, r.reader, r.town, r.sound, r.size, r.digest, r.words,
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

    /// The same of one article or form.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn recordings_of(&self, subject: Subject) -> Result<Vec<RecordingRow>, StorageError> {
        const SQL: &str = select_recording!(
            "WHERE r.ended_at IS NULL AND COALESCE(r.item, r.form) = $1 ORDER BY r.uploaded_at, r.id"
        );
        let (item, form) = columns(subject);
        let rows: Vec<Raw> = on!(self.reader(), pool => sqlx::query_as(SQL).bind(item.or(form)).fetch_all(pool).await)?;
        rows.into_iter().map(Raw::read).collect()
    }
}

#[derive(FromRow)]
struct Raw {
    id: String,
    item: Option<String>,
    form: Option<String>,
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
        let subject = match (&self.item, &self.form) {
            (Some(item), _) => Subject::Item(reading.uuid("item", item)?),
            (None, form) => Subject::Form(reading.named("form", form.as_deref().and_then(SpokenForm::parse))?),
        };
        Ok(RecordingRow {
            id: reading.uuid("id", &self.id)?,
            subject,
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
