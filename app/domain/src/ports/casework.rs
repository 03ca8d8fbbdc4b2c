use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

use super::Internal;
use crate::access::{Denied, Scope, Staff};
use crate::desk_step::{DeskStep, StepName};
use crate::event::Event;
use crate::ledger::Book;
use crate::matter::office::Person;
use crate::matter::{MatterId, MatterKind, MatterState, Refusal, Running, Stage, Status};
use crate::quality::Flag;
use crate::report::{Facts, FieldError, Reporter};
use crate::track::NextStep;

/// The desk: every call checks what the person may do before it reads or writes anything.
#[async_trait]
pub trait Casework: Send + Sync {
    async fn inbox(&self, staff: &Staff, filter: &Filter, at: Timestamp) -> Result<Inbox, DeskError>;

    async fn matter(&self, staff: &Staff, number: &str, at: Timestamp) -> Result<DeskMatter, DeskError>;

    /// Opens the sealed identity. The reason and the viewer become an event before anything is shown.
    async fn view_identity(
        &self,
        staff: &Staff,
        number: &str,
        reason: &str,
        at: Timestamp,
    ) -> Result<Option<Reporter>, DeskError>;

    /// Takes a step. `seen` is the version of the matter the person looked at: what happened since
    /// is either harmless, or the answer is [`DeskError::Stale`]. The same step asked twice by the
    /// same person at once happens once.
    async fn act(&self, staff: &Staff, number: &str, step: DeskStep, seen: u32, at: Timestamp)
    -> Result<(), DeskError>;

    /// The same kind of step on several matters, each judged for itself against its newest state.
    async fn act_on_each(
        &self,
        staff: &Staff,
        numbers: &[String],
        step: &DeskStep,
        at: Timestamp,
    ) -> Result<Vec<(String, Result<(), DeskError>)>, Internal>;

    /// Colleagues of the matter's unit who may handle it, by name; empty while it has no unit.
    async fn colleagues(&self, staff: &Staff, number: &str) -> Result<Vec<Person>, DeskError>;

    /// A filter as a table without identities, recorded in the audit trail.
    async fn export(&self, staff: &Staff, filter: &Filter, at: Timestamp) -> Result<Vec<ExportRow>, DeskError>;

    async fn saved_filters(&self, staff: &Staff) -> Result<Vec<SavedFilter>, Internal>;

    /// Keeps a filter under a name, in place of one of the same name.
    async fn save_filter(&self, staff: &Staff, name: &str, query: &str, at: Timestamp) -> Result<(), DeskError>;

    async fn forget_filter(&self, staff: &Staff, id: Uuid) -> Result<(), Internal>;

    async fn message(&self, staff: &Staff, number: &str, text: &str, at: Timestamp) -> Result<(), DeskError>;

    /// The re-encoded copy of a picture, without metadata.
    async fn attachment(&self, staff: &Staff, number: &str, attachment: Uuid) -> Result<AttachmentFile, DeskError>;

    /// A recording as it came; its place is one of [`DeskMatter::voices`]. A resident's is a look at who reports and so
    /// a row of the trail.
    async fn voice(&self, staff: &Staff, number: &str, place: u32, at: Timestamp) -> Result<AttachmentFile, DeskError>;
}

/// What the inbox is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub kind: Option<MatterKind>,
    pub status: Option<Status>,
    /// Region prefix.
    pub region: Option<String>,
    /// Key of a unit; empty: dispatched to none yet.
    pub unit: Option<String>,
    pub stage: Option<Stage>,
    pub handler: Option<HandledBy>,
    /// Only matters on which something waits for a head: an extension, an opinion on filing.
    pub waits_for_approval: bool,
    /// `Some(false)`: not yet entered in 12315.
    pub registered: Option<bool>,
    /// Only matters that have not ended.
    pub open: bool,
    /// Public number, or words of the story or the respondent's name.
    pub words: Option<String>,
    pub order: Order,
    /// Counted from 1.
    pub page: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandledBy {
    Person(Uuid),
    Nobody,
}

/// A filter somebody keeps, as the inbox's address writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedFilter {
    pub id: Uuid,
    pub name: String,
    pub query: String,
}

/// A matter in a table that leaves the house: nothing about who reported, and no free text of theirs.
#[derive(Clone, Debug)]
pub struct ExportRow {
    pub row: InboxRow,
    pub unit_name: Option<String>,
    pub closed_at: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    #[default]
    NewestFirst,
    DueFirst,
}

