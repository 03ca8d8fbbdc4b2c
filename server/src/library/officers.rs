//! What officers learn and how they are recognised: `content/officers/`.

use domain::field::MeritRules;
use domain::ports::Training;
use typeset::Fault;

use super::shelf::Shelf;
use super::toml_of;

/// The training card and its test.
///
/// # Errors
/// What is wrong in the file.
pub fn training(shelf: &Shelf) -> Result<Training, Fault> {
    let path = "officers/training.toml";
    let training: Training = toml_of(shelf, path)?;
    training.fault().map_or(Ok(training), |why| Err(Fault::new(&shelf.label(path), 1, why)))
}

/// What officers' records earn them.
///
/// # Errors
/// What is wrong in the file.
pub fn merit_rules(shelf: &Shelf) -> Result<MeritRules, Fault> {
    let path = "officers/merits.toml";
    let rules: MeritRules = toml_of(shelf, path)?;
    rules.fault().map_or(Ok(rules), |why| Err(Fault::new(&shelf.label(path), 1, why)))
}
