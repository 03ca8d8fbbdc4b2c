use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::DeskError;
use crate::access::Staff;
use crate::deadline::{Deadline, Nearness};
use crate::ledger::Book;
use crate::matter::{MatterKind, Status};
use crate::quality::{LateUnit, Mark};

/// What is due and what to look at again: lists over all matters a person may see, and reminders.
#[async_trait]
pub trait Deadlines: Send + Sync {
    async fn due(&self, staff: &Staff, asked: &DueAsked, at: Timestamp) -> Result<DueList, DeskError>;

    /// Reminders that wait for this person, the nearest day first.
    async fn reminders(&self, staff: &Staff, at: Timestamp) -> Result<Vec<Reminder>, DeskError>;

    /// How many there are, for the tab; no more than are shown.
    async fn reminder_count(&self, staff: &Staff) -> Result<u64, DeskError>;

    /// Puts reminders away; those that are not this person's stay.
    async fn put_away(&self, staff: &Staff, reminders: &[Uuid], at: Timestamp) -> Result<(), DeskError>;

    async fn quality(&self, staff: &Staff, asked: &QualityAsked, at: Timestamp) -> Result<QualityList, DeskError>;
}

/// What the list of days is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DueAsked {
    pub pick: Pick,
    pub unit: Option<String>,
    pub handler: Option<Uuid>,
    /// Id of a limit, ours or the law's.
    pub clock: Option<String>,
    /// Where the page before ended.
    pub after: Option<Place>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Pick {
    /// Overdue, today, this week and next week, the nearest first.
    #[default]
    Near,
    Overdue,
    Today,
    ThisWeek,
    NextWeek,
    /// Testing, appraisal and the like stop the limit.
    Paused,
    /// 暂估: beyond the published calendar.
    Provisional,
    /// Orders of 12345.
    Orders,
}

/// A place in a list ordered by day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub due: Date,
    pub seq: i64,
}

#[derive(Clone, Debug, Default)]
pub struct DueList {
    pub rows: Vec<DueRow>,
    /// Transfers with a limit in the same days, on the first page; nobody is the handler of one.
    pub transfers: Vec<DueTransfer>,
    /// Transfers that are overdue, and those due today.
    pub transfer_counts: (u64, u64),
    /// Where the next page goes on; `None` at the end.
    pub next: Option<Place>,
    pub counts: DueCounts,
    pub units: Vec<UnitCounts>,
    /// Who handles matters within the view.
    pub handlers: Vec<(Uuid, String)>,
}

/// Matters by their nearest day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DueCounts {
    pub overdue: u64,
    pub today: u64,
    pub this_week: u64,
    pub next_week: u64,
    pub paused: u64,
    pub provisional: u64,
    pub orders: u64,
    /// Counting stopped: there are more.
    pub more: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitCounts {
    /// `None`: not given to a unit.
    pub unit: Option<String>,
    pub overdue: u64,
    pub today: u64,
    pub this_week: u64,
    pub next_week: u64,
    pub transfers: BookDue,
    /// Risks, and tasks made of them or of minutes.
    pub risks: BookDue,
}

/// Records beside the matters: overdue, and due up to the end of next week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BookDue {
    pub overdue: u64,
    pub near: u64,
}

#[derive(Clone, Debug)]
pub struct DueRow {
    pub number: String,
    pub kind: MatterKind,
    pub category: String,
    pub status: Status,
    pub unit: Option<String>,
    pub handler: Option<String>,
    /// Every day it has to meet, the nearest first, with its working days left.
    pub deadlines: Vec<(Deadline, Option<i32>)>,
    /// Of the nearest day; `None` while everything stands still.
    pub nearness: Option<Nearness>,
}

/// A transfer (移送) that somebody is to do something about.
#[derive(Clone, Debug)]
pub struct DueTransfer {
    pub number: String,
    pub to: String,
    pub subject: String,
    pub stage: &'static str,
    pub unit: String,
    /// Every limit it has to meet, the nearest first, with its working days left.
    pub deadlines: Vec<(Deadline, Option<i32>)>,
}

#[derive(Clone, Debug)]
pub struct Reminder {
    pub id: Uuid,
    /// The ledger its number stands in; `None` for a matter.
    pub book: Option<Book>,
    pub number: String,
    pub deadline: Deadline,
    /// Working days left; negative when overdue.
    pub days_left: i32,
    pub unit: Option<String>,
    /// Whether it is this person's own, or the unit's.
    pub own: bool,
    pub made_at: Timestamp,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QualityAsked {
    pub mark: Option<Mark>,
    pub unit: Option<String>,
    /// Counted from 1.
    pub page: u32,
}

#[derive(Clone, Debug, Default)]
pub struct QualityList {
    pub rows: Vec<QualityRow>,
    pub counts: Vec<(Mark, u64)>,
    pub late_units: Vec<LateUnit>,
    /// Days the late units are counted over, and how often is often.
    pub late_rule: (u16, u32),
    pub total: u64,
    pub page_size: u32,
}

#[derive(Clone, Debug)]
pub struct QualityRow {
    pub number: String,
    pub mark: Mark,
    pub detail: String,
    pub unit: Option<String>,
    pub found_at: Timestamp,
}
