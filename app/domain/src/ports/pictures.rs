use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

use super::{DeskError, Internal};
use crate::access::Staff;
use crate::picture::{About, Edit};

/// Pictures of the newsroom: taken in, cut, made ready for residents' phones.
#[async_trait]
pub trait Pictures: Send + Sync {
    /// The newest first. Pages are counted from 1.
    async fn list(&self, staff: &Staff, query: &PictureQuery) -> Result<PictureList, DeskError>;

    /// Keeps a picture and makes what is shown of it. A file that is there already is not kept twice:
    /// the answer is the picture it is known as.
    async fn take_in(&self, staff: &Staff, new: NewPicture, at: Timestamp) -> Result<TakenIn, DeskError>;

    async fn open(&self, staff: &Staff, id: Uuid) -> Result<PictureOnFile, DeskError>;

    /// Draws a picture anew, in place of the version its editor saw.
    async fn change(&self, staff: &Staff, id: Uuid, change: PictureChange, at: Timestamp) -> Result<(), DeskError>;

    /// Puts a picture away, or brings it back. One that a text shows cannot be put away.
    async fn put_away(&self, staff: &Staff, id: Uuid, away: bool, at: Timestamp) -> Result<(), DeskError>;

    /// The whole picture as it is turned now, uncut and with nothing hidden: for whoever marks regions.
    async fn whole(&self, staff: &Staff, id: Uuid) -> Result<Vec<u8>, DeskError>;

    /// What is shown of a picture, also of one that was put away: the size for pages, or the card.
    async fn shown(&self, staff: &Staff, id: Uuid, card: bool) -> Result<Vec<u8>, DeskError>;

    /// What is served under an address made from the hash of its bytes; a JPEG.
    async fn copy(&self, digest: &str) -> Result<Option<Vec<u8>>, Internal>;
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PictureQuery {
    /// Part of what is said about a picture.
    pub words: Option<String>,
    /// The ones put away instead of the others.
    pub away: bool,
    pub page: u32,
}

#[derive(Clone, Debug, Default)]
pub struct PictureList {
    pub rows: Vec<PictureRow>,
    pub total: u64,
    pub page_size: u32,
}

/// A picture and what is shown of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureRow {
    pub id: Uuid,
    /// What texts call it: `../pictures/NAME.jpg`.
    pub name: String,
    /// Grows with every change.
    pub version: u32,
    pub about: About,
    pub edit: Edit,
    /// Of the original once it stands upright, before it is turned.
    pub width: u32,
    pub height: u32,
    pub unit: String,
    pub uploader: String,
    pub uploaded_at: Timestamp,
    pub changed_at: Timestamp,
    pub away: bool,
    /// The narrowest first; the square for sharing is not among them.
    pub copies: Vec<PictureCopy>,
    pub card: Option<PictureCopy>,
}

/// One size of what is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureCopy {
    /// SHA-256 of its bytes, hexadecimal: its address.
    pub digest: String,
    pub width: u32,
    pub height: u32,
    /// Bytes.
    pub size: u64,
}

#[derive(Clone, Debug)]
pub struct PictureOnFile {
    pub row: PictureRow,
    /// Texts that show it: kind and title, and the item.
    pub used_in: Vec<PictureUse>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureUse {
    pub item: Uuid,
    pub kind: String,
    pub title: String,
    /// Residents see it there.
    pub live: bool,
}

pub struct NewPicture {
    pub bytes: Vec<u8>,
    pub about: About,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureChange {
    /// The version the editor saw.
    pub seen: u32,
    pub about: About,
    pub edit: Edit,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TakenIn {
    New(Uuid),
    Known(Uuid),
}
