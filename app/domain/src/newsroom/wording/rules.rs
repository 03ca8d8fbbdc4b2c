use serde::Deserialize;

use super::finding::{Finding, FindingKind};
use super::links::LinkRules;
use super::quoted;
use crate::law::Laws;
use crate::newsroom::{Passage, Place};

/// The dictionaries, `content/words/{claims,slips}.toml` and `links.toml`.
#[derive(Clone, Debug)]
pub struct WordingRules {
    pub entries: Vec<Entry>,
    pub links: LinkRules,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordingFile {
    pub entry: Vec<Entry>,
}

/// Words that are pointed out.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub words: Vec<String>,
    pub kind: EntryKind,
    pub reason: String,
    /// What to write in their place, or how else to go on.
    pub instead: String,
    #[serde(default)]
    pub law: Option<String>,
    #[serde(default)]
    pub article: Option<String>,
    /// Where no law is named: where the rule comes from.
    #[serde(default)]
    pub source: Option<String>,
    /// The law forbids it.
    #[serde(default)]
    pub blocking: bool,
    /// Longer words and turns the word may stand in.
    #[serde(default)]
    pub unless: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntryKind {
    Claim,
    Slip,
    OldName,
    Careful,
}

impl WordingRules {
    pub(super) fn look(&self, passage: &Passage, laws: &Laws, found: &mut Vec<Finding>) {
        let (places, text): (Vec<Place>, Vec<char>) = passage.characters().unzip();
        let quoted = quoted::quoted(&text);
        for entry in &self.entries {
            for word in &entry.words {
                for (from, to) in occurrences(&text, word) {
                    let spoken_of = quoted.get(from).copied().unwrap_or(false) || quoted::is_denied(&text, from, to);
                    let place = places.get(from).copied().unwrap_or_else(Place::start);
                    let passes = entry.may_be_quoted() && spoken_of || entry.excuses(&text, from, to);
                    if !passes {
                        found.push(entry.finding(word, place, laws));
                    }
                }
            }
        }
    }

    /// What is wrong with the dictionaries themselves, each with the word of the entry.
    #[must_use]
    pub fn faults(&self, laws: &Laws) -> Vec<(String, String)> {
        let mut faults = Vec::new();
        for entry in &self.entries {
            let word = entry.words.first().cloned().unwrap_or_default();
            let mut fault = |what: String| faults.push((word.clone(), what));
            if entry.words.iter().all(|word| word.trim().is_empty()) {
                fault("words 没有填写".to_owned());
            }
            match (&entry.law, &entry.article) {
                (Some(law), Some(_)) if laws.laws.contains_key(law) => {}
                (Some(law), _) => fault(format!("laws.toml 里没有 {law}，或者没写条文 article")),
                (None, _) if entry.blocking => fault("只有法律禁止的才能拦住发布，请写 law 和 article".to_owned()),
                (None, _) if entry.source.is_none() => fault("没有写 law，就要写来源 source".to_owned()),
                (None, _) => {}
            }
        }
        faults
    }
}

impl Entry {
    /// A slip stays a slip inside quotes.
    fn may_be_quoted(&self) -> bool {
        self.kind != EntryKind::Slip
    }

    fn excuses(&self, text: &[char], from: usize, to: usize) -> bool {
        self.unless
            .iter()
            .any(|longer| occurrences(text, longer).iter().any(|(begin, end)| *begin <= from && to <= *end))
    }

    fn finding(&self, word: &str, place: Place, laws: &Laws) -> Finding {
        let basis = match (&self.law, &self.article) {
            (Some(law), Some(article)) => format!("（{}）", laws.cite(law, article)),
            _ => String::new(),
        };
        let kind = match self.kind {
            EntryKind::Claim => FindingKind::Claim,
            EntryKind::Slip => FindingKind::Slip,
            EntryKind::OldName => FindingKind::OldName,
            EntryKind::Careful => FindingKind::Careful,
        };
        let what = format!("“{word}”：{}{basis}", self.reason);
        Finding::new(kind, place, what, self.instead.clone()).blocking(self.blocking)
    }
}

/// Where a word stands in a text: first character, and the one behind the last.
pub fn occurrences(text: &[char], word: &str) -> Vec<(usize, usize)> {
    let word: Vec<char> = word.chars().collect();
    if word.is_empty() {
        return Vec::new();
    }
    let starts = text.windows(word.len()).zip(0..).filter(|(window, _)| *window == word.as_slice());
    starts.map(|(_, start)| (start, start + word.len())).collect()
}
