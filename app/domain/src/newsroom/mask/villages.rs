use super::scan::{Scan, is_han};
use super::{HitKind, MaskWords};

/// What follows the name of a village or neighbourhood; longer words first.
const ENDINGS: [&str; 11] = [
    "社区居民委员会",
    "居民委员会",
    "社区居委会",
    "村民委员会",
    "居委会",
    "村委会",
    "村民小组",
    "社区",
    "自然村",
    "寨",
    "村",
];

const LONGEST_NAME: usize = 8;

/// Before the name of a village nobody listed: 爱华镇某某村.
const TOWNSHIPS: [&str; 3] = ["镇", "乡", "街道"];

/// Village and neighbourhood names in running text: in a village, the place alone can name the person.
pub(super) fn find(scan: &mut Scan<'_>, words: &MaskWords) {
    let mut at = 0;
    while at < scan.len() {
        let Some(ending) = ENDINGS.iter().find(|ending| scan.starts(at, ending)) else {
            at += 1;
            continue;
        };
        let end = at + ending.chars().count();
        if let Some(start) = known(scan, at, words).or_else(|| behind_township(scan, at)) {
            let mask = if ending.contains("居") || *ending == "社区" { "某社区" } else { "某村" };
            scan.hit(start..end, HitKind::Village, mask);
        }
        at = end;
    }
}

/// The longest name of the region table that ends here.
fn known(scan: &Scan<'_>, end: usize, words: &MaskWords) -> Option<usize> {
    (2..=LONGEST_NAME.min(end))
        .rev()
        .map(|length| end - length)
        .find(|start| words.is_village(&scan.usual(*start..end)))
}

fn behind_township(scan: &Scan<'_>, end: usize) -> Option<usize> {
    (2..=4).filter_map(|length| end.checked_sub(length)).find(|start| {
        let name = scan.usual(*start..end);
        let plain = name.chars().all(|c| is_han(c) && !"某的各全本农乡镇和、在到一两几个".contains(c));
        plain && TOWNSHIPS.iter().any(|township| scan.ends(*start, township))
    })
}
