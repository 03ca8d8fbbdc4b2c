use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

use super::Internal;
use crate::access::{Denied, Staff};
use crate::event::Event;
use crate::matter::{MatterId, MatterKind, MatterState, Refusal, Status};
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

    async fn assign(&self, staff: &Staff, number: &str, unit: &str, at: Timestamp) -> Result<(), DeskError>;

    /// `note` is shown to the reporter.
    async fn set_status(
        &self,
        staff: &Staff,
        number: &str,
        status: Status,
        note: &str,
        at: Timestamp,
    ) -> Result<(), DeskError>;

    async fn message(&self, staff: &Staff, number: &str, text: &str, at: Timestamp) -> Result<(), DeskError>;

    /// The re-encoded copy of a picture, without metadata.
    async fn attachment(&self, staff: &Staff, number: &str, attachment: Uuid) -> Result<AttachmentFile, DeskError>;
}

/// What the inbox is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub kind: Option<MatterKind>,
    pub status: Option<Status>,
    /// Region prefix.
    pub region: Option<String>,
    pub unit: Option<String>,
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
    pub unit: Option<String>,
    pub registration_no: Option<String>,
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
    pub events: Vec<Event>,
    pub conversation: Conversation,
    pub attachments: Vec<AttachmentInfo>,
    /// Whether there is a sealed identity to view.
    pub has_identity: bool,
    /// Number of the other half of a mixed submission.
    pub linked: Option<String>,
    pub next: Option<NextStep>,
    pub days_left: Option<i32>,
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
}

#[derive(Clone)]
pub struct AttachmentFile {
    pub media_type: String,
    pub bytes: Vec<u8>,
    /// A name that says nothing about anybody: number and ordinal.
    pub name: String,
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
    #[error("有内容需要改")]
    Invalid(Vec<FieldError>),
    #[error(transparent)]
    Internal(#[from] Internal),
}
