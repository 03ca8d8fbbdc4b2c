use async_trait::async_trait;
use jiff::Timestamp;

use super::casework::{DeskError, InboxRow};
use crate::access::Staff;
use crate::overview::{Overview, Stretch};

/// The bureau's work in numbers, for those who lead it: their unit's, or the county's.
#[async_trait]
pub trait Overviews: Send + Sync {
    async fn overview(&self, staff: &Staff, stretch: Stretch, at: Timestamp) -> Result<Overview, DeskError>;

    /// The same as it leaves the house, recorded in the audit trail.
    async fn export(&self, staff: &Staff, stretch: Stretch, at: Timestamp) -> Result<Overview, DeskError>;

    /// The matters behind one number.
    async fn behind(&self, staff: &Staff, asked: &Behind, at: Timestamp) -> Result<BehindList, DeskError>;
}

/// Which number, and of which line of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Behind {
    pub what: Counted,
    pub stretch: Stretch,
    /// First nine digits of a township's code.
    pub town: Option<String>,
    /// Key of a unit; empty: given to none.
    pub unit: Option<String>,
    pub category: Option<String>,
    pub drug: Option<String>,
    /// Counted from 1.
    pub page: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    Received,
    Closed,
    Open,
    Overdue,
    Rated,
}

#[derive(Clone, Debug)]
pub struct BehindList {
    pub rows: Vec<InboxRow>,
    pub total: u64,
    pub page_size: u32,
}

impl Counted {
    pub const ALL: [Self; 5] = [Self::Received, Self::Closed, Self::Open, Self::Overdue, Self::Rated];

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Closed => "closed",
            Self::Open => "open",
            Self::Overdue => "overdue",
            Self::Rated => "rated",
        }
    }

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Received => "收到的",
            Self::Closed => "办结的",
            Self::Open => "在办的",
            Self::Overdue => "有日期已过的",
            Self::Rated => "办结后有评价的",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|counted| counted.as_str() == text)
    }
}
