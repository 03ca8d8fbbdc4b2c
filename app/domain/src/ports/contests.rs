use async_trait::async_trait;
use jiff::Timestamp;

use super::{IdempotencyKey, Internal};
use crate::region::RegionCode;

/// The contest of the townships. Nothing is kept but how many papers a township handed in, and for some
/// weeks a keyed hash of each paper's own number, so that a paper sent twice counts once.
#[async_trait]
pub trait Contests: Send + Sync {
    /// What a paper carries along to prove that its number was drawn here.
    fn proof(&self, paper: &IdempotencyKey, at: Timestamp) -> String;

    /// Counts a paper that proves itself; one that was made up is not counted.
    async fn take(
        &self,
        paper: &IdempotencyKey,
        proof: &str,
        township: &RegionCode,
        at: Timestamp,
    ) -> Result<HandedIn, Internal>;

    /// Papers of the year `at` lies in (Beijing time), by township.
    async fn sums(&self, at: Timestamp) -> Result<Vec<(RegionCode, u64)>, Internal>;
}

/// What became of a paper that was handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandedIn {
    Counted,
    /// It was sent before.
    Before,
    /// Not drawn here, or so long ago that nobody knows any more whether it was counted.
    NotOurs,
}
