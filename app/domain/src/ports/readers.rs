use async_trait::async_trait;
use jiff::civil::Date;
use uuid::Uuid;

use super::DeskError;
use crate::access::Staff;

/// How texts are read, and what their readers say. Never by whom.
#[async_trait]
pub trait Readers: Send + Sync {
    /// Everything that was asked for from a day on, the most read first.
    async fn list(&self, staff: &Staff, from: Date) -> Result<Vec<ReadLine>, DeskError>;

    /// One item, day by day from the first day to the last, days without a reader included.
    async fn item(&self, staff: &Staff, item: Uuid, days: (Date, Date)) -> Result<ItemReaders, DeskError>;
}

/// An item and its counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadLine {
    pub item: Uuid,
    /// `article`, as in its address.
    pub kind: String,
    pub slug: String,
    pub title: String,
    pub hits: u64,
    /// 看懂了
    pub understood: u64,
    /// 没看懂
    pub not_understood: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemReaders {
    pub line: ReadLine,
    pub days: Vec<ReadDay>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadDay {
    pub day: Date,
    pub hits: u64,
    pub understood: u64,
    pub not_understood: u64,
}
