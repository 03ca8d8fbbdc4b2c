//! What residents read, and the facts the program counts with: files in, checked and typed data out.

mod bets;
mod check;
mod columns;
mod described;
mod dictionaries;
mod drug_names;
mod examine;
mod front_matter;
mod gather;
mod glossary;
mod heard;
mod index;
mod languages;
mod letters;
mod load;
pub mod loudspeaker;
mod neighbours;
mod newsroom_law;
mod numbers;
mod officers;
mod open_rules;
mod pictures;
pub mod plain;
mod posts;
mod press;
mod quizzes;
mod reaction_form;
mod recorded;
mod records;
mod references;
mod shelf;
mod shelves;
mod shown;
mod site;
mod spelling;
mod toml_file;
mod variants;
mod watch;
pub mod words;

pub use bets::{PATH as BEST_BETS, written as bets_file};
pub use check::{Checked, Lit, check, review};
pub use columns::{PATH as COLUMNS, written as columns_file};
pub use described::{Description, ORIGINALS};
pub use dictionaries::{Dictionaries, dictionaries, mask_words};
pub use examine::{Examiner, title};
pub use glossary::glossary;
pub use heard::{asked_words, words_of};
pub use load::{Loaded, Reading, load, load_for_no_site};
pub use newsroom_law::{indicators, newsroom_law};
pub use numbers::{WATCHED, numbers};
pub use officers::{merit_rules, training};
pub use open_rules::open_rules;
pub use pictures::named;
pub use press::{Press, Printed, TakenDown, body_line, headed};
pub use quizzes::FOLDER as QUIZZES;
pub use reaction_form::reaction_form;
pub use recorded::{Listed, Listing, RECORDINGS};
pub use records::{Keeping, keeping};
pub use shelf::{File, Shelf};
pub use shelves::Shelves;
pub use site::{read_site, site_file};
pub use typeset::Fault;
pub use variants::claim_faults;
pub use watch::{Look, Watcher};

use serde::de::DeserializeOwned;

/// A table of the shelf.
///
/// # Errors
/// What is wrong in the file, with its line.
pub fn toml_of<T: DeserializeOwned>(shelf: &Shelf, path: &str) -> Result<T, Fault> {
    let file = shelf.text(path)?;
    toml_file::parse(&file.label, &file.text, 1)
}
