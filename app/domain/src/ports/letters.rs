use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

use super::{DeskError, Internal};
use crate::access::Staff;
use crate::letter::{Letter, Recipient, Template, Typed};
use crate::matter::MatterKind;

/// Writing letters about a matter. Every call checks what the person may do before it reads or
/// writes anything; a matter outside their area or unit does not exist for them.
#[async_trait]
pub trait Letters: Send + Sync {
    /// The forms that fit the matter now, and what was issued.
    async fn desk(&self, staff: &Staff, number: &str, at: Timestamp) -> Result<LetterDesk, DeskError>;

    /// Key and label of what the officer types into a form; nothing for an unknown form.
    fn fields(&self, form: &str) -> Vec<(String, String)>;

    /// A form with what is known already filled in.
    async fn draft(&self, staff: &Staff, asked: &Asked, at: Timestamp) -> Result<LetterDraft, DeskError>;

    /// The letter as it would be issued, without number and with the identity masked.
    async fn preview(&self, staff: &Staff, asked: &Asked, typed: &Typed, at: Timestamp) -> Result<Letter, DeskError>;

    /// Numbers the letter and keeps it for good, once for each `draft`.
    async fn issue(
        &self,
        staff: &Staff,
        asked: &Asked,
        draft: Draft,
        typed: &Typed,
        at: Timestamp,
    ) -> Result<IssuedLetter, DeskError>;

    /// An issued letter with the identity masked.
    async fn letter(&self, staff: &Staff, number: &str, id: Uuid, at: Timestamp) -> Result<IssuedLetter, DeskError>;

    /// The same with the identity in it. Who opened it and why becomes an event before anything is shown.
    async fn open(
        &self,
        staff: &Staff,
        number: &str,
        id: Uuid,
        reason: &str,
        at: Timestamp,
    ) -> Result<IssuedLetter, DeskError>;

    /// The letter on A4 pages, with its fonts embedded.
    async fn pdf(&self, letter: &IssuedLetter) -> Result<Vec<u8>, PdfError>;
}

/// Which letter somebody wants to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Number of the matter.
    pub number: String,
    /// Key of the template.
    pub form: String,
    pub to: Recipient,
}

/// What the form was drawn for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Becomes the letter's id, so that a second press of the button issues nothing twice.
    pub id: Uuid,
    /// Events of the matter when the form was drawn.
    pub version: u32,
}

#[derive(Clone, Debug)]
pub struct LetterDesk {
    pub number: String,
    pub kind: MatterKind,
    pub forms: Vec<LetterForm>,
    /// Oldest first.
    pub issued: Vec<IssuedLetter>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterForm {
    pub key: String,
    pub form: u8,
    pub title: String,
    pub help: String,
    pub to: Vec<Recipient>,
}

#[derive(Clone, Debug)]
pub struct LetterDraft {
    pub number: String,
    pub kind: MatterKind,
    pub template: Template,
    pub to: Recipient,
    pub draft: Draft,
    pub typed: Typed,
    /// For each field that is chosen from a list: what is posted, and what is read.
    pub choices: Vec<(String, Vec<(String, String)>)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuedLetter {
    pub id: Uuid,
    /// 云市监投受〔2026〕第12号
    pub document_number: String,
    /// Number of the matter.
    pub number: String,
    pub kind: MatterKind,
    pub form: String,
    pub to: Recipient,
    pub letter: Letter,
    pub issued_at: Timestamp,
    pub author: String,
    /// Key of the unit that wrote it.
    pub unit: String,
    /// SHA-256 of the letter as it is kept, hexadecimal.
    pub sha256: String,
    /// Whether an identity belongs into it that is masked here.
    pub sealed: bool,
}

#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// No font with Chinese characters was found; says where was looked.
    #[error("没有找到中文字体：{0}")]
    NoFont(String),
    #[error(transparent)]
    Internal(#[from] Internal),
}
