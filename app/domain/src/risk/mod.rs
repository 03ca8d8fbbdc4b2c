//! The list of risks (风险清单, 销号制), the tasks made from it (举一反三), and the minutes of the
//! meetings about it (风险会商).

mod minutes;
mod task;
#[cfg(test)]
mod tests;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::calendar::Calendar;
use crate::law::Laws;
use crate::ledger::{Book, Entry, Record};
use crate::matter::Rule;
use crate::matter::office::Person;
use crate::region::RegionCode;

pub use minutes::{Decision, Minutes, MinutesStep};
pub use task::{OutletKind, Task, TaskStep, Tasking};

/// Where a risk was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RiskSource {
    Inspection,
    Sampling,
    Adr,
    Online,
    Report,
    Opinion,
    Officer,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    High,
    Middle,
    Low,
}

/// A risk as it is entered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub source: RiskSource,
    /// 对象: an outlet, a product, an account.
    pub object: String,
    pub level: Level,
    pub what: String,
    pub region: RegionCode,
    pub unit: String,
    /// 责任领导
    pub leader: String,
    /// 责任人
    pub handler: Person,
    pub measures: String,
    pub until: Date,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum RiskStep {
    Listed(Finding),
    Measured {
        note: String,
    },
    /// `links` are numbers of matters or transfers.
    EvidenceAdded {
        text: String,
        links: Vec<String>,
    },
    HandlerChanged {
        handler: Person,
        unit: String,
    },
    DueMoved {
        until: Date,
        reason: String,
    },
    AcceptanceAsked {
        note: String,
    },
    /// 验收、销号
    Accepted {
        note: String,
    },
    SentBack {
        reason: String,
    },
    Reopened {
        reason: String,
        until: Date,
    },
    /// 举一反三
    TasksMade {
        count: u32,
        what: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RiskStage {
    Open,
    /// Waits for acceptance by somebody else.
    Asked,
    /// 已销号
    Closed,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    pub text: String,
    pub links: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Risk {
    pub finding: Finding,
    pub stage: RiskStage,
    /// Since it was listed or last reopened.
    pub evidence: Vec<Evidence>,
    pub asked_by: Option<Uuid>,
    pub closed_at: Option<Timestamp>,
    pub reopened: u32,
    pub last: Timestamp,
}

impl Record for Risk {
    type Step = RiskStep;
    const BOOK: Book = Book::Risk;

    fn begun(entry: &Entry<RiskStep>) -> Option<Self> {
        let RiskStep::Listed(finding) = &entry.step else { return None };
        Some(Self {
            finding: finding.clone(),
            stage: RiskStage::Open,
            evidence: Vec::new(),
            asked_by: None,
            closed_at: None,
            reopened: 0,
            last: entry.happened,
        })
    }

    fn admits(&self, entry: &Entry<RiskStep>, _: &Laws) -> Result<(), Rule> {
        use RiskStage::{Asked, Closed, Open};
        let by = entry.actor.staff();
        match (&entry.step, self.stage) {
            (RiskStep::Reopened { .. }, Closed) | (RiskStep::TasksMade { .. }, _) => Ok(()),
            (_, Closed) => Err(Rule::Ended),
            (RiskStep::AcceptanceAsked { .. }, Open) if self.evidence.is_empty() => Err(Rule::RiskEvidence),
            (RiskStep::Accepted { .. }, Asked) if self.evidence.is_empty() => Err(Rule::RiskEvidence),
            (RiskStep::Accepted { .. } | RiskStep::SentBack { .. }, Asked)
                if by == Some(self.finding.handler.id) || (by.is_some() && by == self.asked_by) =>
            {
                Err(Rule::RiskSecondPerson)
            }
            (RiskStep::Accepted { .. } | RiskStep::SentBack { .. }, Asked)
            | (RiskStep::AcceptanceAsked { .. }, Open) => Ok(()),
            (
                RiskStep::Measured { .. }
                | RiskStep::EvidenceAdded { .. }
                | RiskStep::HandlerChanged { .. }
                | RiskStep::DueMoved { .. },
                Open,
            ) => Ok(()),
            _ => Err(Rule::Order),
        }
    }

    fn applied(mut self, entry: &Entry<RiskStep>) -> Self {
        self.last = entry.happened;
        match &entry.step {
            RiskStep::EvidenceAdded { text, links } => {
                self.evidence.push(Evidence { text: text.clone(), links: links.clone() });
            }
            RiskStep::HandlerChanged { handler, unit } => {
                self.finding.handler = handler.clone();
                self.finding.unit.clone_from(unit);
            }
            RiskStep::DueMoved { until, .. } => self.finding.until = *until,
            RiskStep::AcceptanceAsked { .. } => {
                self.stage = RiskStage::Asked;
                self.asked_by = entry.actor.staff();
            }
            RiskStep::Accepted { .. } => {
                self.stage = RiskStage::Closed;
                self.closed_at = Some(entry.happened);
            }
            RiskStep::SentBack { .. } => self.stage = RiskStage::Open,
            RiskStep::Reopened { until, .. } => {
                self.stage = RiskStage::Open;
                self.finding.until = *until;
                self.evidence.clear();
                self.closed_at = None;
                self.reopened = self.reopened.saturating_add(1);
            }
            RiskStep::Listed(_) | RiskStep::Measured { .. } | RiskStep::TasksMade { .. } => {}
        }
        self
    }

    fn last(&self) -> Timestamp {
        self.last
    }

    fn is_open(&self) -> bool {
        self.stage != RiskStage::Closed
    }

    fn due(&self, _: &Laws, _: &Calendar) -> Option<Date> {
        self.is_open().then_some(self.finding.until)
    }

    fn sort(&self) -> &'static str {
        self.finding.level.as_str()
    }

    fn desk_text(step: &RiskStep) -> String {
        match step {
            RiskStep::Listed(finding) => format!("列入风险清单：{}，{}", finding.object, finding.what),
            RiskStep::Measured { note } => format!("整改：{note}"),
            RiskStep::EvidenceAdded { text, links } if links.is_empty() => format!("佐证材料：{text}"),
            RiskStep::EvidenceAdded { text, links } => format!("佐证材料：{text}（{}）", links.join("、")),
            RiskStep::HandlerChanged { handler, .. } => format!("责任人改为{}", handler.name),
            RiskStep::DueMoved { until, reason } => format!("完成日期改为 {until}：{reason}"),
            RiskStep::AcceptanceAsked { note } => format!("申请验收：{note}"),
            RiskStep::Accepted { note } => format!("验收通过，销号：{note}"),
            RiskStep::SentBack { reason } => format!("验收没有通过：{reason}"),
            RiskStep::Reopened { reason, until } => format!("重新列入，{until} 前完成：{reason}"),
            RiskStep::TasksMade { count, what } => format!("举一反三，派出 {count} 项任务：{what}"),
        }
    }
}

impl RiskSource {
    pub const ALL: [Self; 7] =
        [Self::Inspection, Self::Sampling, Self::Adr, Self::Online, Self::Report, Self::Opinion, Self::Officer];

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Inspection => "inspection",
            Self::Sampling => "sampling",
            Self::Adr => "adr",
            Self::Online => "online",
            Self::Report => "report",
            Self::Opinion => "opinion",
            Self::Officer => "officer",
        }
    }

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Inspection => "监督检查",
            Self::Sampling => "抽检",
            Self::Adr => "不良反应监测",
            Self::Online => "网络监测",
            Self::Report => "投诉举报",
            Self::Opinion => "舆情",
            Self::Officer => "信息员上报",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }
}

impl Level {
    pub const ALL: [Self; 3] = [Self::High, Self::Middle, Self::Low];

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Middle => "middle",
            Self::Low => "low",
        }
    }

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::High => "高",
            Self::Middle => "中",
            Self::Low => "低",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }
}

impl RiskStage {
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Open => "整改中",
            Self::Asked => "待验收",
            Self::Closed => "已销号",
        }
    }
}
