//! What the ledgers (台账) beside the matters have in common: transfers, risks, tasks, minutes and
//! rewards are each a list of entries that are only ever appended; the state is a fold of them.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::event::Actor;
use crate::law::Laws;
use crate::matter::{Refusal, Rule};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Book {
    /// 移送、移交
    Transfer,
    /// 风险清单
    Risk,
    /// 任务
    Task,
    /// 会商纪要
    Minutes,
    /// 举报奖励
    Reward,
}

/// One thing that happened. It may be written down later than it happened, never earlier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry<S> {
    /// When it was written down.
    pub at: Timestamp,
    pub happened: Timestamp,
    pub actor: Actor,
    pub step: S,
}

/// Something a ledger holds, from its first entry to its last.
pub trait Record: Clone + Serialize + for<'a> Deserialize<'a> + Send + Sync + Sized {
    type Step: Clone + PartialEq + Serialize + for<'a> Deserialize<'a> + Send + Sync;
    const BOOK: Book;

    /// `None` unless the entry is one that begins a record.
    fn begun(entry: &Entry<Self::Step>) -> Option<Self>;

    /// # Errors
    /// The rule the step breaks now.
    fn admits(&self, entry: &Entry<Self::Step>, laws: &Laws) -> Result<(), Rule>;

    /// The state after an entry that was kept; never refuses.
    #[must_use]
    fn applied(self, entry: &Entry<Self::Step>) -> Self;

    /// When the last thing happened.
    fn last(&self) -> Timestamp;

    fn is_open(&self) -> bool;

    /// The next day something is due on.
    fn due(&self, laws: &Laws, calendar: &Calendar) -> Option<Date>;

    /// What a list is narrowed by.
    fn sort(&self) -> &'static str;

    fn desk_text(step: &Self::Step) -> String;

    /// The state after a step that is about to be kept.
    ///
    /// # Errors
    /// [`Refusal`] names the rule.
    fn apply(&self, entry: &Entry<Self::Step>, laws: &Laws) -> Result<Self, Refusal> {
        let in_time = match () {
            () if entry.happened > entry.at => Err(Rule::InFuture),
            () if entry.happened < self.last() => Err(Rule::NoFuture),
            () => Ok(()),
        };
        in_time.and_then(|()| self.admits(entry, laws)).map_err(|rule| rule.refuse(laws))?;
        Ok(self.clone().applied(entry))
    }

    /// Reads the state off its entries, oldest first.
    fn replay<'a>(entries: impl IntoIterator<Item = &'a Entry<Self::Step>>) -> Option<Self>
    where
        Self::Step: 'a,
    {
        let mut entries = entries.into_iter();
        let begun = Self::begun(entries.next()?)?;
        Some(entries.fold(begun, Self::applied))
    }
}

impl Book {
    pub const ALL: [Self; 5] = [Self::Transfer, Self::Risk, Self::Task, Self::Minutes, Self::Reward];

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Transfer => "transfer",
            Self::Risk => "risk",
            Self::Task => "task",
            Self::Minutes => "minutes",
            Self::Reward => "reward",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|book| book.as_str() == text)
    }

    /// What its numbers begin with: `YS-2026-0001`.
    #[must_use]
    pub fn mark(self) -> &'static str {
        match self {
            Self::Transfer => "YS",
            Self::Risk => "FX",
            Self::Task => "RW",
            Self::Minutes => "HS",
            Self::Reward => "JL",
        }
    }

    /// The number of a record, counted from 1 in each Beijing year.
    #[must_use]
    pub fn number(self, year: i16, ordinal: u32) -> String {
        format!("{}-{year}-{ordinal:04}", self.mark())
    }

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Transfer => "移送",
            Self::Risk => "风险",
            Self::Task => "任务",
            Self::Minutes => "会商纪要",
            Self::Reward => "举报奖励",
        }
    }
}
