use async_trait::async_trait;
use jiff::Timestamp;

use super::{IdempotencyKey, Internal, Message, Photo};
use crate::matter::{MatterKind, MatterState, NotNow};
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
    NotNow(#[from] NotNow),
    #[error(transparent)]
    Internal(#[from] Internal),
}
