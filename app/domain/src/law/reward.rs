use serde::Deserialize;

use super::Confidence;

/// What a reporter is rewarded with, from `content/laws/rewards.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RewardRules {
    pub law: String,
    /// Most for one case, in yuan.
    pub cap: u64,
    /// From this amount on, in yuan, the finance bureau decides too.
    pub finance_from: u64,
    pub finance_text: String,
    pub tell: Option<RewardLimit>,
    pub collect: Option<RewardLimit>,
    pub grade: Vec<RewardGrade>,
    pub condition: Vec<RewardGround>,
    pub excluded: Vec<RewardGround>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RewardLimit {
    /// In working days.
    pub days: u16,
    pub text: String,
    pub checked: Confidence,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RewardGrade {
    /// 1 is the highest.
    pub grade: u8,
    /// Of the fine and what was confiscated.
    pub percent: u64,
    /// Least, in yuan.
    pub floor: u64,
    pub text: String,
    pub article: String,
    pub checked: Confidence,
}

/// A condition for a reward, or a reason why there is none.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RewardGround {
    pub key: String,
    pub text: String,
    pub checked: Confidence,
}

impl RewardRules {
    #[must_use]
    pub fn of_grade(&self, grade: u8) -> Option<&RewardGrade> {
        self.grade.iter().find(|one| one.grade == grade)
    }

    #[must_use]
    pub fn excluded(&self, key: &str) -> Option<&RewardGround> {
        self.excluded.iter().find(|ground| ground.key == key)
    }

    /// In fen: the grade's share of `fine` (fen), at least its floor, at most the cap. `None` for a
    /// grade the rules do not know.
    #[must_use]
    pub fn amount(&self, grade: u8, fine: Option<u64>) -> Option<u64> {
        let rule = self.of_grade(grade)?;
        let share = fine.unwrap_or_default().saturating_mul(rule.percent) / 100;
        Some(share.max(rule.floor.saturating_mul(100)).min(self.cap.saturating_mul(100)))
    }
}