#[derive(Clone, Debug)]
pub struct Inbox {
    pub rows: Vec<InboxRow>,
    /// Matters that fit the filter.
    pub total: u64,
    /// There are more than `total`, where counting stopped.
    pub more: bool,
    pub page_size: u32,
    /// Within the person's view, whatever the filter: not ended, not yet in 12315.
    pub open: u64,
    pub unregistered: u64,
}

#[derive(Clone, Debug)]
pub struct InboxRow {
    pub number: String,
    pub kind: MatterKind,
    pub category: String,
    pub region_name: String,
    pub respondent: Option<String>,
    pub status: Status,
    pub stage: Stage,
    pub unit: Option<String>,
    pub handler: Option<String>,
    pub registration_no: Option<String>,
    /// Still to be entered in 12315.
    pub waits_for_12315: bool,
    pub received_at: Timestamp,
    pub photos: u32,
    pub next: Option<NextStep>,
    /// Working days to the next legal step; negative when overdue.
    pub days_left: Option<i32>,
}

#[derive(Clone, Debug)]
pub struct DeskMatter {
    pub id: MatterId,
    pub number: String,
    pub kind: MatterKind,
    pub facts: Facts,
    pub region_name: String,
    pub state: MatterState,
    /// Number of events: what a step says it has seen.
    pub version: u32,
    pub clocks: Vec<Running>,
    /// What this person may do now, in the order of the page.
    pub offers: Vec<StepName>,
    /// What of it somebody should look at again.
    pub flags: Vec<Flag>,
    /// The records beside it that this person may open: book and number, oldest first.
    pub records: Vec<(Book, String)>,
    pub events: Vec<Event>,
    pub conversation: Conversation,
    pub attachments: Vec<AttachmentInfo>,
    /// Places of the recordings: an officer's among what the report lists, a resident's among the attachments.
    pub voices: Vec<u32>,
    /// Whether there is a sealed identity to view.
    pub has_identity: bool,
    /// Number of the other half of a mixed submission.
    pub linked: Option<String>,
    pub next: Option<NextStep>,
    pub days_left: Option<i32>,
}

impl DeskMatter {
    /// What of it decides who may touch it.
    #[must_use]
    pub fn scope(&self) -> Scope {
        Scope::of(&self.state, &self.facts.region)
    }
}

pub type Conversation = Vec<Message>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub id: Uuid,
    pub at: Timestamp,
    pub side: Side,
    pub text: String,
    pub photos: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Reporter,
    Bureau,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachmentInfo {
    pub id: Uuid,
    /// Counted from 1 within the matter.
    pub ordinal: u32,
    pub media_type: String,
    /// Bytes of the original.
    pub size: u64,
    /// SHA-256 of the original, hexadecimal.
    pub sha256: String,
    pub shown: Shown,
    /// The message it came with, if not with the report.
    pub message: Option<Uuid>,
}

/// Whether the copy for staff is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    Ready,
    /// Being made.
    Waiting,
    /// The picture could not be decoded; the original stays sealed as it came.
    Unreadable,
    /// A recording: heard at the desk as it came, and never handed on, since a voice says who speaks.
    Sound,
}

impl Shown {
    /// Whether its copy goes to 12315, now or once it is made.
    #[must_use]
    pub fn is_handed_on(self) -> bool {
        matches!(self, Self::Ready | Self::Waiting)
    }
}

#[derive(Clone)]
pub struct AttachmentFile {
    pub media_type: String,
    pub bytes: Vec<u8>,
    /// A name that says nothing about anybody: number and ordinal.
    pub name: String,
}

impl AttachmentFile {
    /// A recording as it came.
    #[must_use]
    pub fn recording(number: &str, place: u32, media_type: String, bytes: Vec<u8>) -> Self {
        let ending = media_type.trim_start_matches("audio/");
        Self { name: format!("{number}-{place}.{ending}"), bytes, media_type }
    }
}

#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    #[error("没有这个事项，或者不归您的单位管")]
    NotFound,
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error("{0}")]
    NotReady(&'static str),
    #[error(transparent)]
    NotNow(#[from] Refusal),
    /// Others did something since the page was drawn that the step must be thought over for.
    #[error("您打开这一页以后，这件事有了变化")]
    Stale { since: Vec<Event> },
    #[error("有内容需要改")]
    Invalid(Vec<FieldError>),
    #[error(transparent)]
    Internal(#[from] Internal),
}
