//! Batches that were recalled or disclosed, as the bureau keeps them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Found, Kind, normalise};

/// `content/watchlist.toml`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WatchList {
    #[serde(default)]
    pub entry: Vec<Watched>,
}

/// One notice about batches of one product.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Watched {
    pub key: String,
    /// 示例: made up for demonstration, and the page says so.
    #[serde(default)]
    pub sample: bool,
    pub what: Notice,
    /// As printed on the box.
    pub product: String,
    #[serde(default)]
    pub maker: String,
    /// The product's number as it should be written; absent for things that have none.
    #[serde(default)]
    pub number: Option<String>,
    /// As printed on the box.
    pub batches: Vec<String>,
    /// What the notice says, in the bureau's words.
    pub words: String,
    pub published: Date,
    /// Last day it is shown.
    #[serde(default)]
    pub until: Option<Date>,
    /// Where the notice stands.
    #[serde(default)]
    pub source: Option<NoticeSource>,
    /// File name of the typical case it belongs to.
    #[serde(default)]
    pub disclosure: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// 召回
    Recall,
    /// 抽检不符合规定通告
    Inspection,
    /// 典型案例
    Disclosure,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeSource {
    pub name: String,
    #[serde(default)]
    pub url: Option<String>,
}

/// How much of what was typed stands in a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Match {
    /// The product and the batch.
    Both,
    /// The product; its batch was not typed.
    Product,
    /// A batch of that name; which product was not typed.
    Batch,
}

/// Fewest signs of a batch that is worth finding by itself.
const SHORTEST_BATCH: usize = 4;

impl WatchList {
    /// The notices that what was typed may fall under, the closest first. A product that was named
    /// and is another one is none of them.
    #[must_use]
    pub fn find(&self, text: &str, found: &[Found], today: Date) -> Vec<(&Watched, Match)> {
        let runs = runs(text, found);
        let shown = self.entry.iter().filter(|entry| entry.is_shown(today));
        let mut all: Vec<_> = shown.filter_map(|entry| Some((entry, entry.compare(found, &runs)?))).collect();
        all.sort_by_key(|(_, how)| *how);
        all
    }
}

impl Watched {
    fn is_shown(&self, today: Date) -> bool {
        self.published <= today && self.until.is_none_or(|until| today <= until)
    }

    fn compare(&self, found: &[Found], runs: &[String]) -> Option<Match> {
        let products = || found.iter().filter(|found| found.kind.names_a_product());
        let number = self.number.as_deref().map(normalise);
        let same = number.is_some_and(|number| products().any(|product| is_same(&normalise(&product.normal), &number)));
        let batch = self.batches.iter().map(|batch| normalise(batch)).any(|batch| runs.contains(&batch));
        let batch_typed = found.iter().any(|found| found.kind == Kind::Batch);
        match (same, batch) {
            (true, true) => Some(Match::Both),
            // Another batch than those named is not touched by the notice.
            (true, false) => (!batch_typed).then_some(Match::Product),
            (false, true) => (self.number.is_none() || products().next().is_none()).then_some(Match::Batch),
            (false, false) => None,
        }
    }
}

/// A number without its words may be the one with them: H20013001 on a photo cut too close.
fn is_same(typed: &str, listed: &str) -> bool {
    typed == listed || (typed.is_ascii() && typed.len() > 8 && listed.ends_with(typed))
}

/// Everything typed that may be a batch: runs of letters and digits, and batches inside codes.
fn runs(text: &str, found: &[Found]) -> Vec<String> {
    let apart = |c: char| c.is_whitespace() || !(c.is_alphanumeric() || matches!(c, '-' | '－' | '_'));
    let typed = text.split(apart).map(normalise).map(|run| {
        let word = run.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
        word.to_owned()
    });
    let batches = found.iter().filter(|found| found.kind == Kind::Batch).map(|found| normalise(&found.normal));
    let parts = found.iter().flat_map(|found| &found.parts).filter(|part| part.label == "批号");
    let inside = parts.map(|part| normalise(&part.value));
    typed.filter(|run| run.chars().count() >= SHORTEST_BATCH).chain(batches).chain(inside).collect()
}

#[cfg(test)]
mod tests {
    use super::super::recognise;
    use super::*;

    fn list() -> WatchList {
        toml::from_str(
            r#"
            [[entry]]
            key = "one"
            what = "recall"
            product = "某某片"
            number = "国药准字H20260000"
            batches = ["SL2601", "2026-02"]
            words = "召回"
            published = "2026-11-01"
            until = "2027-11-01"

            [[entry]]
            key = "two"
            what = "disclosure"
            product = "某某霜"
            batches = ["Z9-01"]
            words = "公开"
            published = "2026-11-01"
            "#,
        )
        .unwrap()
    }

    fn found(text: &str, day: &str) -> Vec<(String, Match)> {
        let numbers = recognise(text, 2026);
        let list = list();
        let found = list.find(text, &numbers, day.parse().unwrap());
        found.into_iter().map(|(entry, how)| (entry.key.clone(), how)).collect()
    }

    #[test]
    fn product_and_batch_together_are_the_closest_match() {
        let cases: [(&str, &[(&str, Match)]); 11] = [
            ("国药准字H20260000 批号SL2601", &[("one", Match::Both)]),
            ("国药准字h2026 0000，sl2601", &[("one", Match::Both)]),
            ("H20260000 2026-02", &[("one", Match::Both)]),
            ("国药准字H20260000", &[("one", Match::Product)]),
            ("国药准字H20260000 批号SL9999", &[]),
            ("批号：ＳＬ２６０１", &[("one", Match::Batch)]),
            ("SL2601", &[("one", Match::Batch)]),
            ("国药准字H20260001 SL2601", &[]),
            ("z9-01", &[("two", Match::Batch)]),
            ("(01)06901234567892(10)SL2601", &[("one", Match::Batch)]),
            ("你好", &[]),
        ];
        for (text, expected) in cases {
            let expected: Vec<_> = expected.iter().map(|(key, how)| ((*key).to_owned(), *how)).collect();
            assert_eq!(found(text, "2026-11-20"), expected, "{text}");
        }
    }

    #[test]
    fn a_notice_is_shown_from_its_day_to_its_last() {
        assert_eq!(found("SL2601", "2026-10-31"), []);
        assert_eq!(found("SL2601", "2027-11-01").len(), 1);
        assert_eq!(found("SL2601", "2027-11-02"), []);
    }
}
