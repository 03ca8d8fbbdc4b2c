//! Where matters, events, jobs and accounts are kept, on SQLite or PostgreSQL: the only place with SQL.
//!
//! SQL is portable, with `$1` placeholders, and stands once; what differs between the databases is
//! in `sqlite.rs` and `postgres.rs`. Times are microseconds since 1970 UTC, ids hyphenated text.

#[macro_use]
mod db;
#[macro_use]
mod retry;
#[macro_use]
mod matter_sql;

mod ahead;
mod append;
mod attachments;
mod audit;
mod column;
mod contest;
mod deadlines;
mod deputies;
mod error;
mod facets;
mod field;
mod identity;
mod inbox;
mod job_kind;
mod jobs;
mod ledger;
mod letters;
mod matters;
mod messages;
mod migrations;
mod newsroom;
mod opening;
mod overview;
mod phones;
mod pictures;
mod plan;
mod postgres;
mod prefixes;
mod quality;
mod questions;
mod reaction_retention;
mod reactions;
mod record;
mod recordings;
mod reminders;
mod resealing;
mod retention;
mod saved_filters;
mod search;
mod sessions;
mod sqlite;
mod staff;
mod store;
mod subjects;
mod submissions;
mod supervised;
mod tally;
mod tended;
mod tending;
mod webhooks;
mod write;

pub use ahead::{AheadLimits, AheadRow, Begun};
pub use append::{Appended, Change};
pub use attachments::{AttachmentRow, NewAttachment};
pub use audit::{
    AuditFilter, AuditRow, AuditSnapshot, Checked, Cut, Findings, LISTED_FAULTS, Mac, Seal, Sealing, Start, seal_text,
};
pub use contest::PAPERS_KEPT;
pub use deadlines::{COUNTED_DUE, DueBy, DueMatter, DueQuestion, DueTally, UnitDue};
pub use deputies::DeputyRow;
pub use error::StorageError;
pub use field::{
    BindingRow, CodeRow, CollectKept, CollectRow, CollectStep, CreditRow, DeviceRow, DoorRow, ErrandRow, GivenRow,
    KeptReport, Landed, MonthRow, NewBinding, NewCollect, NewErrand, NewFieldReport, NewOfficer, NewPart,
    OfficerActivity, OfficerRow, OutletRow, PartRow, Piece, PointRow, ReportAsked, ReportRow, ShownAsked, StoredFile,
    ToRow,
};
pub use identity::Sealed;
pub use inbox::{InboxPage, REACHABLE_ROWS, SEARCHED_MATCHES, View};
pub use job_kind::JobKind;
pub use jobs::{Job, JobCount, NewJob, StuckRow};
pub use ledger::{
    Claim, Filed, Keeping, KeptEntry, LedgerDue, LedgerFilter, LedgerPage, LedgerRow, Making, NewClaim, NewLedger,
    Numbered, Standing,
};
pub use letters::{Issued, LetterRow, NewLetter, Numbering};
pub use matters::MatterRow;
pub use messages::NewMessage;
pub use newsroom::{
    Counted, DayCount, DraftRow, DraftSaved, ItemFilter, ItemKept, ItemPage, ItemRow, ItemStanding, ItemStep, NewItem,
    NewShare, RemarkRow, ShareRow, TextRow, text_digest,
};
pub use opening::{Beside, Opened};
pub use overview::{Moments, Slice};
pub use pictures::{CopyShape, NewCopy, NewPictureRow, PictureKept, PictureSeal};
pub use quality::{Changed, FlagQuestion, QualityFlag};
pub use questions::{
    AnswerRow, Forgotten, NewQuestion, PublicRow, QuestionKept, QuestionRow, QuestionStep, QuestionsWanted,
};
pub use reaction_retention::{GoneFile, TellingReaction};
pub use reactions::{KeptReaction, LookRow, NewReaction, ReactionRow, ReactionsAsked};
pub use record::Recorded;
pub use reminders::{About, Addressee, NewReminder, ReminderRow};
pub use resealing::{SealedKind, SealedRow};
pub use retention::{Destroyed, Ended, Losses};
pub use sessions::SessionRow;
pub use staff::StaffRow;
pub use store::Store;
pub use submissions::{Known, NewMatter, NewSubmission};
