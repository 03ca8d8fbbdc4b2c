//! The word lists the newsroom checks with: `content/words`.

use domain::law::Laws;
use domain::newsroom::mask::{MaskWords, NameWords};
use domain::newsroom::reading::{Literacy, TermFile};
use domain::newsroom::wording::{LinkFile, LinkRules, WordingFile, WordingRules};
use domain::region::Regions;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use typeset::Fault;

use super::front_matter::line_of;
use super::gather::regions;
use super::shelf::{File, Shelf};
use super::toml_file;

const CHARACTERS: &str = "words/characters.txt";
const CLAIMS: &str = "words/claims.toml";
const SLIPS: &str = "words/slips.toml";
const ANSWERS: &str = "words/answers.toml";

/// All lists, ready for looking up.
#[derive(Clone, Debug)]
pub struct Dictionaries {
    pub mask: MaskWords,
    pub literacy: Literacy,
    pub wording: WordingRules,
    /// What an answer to a resident must not say.
    pub answers: WordingRules,
    /// Words of a question that sound as if somebody needs help at once.
    pub danger: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DangerFile {
    words: Vec<String>,
}

/// Reads the lists of a shelf. A list the shelf does not have is the built-in one: a bureau replaces
/// only what it wants otherwise.
///
/// # Errors
/// What is wrong with them, with file and line.
pub fn dictionaries(shelf: &Shelf, regions: &Regions) -> Result<Dictionaries, Vec<Fault>> {
    let mut faults = Vec::new();
    let names = keep(table::<NameWords>(shelf, "words/names.toml"), &mut faults);
    let literacy = keep(literacy(shelf), &mut faults);
    let claims = keep(table::<WordingFile>(shelf, CLAIMS), &mut faults);
    let slips = keep(table::<WordingFile>(shelf, SLIPS), &mut faults);
    let answers = keep(table::<WordingFile>(shelf, ANSWERS), &mut faults);
    let danger = keep(table::<DangerFile>(shelf, "words/danger.toml"), &mut faults);
    let links = keep(table::<LinkFile>(shelf, "words/links.toml"), &mut faults);
    let wording = claims.zip(slips).zip(answers);
    match (names, literacy, wording, danger, links) {
        (Some(names), Some(literacy), Some(((claims, slips), answers)), Some(danger), Some(links)) => {
            Ok(Dictionaries {
                mask: MaskWords::new(names, regions),
                literacy,
                wording: WordingRules {
                    entries: [claims.entry, slips.entry].concat(),
                    links: LinkRules { hosts: links.host },
                },
                answers: WordingRules { entries: answers.entry, links: LinkRules { hosts: Vec::new() } },
                danger: danger.words,
            })
        }
        _ => Err(faults),
    }
}

/// Only what personal data is found by.
///
/// # Errors
/// What is wrong with the list of names or the region tables.
pub fn mask_words(shelf: &Shelf) -> Result<MaskWords, Vec<Fault>> {
    let mut faults = Vec::new();
    let regions = regions(shelf, &mut faults);
    match (regions, keep(table::<NameWords>(shelf, "words/names.toml"), &mut faults)) {
        (Some(regions), Some(names)) => Ok(MaskWords::new(names, &regions)),
        _ => Err(faults),
    }
}

/// What is wrong in lists that can be read: entries without law or source.
pub fn faults(shelf: &Shelf, dictionaries: &Dictionaries, laws: &Laws) -> Vec<Fault> {
    let files: Vec<File> = [CLAIMS, SLIPS, ANSWERS].into_iter().filter_map(|path| list(shelf, path).ok()).collect();
    let place = |(word, what): (String, String)| {
        let needle = format!("\"{word}\"");
        let file = files.iter().find(|file| file.text.contains(&needle)).or(files.first());
        file.map(|file| Fault::new(&file.label, line_of(&file.text, &needle), what))
    };
    let found = [&dictionaries.wording, &dictionaries.answers].map(|rules| rules.faults(laws));
    found.into_iter().flatten().filter_map(place).collect()
}

fn literacy(shelf: &Shelf) -> Result<Literacy, Fault> {
    let terms: TermFile = table(shelf, "words/terms.toml")?;
    let file = list(shelf, CHARACTERS)?;
    Literacy::parse(&file.text, terms.term).map_err(|(line, error)| Fault::new(&file.label, line, error.to_string()))
}

fn table<T: DeserializeOwned>(shelf: &Shelf, path: &str) -> Result<T, Fault> {
    let file = list(shelf, path)?;
    toml_file::parse(&file.label, &file.text, 1)
}

fn list(shelf: &Shelf, path: &str) -> Result<File, Fault> {
    if shelf.bytes(path).is_some() { shelf.text(path) } else { Shelf::BuiltIn.text(path) }
}

fn keep<T>(read: Result<T, Fault>, faults: &mut Vec<Fault>) -> Option<T> {
    read.map_err(|fault| faults.push(fault)).ok()
}
