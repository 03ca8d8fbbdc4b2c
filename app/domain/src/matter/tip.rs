//! 举报 and 线索: verification, filing, the case's outcome (程序规定 §18–§20, §46, §64; 令121 §33–§36).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::clocks::{History, Moment, Pause};
use super::{Rule, Stage};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum TipStep {
    VerificationStarted,
    /// Same reporter, fact and respondent as the matter `earlier` (令121 §35); `note` for the reporter.
    Repeat {
        earlier: String,
        note: String,
    },
    /// The same reporter brought new facts; T7 starts (令121 §35).
    NewFacts {
        // An event's own tag is `what`.
        #[serde(rename = "facts")]
        what: String,
    },
    /// Not ours: the reporter is told who is competent (令121 §34).
    Redirected {
        to: String,
        note: String,
    },
    /// Another bureau disputes which is competent (令121 §33).
    Disputed {
        with: String,
    },
    DisputeSettled {
        outcome: String,
    },
    /// The handler's opinion, for a head to decide on (程序规定 §19).
    FilingProposed {
        file: bool,
        reason: String,
    },
    /// The head did not agree; verification goes on.
    FilingRejected {
        reason: String,
    },
    Filed {
        case_no: String,
    },
    NotFiled {
        reason: String,
    },
    CaseSuspended {
        reason: String,
    },
    CaseResumed,
    /// Goods were sealed or seized (药法 §100).
    Seized {
        #[serde(rename = "goods")]
        what: String,
    },
    TestReport {
        number: String,
    },
    SeizureSettled {
        outcome: String,
    },
    SentToPolice {
        transfer: Uuid,
        to: String,
    },
    /// The police did not file, or sent it back for a penalty (移送规定 §10, §13).
    BackFromPolice {
        reason: String,
    },
    /// The whole case went to another body (程序规定 §14, §17).
    MovedOn {
        transfer: Uuid,
        to: String,
    },
    Decided {
        decision: Decision,
        document_no: String,
        on: Date,
        /// The party is registered in another province.
        elsewhere: bool,
    },
    /// The decision's information was published (公示规定 §9, §10).
    Published,
    /// A published decision was changed or annulled (公示规定 §11).
    Changed,
    PublicationWithdrawn,
    /// The reporter was told the result (令121 §36).
    Answered {
        note: String,
    },
}

/// How a case ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// 行政处罚
    Penalty,
    /// 不予行政处罚
    NoPenalty,
    /// 撤销立案
    Dropped,
}

impl TipStep {
    /// The stage after it, or the rule it breaks in this stage.
    pub(super) fn next(&self, stage: Stage, history: &History) -> Result<Stage, Rule> {
        use Stage::{AtPolice, Decided, Filed, NotFiled, Received, Redirected, Repeat, Suspended, Verifying};
        let open = |start, end| history.is_open(start, end);
        match (self, stage) {
            // Publication goes on after a case was closed.
            (Self::Published, Decided | Stage::Closed)
                if history.last(Moment::Decided).or(history.last(Moment::DecidedElsewhere)).is_some() =>
            {
                Ok(stage)
            }
            (Self::Changed, Decided | Stage::Closed) if history.last(Moment::Published).is_some() => Ok(stage),
            (Self::PublicationWithdrawn, Decided | Stage::Closed)
                if open(Moment::Changed, Moment::PublicationWithdrawn) =>
            {
                Ok(stage)
            }
            (_, stage) if stage.is_end() => Err(Rule::Ended),
            (Self::VerificationStarted, Received) => Ok(Verifying),
            (Self::Repeat { .. }, Received | Verifying) => Ok(Repeat),
            (Self::NewFacts { .. }, Received | Verifying) => Ok(Verifying),
            (Self::Redirected { .. }, Received | Verifying) => Ok(Redirected),
            (Self::Disputed { .. }, Received | Verifying) if !open(Moment::Dispute, Moment::DisputeSettled) => {
                Ok(stage)
            }
            (Self::DisputeSettled { .. }, _) if open(Moment::Dispute, Moment::DisputeSettled) => Ok(stage),
            (Self::FilingProposed { .. } | Self::FilingRejected { .. }, Verifying) => Ok(stage),
            (Self::Filed { .. }, Verifying) => Ok(Filed),
            (Self::NotFiled { .. }, Verifying) => Ok(NotFiled),
            (
                Self::Filed { .. } | Self::NotFiled { .. } | Self::SentToPolice { .. } | Self::MovedOn { .. },
                Received,
            ) => Err(Rule::FactsFirst),
            (Self::CaseSuspended { .. }, Filed) => Ok(Suspended),
            (Self::CaseResumed, Suspended) => Ok(Filed),
            (Self::Seized { .. }, Verifying | Filed) => Ok(stage),
            (Self::TestReport { .. } | Self::SeizureSettled { .. }, _)
                if open(Moment::Seized, Moment::SeizureSettled) =>
            {
                Ok(stage)
            }
            (Self::SentToPolice { .. }, Verifying | Filed) => Ok(AtPolice),
            (Self::BackFromPolice { .. }, AtPolice) => Ok(Filed),
            (Self::MovedOn { .. }, Verifying | Filed) => Ok(Redirected),
            (Self::Decided { .. }, Filed) => Ok(Decided),
            (Self::Decided { .. }, Received | Verifying) => Err(Rule::FilingBeforeDecision),
            (Self::Answered { .. }, Decided | NotFiled | AtPolice) => Ok(stage),
            _ => Err(Rule::Order),
        }
    }

