use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::Internal;
use crate::access::{Denied, Staff};
use crate::calendar::Due;
use crate::newsroom::workflow::{
    Decision, HitKey, ItemEvent, ItemState, Kind, NewsRefusal, Offer, Penalty, Proof, Release, Stage, Withdrawal,
};
use crate::newsroom::{Looked, Neighbour};
use crate::report::FieldError;

/// The newsroom's desk: every call checks what the person may do before it reads or writes anything.
#[async_trait]
pub trait Newsroom: Send + Sync {
    async fn list(&self, staff: &Staff, query: &NewsQuery) -> Result<NewsList, NewsError>;

    /// Begins an item with a first text. The same id twice is one item.
    async fn begin(&self, staff: &Staff, id: Uuid, new: NewItem, at: Timestamp) -> Result<(), NewsError>;

    async fn item(&self, staff: &Staff, id: Uuid) -> Result<NewsItem, NewsError>;

    /// Keeps a text in place of the one its writer began with, or answers [`NewsError::Stale`] with
    /// the text that stands there instead.
    async fn save(&self, staff: &Staff, id: Uuid, saving: Saving, at: Timestamp) -> Result<(), NewsError>;

    /// Takes a step. `read` is the digest of the text the person was shown.
    async fn act(&self, staff: &Staff, id: Uuid, step: NewsStep, read: &str, at: Timestamp) -> Result<(), NewsError>;

    /// The texts that were saved, newest first.
    async fn history(&self, staff: &Staff, id: Uuid) -> Result<Vec<SavedText>, NewsError>;

    /// A text as it was saved by the event of that number.
    async fn text(&self, staff: &Staff, id: Uuid, seq: u32) -> Result<String, NewsError>;

    /// Puts an earlier text in place of the newest; what was between stays in the history.
    async fn restore(&self, staff: &Staff, id: Uuid, seq: u32, read: &str, at: Timestamp) -> Result<(), NewsError>;

    /// Keeps what is being written, in place of the revision its writer began with (0: there was
    /// none), and answers the revision it has now.
    async fn keep_draft(
        &self,
        staff: &Staff,
        id: Uuid,
        began_with: u32,
        text: &str,
        at: Timestamp,
    ) -> Result<DraftKept, NewsError>;

    /// Gives up what was being written.
    async fn drop_draft(&self, staff: &Staff, id: Uuid) -> Result<(), NewsError>;

    /// Looks at a text that is not saved, as the editor does while somebody writes.
    async fn look(&self, staff: &Staff, kind: Kind, slug: &str, text: &str, at: Timestamp)
    -> Result<Looked, NewsError>;

    /// What of these names, as a text of a kind writes them, there is to point at.
    async fn named(&self, staff: &Staff, kind: Kind, names: &[String]) -> Result<Vec<Neighbour>, NewsError>;

    /// Makes a link that shows the newest text to somebody without an account until a moment. The
    /// word in it is told once and kept only as a hash.
    async fn share(&self, staff: &Staff, id: Uuid, share: NewShare, at: Timestamp) -> Result<String, NewsError>;

    /// The links that were made, newest first.
    async fn shares(&self, staff: &Staff, id: Uuid) -> Result<Vec<Share>, NewsError>;

    async fn end_share(&self, staff: &Staff, id: Uuid, share: Uuid, at: Timestamp) -> Result<(), NewsError>;

    /// What a link shows. `None` for a word that opens nothing, or nothing any more.
    async fn shared(&self, word: &str, at: Timestamp) -> Result<Option<SharedItem>, Internal>;

    /// What somebody outside says about what the link showed them. False as [`Newsroom::shared`] is `None`.
    async fn remark(&self, word: &str, remark: NewRemark, at: Timestamp) -> Result<bool, Internal>;

    async fn remarks(&self, staff: &Staff, id: Uuid) -> Result<Vec<Remark>, NewsError>;

    /// When the clock last looked for what is to go out or to come down.
    async fn last_tick(&self) -> Result<Option<Timestamp>, Internal>;
}

