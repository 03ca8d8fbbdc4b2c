use async_trait::async_trait;
use jiff::Timestamp;

use super::{AttachmentFile, DeskError, Internal};
use crate::access::Staff;
use crate::matter::Status;
use crate::packet::Line;

/// Hand-over to 12315. Only this capability speaks to the outside.
#[async_trait]
pub trait Forwarding: Send + Sync {
    /// The packet for typing into 12315. `reason` opens the identity and becomes an event;
    /// without it the identity lines stay closed.
    async fn packet(
        &self,
        staff: &Staff,
        number: &str,
        reason: Option<&str>,
        at: Timestamp,
    ) -> Result<PacketView, DeskError>;

    /// The attachments as one zip, each within 12315's limits.
    async fn attachments_zip(&self, staff: &Staff, number: &str, at: Timestamp) -> Result<AttachmentFile, DeskError>;

    /// Records 12315's number.
    async fn register(
        &self,
        staff: &Staff,
        number: &str,
        registration_no: &str,
        registered_at: Timestamp,
        at: Timestamp,
    ) -> Result<(), DeskError>;

    /// Matters without a number as a spreadsheet in 12315's columns.
    async fn export_batch(&self, staff: &Staff, at: Timestamp) -> Result<ExportedBatch, DeskError>;

    /// Reads the platform's export back in.
    async fn import_batch(&self, staff: &Staff, file: &[u8], at: Timestamp) -> Result<BatchReport, DeskError>;

    /// Takes a verified callback of the gateway; the same id again changes nothing.
    async fn update(&self, webhook_id: &str, update: Update, at: Timestamp) -> Result<(), UpdateError>;

    /// Hand-overs that wait for a person.
    async fn stuck(&self, staff: &Staff) -> Result<Vec<StuckJob>, DeskError>;

    async fn retry(&self, staff: &Staff, job: uuid::Uuid, at: Timestamp) -> Result<(), DeskError>;
}

#[derive(Clone, Debug)]
pub struct PacketView {
    pub number: String,
    pub lines: Vec<Line>,
    /// Identity lines are filled only after a reason was given.
    pub identity_open: bool,
    pub has_identity: bool,
    pub files: usize,
    pub registration_no: Option<String>,
}

#[derive(Clone)]
pub struct ExportedBatch {
    pub file: Vec<u8>,
    pub name: String,
    pub rows: usize,
}

/// What an import found and did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BatchReport {
    pub rows: usize,
    pub registered: usize,
    pub unchanged: usize,
    pub faults: Vec<BatchFault>,
    /// Ours still without a number.
    pub ours_without_number: Vec<BatchDifference>,
    /// Theirs that fit none of ours.
    pub theirs_unknown: Vec<BatchDifference>,
}

/// A cell that could not be used; the rest of the file was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchFault {
    /// As the spreadsheet counts: from 1, head row included.
    pub row: u32,
    pub column: String,
    pub message: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchDifference {
    pub number: String,
    pub text: String,
}

#[derive(Clone, Debug)]
pub struct StuckJob {
    pub id: uuid::Uuid,
    pub number: String,
    pub attempts: u32,
    pub last_error: String,
    pub since: Timestamp,
}

/// A callback of the gateway about one matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Update {
    /// Our public number.
    pub number: String,
    pub kind: UpdateKind,
}

/// `matter.registered`, `matter.status`, `matter.closed`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UpdateKind {
    Registered { registration_no: String, registered_at: Timestamp },
    Status { status: Status, note: String },
    Closed { result: String },
}

#[derive(Debug, thiserror::Error)]
pub enum UpdateError {
    #[error("没有这个编号的事项")]
    UnknownMatter,
    #[error("{0}")]
    Invalid(String),
    #[error(transparent)]
    Internal(#[from] Internal),
}
