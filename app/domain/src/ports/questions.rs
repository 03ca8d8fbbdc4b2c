use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

use super::{DeskError, IdempotencyKey, Internal};
use crate::access::Staff;
use crate::asking::Asking;
use crate::newsroom::mask::Hit;
use crate::query_code::QueryCode;

/// 咨询: questions of residents and what a pharmacist answers.
#[async_trait]
pub trait Questions: Send + Sync {
    /// Takes a question in. The same form sent twice is one question.
    async fn ask(&self, key: &IdempotencyKey, asking: &Asking, at: Timestamp) -> Result<(), AskError>;

    /// The code of the question a form became, for a day.
    async fn receipt(&self, key: &IdempotencyKey, at: Timestamp) -> Result<Option<QueryCode>, Internal>;

    /// The question a code opens.
    async fn look_up(&self, code: &QueryCode) -> Result<Option<OwnQuestion>, Internal>;

    /// What was published, newest first.
    async fn published(&self) -> Result<Vec<PublicQuestion>, Internal>;

    /// Those that wait, oldest first, and the newest that were answered.
    async fn list(&self, staff: &Staff) -> Result<QuestionList, DeskError>;

    async fn open(&self, staff: &Staff, id: Uuid) -> Result<DeskQuestion, DeskError>;

    /// Answers, or puts a better answer in place of an earlier one.
    async fn answer(&self, staff: &Staff, id: Uuid, answer: NewAnswer, at: Timestamp) -> Result<(), DeskError>;

    /// Puts the words to be published before a colleague.
    async fn propose(&self, staff: &Staff, id: Uuid, proposal: Proposal, at: Timestamp) -> Result<(), DeskError>;

    /// Publishes what somebody else proposed, in those words.
    async fn publish(&self, staff: &Staff, id: Uuid, version: u32, at: Timestamp) -> Result<(), DeskError>;

    /// Takes down what was published, or drops what was proposed.
    async fn take_down(&self, staff: &Staff, id: Uuid, version: u32, at: Timestamp) -> Result<(), DeskError>;

    /// The phone number, with the reason for looking at it.
    async fn contact(&self, staff: &Staff, id: Uuid, reason: &str, at: Timestamp) -> Result<String, DeskError>;

    /// What in a text points at a person.
    fn hits(&self, text: &str) -> Vec<Hit>;

    /// Whether a question sounds as if somebody needs help at once.
    fn sounds_urgent(&self, text: &str) -> bool;
}

#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// This form was sent before with other words.
    #[error("这张表先前交过，内容不一样")]
    KeyReused,
    #[error(transparent)]
    Unavailable(Internal),
}

/// As its asker sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnQuestion {
    pub text: String,
    pub asked_at: Timestamp,
    pub answer: Option<Answer>,
    pub published: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub text: String,
    pub at: Timestamp,
    pub by: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicQuestion {
    pub question: String,
    pub answer: String,
    pub published_at: Timestamp,
}

#[derive(Clone, Debug, Default)]
pub struct QuestionList {
    pub waiting: Vec<DeskQuestion>,
    pub answered: Vec<DeskQuestion>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskQuestion {
    pub id: Uuid,
    pub version: u32,
    pub text: String,
    pub asked_at: Timestamp,
    pub may_publish: bool,
    pub has_contact: bool,
    pub answer: Option<Answer>,
    pub proposed: Option<Proposed>,
}

/// Words that were proposed for everybody to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    pub question: String,
    pub answer: String,
    /// Whoever looks proposed them, so that somebody else must publish them.
    pub own: bool,
    pub published_at: Option<Timestamp>,
}

#[derive(Clone, Debug)]
pub struct NewAnswer {
    /// The version the page was drawn for.
    pub version: u32,
    pub text: String,
}

#[derive(Clone, Debug)]
pub struct Proposal {
    pub version: u32,
    pub question: String,
    pub answer: String,
    /// Somebody looked at what still points at a person and says that it does not.
    pub looked: bool,
}
