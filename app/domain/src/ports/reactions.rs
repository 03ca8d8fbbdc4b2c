use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

use super::{DeskError, Internal};
use crate::access::Staff;
use crate::field::{Given, Line};
use crate::reaction::{Alarm, Entry};
use crate::report::FieldError;

/// 不良反应: taking residents' reports in, and the desk's list of theirs and the officers'.
#[async_trait]
pub trait Reactions: Send + Sync {
    /// Keeps it durably under the form's id; sent again, the same answers are the same receipt.
    async fn submit(&self, id: Uuid, given: &Given, at: Timestamp) -> Result<ReactionReceipt, ReactionError>;

    /// The receipt of a resident's form.
    async fn receipt(&self, id: Uuid) -> Result<Option<ReactionReceipt>, Internal>;

    /// Those of the person's area, urgent ones that nobody has filed first.
    async fn list(&self, staff: &Staff, unfiled: bool, page: u32) -> Result<ReactionList, DeskError>;

    /// How many somebody must look at at once and nobody has filed; counted up to a page of the list.
    async fn urgent(&self, staff: &Staff) -> Result<u64, DeskError>;

    /// What may be seen of one without a reason.
    async fn reaction(&self, staff: &Staff, number: &str) -> Result<ReactionFile, DeskError>;

    /// Opens what it says about the patient. The look and its reason are in the audit trail before
    /// anything is answered; where the site wants two persons, somebody else has agreed.
    async fn open(&self, staff: &Staff, number: &str, reason: &str, at: Timestamp)
    -> Result<OpenedReaction, DeskError>;

    /// Asks a second person for a look.
    async fn ask(&self, staff: &Staff, number: &str, reason: &str, at: Timestamp) -> Result<(), DeskError>;

    /// Agrees to a look somebody else asked for.
    async fn grant(&self, staff: &Staff, number: &str, look: Uuid, at: Timestamp) -> Result<(), DeskError>;

    /// Notes that it was handed to the monitoring body.
    async fn file(&self, staff: &Staff, number: &str, note: &str, at: Timestamp) -> Result<(), DeskError>;
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReactionReceipt {
    pub number: String,
    pub received_at: Timestamp,
    /// When it was handed to the monitoring body.
    pub filed_at: Option<Timestamp>,
}

#[derive(Debug, thiserror::Error)]
pub enum ReactionError {
    #[error("the answers break rules")]
    Invalid(Vec<FieldError>),
    /// Other answers came in under this id before.
    #[error("the form was sent before with other answers")]
    SentBefore,
    /// Nothing was kept; trying again may help.
    #[error("{0}")]
    Unavailable(Internal),
    #[error("{0}")]
    Internal(#[from] Internal),
}

#[derive(Clone, Debug)]
pub struct ReactionList {
    pub rows: Vec<ReactionLine>,
    pub total: u64,
    pub page_size: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReactionLine {
    pub number: String,
    pub region_name: String,
    pub received_at: Timestamp,
    /// `药品`
    pub kind: String,
    /// Empty where only a photo shows it.
    pub product: String,
    pub by_officer: bool,
    pub alarms: Vec<Alarm>,
    /// Reports on the same product so near in time; 0 below what makes them urgent.
    pub same: u32,
    pub filed_at: Option<Timestamp>,
}

impl ReactionLine {
    /// Why somebody must look at once, in words; empty for most.
    #[must_use]
    pub fn urgent(&self) -> Vec<String> {
        use crate::field::Choice;
        let told = self.alarms.iter().map(|alarm| alarm.words().to_owned());
        told.chain((self.same > 0).then(|| format!("同一产品收到 {} 份", self.same))).collect()
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReactionFile {
    pub line: ReactionLine,
    /// Of an officer's: the record with its photos.
    pub record: Option<Uuid>,
    pub filed_by: String,
    pub filed_note: String,
    /// What it said of the patient is gone; its time was over.
    pub destroyed_at: Option<Timestamp>,
    /// A second person must agree to a look.
    pub two_persons: bool,
    pub looks: Vec<ReactionLook>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReactionLook {
    pub id: Uuid,
    pub staff: Uuid,
    pub name: String,
    pub reason: String,
    pub asked_at: Timestamp,
    pub granted_by: String,
    pub used: bool,
}

/// Personal: shown once, kept by nobody.
#[derive(Clone)]
pub struct OpenedReaction {
    pub line: ReactionLine,
    /// The national form's fields in its order.
    pub entries: Vec<Entry>,
    /// As it was told.
    pub lines: Vec<Line>,
    pub title: String,
    pub source: String,
    pub note: String,
    /// Said where the form is not meant for that kind of product.
    pub not_for: Option<String>,
}

// It tells of somebody's health.
impl std::fmt::Debug for OpenedReaction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "OpenedReaction({})", self.line.number)
    }
}
