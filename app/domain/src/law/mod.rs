//! The law as data: everything `content/laws/*.toml` says, typed.
//!
//! **Invariant:** a day count, an article or an amount stands only in those files.

mod body;
mod category;
mod clock;
mod ground;
mod notice;
mod platform;
mod retention;
mod reward;
mod rule;
mod sighting;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

pub use body::{Bodies, Body, Paper, Route, Sender};
pub use category::{Category, Group};
pub use clock::{Applies, Clock, Counting};
pub use ground::{Ground, GroundFile, GroundSet};
pub use notice::Notice;
pub use platform::{Platform12315, PlatformField};
pub use retention::{
    CollectRetention, QuestionLimits, QuestionRetention, ReactionRetention, RetentionFile, RetentionRule,
};
pub use reward::{RewardGrade, RewardGround, RewardLimit, RewardRules};
pub use rule::{ProcedureRule, RuleFile};
pub use sighting::{Sighting, Sightings};

/// A law in the register.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Law {
    pub key: String,
    pub name: String,
    #[serde(default)]
    pub number: Option<String>,
    #[serde(default)]
    pub valid_from: Option<Date>,
    /// Last day in force; absent while the law stands.
    #[serde(default)]
    pub valid_to: Option<Date>,
    pub source: String,
    /// How sure the entry is: S read, M from memory, U unverified.
    pub checked: Confidence,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Confidence {
    S,
    M,
    U,
}

/// A place in a law: key and article.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    pub law: String,
    pub article: String,
}

