use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

use super::{AskError, DeskError, IdempotencyKey, Internal};
use crate::access::Staff;
use crate::collecting::{AtHome, DoorContact, Ending, HowMuch, Wanted};

/// 上门收: residents' requests that an officer comes and collects old medicine.
#[async_trait]
pub trait CollectRequests: Send + Sync {
    /// Takes a request in. The same form sent twice is one request.
    async fn ask(&self, key: &IdempotencyKey, wanted: &Wanted, at: Timestamp) -> Result<(), AskError>;

    /// Number and day of the request a form became: nothing of a person.
    async fn receipt(&self, key: &IdempotencyKey) -> Result<Option<CollectReceipt>, Internal>;

    /// Of the person's area: those that are open, oldest first, or the newest that have ended.
    async fn list(&self, staff: &Staff, ended: bool) -> Result<Vec<CollectLine>, DeskError>;

    async fn file(&self, staff: &Staff, id: Uuid) -> Result<CollectFile, DeskError>;

    /// Whom to call and where the house is, with the reason for looking at it.
    async fn contact(&self, staff: &Staff, id: Uuid, reason: &str, at: Timestamp) -> Result<DoorContact, DeskError>;

    /// Gives it to an officer as a task; the officer who had it before loses it.
    async fn give(&self, staff: &Staff, id: Uuid, giving: Giving, at: Timestamp) -> Result<(), DeskError>;

    /// Ends it without its having been collected.
    async fn close(&self, staff: &Staff, id: Uuid, closing: Closing, at: Timestamp) -> Result<(), DeskError>;
}

/// What a resident keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectReceipt {
    pub number: String,
    pub asked_at: Timestamp,
}

/// A request as the list shows it; nothing of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectLine {
    pub id: Uuid,
    pub number: String,
    /// From the township down.
    pub region_name: String,
    pub amount: HowMuch,
    pub home: Option<AtHome>,
    pub asked_at: Timestamp,
    /// The officer who has it, and since when.
    pub given: Option<(String, Timestamp)>,
    /// What the last officer said who gave it back.
    pub back: String,
    pub ended: Option<(Ending, Timestamp)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectFile {
    pub line: CollectLine,
    /// Steps say which they have seen.
    pub version: u32,
    /// False once it was destroyed.
    pub has_contact: bool,
    /// Other open requests with the same phone number.
    pub same_phone: u64,
    /// Whom it may be given to.
    pub officers: Vec<CollectOfficer>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectOfficer {
    pub id: Uuid,
    pub name: String,
    /// Names of the villages, the main one first.
    pub villages: Vec<String>,
    /// Answers for the very village.
    pub here: bool,
}

#[derive(Clone, Copy, Debug)]
pub struct Giving {
    /// The version the page was drawn for.
    pub version: u32,
    pub officer: Option<Uuid>,
}

#[derive(Clone, Copy, Debug)]
pub struct Closing {
    /// The version the page was drawn for.
    pub version: u32,
    pub ending: Option<Ending>,
}
