use jiff::civil::DateTime;

use crate::reading::{Article, Corrected};
use crate::track::beijing;

/// Whether an article was changed after its variant was looked at last. The days of the front matter count too: they
/// are all that is left of it once texts are carried elsewhere.
#[must_use]
pub fn is_behind(variant: &Article, original: &Article) -> bool {
    let head = &variant.head;
    let looked = last(&variant.corrections).max(Some(head.published)).max(Some(head.reviewed.at(0, 0, 0, 0)));
    last(&original.corrections) > looked || Some(original.head.reviewed) > looked.map(DateTime::date)
}

/// When it was corrected last, in Beijing time.
fn last(corrections: &[Corrected]) -> Option<DateTime> {
    corrections.iter().map(|one| one.at.to_zoned(beijing()).datetime()).max()
}
