use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

use super::{DeskError, PictureUse};
use crate::access::Staff;
use crate::tending::{Duty, DutyPeriod, Indicators, Report};

/// 检查指标: what the site lacks, found before an inspector finds it; and what must be looked at before
/// an item is put away.
#[async_trait]
pub trait Tending: Send + Sync {
    async fn board(&self, staff: &Staff, at: Timestamp) -> Result<Board, DeskError>;

    /// Looks through the whole site now.
    async fn look(&self, staff: &Staff, pages: &dyn OwnPages, at: Timestamp) -> Result<(), DeskError>;

    /// Passes a link over from now on, with a reason; or no longer, without one.
    async fn pass(&self, staff: &Staff, target: &str, reason: Option<&str>, at: Timestamp) -> Result<(), DeskError>;

    /// Where an item is pointed at from.
    async fn uses(&self, staff: &Staff, item: Uuid) -> Result<ItemUses, DeskError>;

    /// Puts an item that residents do not see away, or brings it back.
    async fn put_away(&self, staff: &Staff, item: Uuid, away: bool, at: Timestamp) -> Result<(), DeskError>;
}

/// The site's own pages, as residents get them.
#[async_trait]
pub trait OwnPages: Send + Sync {
    /// `path` is inside the site.
    async fn get(&self, path: &str) -> Fetched;
}

/// A page as it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fetched {
    pub status: u16,
    /// Bytes that went over the line.
    pub weight: u64,
    /// The page itself; empty for pictures.
    pub html: String,
}

#[derive(Clone, Debug)]
pub struct Board {
    /// Without what is passed over; nothing before the first look.
    pub report: Option<Report>,
    pub passed: Vec<LinkPassed>,
    pub rules: Indicators,
    /// The period that is over and the one that runs, where units owe cases.
    pub periods: Option<(DutyPeriod, DutyPeriod)>,
    pub duties: Vec<Duty>,
}

/// A link somebody said is all right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkPassed {
    pub target: String,
    pub reason: String,
    pub name: String,
    pub at: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemUses {
    pub item: Uuid,
    pub title: String,
    pub slug: String,
    pub kind: String,
    pub used_in: Vec<PictureUse>,
    /// Addresses it had before, which still lead to it.
    pub before: Vec<String>,
    /// Residents see it.
    pub live: bool,
    pub away: bool,
}
