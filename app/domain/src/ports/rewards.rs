use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::Date;

use super::Internal;
use super::casework::DeskError;
use super::intake::IdempotencyKey;
use super::ledgers::{LedgerList, LedgerQuery, OnFile, Taking};
use crate::access::Staff;
use crate::reward::{ClaimCode, Reward, RewardStage, RewardStep};

/// 举报奖励. Nothing here knows who reported: whoever has claim code and word is the reporter.
#[async_trait]
pub trait Rewards: Send + Sync {
    /// Keeps that the sender of the form with that key would like a reward for their tip, if there
    /// is one. The same key again changes nothing.
    async fn wish(&self, key: &IdempotencyKey, tip: &str, at: Timestamp) -> Result<(), Internal>;

    /// The claim code of a form's tip, while its receipt may show it.
    async fn code(&self, key: &IdempotencyKey, tip: &str, at: Timestamp) -> Result<Option<ClaimCode>, Internal>;

    /// What code and word open. The word of the first visit is kept if it was typed twice.
    async fn claim(&self, code: &ClaimCode, word: &str, again: &str, at: Timestamp) -> Result<Claimed, Internal>;

    /// The reporter applies.
    async fn apply(&self, code: &ClaimCode, word: &str, at: Timestamp) -> Result<Claimed, Internal>;

    async fn list(&self, staff: &Staff, query: &LedgerQuery) -> Result<LedgerList<Reward>, DeskError>;

    async fn read(&self, staff: &Staff, number: &str) -> Result<OnFile<Reward>, DeskError>;

    async fn take(
        &self,
        staff: &Staff,
        number: &str,
        taking: Taking<RewardStep>,
        at: Timestamp,
    ) -> Result<(), DeskError>;
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claimed {
    /// No such code, or not the word that was chosen; nobody is told which.
    Unknown,
    /// The code is right and no word was chosen yet: it must be typed twice.
    ChooseWord,
    /// The word cannot be one: why.
    BadWord(&'static str),
    Open(ClaimView),
}

/// What the reporter sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimView {
    pub number: String,
    pub stage: RewardStage,
    pub applied: bool,
    pub grade: Option<u8>,
    /// In fen, for this reporter, once decided.
    pub amount: Option<u64>,
    pub collect_by: Option<Date>,
    /// Applying is possible now.
    pub may_apply: bool,
}
