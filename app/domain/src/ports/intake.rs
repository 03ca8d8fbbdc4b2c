use async_trait::async_trait;
use jiff::Timestamp;

use super::Internal;
use crate::event::Source;
use crate::matter::MatterKind;
use crate::query_code::QueryCode;
use crate::report::{FieldError, Report};

/// Takes reports in.
#[async_trait]
pub trait Intake: Send + Sync {
    /// Answers only when matter, sealed identity, first event, attachments and the hand-over job
    /// are durable. The same key and content again is the same answer, and one matter.
    async fn submit(&self, submission: Submission, at: Timestamp) -> Result<Receipt, IntakeError>;

    /// The receipt of an earlier submission, for the page shown after it; `None` once the key is
    /// older than the receipt's life or unknown.
    async fn receipt(&self, key: &IdempotencyKey, at: Timestamp) -> Result<Option<Receipt>, Internal>;
}

/// A checked report with its photos.
#[derive(Clone, Debug)]
pub struct Submission {
    pub key: IdempotencyKey,
    pub report: Report,
    pub photos: Vec<Photo>,
    /// What happened, said instead of written.
    pub voice: Option<Photo>,
    pub source: Source,
    /// Version of the privacy notice that was shown.
    pub notice_version: String,
}

/// Chosen by the sender, once a form: 16 to 128 visible ASCII characters.
#[derive(Clone, PartialEq, Eq)]
pub struct IdempotencyKey(String);

/// An uploaded picture or recording as it arrived. Its name on the sender's phone is not kept: names identify.
#[derive(Clone)]
pub struct Photo {
    pub bytes: Vec<u8>,
}

/// What the reporter takes away.
#[derive(Clone, Debug)]
pub struct Receipt {
    pub code: QueryCode,
    /// One matter, or two linked ones, the complaint first.
    pub matters: Vec<ReceiptMatter>,
    pub received_at: Timestamp,
    pub photos: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptMatter {
    pub number: String,
    pub kind: MatterKind,
}

#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// Answers or photos that cannot be taken.
    #[error("有内容需要改")]
    Invalid(Vec<FieldError>),
    /// The key was used for another content: 409.
    #[error("这个编号已经用来提交过别的内容")]
    KeyReused,
    /// Nothing was kept; trying again later may work: 503.
    #[error("系统现在存不下新的内容，请过几分钟再提交，已填的内容还在")]
    Unavailable(#[source] Internal),
    #[error(transparent)]
    Internal(#[from] Internal),
}

impl IdempotencyKey {
    /// # Errors
    /// The rule, in words, when the key breaks it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let fits = (16..=128).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic());
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err("Idempotency-Key 应为 16 到 128 个可见 ASCII 字符".to_owned())
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

// Whoever holds the key of a fresh submission can see its receipt, so it stays out of logs.
impl std::fmt::Debug for IdempotencyKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("IdempotencyKey(…)")
    }
}

impl std::fmt::Debug for Photo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Photo({} bytes)", self.bytes.len())
    }
}
