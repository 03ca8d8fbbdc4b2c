//! 投诉: from receipt through acceptance and mediation to the end (令121 §10–§25).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::clocks::{History, Moment};
use super::{Rule, Stage};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum ComplaintStep {
    /// Papers are to come by `until`, a day the officer writes (令121 §10); T1 keeps running.
    IdentityAsked {
        until: Date,
    },
    IdentityGiven,
    /// `contact`: who answers at the bureau, as the notice names them.
    Accepted {
        contact: String,
    },
    /// `grounds` number the list of 令121 §16; `note` gives reasons and other ways, for the complainant.
    Refused {
        grounds: Vec<u8>,
        note: String,
    },
    /// Both sides agreed to mediation (令121 §18).
    MediationAgreed,
    /// Both sides agreed that `body` mediates (令121 §19).
    Delegated {
        body: String,
    },
    /// A side applied for 回避 (令121 §21).
    Challenged {
        reason: String,
    },
    ChallengeDecided {
        upheld: bool,
    },
    /// A sign of a violation came up; it gets a clock of its own (令121 §27).
    ClueFound {
        // An event's own tag is `what`.
        #[serde(rename = "clue")]
        what: String,
    },
    ClueSettled {
        outcome: String,
    },
    Settled {
        note: String,
    },
    /// `grounds` number the list of 令121 §23.
    Terminated {
        grounds: Vec<u8>,
        note: String,
    },
    /// Both sides were told that mediation ended (令121 §23).
    PartiesTold {
        how: String,
    },
}

impl ComplaintStep {
    /// The stage after it, or the rule it breaks in this stage.
    pub(super) fn next(&self, stage: Stage, history: &History) -> Result<Stage, Rule> {
        use Stage::{
            Accepted, Challenged, Delegated, IdentityAsked, Mediating, Received, Refused, Settled, Terminated,
        };
        if stage.is_end() {
            return Err(Rule::Ended);
        }
        let undecided = matches!(stage, Received | IdentityAsked);
        match (self, stage) {
            (Self::IdentityAsked { .. }, Received | IdentityAsked) => Ok(IdentityAsked),
            (Self::IdentityGiven, IdentityAsked) => Ok(Received),
            (Self::Accepted { .. }, Received) => Ok(Accepted),
            (Self::Refused { .. }, _) if undecided => Ok(Refused),
            (Self::Refused { .. }, _) => Err(Rule::AcceptedIsNotRefused),
            (Self::MediationAgreed, Accepted) => Ok(Mediating),
            (Self::Delegated { .. }, Accepted | Mediating) => Ok(Delegated),
            (Self::Challenged { .. }, Mediating) => Ok(Challenged),
            (Self::ChallengeDecided { .. }, Challenged) => Ok(Mediating),
            (Self::Settled { .. }, Mediating | Delegated) => Ok(Settled),
            (Self::Settled { .. }, Accepted) => Err(Rule::BothSidesAgree),
            (Self::Terminated { .. }, Accepted | Mediating | Delegated | Challenged) => Ok(Terminated),
            (
                Self::MediationAgreed | Self::Delegated { .. } | Self::Settled { .. } | Self::Terminated { .. },
                Received | IdentityAsked,
            ) => Err(Rule::AcceptBeforeMediation),
            (Self::PartiesTold { .. }, Terminated) if !history.is_open(Moment::PartiesTold, Moment::Terminated) => {
                Ok(stage)
            }
            (Self::ClueFound { .. }, _) if !history.is_open(Moment::ClueFound, Moment::ClueSettled) => Ok(stage),
            (Self::ClueSettled { .. }, _) if history.is_open(Moment::ClueFound, Moment::ClueSettled) => Ok(stage),
            _ => Err(Rule::Order),
        }
    }

    pub(crate) fn moment(&self) -> Option<Moment> {
        match self {
            Self::IdentityAsked { .. } => Some(Moment::IdentityAsked),
            Self::Accepted { .. } => Some(Moment::Accepted),
            Self::Refused { .. } => Some(Moment::Refused),
            Self::ClueFound { .. } => Some(Moment::ClueFound),
            Self::ClueSettled { .. } => Some(Moment::ClueSettled),
            Self::Settled { .. } => Some(Moment::Settled),
            Self::Terminated { .. } => Some(Moment::Terminated),
            Self::PartiesTold { .. } => Some(Moment::PartiesTold),
            Self::IdentityGiven
            | Self::MediationAgreed
            | Self::Delegated { .. }
            | Self::Challenged { .. }
            | Self::ChallengeDecided { .. } => None,
        }
    }

    #[must_use]
    pub fn desk_text(&self) -> String {
        match self {
            Self::IdentityAsked { until } => format!("要求 {until} 前补充身份材料"),
            Self::IdentityGiven => "身份材料已补齐".to_owned(),
            Self::Accepted { contact } => format!("受理，联系人：{contact}"),
            Self::Refused { grounds, note } => format!("不予受理（{}）：{note}", numbered(grounds)),
            Self::MediationAgreed => "双方同意调解".to_owned(),
            Self::Delegated { body } => format!("双方同意，委托{body}调解"),
            Self::Challenged { reason } => format!("申请回避，调解中止：{reason}"),
            Self::ChallengeDecided { upheld: true } => "同意回避，已换人，调解继续".to_owned(),
            Self::ChallengeDecided { upheld: false } => "不同意回避，调解继续".to_owned(),
            Self::ClueFound { what } => format!("调解中发现违法线索：{what}"),
            Self::ClueSettled { outcome } => format!("违法线索处理：{outcome}"),
            Self::Settled { note } => format!("调解成功：{note}"),
            Self::Terminated { grounds, note } => format!("终止调解（{}）：{note}", numbered(grounds)),
            Self::PartiesTold { how } => format!("已告知双方：{how}"),
        }
    }

    /// Nothing of what the bureau finds out about the other side (令121 §37).
    #[must_use]
    pub fn public_text(&self) -> Option<String> {
        match self {
            Self::IdentityAsked { until } => Some(format!("请在 {until} 前补充身份材料")),
            Self::IdentityGiven => Some("身份材料已收到".to_owned()),
            Self::Accepted { contact } => Some(format!("已受理，联系人：{contact}")),
            Self::Refused { note, .. } => Some(format!("不予受理：{note}")),
            Self::MediationAgreed => Some("双方同意调解".to_owned()),
            Self::Delegated { body } => Some(format!("双方同意，委托{body}调解")),
            Self::Challenged { .. } => Some("收到回避申请，调解暂停".to_owned()),
            Self::ChallengeDecided { .. } => Some("回避申请已有决定，调解继续".to_owned()),
            Self::Settled { note } => Some(format!("调解达成一致：{note}")),
            Self::Terminated { note, .. } => Some(format!("调解终止：{note}")),
            Self::ClueFound { .. } | Self::ClueSettled { .. } | Self::PartiesTold { .. } => None,
        }
    }
}

/// `第1、3项`
fn numbered(grounds: &[u8]) -> String {
    let numbers: Vec<_> = grounds.iter().map(u8::to_string).collect();
    format!("第{}项", numbers.join("、"))
}
