//! How long the law wants records kept, `laws/records.toml`.

use domain::law::{Confidence, Laws};
use serde::Deserialize;
use typeset::Fault;

use super::front_matter::line_of;
use super::shelf::Shelf;
use super::toml_file;

const FILE: &str = "laws/records.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RecordFile {
    record: Vec<Keeping>,
}

/// One kind of record and the least it is kept.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keeping {
    pub key: String,
    /// Whole months, counted back from today.
    pub months: u32,
    /// Key in the register of laws.
    pub law: String,
    pub checked: Confidence,
}

impl Keeping {
    /// How long logs of what is done on the network are kept.
    pub const NETWORK_LOG: &str = "network-log";
}

/// The rule for one kind of record.
///
/// # Errors
/// When the file cannot be read or does not know it.
pub fn keeping(shelf: &Shelf, key: &str) -> Result<Keeping, Fault> {
    let file = shelf.text(FILE)?;
    let read: RecordFile = toml_file::parse(&file.label, &file.text, 1)?;
    let found = read.record.into_iter().find(|record| record.key == key);
    found.ok_or_else(|| Fault::new(&file.label, 1, format!("缺少 {key}")))
}

/// What is wrong in the file, for the content check.
pub fn faults(shelf: &Shelf, laws: &Laws) -> Vec<Fault> {
    let file = match shelf.text(FILE) {
        Ok(file) => file,
        Err(fault) => return vec![fault],
    };
    match toml_file::parse::<RecordFile>(&file.label, &file.text, 1) {
        Err(fault) => vec![fault],
        Ok(read) => {
            let unknown = read.record.into_iter().filter(|record| !laws.laws.contains_key(&record.law));
            unknown
                .map(|record| {
                    let line = line_of(&file.text, &record.law);
                    Fault::new(&file.label, line, format!("laws.toml 里没有 {}", record.law))
                })
                .collect()
        }
    }
}
