//! Rewards to reporters of tips (举报奖励): from the wish at filing to the payment. Who the
//! reporter is never stands here; the claim code and a word of their own choosing open it.

mod claim_code;
mod money;
#[cfg(test)]
mod tests;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::calendar::{Calendar, DayUnit, Due};
use crate::law::{Laws, RewardLimit};
use crate::ledger::{Book, Entry, Record};
use crate::matter::Rule;
use crate::track::local_date;

pub use claim_code::{ClaimCode, ClaimCodeError};
pub use money::{fen, yuan};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum RewardStep {
    /// The reporter said at filing that they would like one.
    Wished,
    /// The case ended in a way that rewards may follow: decided, or prosecuted.
    Qualified {
        document_no: String,
        /// In fen; `None` where there is no fine.
        fine: Option<u64>,
        crime: bool,
        note: String,
    },
    /// The reporter was told; they also see it with code and word.
    Told {
        how: String,
    },
    /// The reporter applied, with code and word.
    Applied,
    /// No reward: key of an exclusion, and the reason in words.
    Refused {
        ground: String,
        reason: String,
    },
    /// 认定意见: `amount` in fen, for all reporters together.
    Proposed {
        grade: u8,
        amount: u64,
        /// How many reported it together and share.
        sharers: u32,
        reason: String,
        /// What the finance bureau said, where it decides too.
        finance: String,
    },
    Decided {
        note: String,
    },
    SentBack {
        reason: String,
    },
    Paid {
        voucher: String,
    },
    /// Not collected in time, or given up.
    Waived {
        reason: String,
        /// The reporter said so.
        given_up: bool,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RewardStage {
    Wished,
    Qualified,
    Proposed,
    Decided,
    Refused,
    Paid,
    Waived,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    pub grade: u8,
    /// In fen, for all together.
    pub amount: u64,
    pub sharers: u32,
    pub by: Option<Uuid>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reward {
    pub stage: RewardStage,
    pub wished_at: Timestamp,
    pub qualified_at: Option<Timestamp>,
    pub fine: Option<u64>,
    pub crime: bool,
    pub told_at: Option<Timestamp>,
    pub applied_at: Option<Timestamp>,
    pub proposal: Option<Proposal>,
    pub decided_at: Option<Timestamp>,
    pub last: Timestamp,
}

impl Reward {
    /// The last day to tell the reporter, once the case qualified.
    #[must_use]
    pub fn tell_by(&self, laws: &Laws, calendar: &Calendar) -> Option<Due> {
        due(self.qualified_at?, laws.rewards.tell.as_ref()?, calendar)
    }

    /// The last day to collect what was decided.
    #[must_use]
    pub fn collect_by(&self, laws: &Laws, calendar: &Calendar) -> Option<Due> {
        due(self.decided_at?, laws.rewards.collect.as_ref()?, calendar)
    }

    /// In fen, for each of those who share; what does not divide is left to the bureau.
    #[must_use]
    pub fn share(&self) -> Option<u64> {
        let proposal = self.proposal.as_ref()?;
        proposal.amount.checked_div(u64::from(proposal.sharers))
    }

    /// Whether nothing may be decided without the finance bureau.
    #[must_use]
    pub fn needs_finance(amount: u64, laws: &Laws) -> bool {
        amount >= laws.rewards.finance_from.saturating_mul(100)
    }
}

fn due(from: Timestamp, limit: &RewardLimit, calendar: &Calendar) -> Option<Due> {
    calendar.due(local_date(from), limit.days, DayUnit::Working, &[]).ok()
}

impl Record for Reward {
    type Step = RewardStep;
    const BOOK: Book = Book::Reward;

    fn begun(entry: &Entry<RewardStep>) -> Option<Self> {
        (entry.step == RewardStep::Wished).then_some(Self {
            stage: RewardStage::Wished,
            wished_at: entry.happened,
            qualified_at: None,
            fine: None,
            crime: false,
            told_at: None,
            applied_at: None,
            proposal: None,
            decided_at: None,
            last: entry.happened,
        })
    }

    fn admits(&self, entry: &Entry<RewardStep>, laws: &Laws) -> Result<(), Rule> {
        use RewardStage::{Decided, Proposed, Qualified, Wished};
        let second = |by: Option<Uuid>| match &self.proposal {
            Some(proposal) if proposal.by.is_some() && proposal.by == by => Err(Rule::RewardSecondPerson),
            _ => Ok(()),
        };
        match (&entry.step, self.stage) {
            (_, stage) if stage.is_end() => Err(Rule::Ended),
            (RewardStep::Qualified { .. }, Wished) => Ok(()),
            (RewardStep::Refused { ground, .. }, Wished | Qualified | Proposed) => {
                laws.rewards.excluded(ground).map(drop).ok_or(Rule::Order)
            }
            (RewardStep::Told { .. } | RewardStep::Applied | RewardStep::Proposed { .. }, Wished) => {
                Err(Rule::RewardQualifiedFirst)
            }
            (RewardStep::Told { .. }, Qualified) if self.told_at.is_none() => Ok(()),
            (RewardStep::Applied, Qualified) if self.applied_at.is_none() => Ok(()),
            (RewardStep::Proposed { .. }, Qualified) if self.applied_at.is_none() => Err(Rule::RewardAppliedFirst),
            (RewardStep::Proposed { grade, amount, sharers, finance, .. }, Qualified) => {
                let limit = laws.rewards.cap.saturating_mul(100);
                match () {
                    () if laws.rewards.of_grade(*grade).is_none() || *sharers == 0 || *amount > limit => {
                        Err(Rule::Order)
                    }
                    () if Self::needs_finance(*amount, laws) && finance.trim().is_empty() => Err(Rule::RewardFinance),
                    () => Ok(()),
                }
            }
            (RewardStep::Decided { .. } | RewardStep::SentBack { .. }, Proposed) => second(entry.actor.staff()),
            (RewardStep::Paid { .. }, Decided) => Ok(()),
            // Whether the days to collect are over is counted over the calendar; see [`Reward::collect_by`].
            (RewardStep::Waived { .. }, Decided) => Ok(()),
            (RewardStep::Waived { given_up: true, .. }, _) => Ok(()),
            _ => Err(Rule::Order),
        }
    }

    fn applied(mut self, entry: &Entry<RewardStep>) -> Self {
        self.last = entry.happened;
        match &entry.step {
            RewardStep::Wished => {}
            RewardStep::Qualified { fine, crime, .. } => {
                self.stage = RewardStage::Qualified;
                self.qualified_at = Some(entry.happened);
                (self.fine, self.crime) = (*fine, *crime);
            }
            RewardStep::Told { .. } => self.told_at = Some(entry.happened),
            RewardStep::Applied => self.applied_at = Some(entry.happened),
            RewardStep::Refused { .. } => self.stage = RewardStage::Refused,
            RewardStep::Proposed { grade, amount, sharers, .. } => {
                self.stage = RewardStage::Proposed;
                let by = entry.actor.staff();
                self.proposal = Some(Proposal { grade: *grade, amount: *amount, sharers: *sharers, by });
            }
            RewardStep::Decided { .. } => {
                self.stage = RewardStage::Decided;
                self.decided_at = Some(entry.happened);
            }
            RewardStep::SentBack { .. } => {
                self.stage = RewardStage::Qualified;
                self.proposal = None;
            }
            RewardStep::Paid { .. } => self.stage = RewardStage::Paid,
            RewardStep::Waived { .. } => self.stage = RewardStage::Waived,
        }
        self
    }

    fn last(&self) -> Timestamp {
        self.last
    }

    fn is_open(&self) -> bool {
        !self.stage.is_end()
    }

    fn due(&self, laws: &Laws, calendar: &Calendar) -> Option<Date> {
        let due = match self.stage {
            RewardStage::Qualified if self.told_at.is_none() => self.tell_by(laws, calendar),
            RewardStage::Decided => self.collect_by(laws, calendar),
            _ => None,
        };
        due.map(|due| due.date)
    }

    fn sort(&self) -> &'static str {
        self.stage.as_str()
    }

    fn desk_text(step: &RewardStep) -> String {
        match step {
            RewardStep::Wished => "举报时表示希望获得举报奖励".to_owned(),
            RewardStep::Qualified { document_no, fine, crime, note } => {
                let fine = fine.map_or_else(|| "没有罚没款".to_owned(), |fine| format!("罚没款 {} 元", yuan(fine)));
                let crime = if *crime { "，被追究刑事责任" } else { "" };
                format!("案件符合奖励条件：{document_no}，{fine}{crime}。{note}")
            }
            RewardStep::Told { how } => format!("已告诉举报人：{how}"),
            RewardStep::Applied => "举报人凭领奖码申请领奖".to_owned(),
            RewardStep::Refused { reason, .. } => format!("不予奖励：{reason}"),
            RewardStep::Proposed { grade, amount, sharers, reason, .. } => {
                let shared = if *sharers > 1 { format!("，{sharers} 人共同举报") } else { String::new() };
                format!("认定意见：{grade} 级，{} 元{shared}。{reason}", yuan(*amount))
            }
            RewardStep::Decided { note } => format!("批准奖励。{note}"),
            RewardStep::SentBack { reason } => format!("退回重新认定：{reason}"),
            RewardStep::Paid { voucher } => format!("已领取，凭证 {voucher}"),
            RewardStep::Waived { reason, .. } => format!("视为放弃：{reason}"),
        }
    }
}

impl RewardStage {
    #[must_use]
    pub fn is_end(self) -> bool {
        matches!(self, Self::Refused | Self::Paid | Self::Waived)
    }

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Wished => "wished",
            Self::Qualified => "qualified",
            Self::Proposed => "proposed",
            Self::Decided => "decided",
            Self::Refused => "refused",
            Self::Paid => "paid",
            Self::Waived => "waived",
        }
    }

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Wished => "等案件结果",
            Self::Qualified => "符合条件，待认定",
            Self::Proposed => "待批准",
            Self::Decided => "已批准，待领取",
            Self::Refused => "不予奖励",
            Self::Paid => "已领取",
            Self::Waived => "视为放弃",
        }
    }

    /// What the reporter reads; promises nothing before it is decided.
    #[must_use]
    pub fn public_text(self) -> &'static str {
        match self {
            Self::Wished => "这件举报还没有结果，或者还不能确定是否符合奖励条件。请过一段时间再看。",
            Self::Qualified => "案件有了结果，可以申请奖励。是否奖励、奖励多少，由本局按规定认定。",
            Self::Proposed => "您的申请正在审批。",
            Self::Decided => "奖励已经批准。请在规定时间内，带身份证件，记好领奖码和领奖暗语，到本局当面领取。",
            Self::Refused => "经审核，这件举报不符合奖励条件。有异议，可以向本局提出，本局按现行规定处理。",
            Self::Paid => "奖励已经领取。",
            Self::Waived => "没有在规定时间内领取，或者已经表示放弃，按放弃处理。",
        }
    }
}
