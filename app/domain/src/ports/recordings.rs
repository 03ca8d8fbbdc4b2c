use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

use super::{DeskError, Internal};
use crate::access::Staff;
use crate::recording::{Part, Recording, Sound, SpokenForm, Subject, Voice};

/// Recordings of articles and of the questions of forms: taken in at the desk, heard by whoever reads them.
#[async_trait]
pub trait Recordings: Send + Sync {
    /// What there is of an article or a form, in the order it was taken in, and what can be recorded of it.
    async fn of(&self, staff: &Staff, subject: Subject) -> Result<Recorded, DeskError>;

    /// The forms, with how many of their questions can be heard.
    async fn forms(&self, staff: &Staff) -> Result<Vec<FormHeard>, DeskError>;

    /// Keeps a recording; it is heard once a colleague has listened. The same file in the same place is kept once.
    async fn take_in(&self, staff: &Staff, of: Subject, new: NewRecording, at: Timestamp) -> Result<(), DeskError>;

    /// Somebody other than who uploaded it has listened: the recording says what is written. `words` is the
    /// hash of what they compared it with.
    async fn confirm(&self, staff: &Staff, of: Subject, id: Uuid, words: &str, at: Timestamp) -> Result<(), DeskError>;

    /// Takes a recording down for good; its bytes are destroyed.
    async fn take_down(&self, staff: &Staff, of: Subject, id: Uuid, at: Timestamp) -> Result<(), DeskError>;

    /// What of a form's questions is heard now, Mandarin first. A form is filled in whether it can be heard or
    /// not, so whatever goes wrong here is silence.
    async fn heard(&self, form: SpokenForm) -> Vec<Recording>;

    /// What is served under a hash, while residents see its article or its form.
    async fn file(&self, digest: &str) -> Result<Option<RecordingFile>, Internal>;

    /// Some bytes of a recording from a place on, at least one; nothing behind its end.
    async fn bytes(&self, id: Uuid, from: u64) -> Result<Option<Vec<u8>>, Internal>;
}

/// What the questions of forms say.
#[async_trait]
pub trait Wordings: Send + Sync {
    /// The questions of a form that nobody has filled in, in its order.
    async fn of(&self, form: SpokenForm) -> Result<Arc<[Wording]>, Internal>;
}

/// A question as it stands on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    pub heading: String,
    /// All its words, the heading first, a line each.
    pub words: String,
}

/// A recording as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordingRow {
    pub id: Uuid,
    pub subject: Subject,
    pub recording: Recording,
    /// Hash of the words it says, once a colleague has listened.
    pub words: Option<String>,
    pub uploader: Uuid,
    pub uploader_name: String,
    pub uploaded_at: Timestamp,
}

/// An article or a form, and its recordings.
#[derive(Clone, Debug)]
pub struct Recorded {
    pub subject: Subject,
    pub title: String,
    /// Where it is read, inside the site.
    pub page: String,
    /// What of it can be recorded; `None` while residents read nothing.
    pub parts: Option<Vec<Part>>,
    /// What is read aloud of a form. An article says it on its page.
    pub asked: Arc<[Wording]>,
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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormHeard {
    pub form: SpokenForm,
    pub questions: usize,
    /// Those of them that can be heard.
    pub heard: usize,
    /// Recordings nobody hears: a colleague has to listen first.
    pub waiting: usize,
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
    /// It is heard: it says what is written.
    #[must_use]
    pub fn is_heard(&self) -> bool {
        self.now.is_some() && self.now == self.row.words
    }
}
