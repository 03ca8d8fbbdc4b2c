use std::collections::BTreeSet;

use serde::Deserialize;

use crate::region::{Level, Region, Regions};

/// `content/words/names.toml`: what personal names are known by.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameWords {
    /// Surnames of one character, written together.
    pub surnames: String,
    /// Surnames that are everyday words too (方, 于, 白), written together: more is asked of what follows.
    pub doubtful_surnames: String,
    /// Surnames of two characters.
    pub double_surnames: Vec<String>,
    /// Characters given names are made of, written together.
    pub given: String,
    /// What a name of the peoples without Han surnames often begins with.
    pub beginnings: Vec<String>,
    /// Characters that write names by their sound (阿卜杜拉·买买提), written together.
    pub by_sound: String,
    /// Roles a name follows: 经营者, 当事人.
    pub roles: Vec<String>,
    /// Characters that go on with the sentence behind a name, written together.
    pub going_on: String,
    /// What may stand before a name in the middle of a sentence, written together: 向, 由.
    pub leading: String,
    /// How people are called behind their surname: 女士, 大爷. A surname alone is no full name.
    pub titles: Vec<String>,
    /// Words that look like a name and are none: 杨梅, 许可.
    pub not_names: Vec<String>,
}

/// What the finder knows, made ready for looking up.
#[derive(Clone, Debug)]
pub struct MaskWords {
    pub(super) names: NameWords,
    pub(super) surnames: BTreeSet<char>,
    pub(super) doubtful: BTreeSet<char>,
    pub(super) leading: BTreeSet<char>,
    pub(super) given: BTreeSet<char>,
    pub(super) by_sound: BTreeSet<char>,
    pub(super) going_on: BTreeSet<char>,
    pub(super) not_names: BTreeSet<String>,
    villages: BTreeSet<String>,
}

/// What the official name of a village ends in; longer words first.
const ENDINGS: [&str; 10] = [
    "社区居民委员会",
    "居民委员会",
    "社区居委会",
    "村民委员会",
    "嘎查村委会",
    "居委会",
    "村委会",
    "生活区",
    "社区",
    "村",
];

impl MaskWords {
    #[must_use]
    pub fn new(names: NameWords, regions: &Regions) -> Self {
        let set = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect();
        Self {
            surnames: set(&names.surnames),
            doubtful: set(&names.doubtful_surnames),
            leading: set(&names.leading),
            given: set(&names.given),
            by_sound: set(&names.by_sound),
            going_on: set(&names.going_on),
            not_names: names.not_names.iter().cloned().collect(),
            villages: regions.all().filter(|region| region.level == Level::Village).filter_map(bare).collect(),
            names,
        }
    }

    pub(super) fn is_village(&self, name: &str) -> bool {
        self.villages.contains(name)
    }
}

/// 永胜村民委员会 → 永胜. Names of one character would be found in half of all words.
fn bare(region: &Region) -> Option<String> {
    let name = ENDINGS.iter().find_map(|ending| region.name.strip_suffix(ending)).unwrap_or(&region.name);
    let name = name.strip_suffix('村').filter(|rest| rest.chars().count() >= 2).unwrap_or(name);
    (name.chars().count() >= 2).then(|| name.to_owned())
}
