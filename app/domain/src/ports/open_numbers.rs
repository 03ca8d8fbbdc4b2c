use async_trait::async_trait;
use jiff::civil::Date;

use super::Internal;
use crate::open_numbers::OpenMonth;

/// 公开数据: the work of whole months in numbers, for everybody.
#[async_trait]
pub trait OpenNumbers: Send + Sync {
    /// Whole months before that of `today`, the oldest first.
    async fn told(&self, today: Date) -> Result<OpenTable, Internal>;
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenTable {
    pub months: Vec<OpenMonth>,
    /// Counts below it are held back, and why.
    pub smallest: u64,
    pub why: String,
}
