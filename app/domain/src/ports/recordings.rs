use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

use super::{DeskError, Internal};
use crate::access::Staff;
use crate::recording::{Part, Recording, Sound, Voice};

/// Recordings of articles: taken in at the desk, heard by residents.
#[async_trait]
pub trait Recordings: Send + Sync {
    /// What there is of an article, in the order it was taken in, and what can be recorded of it.
    async fn of(&self, staff: &Staff, item: Uuid) -> Result<Recorded, DeskError>;

    /// Keeps a recording; residents hear it once a colleague has listened. The same file in the same place is
    /// kept once.
    async fn take_in(&self, staff: &Staff, item: Uuid, new: NewRecording, at: Timestamp) -> Result<(), DeskError>;

    /// Somebody other than who uploaded it has listened: the recording says what the text says. `words` is the
    /// hash of what they compared it with.
    async fn confirm(&self, staff: &Staff, item: Uuid, id: Uuid, words: &str, at: Timestamp) -> Result<(), DeskError>;

    /// Takes a recording down for good; its bytes are destroyed.
    async fn take_down(&self, staff: &Staff, item: Uuid, id: Uuid, at: Timestamp) -> Result<(), DeskError>;

    /// What is served under a hash, while residents see its article.
    async fn file(&self, digest: &str) -> Result<Option<RecordingFile>, Internal>;

    /// Some bytes of a recording from a place on, at least one; nothing behind its end.
    async fn bytes(&self, id: Uuid, from: u64) -> Result<Option<Vec<u8>>, Internal>;
}

/// A recording as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordingRow {
    pub id: Uuid,
    pub item: Uuid,
    pub recording: Recording,
    /// Hash of the words it says, once a colleague has listened.
    pub words: Option<String>,
    pub uploader: Uuid,
    pub uploader_name: String,
    pub uploaded_at: Timestamp,
}

/// An article and its recordings.
#[derive(Clone, Debug)]
pub struct Recorded {
    pub item: Uuid,
    pub title: String,
    pub slug: String,
    /// The headings of what residents read; `None` while they read nothing.
    pub headings: Option<Vec<String>>,
    pub rows: Vec<RecordedRow>,
    /// Whether this person may take in and take down.
    pub may_record: bool,
}

#[derive(Clone, Debug)]
pub struct RecordedRow {
    pub row: RecordingRow,
    /// Hash of the words that stand there now; nothing where its heading is gone.
    pub now: Option<String>,
    /// Whether this person uploaded it: then a colleague listens.
    pub is_own: bool,
}

pub struct NewRecording {
    pub bytes: Vec<u8>,
    pub part: Part,
    pub voice: Voice,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordingFile {
    pub id: Uuid,
    pub sound: Sound,
    pub size: u64,
}

impl RecordedRow {
    /// Residents hear it: it says what the text says.
    #[must_use]
    pub fn is_heard(&self) -> bool {
        self.now.is_some() && self.now == self.row.words
    }
}
