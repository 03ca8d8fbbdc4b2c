use async_trait::async_trait;
use jiff::Timestamp;

use super::{IdempotencyKey, Internal, Message, Photo};
use crate::matter::{DataWish, MatterKind, MatterState, Refusal};
use crate::query_code::QueryCode;
use crate::report::FieldError;
use crate::track::{NextStep, Step};

/// What the holder of a query code may see and do.
#[async_trait]
pub trait Tracking: Send + Sync {
    /// `None` for a code that belongs to nothing.
    async fn look_up(&self, code: &QueryCode, at: Timestamp) -> Result<Option<Tracked>, Internal>;

    /// Adds a message with photos; the same key again adds nothing.
    async fn add(&self, code: &QueryCode, addition: Addition, at: Timestamp) -> Result<(), TrackError>;

    /// Rates how a closed matter was handled (好差评), once: `grade` 1 (非常不满意) to 5 (非常满意).
    async fn rate(
        &self,
        code: &QueryCode,
        number: &str,
        grade: u8,
        comment: &str,
        at: Timestamp,
    ) -> Result<(), TrackError>;

    /// Asks to see, correct or delete the personal data kept (个人信息保护法 §45–§47); staff answer.
    async fn ask_about_data(
        &self,
        code: &QueryCode,
        number: &str,
        wish: DataWish,
        note: &str,
        at: Timestamp,
    ) -> Result<(), TrackError>;

    /// Withdraws a complaint, or notes that the reporter of a tip wishes to.
    async fn withdraw(&self, code: &QueryCode, number: &str, at: Timestamp) -> Result<(), TrackError>;
}

#[derive(Clone, Debug)]
pub struct Tracked {
    pub matters: Vec<TrackedMatter>,
}

#[derive(Clone, Debug)]
pub struct TrackedMatter {
    pub number: String,
    pub kind: MatterKind,
    pub state: MatterState,
    pub timeline: Vec<Step>,
    pub next: Option<NextStep>,
    pub messages: Vec<Message>,
    /// At least so many other reports of the same shop came before this month; nothing where they are too few to be told.
    pub others: Option<u64>,
}

#[derive(Clone, Debug)]
pub struct Addition {
    pub number: String,
    pub key: IdempotencyKey,
    pub text: String,
    pub photos: Vec<Photo>,
}

#[derive(Debug, thiserror::Error)]
pub enum TrackError {
    #[error("没有查到这个查询码")]
    NotFound,
    #[error("有内容需要改")]
    Invalid(Vec<FieldError>),
    #[error(transparent)]
    NotNow(#[from] Refusal),
    /// Nothing was kept; trying again later may work: 503.
    #[error("系统现在存不下新的内容，请过几分钟再提交，已填的内容还在")]
    Unavailable(#[source] Internal),
    #[error(transparent)]
    Internal(Internal),
}

impl From<Internal> for TrackError {
    fn from(error: Internal) -> Self {
        if error.may_pass() { Self::Unavailable(error) } else { Self::Internal(error) }
    }
}
