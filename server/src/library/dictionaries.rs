//! The word lists the newsroom checks with: `content/words`.

use domain::law::Laws;
use domain::newsroom::mask::{MaskWords, NameWords};
use domain::newsroom::reading::{Literacy, TermFile};
use domain::newsroom::wording::{LinkFile, LinkRules, WordingFile, WordingRules};
use domain::region::Regions;
use serde::de::DeserializeOwned;

use super::fault::Fault;
use super::front_matter::line_of;
use super::gather::regions;
use super::shelf::{File, Shelf};
use super::toml_file;

const CHARACTERS: &str = "words/characters.txt";
const CLAIMS: &str = "words/claims.toml";
const SLIPS: &str = "words/slips.toml";

/// All lists, ready for looking up.
#[derive(Clone, Debug)]
pub struct Dictionaries {
    pub mask: MaskWords,
    pub literacy: Literacy,
    pub wording: WordingRules,
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
    let links = keep(table::<LinkFile>(shelf, "words/links.toml"), &mut faults);
    match (names, literacy, claims, slips, links) {
        (Some(names), Some(literacy), Some(claims), Some(slips), Some(links)) => Ok(Dictionaries {
            mask: MaskWords::new(names, regions),
            literacy,
            wording: WordingRules {
                entries: [claims.entry, slips.entry].concat(),
                links: LinkRules { hosts: links.host },
            },
        }),
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
    let files: Vec<File> = [CLAIMS, SLIPS].into_iter().filter_map(|path| list(shelf, path).ok()).collect();
    let place = |(word, what): (String, String)| {
        let needle = format!("\"{word}\"");
        let file = files.iter().find(|file| file.text.contains(&needle)).or(files.first());
        file.map(|file| Fault::new(&file.label, line_of(&file.text, &needle), what))
    };
    dictionaries.wording.faults(laws).into_iter().filter_map(place).collect()
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
