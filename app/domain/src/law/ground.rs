use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Confidence;

/// One reason the law names for a decision, from `content/laws/grounds.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ground {
    pub set: GroundSet,
    /// The place in its list; kept on matters and letters, so it never changes.
    pub number: u8,
    pub text: String,
    pub law: String,
    /// As precise as was checked: an item where its number was read, otherwise the paragraph.
    pub article: String,
    pub checked: Confidence,
    /// Clock that must have run out before this ground may be named.
    #[serde(default)]
    pub after_clock: Option<String>,
    #[serde(default)]
    pub valid_from: Option<Date>,
    /// Last day in force; absent while the ground stands.
    #[serde(default)]
    pub valid_to: Option<Date>,
}

/// Which decision needs the ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroundSet {
    /// 不予受理 (令121 §16)
    Refusal,
    /// 终止调解 (令121 §23)
    Termination,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroundFile {
    pub ground: Vec<Ground>,
}

impl Ground {
    #[must_use]
    pub fn in_force(&self, on: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= on) && self.valid_to.is_none_or(|to| on <= to)
    }

    /// `① 投诉事项不属于…`: how lists name it.
    #[must_use]
    pub fn words(&self) -> String {
        format!("{} {}", circled(self.number), self.text)
    }
}

/// `①` to `⑳`; a plain number beyond.
fn circled(number: u8) -> String {
    match (number, char::from_u32(0x245f + u32::from(number))) {
        (1..=20, Some(sign)) => sign.to_string(),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grounds() -> Vec<Ground> {
        toml::from_str::<GroundFile>(include_str!("../../../../content/laws/grounds.toml")).unwrap().ground
    }

    #[test]
    fn refusal_has_seven_grounds_and_termination_eight() {
        for (set, count) in [(GroundSet::Refusal, 7), (GroundSet::Termination, 8)] {
            let numbers: Vec<u8> =
                grounds().iter().filter(|ground| ground.set == set).map(|ground| ground.number).collect();
            assert_eq!(numbers, (1..=count).collect::<Vec<u8>>(), "{set:?}");
        }
    }

    #[test]
    fn a_ground_is_named_with_its_circled_number() {
        assert!(grounds()[3].words().starts_with("④ 从知道"));
        assert_eq!((circled(20).as_str(), circled(21).as_str()), ("⑳", "21"));
    }

    #[test]
    fn no_ground_of_the_new_rule_stands_before_its_first_day() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert!(
            grounds().iter().all(|ground| !ground.in_force(day("2026-04-14")) && ground.in_force(day("2026-04-15")))
        );
    }
}