/// What a list of items is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewsQuery {
    pub kind: Option<Kind>,
    /// Any of them; all where empty.
    pub stages: Vec<Stage>,
    pub unit: Option<String>,
    /// Part of the title.
    pub words: Option<String>,
    /// Only what this person wrote, checked or signed.
    pub mine: bool,
    /// What was put away instead of the rest.
    pub deleted: bool,
    /// Counted from 1.
    pub page: u32,
}

/// An item as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewsLine {
    pub id: Uuid,
    pub kind: Kind,
    pub slug: String,
    pub title: String,
    /// Key of the unit.
    pub unit: String,
    pub stage: Stage,
    pub updated_at: Timestamp,
    pub scheduled: Option<Timestamp>,
    /// Residents see a version of it.
    pub live: bool,
    pub deleted: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewsList {
    /// What changed last comes first.
    pub rows: Vec<NewsLine>,
    pub total: u64,
    pub page_size: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewItem {
    pub kind: Kind,
    /// Last part of its address; made from the day where empty.
    pub slug: String,
    /// Key of the unit it belongs to; the person's own where empty.
    pub unit: String,
    pub text: String,
}

/// An item with everything its page shows.
#[derive(Clone, Debug)]
pub struct NewsItem {
    pub line: NewsLine,
    pub state: ItemState,
    /// Front matter and Markdown, as saved last.
    pub text: String,
    pub looked: Looked,
    pub events: Vec<ItemEvent>,
    /// What this person may do now, in the order of the page.
    pub offers: Vec<Offer>,
    pub may_write: bool,
    /// What somebody is writing.
    pub draft: Option<WrittenDraft>,
    /// The day an emergency publication must be reviewed by.
    pub after_review_due: Option<Due>,
    /// The day a case must be down by whose decision was annulled.
    pub annulment_due: Option<Due>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saving {
    pub text: String,
    pub slug: String,
    /// Digest of the text its writer began with.
    pub began_with: String,
}

/// A step as a person asks for it; digests, findings and hits are added inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewsStep {
    Submit { case: Option<AskedCase> },
    TakeBack,
    Proofread(Proof),
    Decide { hit: HitKey, decision: Decision },
    FirstReview { note: String },
    SecrecyReview { note: String },
    Sign { release: Release, correction: Option<String> },
    Reject { reason: String },
    Unschedule,
    Emergency { reason: String },
    AfterReview { note: String },
    Correct,
    DropCorrection,
    Annul { on: Date },
    Withdraw { reason: Withdrawal, note: String },
}

/// What the author of a case says about its decision; the day stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AskedCase {
    pub penalty: Penalty,
    pub in_effect: bool,
    pub police_object: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedText {
    /// Number of the event that saved it.
    pub seq: u32,
    pub digest: String,
    pub at: Timestamp,
    pub name: String,
    /// Residents see this one.
    pub live: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenDraft {
    pub revision: u32,
    pub text: String,
    pub at: Timestamp,
    pub by: Uuid,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftKept {
    /// The revision it has now.
    Done(u32),
    /// Somebody else wrote in the meantime: theirs.
    Conflict(WrittenDraft),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewShare {
    /// For whom, in the maker's words.
    pub label: String,
    pub expires: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    pub id: Uuid,
    pub label: String,
    pub made_by: String,
    pub made_at: Timestamp,
    pub expires: Timestamp,
    pub ended: bool,
}

/// What somebody without an account sees.
#[derive(Clone, Debug)]
pub struct SharedItem {
    pub kind: Kind,
    pub slug: String,
    pub looked: Looked,
    pub expires: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRemark {
    pub name: String,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    pub at: Timestamp,
    pub name: String,
    pub text: String,
    /// What the link it came by was made for.
    pub label: String,
}

#[derive(Debug, thiserror::Error)]
pub enum NewsError {
    #[error("没有这份稿件")]
    NotFound,
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    NotNow(#[from] NewsRefusal),
    /// Others saved in the meantime: their text, by whom, when.
    #[error("您打开以后，{name} 保存过新的一稿")]
    Stale { text: String, digest: String, name: String, at: Timestamp },
    /// Something else was done to the item in the same moment.
    #[error("刚才别人也在处理这份稿件，请看过新情况再试")]
    Changed,
    #[error("有内容需要改")]
    Invalid(Vec<FieldError>),
    #[error(transparent)]
    Internal(#[from] Internal),
}
