//! `words/languages.toml`: the languages and scripts articles may be written in besides plain Chinese.

use domain::variant::Languages;
use typeset::Fault;

use super::front_matter::line_of;
use super::shelf::Shelf;
use super::toml_file;

const FILE: &str = "words/languages.toml";

/// # Errors
/// Everything wrong with the list, each with file and line.
pub fn read(shelf: &Shelf) -> Result<Languages, Vec<Fault>> {
    let file = shelf.text_or_built_in(FILE).map_err(|fault| vec![fault])?;
    let languages: Languages = toml_file::parse(&file.label, &file.text, 1).map_err(|fault| vec![fault])?;
    let fault =
        |(tag, what): (String, String)| Fault::new(&file.label, line_of(&file.text, &format!("tag = \"{tag}\"")), what);
    let faults: Vec<Fault> = languages.faults().into_iter().map(fault).collect();
    if faults.is_empty() { Ok(languages) } else { Err(faults) }
}