    pub(crate) fn moment(&self) -> Option<Moment> {
        match self {
            Self::Repeat { .. } => Some(Moment::Repeat),
            Self::NewFacts { .. } => Some(Moment::NewFacts),
            Self::Redirected { .. } | Self::MovedOn { .. } => Some(Moment::Redirected),
            Self::Disputed { .. } => Some(Moment::Dispute),
            Self::DisputeSettled { .. } => Some(Moment::DisputeSettled),
            Self::Filed { .. } => Some(Moment::Filed),
            Self::NotFiled { .. } => Some(Moment::NotFiled),
            Self::Seized { .. } => Some(Moment::Seized),
            Self::TestReport { .. } => Some(Moment::TestReport),
            Self::SeizureSettled { .. } => Some(Moment::SeizureSettled),
            Self::SentToPolice { .. } => Some(Moment::SentToPolice),
            // The case runs again from the day it came back.
            Self::BackFromPolice { .. } => Some(Moment::Filed),
            Self::Decided { elsewhere: false, .. } => Some(Moment::Decided),
            Self::Decided { elsewhere: true, .. } => Some(Moment::DecidedElsewhere),
            Self::Published => Some(Moment::Published),
            Self::Changed => Some(Moment::Changed),
            Self::PublicationWithdrawn => Some(Moment::PublicationWithdrawn),
            Self::Answered { .. } => Some(Moment::Answered),
            Self::VerificationStarted
            | Self::FilingProposed { .. }
            | Self::FilingRejected { .. }
            | Self::CaseSuspended { .. }
            | Self::CaseResumed => None,
        }
    }

    /// Suspending a case stops its clock without another step.
    pub(super) fn pauses(&self, history: &mut History, at: jiff::Timestamp) {
        match self {
            Self::CaseSuspended { .. } => history.pause(Pause::Suspension, at),
            Self::CaseResumed => history.resume(Pause::Suspension, at),
            _ => {}
        }
    }

    #[must_use]
    pub fn desk_text(&self) -> String {
        match self {
            Self::VerificationStarted => "开始核查".to_owned(),
            Self::Repeat { earlier, note } => format!("与 {earlier} 重复，不再另行处理：{note}"),
            Self::NewFacts { what } => format!("同一举报人补充新事实，重新计算核查期限：{what}"),
            Self::Redirected { to, note } => format!("不归本局，已告知向{to}反映：{note}"),
            Self::Disputed { with } => format!("与{with}就处理权限有争议，开始协商"),
            Self::DisputeSettled { outcome } => format!("处理权限争议有结果：{outcome}"),
            Self::FilingProposed { file: true, reason } => format!("建议立案，等待审批：{reason}"),
            Self::FilingProposed { file: false, reason } => format!("建议不予立案，等待审批：{reason}"),
            Self::FilingRejected { reason } => format!("不同意立案意见，继续核查：{reason}"),
            Self::Filed { case_no } => format!("立案，案号 {case_no}"),
            Self::NotFiled { reason } => format!("不予立案：{reason}"),
            Self::CaseSuspended { reason } => format!("案件中止：{reason}"),
            Self::CaseResumed => "案件恢复".to_owned(),
            Self::Seized { what } => format!("查封、扣押：{what}"),
            Self::TestReport { number } => format!("检验报告 {number} 已出"),
            Self::SeizureSettled { outcome } => format!("查封、扣押处理：{outcome}"),
            Self::SentToPolice { to, .. } => format!("移送{to}"),
            Self::BackFromPolice { reason } => format!("公安机关退回，继续办理：{reason}"),
            Self::MovedOn { to, .. } => format!("整案移送{to}"),
            Self::Decided { decision, document_no, on, .. } => {
                format!("{}，{document_no}，{on}", decision.words())
            }
            Self::Published => "处罚信息已公示".to_owned(),
            Self::Changed => "已公示的决定被变更或者撤销".to_owned(),
            Self::PublicationWithdrawn => "处罚信息已撤下".to_owned(),
            Self::Answered { note } => format!("已答复举报人：{note}"),
        }
    }

    /// The reporter is told the result, not how the case goes (令121 §36, §37).
    #[must_use]
    pub fn public_text(&self) -> Option<String> {
        match self {
            Self::VerificationStarted => Some("已开始核查".to_owned()),
            Self::Repeat { note, .. } => Some(format!("与您此前的举报相同，不再另行处理：{note}")),
            Self::NewFacts { .. } => Some("您补充的新情况已并入核查".to_owned()),
            Self::Redirected { to, note } => Some(format!("这件事不归本局处理，请向{to}反映。{note}")),
            Self::MovedOn { to, .. } => Some(format!("已移送{to}处理")),
            Self::Answered { note } => Some(format!("处理结果：{note}")),
            _ => None,
        }
    }
}

impl Decision {
    pub const ALL: [Self; 3] = [Self::Penalty, Self::NoPenalty, Self::Dropped];

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Penalty => "作出行政处罚决定",
            Self::NoPenalty => "不予行政处罚",
            Self::Dropped => "撤销立案",
        }
    }

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Penalty => "penalty",
            Self::NoPenalty => "no_penalty",
            Self::Dropped => "dropped",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|decision| decision.as_str() == text)
    }
}
