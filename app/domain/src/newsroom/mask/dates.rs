use std::ops::Range;

use super::HitKind;
use super::scan::Scan;

/// What tells, before a date, that somebody was born on it.
const BEFORE: [&str; 8] = ["出生日期", "出生年月日", "出生年月", "出生时间", "出生于", "出生", "生于", "生日"];
const BETWEEN: &str = "：:为是在 （(";
const BEHIND: [&str; 3] = ["出生", "生，", "生)"];

/// Days of birth: 1960年3月2日出生, 出生日期：1960-03-02.
pub(super) fn find(scan: &mut Scan<'_>) {
    let mut at = 0;
    while at < scan.len() {
        match date(scan, at) {
            Some(range) if is_birth(scan, &range) => {
                at = range.end;
                scan.hit(range, HitKind::BirthDate, "×年×月×日");
            }
            Some(range) => at = range.end,
            None => at += 1,
        }
    }
}

fn is_birth(scan: &Scan<'_>, range: &Range<usize>) -> bool {
    let gap = (1..=range.start).take_while(|back| scan.before(range.start, *back).is_some_and(|c| BETWEEN.contains(c)));
    let start = range.start - gap.count();
    BEFORE.iter().any(|word| scan.ends(start, word)) || BEHIND.iter().any(|word| scan.starts(range.end, word))
}

/// A date from a place on: a year of the last two centuries, and as much of month and day as there is.
fn date(scan: &Scan<'_>, from: usize) -> Option<Range<usize>> {
    if from.checked_sub(1).is_some_and(|at| scan.is_word(at)) {
        return None;
    }
    let year = scan.usual(from..from + 4);
    if scan.run(from, |c| c.is_ascii_digit()) != 4 || !(year.starts_with("19") || year.starts_with("20")) {
        return None;
    }
    let mut end = from + 4;
    for marks in [['年', '月'], ['月', '日']] {
        let [mark, close] = marks;
        if !scan.at(end).is_some_and(|c| c == mark || matches!(c, '-' | '.' | '/')) {
            break;
        }
        let digits = scan.run(end + 1, |c| c.is_ascii_digit());
        if !(1..=2).contains(&digits) {
            end += usize::from(scan.at(end) == Some(mark));
            break;
        }
        end += 1 + digits;
        if close == '日' {
            end += usize::from(scan.at(end) == Some('日'));
        }
    }
    end += usize::from(end > from + 4 && scan.at(end) == Some('月'));
    (end > from + 4).then_some(from..end)
}
