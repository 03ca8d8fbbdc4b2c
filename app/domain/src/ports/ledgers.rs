use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::ledger::{Entry, Record};

/// What a ledger's list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LedgerQuery {
    /// Only what has not ended, or only what has; everything where `None`.
    pub open: Option<bool>,
    pub sort: Option<String>,
    pub unit: Option<String>,
    /// Counted from 1.
    pub page: u32,
}

/// A record as lists show it.
#[derive(Clone, Debug)]
pub struct Listed<R> {
    pub number: String,
    /// Number of the matter it is about.
    pub matter: Option<String>,
    pub region_name: String,
    /// Key of the unit.
    pub unit: Option<String>,
    pub opened_at: Timestamp,
    pub due: Option<Date>,
    pub record: R,
}

#[derive(Clone, Debug)]
pub struct LedgerList<R> {
    /// What is due first comes first.
    pub rows: Vec<Listed<R>>,
    pub total: u64,
    pub page_size: u32,
}

/// A record with everything that happened.
#[derive(Clone, Debug)]
pub struct OnFile<R: Record> {
    pub listed: Listed<R>,
    /// Number of entries: a step says which it has seen.
    pub version: u32,
    pub entries: Vec<Entry<R::Step>>,
}

/// A step as somebody takes it.
#[derive(Clone, Debug)]
pub struct Taking<S> {
    pub step: S,
    pub happened: Timestamp,
    /// The version the person was shown.
    pub seen: u32,
}

/// The id a form was drawn with: sent twice it is one record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormId(pub Uuid);
