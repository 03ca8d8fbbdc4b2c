//! De-identification (隐去身份): what in a text points at a person, and what may stand there instead.
//!
//! A published case keeps what was done and leaves out who can be found by it
//! (市场监督管理行政处罚信息公示规定 §6, 个人信息保护法 §6, 未成年人保护法 §103). Nothing is masked by itself:
//! every hit is proposed, and a person decides.

mod accounts;
mod addresses;
mod dates;
mod hit;
mod minors;
mod names;
mod numbers;
mod plates;
mod reporters;
mod scan;
mod villages;
mod words;

#[cfg(test)]
mod tests;

pub use hit::{Hit, HitKind};
pub use words::{MaskWords, NameWords};

use super::Place;
use scan::Scan;

/// Finds everything in a text that points at a person, in the order of the text. Hits never overlap.
#[must_use]
pub fn find(text: &str, words: &MaskWords) -> Vec<Hit> {
    let mut scan = Scan::new(text);
    // What was found ends words as its mask will, so a round can bring out what stood pressed against it.
    loop {
        let before = scan.count();
        // Numbers early, behind mail addresses that may begin with one: what is part of one is no longer
        // looked at as anything else.
        accounts::find(&mut scan);
        numbers::find(&mut scan);
        plates::find(&mut scan);
        dates::find(&mut scan);
        villages::find(&mut scan, words);
        addresses::find(&mut scan);
        minors::find(&mut scan);
        reporters::find(&mut scan);
        if scan.count() == before {
            break;
        }
    }
    names::find(&mut scan, words);
    scan.into_hits()
}

/// Only the telephone numbers, which need no word lists.
#[must_use]
pub fn phones(text: &str) -> Vec<Hit> {
    let mut scan = Scan::new(text);
    numbers::find(&mut scan);
    scan.into_hits().into_iter().filter(|hit| hit.kind == HitKind::Phone).collect()
}

/// The text with every given hit replaced by its mask. Hits that do not belong to the text are passed over.
#[must_use]
pub fn masked<'a>(text: &str, hits: impl IntoIterator<Item = &'a Hit>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for hit in hits {
        let (Some(before), Some(found)) = (text.get(from..hit.start), text.get(hit.start..hit.end)) else { continue };
        if found == hit.text {
            out.push_str(before);
            out.push_str(&hit.mask);
            from = hit.end;
        }
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}
