//! Everything `yaoan content check` looks at: what loading refuses, and the rules of the house
//! about language, review and law that must not take a running portal down.

mod calendars;
mod disclosures;
mod heads;
mod language;
mod tables;

use std::path::Path;

use super::fault::Fault;
use super::gather::gather;
use super::shelf::Shelf;
use super::{records, references};

/// Checks a content folder. Empty: nothing found.
#[must_use]
pub fn check(dir: &Path) -> Vec<Fault> {
    let shelf = Shelf::Folder(dir.to_owned());
    let mut gathered = gather(&shelf, "/");
    let mut faults = std::mem::take(&mut gathered.faults);
    faults.extend(references::faults(&gathered));
    for page in &gathered.articles {
        faults.extend(heads::faults(page, gathered.laws.as_ref()));
        faults.extend(language::faults(&page.file.label, &page.text));
    }
    for page in &gathered.disclosures {
        faults.extend(disclosures::faults(page, gathered.laws.as_ref()));
        faults.extend(language::faults(&page.file.label, &page.text));
    }
    if gathered.articles.is_empty() {
        faults.push(Fault::new(&shelf.label("articles"), 1, "一篇文章也没有"));
    }
    faults.extend(calendars::faults(&shelf, &gathered));
    faults.extend(tables::faults(&shelf, &gathered));
    faults.extend(gathered.laws.iter().flat_map(|laws| records::faults(&shelf, laws)));
    faults.sort();
    faults.dedup();
    faults
}
