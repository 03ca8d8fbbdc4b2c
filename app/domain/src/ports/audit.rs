use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::DeskError;
use crate::access::Staff;
use crate::audit::{Fault, Sort};

/// The audit trail as its readers see it. Nobody writes here: rows come from what is done.
#[async_trait]
pub trait Audit: Send + Sync {
    /// Rows that fit, newest first, a page of them.
    async fn trail(&self, staff: &Staff, filter: &TrailFilter) -> Result<Trail, DeskError>;

    /// Holds the newest ten thousand rows to the chain and its seals.
    async fn check_newest(&self, staff: &Staff) -> Result<TrailCheck, DeskError>;
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrailFilter {
    pub person: Option<Uuid>,
    /// Number of a matter, a login, a file's name.
    pub subject: Option<String>,
    pub sort: Option<Sort>,
    /// First and last day, in Beijing time.
    pub from: Option<Date>,
    pub to: Option<Date>,
    /// Rows before this one.
    pub before: Option<i64>,
}

#[derive(Clone, Debug)]
pub struct Trail {
    pub lines: Vec<TrailLine>,
    /// The row before which the next page begins.
    pub next: Option<i64>,
    /// Everybody who has an account: id, name and login.
    pub people: Vec<(Uuid, String)>,
    /// Number of the newest row, whatever the filter.
    pub newest: i64,
    /// Up to which row it was sealed, and when.
    pub sealed: Option<(i64, Timestamp)>,
}

#[derive(Clone, Debug)]
pub struct TrailLine {
    pub seq: i64,
    pub at: Timestamp,
    pub who: String,
    pub what: String,
    pub subject: String,
    /// Whether the subject is the number of a matter.
    pub of_matter: bool,
    /// The first digits of the row's hash.
    pub hash: String,
}

#[derive(Clone, Debug)]
pub struct TrailCheck {
    pub first: i64,
    pub last: i64,
    pub faults: Vec<Fault>,
    /// Faults beyond those listed.
    pub more: u64,
}
