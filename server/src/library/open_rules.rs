//! What is told of the work in numbers, `laws/open-numbers.toml`.

use domain::open_numbers::OpenRules;
use typeset::Fault;

use super::shelf::Shelf;
use super::toml_file;

pub const FILE: &str = "laws/open-numbers.toml";

/// # Errors
/// What is wrong in the file, with its line.
pub fn open_rules(shelf: &Shelf) -> Result<OpenRules, Fault> {
    let file = shelf.text_or_built_in(FILE)?;
    toml_file::parse(&file.label, &file.text, 1)
}
