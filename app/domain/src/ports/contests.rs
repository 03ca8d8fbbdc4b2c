use async_trait::async_trait;
use jiff::Timestamp;

use super::{IdempotencyKey, Internal};
use crate::region::RegionCode;

/// The contest of the townships. Nothing is kept but how many papers a township handed in, and for some
/// weeks a keyed hash of each paper's own number, so that a paper sent twice counts once.
#[async_trait]
pub trait Contests: Send + Sync {
    /// Counts a paper; answers whether it was new.
    async fn take(&self, paper: &IdempotencyKey, township: &RegionCode, at: Timestamp) -> Result<bool, Internal>;

    /// Papers of the year `at` lies in (Beijing time), by township.
    async fn sums(&self, at: Timestamp) -> Result<Vec<(RegionCode, u64)>, Internal>;
}
