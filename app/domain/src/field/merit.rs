use serde::Deserialize;

use super::FormKind;

/// 记分: how a bureau recognises what its officers do. Never money, and apart from the rewards of reporters.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeritRules {
    pub title: String,
    /// Points of a month from which on there is one star more, least first.
    pub stars: Vec<u32>,
    pub merit: Vec<MeritRule>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeritRule {
    pub form: String,
    /// For each record that counts.
    pub points: u32,
    /// Records of a month that count: sending more of the same earns nothing.
    pub most: u32,
}

/// Of one officer in one month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Merits {
    pub points: u32,
    pub stars: usize,
}

impl MeritRules {
    /// What is wrong with the file, if anything.
    #[must_use]
    pub fn fault(&self) -> Option<String> {
        if let Some(rule) = self.merit.iter().find(|rule| FormKind::parse(&rule.form).is_none()) {
            return Some(format!("没有“{}”这种上报", rule.form));
        }
        if self.merit.iter().any(|rule| self.merit.iter().filter(|other| other.form == rule.form).count() > 1) {
            return Some("同一种上报写了两次".to_owned());
        }
        let ascending = self.stars.windows(2).all(|pair| pair.first() < pair.last());
        (!ascending).then(|| "stars 要从小到大".to_owned())
    }

    /// What records of one month earn, given as form and number of records on different days or in different
    /// villages.
    #[must_use]
    pub fn merits(&self, records: &[(FormKind, u64)]) -> Merits {
        let earned = records.iter().map(|(form, records)| {
            let rule = self.merit.iter().find(|rule| rule.form == form.as_str());
            rule.map_or(0, |rule| {
                u32::try_from(*records).unwrap_or(u32::MAX).min(rule.most).saturating_mul(rule.points)
            })
        });
        let points = earned.fold(0, u32::saturating_add);
        Merits { points, stars: self.stars.iter().filter(|least| points >= **least).count() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> MeritRules {
        let rule = |form: &str, points, most| MeritRule { form: form.into(), points, most };
        let merit = vec![rule("clue", 2, 10), rule("patrol", 1, 8)];
        MeritRules { title: "x".into(), stars: vec![5, 10, 20], merit }
    }

    #[test]
    fn more_of_the_same_earns_nothing() {
        let of = |records: &[(FormKind, u64)]| rules().merits(records);
        assert_eq!(of(&[]), Merits { points: 0, stars: 0 });
        assert_eq!(of(&[(FormKind::Patrol, 4), (FormKind::Clue, 1)]), Merits { points: 6, stars: 1 });
        assert_eq!(of(&[(FormKind::Patrol, 8)]), of(&[(FormKind::Patrol, 800)]));
        assert_eq!(of(&[(FormKind::Clue, u64::MAX)]), Merits { points: 20, stars: 3 });
        assert_eq!(of(&[(FormKind::Help, 9)]).points, 0, "no rule, no points");
    }

    #[test]
    fn a_wrong_file_is_refused_with_its_reason() {
        assert_eq!(rules().fault(), None);
        let mut wrong = rules();
        wrong.stars = vec![5, 5];
        assert!(wrong.fault().unwrap().contains("从小到大"));
        wrong.merit[1].form = "clue".into();
        assert!(wrong.fault().unwrap().contains("两次"));
        wrong.merit[1].form = "bribe".into();
        assert!(wrong.fault().unwrap().contains("bribe"));
    }
}
