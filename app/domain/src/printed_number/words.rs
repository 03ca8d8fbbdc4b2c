//! What is said about numbers: `content/words/numbers.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::watch_list::WatchList;
use super::{Fault, Kind};

/// What an answer about a number is made from.
#[derive(Clone, Debug)]
pub struct Numbers {
    pub words: NumberWords,
    pub watched: WatchList,
}

/// The words as they stand in the file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberWords {
    /// What a right shape proves: said with every answer.
    pub shape_only: String,
    /// Said where the number is of a thing that is no medicine.
    pub not_medicine: String,
    /// What to look at where nothing was recognised.
    pub nothing_found: Vec<String>,
    pub query: Vec<Query>,
    pub kind: Vec<KindWords>,
    /// What is odd, by [`Fault::key`].
    pub fault: BTreeMap<String, String>,
}

/// What is said about one kind of number.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindWords {
    pub key: Kind,
    pub name: String,
    /// What kind of thing carries it, in one sentence.
    pub thing: String,
    /// What to do next, and what the number does not tell.
    pub next: String,
    /// Key of an official query.
    #[serde(default)]
    pub query: Option<String>,
    /// Shown as an example of how it is written; made up.
    #[serde(default)]
    pub example: Option<String>,
    /// Law and article, or whence the rule is known.
    pub source: String,
    /// S read, M from memory, U unverified.
    pub checked: crate::law::Confidence,
}

/// An official place where a number can be looked up.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Query {
    pub key: String,
    pub name: String,
    #[serde(default)]
    pub url: Option<String>,
    /// How to do it, a step each.
    pub steps: Vec<String>,
    pub checked: crate::law::Confidence,
}

impl NumberWords {
    /// The words for a kind; the file is refused where one is missing.
    #[must_use]
    pub fn of(&self, kind: Kind) -> Option<&KindWords> {
        self.kind.iter().find(|words| words.key == kind)
    }

    #[must_use]
    pub fn query_of(&self, kind: Kind) -> Option<&Query> {
        let key = self.of(kind)?.query.as_deref()?;
        self.query.iter().find(|query| query.key == key)
    }

    /// What is odd, in words.
    #[must_use]
    pub fn say(&self, fault: &Fault) -> String {
        fault.said(&self.fault)
    }

    /// Everything that would leave a hole in an answer.
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        let missing = Kind::ALL.into_iter().filter(|kind| self.of(*kind).is_none());
        let kinds = missing.map(|kind| format!("缺少 [[kind]] {kind:?}"));
        let silent = Fault::KEYS.into_iter().filter(|key| !self.fault.contains_key(*key));
        let odd = silent.map(|key| format!("[fault] 里缺少 {key}"));
        let known = |key: &String| self.query.iter().any(|query| query.key == *key);
        let queries = self.kind.iter().filter_map(|words| words.query.as_ref()).filter(|key| !known(key));
        kinds.chain(odd).chain(queries.map(|key| format!("没有查询 {key}"))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::recognise;
    use super::*;

    fn words() -> NumberWords {
        toml::from_str(include_str!("../../../../content/words/numbers.toml")).unwrap()
    }

    #[test]
    fn every_kind_and_every_fault_has_its_words() {
        assert_eq!(words().faults(), Vec::<String>::new());
    }

    #[test]
    fn every_example_is_what_it_is_an_example_of() {
        for words in words().kind {
            let Some(example) = words.example else { continue };
            let found = recognise(&example, 2026).remove(0);
            assert_eq!((found.kind, found.faults.as_slice()), (words.key, [].as_slice()), "{example}");
        }
    }

    #[test]
    fn no_answer_calls_a_thing_genuine_or_fake() {
        let text = include_str!("../../../../content/words/numbers.toml");
        for word in ["是真药", "是假药", "正品", "真品", "假货", "冒牌"] {
            assert!(!text.contains(word), "{word}");
        }
        assert!(words().shape_only.contains("不等于"));
    }
}
