//! Places a bureau adds itself, because the national table does not know them yet.

use serde::Deserialize;

use super::{Level, Region, RegionCode, Regions};
use crate::text::{forbidden, length};

/// What the last three digits of such a code begin with: the national table numbers villages and communities
/// below 900, so that none is ever taken for an official one.
const OWN: char = '9';

/// Characters of a name.
const NAME_MAX: usize = 30;

/// `[[place]]` of a site file: a village or a community.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    pub code: RegionCode,
    pub name: String,
}

/// What keeps a place out of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceFault {
    pub code: RegionCode,
    pub what: String,
}

impl Regions {
    /// Takes in the places of a site, whose area a prefix names; answers what is wrong with those that stay out.
    pub fn add(&mut self, places: &[Place], area: &str) -> Vec<PlaceFault> {
        let mut faults = Vec::new();
        for place in places {
            match self.refusal(place, area) {
                Some(what) => faults.push(PlaceFault { code: place.code.clone(), what }),
                None => self.insert(place),
            }
        }
        faults
    }

    fn insert(&mut self, Place { code, name }: &Place) {
        let region = Region { code: code.clone(), name: name.clone(), level: Level::Village };
        self.by_code.insert(code.as_str().to_owned(), region);
    }

    fn refusal(&self, Place { code, name }: &Place, area: &str) -> Option<String> {
        if !code.as_str().get(9..).is_some_and(|village| village.starts_with(OWN)) {
            return Some(format!("place 的代码 {code} 末三位应在 900 到 999 之间，别的号码留给国家的区划代码"));
        }
        if !code.is_within(area) {
            return Some(format!("place 的代码 {code} 不在本站的区划 {area} 里"));
        }
        let town = code.township().filter(|town| self.get(town).is_some_and(|known| known.level == Level::Township));
        let Some(town) = town else {
            return Some(format!("place 的代码 {code} 前九位不是区划表里的乡镇、街道"));
        };
        if self.get(code).is_some() {
            return Some(format!("place 的代码 {code} 写了两次"));
        }
        if name.trim() != name || name.is_empty() || length(name) > NAME_MAX || forbidden(name).is_some() {
            return Some(format!("place {code} 的 name 应有 1 到 {NAME_MAX} 个字，前后没有空格"));
        }
        let twin = self.villages(town.prefix()).any(|known| known.name == *name);
        twin.then(|| format!("place {code} 的名称“{name}”在这个乡镇、街道里已经有了"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "330502000000,吴兴区,county\n330502001000,月河街道,township\n330502001016,月河社区,village\n\
        330503001000,南浔镇,township\n";

    fn added(places: &[(&str, &str)]) -> (Regions, Vec<String>) {
        let mut regions = Regions::parse(TABLE).unwrap();
        let place =
            |(code, name): &(&str, &str)| Place { code: RegionCode::parse(code).unwrap(), name: (*name).to_owned() };
        let faults = regions.add(&places.iter().map(place).collect::<Vec<_>>(), "330502");
        (regions, faults.into_iter().map(|fault| fault.what).collect())
    }

    #[test]
    fn a_place_of_the_bureaus_own_is_one_like_any_other() {
        let (regions, faults) = added(&[("330502001901", "北关社区"), ("330502001900", "南塔社区")]);
        assert!(faults.is_empty(), "{faults:?}");
        let names: Vec<_> = regions.villages("330502001").map(|region| region.name.as_str()).collect();
        assert_eq!(names, ["月河社区", "南塔社区", "北关社区"]);
        let code = RegionCode::parse("330502001901").unwrap();
        assert_eq!(regions.full_name(&code), "吴兴区月河街道北关社区");
    }

    #[test]
    fn what_could_be_taken_for_another_place_stays_out() {
        for (places, what) in [
            (&[("330502001899", "甲社区")][..], "末三位应在 900 到 999 之间"),
            (&[("330502001000", "甲社区")], "末三位应在 900 到 999 之间"),
            (&[("330503001901", "甲社区")], "不在本站的区划 330502 里"),
            (&[("330502002901", "甲社区")], "前九位不是区划表里的乡镇、街道"),
            (&[("330502000901", "甲社区")], "前九位不是区划表里的乡镇、街道"),
            (&[("330502001901", "甲社区"), ("330502001901", "乙社区")], "写了两次"),
            (&[("330502001901", "甲社区"), ("330502001902", "甲社区")], "已经有了"),
            (&[("330502001901", "月河社区")], "“月河社区”在这个乡镇、街道里已经有了"),
            (&[("330502001901", " 甲社区")], "name 应有 1 到 30 个字"),
            (&[("330502001901", "")], "name 应有 1 到 30 个字"),
        ] {
            let (regions, faults) = added(places);
            assert_eq!(faults.len(), 1, "{places:?}");
            assert!(faults[0].contains(what), "{faults:?}");
            assert_eq!(regions.all().count(), 3 + places.len(), "the others came in");
        }
    }
}
