use jiff::{Timestamp, ToSpan};
use serde::Deserialize;

use super::Laws;
use crate::collecting::CollectLimits;
use crate::matter::MatterKind;
use crate::track::beijing;

/// How long personal data is kept after a matter has ended, from `content/laws/retention.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetentionRule {
    /// Kept with every destruction, so it never changes.
    pub key: String,
    pub kind: MatterKind,
    /// Of matters in which a case was filed or handed to the police.
    #[serde(default)]
    pub after_case: bool,
    pub months: u16,
    /// `{months}` stands for the number.
    pub text: String,
    pub law: String,
    pub article: String,
}

/// How long what a reaction says of a person is kept. A reaction is no matter and has no end of its own.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReactionRetention {
    /// After it was handed to the monitoring body.
    pub months: u16,
    /// After it came in, where nobody has handed it on.
    pub unfiled_months: u16,
    /// `{months}` and `{unfiled}` stand for the numbers.
    pub text: String,
    pub law: String,
    pub article: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetentionFile {
    pub rule: Vec<RetentionRule>,
    pub reaction: ReactionRetention,
    pub question: QuestionRetention,
    pub collect: CollectRetention,
}

/// How long what a resident asked (咨询) is kept.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionRetention {
    /// Days of the phone number after the answer.
    pub contact_days: u16,
    /// Its days after the question, answered or not.
    pub contact_most_days: u16,
    /// Months of question and answer; of a published one the published words stay.
    pub months: u16,
    pub text: String,
    pub law: String,
    pub article: String,
}

/// How long phone number and house of somebody who asked an officer to come are kept; whichever day comes first.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CollectRetention {
    /// Days after it was collected, or ended otherwise.
    pub ended_days: u16,
    /// Days after it was asked for, collected or not.
    pub most_days: u16,
    /// `{ended_days}` and `{most_days}` stand for the numbers.
    pub text: String,
    pub law: String,
    pub article: String,
}

/// Before these times everything of its kind goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuestionLimits {
    /// Phone numbers of what was answered before.
    pub answered: Timestamp,
    /// Phone numbers of what was asked before.
    pub asked: Timestamp,
    /// Whole questions asked before.
    pub whole: Timestamp,
}

impl Laws {
    /// How long what was reported is kept; a kind with one rule is kept by it whatever came of the matter.
    #[must_use]
    pub fn kept(&self, kind: MatterKind, after_case: bool) -> Option<&RetentionRule> {
        let mut of_kind = self.retention.iter().filter(|rule| rule.kind == kind);
        of_kind.clone().find(|rule| rule.after_case == after_case).or_else(|| of_kind.next())
    }

    /// What the form says of personal data before it is sent, with the months of each kind.
    #[must_use]
    pub fn privacy_notice(&self) -> String {
        let months =
            |kind, after_case| self.kept(kind, after_case).map(|rule| rule.months.to_string()).unwrap_or_default();
        self.notice("privacy")
            .replace("{complaint_months}", &months(MatterKind::Complaint, false))
            .replace("{tip_months}", &months(MatterKind::Tip, false))
            .replace("{case_months}", &months(MatterKind::Tip, true))
    }
}

impl RetentionRule {
    #[must_use]
    pub fn words(&self) -> String {
        self.text.replace("{months}", &self.months.to_string())
    }
}

impl ReactionRetention {
    /// Kept with every destruction, beside the keys of the rules for matters.
    pub const KEY: &str = "reaction";

    #[must_use]
    pub fn words(&self) -> String {
        let text = self.text.replace("{months}", &self.months.to_string());
        text.replace("{unfiled}", &self.unfiled_months.to_string())
    }
}

impl QuestionRetention {
    #[must_use]
    pub fn words(&self) -> String {
        self.text
            .replace("{contact_days}", &self.contact_days.to_string())
            .replace("{contact_most_days}", &self.contact_most_days.to_string())
            .replace("{months}", &self.months.to_string())
    }

    /// What is over at a time; nothing where time itself would run out.
    #[must_use]
    pub fn limits(&self, at: Timestamp) -> Option<QuestionLimits> {
        let now = at.to_zoned(beijing());
        let before = |span| now.checked_sub(span).ok().map(|then| then.timestamp());
        Some(QuestionLimits {
            answered: before(i32::from(self.contact_days).days())?,
            asked: before(i32::from(self.contact_most_days).days())?,
            whole: before(i32::from(self.months).months())?,
        })
    }
}

impl CollectRetention {
    #[must_use]
    pub fn words(&self) -> String {
        self.text
            .replace("{ended_days}", &self.ended_days.to_string())
            .replace("{most_days}", &self.most_days.to_string())
    }

    /// What is over at a time; nothing where time itself would run out.
    #[must_use]
    pub fn limits(&self, at: Timestamp) -> Option<CollectLimits> {
        let now = at.to_zoned(beijing());
        let before = |days: u16| now.checked_sub(i32::from(days).days()).ok().map(|then| then.timestamp());
        Some(CollectLimits { ended: before(self.ended_days)?, asked: before(self.most_days)? })
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_form_says_how_long_each_kind_is_kept() {
        let laws = crate::law::test_laws();
        let notice = laws.privacy_notice();
        for rule in &laws.retention {
            assert!(notice.contains(&format!("保存{}个月", rule.months)), "{}: {notice}", rule.key);
        }
        assert!(!notice.contains("months}"), "{notice}");
    }

    #[test]
    fn a_door_is_forgotten_in_days_of_beijing() {
        let rule = &crate::law::test_laws().collect_retention;
        let limits = rule.limits("2026-11-23T16:30:00Z".parse().unwrap()).unwrap();
        assert_eq!(
            [limits.ended, limits.asked].map(|at| at.to_string()),
            ["2026-11-16T16:30:00Z", "2026-08-25T16:30:00Z"]
        );
        assert!(rule.words().contains("7天") && rule.words().contains("90天") && rule.words().contains("本局规定"));
    }

    #[test]
    fn days_and_months_are_counted_in_beijing() {
        let rule = &crate::law::test_laws().question_retention;
        let limits = rule.limits("2026-03-31T16:30:00Z".parse().unwrap()).unwrap();
        let days = [limits.answered, limits.asked, limits.whole].map(|at| at.to_string());
        assert_eq!(days, ["2026-03-01T16:30:00Z", "2025-10-02T16:30:00Z", "2024-03-31T16:30:00Z"]);
        assert!(rule.words().contains("30天") && !rule.words().contains('{'));
    }
}
