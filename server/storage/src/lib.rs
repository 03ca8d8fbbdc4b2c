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

mod append;
mod attachments;
mod column;
mod error;
mod facets;
mod identity;
mod inbox;
mod job_kind;
mod jobs;
mod matters;
mod messages;
mod migrations;
mod plan;
mod postgres;
mod prefixes;
mod record;
mod search;
mod sessions;
mod sqlite;
mod staff;
mod store;
mod submissions;
mod tally;
mod webhooks;
mod write;

pub use append::{Appended, Change};
pub use attachments::{AttachmentRow, NewAttachment};
pub use error::StorageError;
pub use identity::Sealed;
pub use inbox::{InboxPage, REACHABLE_ROWS, SEARCHED_MATCHES, View};
pub use job_kind::JobKind;
pub use jobs::{Job, JobCount, NewJob, StuckRow};
pub use matters::MatterRow;
pub use messages::NewMessage;
pub use record::Recorded;
pub use sessions::SessionRow;
pub use staff::StaffRow;
pub use store::Store;
pub use submissions::{Known, NewMatter, NewSubmission};
