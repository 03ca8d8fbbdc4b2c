use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Withdrawal;
use crate::law::ProcedureRule;

/// `content/laws/newsroom.toml`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewsroomFile {
    pub emergency_review: EmergencyReview,
    pub rule: Vec<ProcedureRule>,
    pub take_down: Vec<TakeDown>,
    pub withdrawal: Vec<WithdrawalReason>,
}

/// How long the reviews of an emergency publication may wait: the bureau's own limit, no law's.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmergencyReview {
    pub working_days: u16,
}

/// What a penalty is, as far as its publication goes (公示规定 §2, §14).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Penalty {
    /// Only a warning: not published.
    WarningOnly,
    /// 通报批评, 较低数额罚款
    Light,
    /// Other penalties about drugs, devices and cosmetics.
    Other,
    /// 吊销许可证件 and the like
    Licence,
}

/// How long a penalty of a kind may stand.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakeDown {
    pub penalty: Penalty,
    pub months: i16,
    pub law: String,
    pub article: String,
}

/// A public reason for taking something down.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WithdrawalReason {
    pub key: Withdrawal,
    pub text: String,
}

/// The newsroom's part of the law, ready for looking up.
#[derive(Clone, Debug)]
pub struct NewsroomLaw {
    pub rules: BTreeMap<String, ProcedureRule>,
    pub take_down: Vec<TakeDown>,
    pub withdrawals: Vec<WithdrawalReason>,
    pub emergency_review: EmergencyReview,
}

impl NewsroomLaw {
    #[must_use]
    pub fn new(file: NewsroomFile) -> Self {
        Self {
            rules: file.rule.into_iter().map(|rule| (rule.key.clone(), rule)).collect(),
            take_down: file.take_down,
            withdrawals: file.withdrawal,
            emergency_review: file.emergency_review,
        }
    }

    /// The last day a case may stand on the site; `None` where it may not stand at all.
    ///
    /// The official system counts from the day it shows a penalty, which is never before the decision
    /// (公示规定 §9, §14). Counted from the decision, our copy is down no later than the official one.
    #[must_use]
    pub fn take_down(&self, decided: Date, penalty: Penalty) -> Option<Date> {
        let rule = self.take_down.iter().find(|rule| rule.penalty == penalty)?;
        decided.checked_add(rule.months.months()).ok()
    }

    /// The longest any penalty may stand, counted from its decision.
    #[must_use]
    pub fn longest(&self, decided: Date) -> Option<Date> {
        let months = self.take_down.iter().map(|rule| rule.months).max()?;
        decided.checked_add(months.months()).ok()
    }

    /// What residents read where something was taken down.
    #[must_use]
    pub fn withdrawal(&self, reason: Withdrawal) -> &str {
        self.withdrawals.iter().find(|own| own.key == reason).map_or("", |own| own.text.as_str())
    }
}
