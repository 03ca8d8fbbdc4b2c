//! What is said about numbers, and the batches that are watched: `words/numbers.toml`,
//! `watchlist.toml`.

use std::collections::BTreeSet;

use domain::printed_number::watch_list::{WatchList, Watched};
use domain::printed_number::{NumberWords, Numbers, recognise};
use typeset::Fault;

use super::front_matter::line_of;
use super::shelf::{File, Shelf};
use super::toml_file;

const WORDS: &str = "words/numbers.toml";
/// Where the watched batches lie on a shelf.
pub const WATCHED: &str = "watchlist.toml";
const CASES: &str = "disclosures";

/// Fewest signs of a batch: a shorter one would be found in half of all texts.
const SHORTEST_BATCH: usize = 4;

/// Both files of a shelf.
///
/// # Errors
/// Everything wrong with them, each with file and line.
pub fn numbers(shelf: &Shelf) -> Result<Numbers, Vec<Fault>> {
    let words = shelf.text_or_built_in(WORDS).map_err(|fault| vec![fault])?;
    let read: NumberWords = toml_file::parse(&words.label, &words.text, 1).map_err(|fault| vec![fault])?;
    let silent = read.faults().into_iter().map(|what| Fault::new(&words.label, 1, what));
    let mut wrong: Vec<Fault> = silent.collect();
    let watched = watched(shelf).unwrap_or_else(|found| {
        wrong.extend(found);
        WatchList::default()
    });
    if wrong.is_empty() { Ok(Numbers { words: read, watched }) } else { Err(wrong) }
}

/// A bureau without such a file watches nothing: the built-in samples are not its notices.
fn watched(shelf: &Shelf) -> Result<WatchList, Vec<Fault>> {
    if shelf.bytes(WATCHED).is_none() {
        return Ok(WatchList::default());
    }
    let file = shelf.text(WATCHED).map_err(|fault| vec![fault])?;
    let list = toml_file::parse(&file.label, &file.text, 1).map_err(|fault| vec![fault])?;
    let faults = entries(&file, &list, &shelf.paths(CASES, "md"));
    if faults.is_empty() { Ok(list) } else { Err(faults) }
}

/// A wrong entry would warn of the wrong box, or never.
fn entries(file: &File, list: &WatchList, cases: &[String]) -> Vec<Fault> {
    let mut seen = BTreeSet::new();
    let mut faults = Vec::new();
    for entry in &list.entry {
        let mut fault = |what: String| {
            let line = line_of(&file.text, &format!("key = \"{}\"", entry.key));
            faults.push(Fault::new(&file.label, line, format!("{}：{what}", entry.key)));
        };
        if !seen.insert(&entry.key) {
            fault("key 写了两次".to_owned());
        }
        if let Some(what) = odd(entry, cases) {
            fault(what);
        }
    }
    faults
}

fn odd(entry: &Watched, cases: &[String]) -> Option<String> {
    if let Some(short) = entry.batches.iter().find(|batch| batch.chars().count() < SHORTEST_BATCH) {
        return Some(format!("批号 {short} 太短，至少 {SHORTEST_BATCH} 个字符"));
    }
    if entry.batches.is_empty() {
        return Some("没有写批号".to_owned());
    }
    if entry.source.is_none() && entry.disclosure.is_none() {
        return Some("要写 source 或者 disclosure".to_owned());
    }
    let missing = |case: &&String| !cases.contains(&format!("{CASES}/{case}.md"));
    if let Some(case) = entry.disclosure.as_ref().filter(missing) {
        return Some(format!("没有典型案例 {case}"));
    }
    let number = entry.number.as_ref()?;
    // The year is the bureau's to check; everything else must read as a number of a product.
    let known = recognise(number, i16::MAX).first().is_some_and(|found| found.kind.is_public());
    (!known).then(|| format!("认不出号码 {number}"))
}
