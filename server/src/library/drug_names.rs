//! `words/drug-names.toml`: drugs by all their names, for the search.

use serde::Deserialize;
use typeset::Fault;

use super::shelf::Shelf;
use super::toml_file;

const PATH: &str = "words/drug-names.toml";

/// A drug by all its names.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrugName {
    /// 通用名, the name our texts use.
    pub generic: String,
    /// 商品名
    #[serde(default)]
    pub brands: Vec<String>,
    /// What people call it.
    #[serde(default)]
    pub said: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Filed {
    drug: Vec<DrugName>,
}

/// # Errors
/// What is wrong with the file.
pub fn drug_names(shelf: &Shelf) -> Result<Vec<DrugName>, Fault> {
    let file = shelf.text_or_built_in(PATH)?;
    Ok(toml_file::parse::<Filed>(&file.label, &file.text, 1)?.drug)
}
