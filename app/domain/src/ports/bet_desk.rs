use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;

use super::DeskError;
use crate::access::Staff;
use crate::bets::{Bets, Change};

/// 搜索首选 at the desk.
#[async_trait]
pub trait BetDesk: Send + Sync {
    async fn bets(&self, staff: &Staff) -> Result<BetsOnFile, DeskError>;

    /// Changes what the person saw, or answers that somebody changed it since.
    async fn change(&self, staff: &Staff, seen: u32, change: Change, at: Timestamp) -> Result<(), DeskError>;
}

/// What comes first in searches, as it is kept.
#[derive(Clone, Debug, Default)]
pub struct BetsOnFile {
    /// How often they were changed; 0 while they are what the content folder says.
    pub number: u32,
    pub bets: Arc<Bets>,
    /// What the content folder says, used or not.
    pub filed: Arc<Bets>,
}
