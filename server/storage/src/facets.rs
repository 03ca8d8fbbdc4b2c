//! What lists distinguish, written as words beside a matter's own. A search that is narrowed down
//! then meets only matters that fit, instead of looking at every matter that holds the words.

use domain::ports::{Filter, HandledBy};
use domain::region::RegionCode;

use crate::tally::{self, Sort};

/// Begins every such word. It is for private use in Unicode and no letter, so that nobody can ask
/// for it, and FTS5 is told to take it as part of a word.
const MARK: char = '\u{e000}';

/// Digits of a region code that name a province, a city, a county, a township and a village.
const PLACES: [usize; 5] = [2, 4, 6, 9, 12];

/// More places than this in one question make it no quicker.
const PLACES_AT_MOST: usize = 32;

/// The words that say where a matter lies, which never change.
pub(crate) fn of_place(region: &RegionCode) -> Vec<String> {
    PLACES.iter().filter_map(|&digits| region.as_str().get(..digits)).map(place).collect()
}

/// The words that say of which sort a matter is now.
pub(crate) fn of_sort(sort: &Sort) -> Vec<String> {
    let held = if sort.handler.is_empty() { nobody() } else { handler(&sort.handler) };
    let mut words = vec![kind(sort.kind), status(sort.status), stage(&sort.stage), held, unit(&sort.unit)];
    if sort.asks {
        words.push(asks());
    }
    if sort.open {
        words.push(open());
    }
    if sort.registered {
        words.push(registered(true));
    } else if sort.status != "withdrawn" {
        words.push(registered(false));
    }
    words
}

/// The words one of which stands beside every matter within the prefixes and beside no other;
/// `None` where a prefix names no whole place, or there are too many.
pub(crate) fn within(prefixes: &[String]) -> Option<Vec<String>> {
    let named = prefixes.len() <= PLACES_AT_MOST && prefixes.iter().all(|prefix| PLACES.contains(&prefix.len()));
    named.then(|| prefixes.iter().map(|prefix| place(prefix)).collect())
}

/// The words every matter holds that fits, of each list one; there may be others that hold them all.
pub(crate) fn asked(filter: &Filter, view_unit: Option<&str>, said: Said) -> Vec<Vec<String>> {
    let mut lists = held_by(filter, view_unit);
    if said.sorts {
        lists.extend(sorts(filter));
    }
    lists.extend((!said.places.is_empty()).then_some(said.places));
    lists
}

/// What is said beside the words: less where the rest is told from the matters found.
pub(crate) struct Said {
    /// Of these one; none where every place fits.
    pub places: Vec<String>,
    /// Kind, status and whatever else a sort is narrowed to.
    pub sorts: bool,
}

fn held_by(filter: &Filter, view_unit: Option<&str>) -> Vec<Vec<String>> {
    let words = [
        view_unit.map(unit),
        filter.unit.as_deref().map(unit),
        filter.handler.map(|asked| match asked {
            HandledBy::Person(id) => handler(&id.to_string()),
            HandledBy::Nobody => nobody(),
        }),
    ];
    alone(words)
}

fn sorts(filter: &Filter) -> Vec<Vec<String>> {
    let words = [
        filter.kind.map(|asked| kind(asked.as_str())),
        filter.status.map(|asked| status(asked.as_str())),
        filter.stage.map(|asked| stage(&tally::stage(asked))),
        filter.waits_for_approval.then(asks),
        filter.open.then(open),
        filter.registered.map(registered),
    ];
    alone(words)
}

fn alone<const N: usize>(words: [Option<String>; N]) -> Vec<Vec<String>> {
    words.into_iter().flatten().map(|word| vec![word]).collect()
}

fn kind(kind: &str) -> String {
    format!("{MARK}k{kind}")
}

fn status(status: &str) -> String {
    format!("{MARK}s{status}")
}

fn place(prefix: &str) -> String {
    format!("{MARK}p{prefix}")
}

/// Keys of units are the site's own, so they are spelled in hexadecimal; nothing while there is none.
fn unit(key: &str) -> String {
    format!("{MARK}u{}", hex::encode(key))
}

/// An underline would cut the word in two.
fn stage(stage: &str) -> String {
    format!("{MARK}g{}", stage.replace('_', ""))
}

fn handler(id: &str) -> String {
    format!("{MARK}h{}", id.replace('-', ""))
}

fn nobody() -> String {
    format!("{MARK}n")
}

fn asks() -> String {
    format!("{MARK}a")
}

fn open() -> String {
    format!("{MARK}o")
}

fn registered(yes: bool) -> String {
    format!("{MARK}{}", if yes { "r" } else { "w" })
}
