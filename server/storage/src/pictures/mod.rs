//! Pictures of the newsroom, and what is shown of them.

mod copies;
mod keep;
mod list;

use domain::picture::{About, Edit};
use domain::ports::PictureRow;
use sqlx::FromRow;
use uuid::Uuid;

use crate::column::Reading;
use crate::error::StorageError;

pub use keep::{NewPictureRow, PictureKept};

/// A size of a picture as it is to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCopy {
    pub shape: CopyShape,
    pub width: u32,
    pub height: u32,
    /// SHA-256 of the bytes, hexadecimal.
    pub digest: String,
    pub bytes: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyShape {
    /// As it stands on a page.
    Page,
    /// The square for sharing.
    Card,
}

/// How the original of a picture is sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureSeal {
    pub key_id: String,
    pub wrapped_key: Vec<u8>,
}

impl CopyShape {
    fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Card => "card",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Page, Self::Card].into_iter().find(|shape| shape.as_str() == text)
    }
}

macro_rules! select_picture {
    ($rest:literal) => {
        concat!(
            "SELECT p.id, p.name, p.version, p.about, p.edit, p.unit, p.uploader, p.uploaded_at, p.changed_at,
                 p.deleted_at, p.width, p.height
             FROM picture p ",
            $rest
        )
    };
}
pub(crate) use select_picture;

#[derive(FromRow)]
pub(crate) struct Raw {
    id: String,
    name: String,
    version: i64,
    about: String,
    edit: String,
    unit: String,
    uploader: String,
    uploaded_at: i64,
    changed_at: i64,
    deleted_at: Option<i64>,
    width: i64,
    height: i64,
}

impl Raw {
    /// Without its copies.
    fn read(self) -> Result<PictureRow, StorageError> {
        let reading = Reading { table: "picture", row: &self.id };
        Ok(PictureRow {
            id: reading.uuid("id", &self.id)?,
            version: reading.number("version", self.version)?,
            about: reading.json::<About>("about", &self.about)?,
            edit: reading.json::<Edit>("edit", &self.edit)?,
            width: reading.number("width", self.width)?,
            height: reading.number("height", self.height)?,
            uploaded_at: reading.time("uploaded_at", self.uploaded_at)?,
            changed_at: reading.time("changed_at", self.changed_at)?,
            away: self.deleted_at.is_some(),
            name: self.name,
            unit: self.unit,
            uploader: self.uploader,
            copies: Vec::new(),
            card: None,
        })
    }
}

/// What a list is searched by.
fn words(name: &str, about: &About) -> String {
    format!("{name} {} {}", about.alt, about.credit)
}

fn ids(rows: &[PictureRow]) -> Vec<Uuid> {
    rows.iter().map(|row| row.id).collect()
}