/// What a complainant may ask for (文书式样2026, form 1).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    pub key: String,
    pub text: String,
    /// The word 12315's export uses for it, where one is known.
    #[serde(default)]
    pub platform: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LawFile {
    pub law: Vec<Law>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockFile {
    pub counting: Counting,
    pub clock: Vec<Clock>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoryFile {
    pub category: Vec<Category>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestFile {
    pub request: Vec<Request>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeFile {
    pub notice: Vec<Notice>,
}

/// All of it together, looked up by key.
#[derive(Clone, Debug)]
pub struct Laws {
    pub laws: BTreeMap<String, Law>,
    pub counting: Counting,
    pub clocks: Vec<Clock>,
    /// The bureau's own limits (本局内部时限), from the site file.
    pub local: Vec<Clock>,
    pub categories: Vec<Category>,
    pub requests: Vec<Request>,
    pub sightings: Sightings,
    pub notices: BTreeMap<String, Notice>,
    pub grounds: Vec<Ground>,
    /// Rules of procedure by key.
    pub rules: BTreeMap<String, ProcedureRule>,
    pub platform: Platform12315,
    /// Bodies that things are handed to.
    pub bodies: Bodies,
    /// Rewards to reporters.
    pub rewards: RewardRules,
    /// How long personal data is kept.
    pub retention: Vec<RetentionRule>,
    /// How long questions of residents are kept.
    pub question_retention: QuestionRetention,
    pub reaction_retention: ReactionRetention,
    /// How long the contact in a request to come and collect is kept.
    pub collect_retention: CollectRetention,
}

/// The tables of `content/laws`, as they were read.
pub struct LawTables {
    pub laws: LawFile,
    pub clocks: ClockFile,
    pub categories: CategoryFile,
    pub requests: RequestFile,
    pub sightings: Sightings,
    pub notices: NoticeFile,
    pub grounds: GroundFile,
    pub rules: RuleFile,
    pub platform: Platform12315,
    pub bodies: Bodies,
    pub rewards: RewardRules,
    pub retention: RetentionFile,
}

impl Laws {
    #[must_use]
    pub fn new(tables: LawTables) -> Self {
        Self {
            laws: tables.laws.law.into_iter().map(|law| (law.key.clone(), law)).collect(),
            counting: tables.clocks.counting,
            clocks: tables.clocks.clock,
            local: Vec::new(),
            categories: tables.categories.category,
            requests: tables.requests.request,
            sightings: tables.sightings,
            notices: tables.notices.notice.into_iter().map(|n| (n.key.clone(), n)).collect(),
            grounds: tables.grounds.ground,
            rules: tables.rules.rule.into_iter().map(|rule| (rule.key.clone(), rule)).collect(),
            platform: tables.platform,
            bodies: tables.bodies,
            rewards: tables.rewards,
            retention: tables.retention.rule,
            reaction_retention: tables.retention.reaction,
            question_retention: tables.retention.question,
            collect_retention: tables.retention.collect,
        }
    }

    #[must_use]
    pub fn category(&self, code: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.code == code)
    }

    /// The clock of that name in force on a day, under the handling rules of that day.
    #[must_use]
    pub fn clock(&self, id: &str, on: Date) -> Option<&Clock> {
        let rules = self.handling_rules(on);
        self.clocks_under(rules, on).find(|clock| clock.id == id)
    }

    /// The clocks in force on a day for a matter under certain handling rules. The rules a matter
    /// came in under go on for it although they are no longer in force (the law is silent on this,
    /// so the bureau may choose otherwise for a matter).
    pub fn clocks_under(&self, rules: &str, on: Date) -> impl Iterator<Item = &Clock> {
        self.clocks.iter().filter(move |clock| match &clock.rules {
            Some(own) => own == rules,
            None => clock.in_force(on),
        })
    }

    /// Key of the handling rules in force on a day: 令121 since 2026-04-15, 令20 before.
    #[must_use]
    pub fn handling_rules(&self, on: Date) -> &str {
        let with_rules = self.clocks.iter().filter(|clock| clock.in_force(on));
        with_rules.filter_map(|clock| clock.rules.as_deref()).next().unwrap_or_default()
    }

    /// Whether there are clocks for handling rules of that key.
    #[must_use]
    pub fn has_handling_rules(&self, rules: &str) -> bool {
        self.clocks.iter().any(|clock| clock.rules.as_deref() == Some(rules))
    }

    /// A rule of procedure in words for the desk; an unknown key is a fault of the content.
    #[must_use]
    pub fn rule(&self, key: &str) -> String {
        self.rules.get(key).map_or_else(|| "现在不能这样做".to_owned(), |rule| rule.words(self))
    }

    /// A ground in force on a day.
    #[must_use]
    pub fn ground(&self, set: GroundSet, number: u8, on: Date) -> Option<&Ground> {
        self.grounds_of(set, on).find(|ground| ground.number == number)
    }

    /// The grounds a decision may name on a day, in their order.
    pub fn grounds_of(&self, set: GroundSet, on: Date) -> impl Iterator<Item = &Ground> {
        self.grounds.iter().filter(move |ground| ground.set == set && ground.in_force(on))
    }

    /// The text of a notice; an unknown key is a fault of the content, shown as nothing.
    #[must_use]
    pub fn notice(&self, key: &str) -> &str {
        self.notices.get(key).map_or("", |notice| notice.text.as_str())
    }

    /// `《市场监督管理投诉举报处理办法》第十五条`, or the bare article where the key is unknown.
    #[must_use]
    pub fn cite(&self, law: &str, article: &str) -> String {
        let name = self.laws.get(law).map(|law| law.name.as_str()).unwrap_or_default();
        format!("《{name}》{article}")
    }
}

impl Law {
    #[must_use]
    pub fn in_force(&self, on: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= on) && self.valid_to.is_none_or(|to| on <= to)
    }
}

/// The laws as they stand in `content/laws`, read once for all tests.
#[cfg(test)]
pub(crate) fn test_laws() -> &'static Laws {
    static READ: std::sync::LazyLock<Laws> = std::sync::LazyLock::new(tests::read);
    &READ
}

#[cfg(test)]
mod tests {
    use super::*;

    pub fn read() -> Laws {
        Laws::new(LawTables {
            laws: toml::from_str(include_str!("../../../../content/laws/laws.toml")).unwrap(),
            clocks: toml::from_str(include_str!("../../../../content/laws/clocks.toml")).unwrap(),
            categories: toml::from_str(include_str!("../../../../content/laws/categories.toml")).unwrap(),
            requests: toml::from_str(include_str!("../../../../content/laws/requests.toml")).unwrap(),
            sightings: toml::from_str(include_str!("../../../../content/laws/sightings.toml")).unwrap(),
            notices: toml::from_str(include_str!("../../../../content/laws/notices.toml")).unwrap(),
            grounds: toml::from_str(include_str!("../../../../content/laws/grounds.toml")).unwrap(),
            rules: toml::from_str(include_str!("../../../../content/laws/rules.toml")).unwrap(),
            platform: toml::from_str(include_str!("../../../../content/laws/platform-12315.toml")).unwrap(),
            bodies: toml::from_str(include_str!("../../../../content/laws/bodies.toml")).unwrap(),
            rewards: toml::from_str(include_str!("../../../../content/laws/rewards.toml")).unwrap(),
            retention: toml::from_str(include_str!("../../../../content/laws/retention.toml")).unwrap(),
        })
    }

    #[test]
    fn every_limit_and_reward_names_a_law_of_the_register() {
        let laws = test_laws();
        assert!(laws.clocks.iter().all(|clock| laws.laws.contains_key(&clock.law)), "a clock without its law");
        assert!(laws.laws.contains_key(&laws.rewards.law));
        assert!(laws.retention.iter().all(|rule| laws.laws.contains_key(&rule.law)), "a period without its law");
        assert!(laws.laws.contains_key(&laws.reaction_retention.law));
        assert!(laws.laws.contains_key(&laws.collect_retention.law));
        assert_eq!(laws.rewards.grade.iter().map(|grade| grade.grade).collect::<Vec<_>>(), [1, 2, 3]);
    }
}
