use super::HitKind;
use super::scan::Scan;

/// What a house number stands behind.
const BEFORE: &str = "路街巷弄道村寨屯庄里园区坊苑镇乡坪湾坝社";

/// What makes a number part of an address; longer words first.
const UNITS: [&str; 13] = ["号楼", "号院", "单元", "小组", "号", "栋", "幢", "室", "组", "队", "户", "弄", "社"];

/// Units that are an address on their own; the others only follow one.
const OPENING: [&str; 10] = ["号楼", "号院", "小组", "号", "栋", "幢", "组", "队", "弄", "社"];

/// House, block, unit and group numbers (the part of an address finer than a road or village):
/// 人民路12号3栋201室, 河湾村二组.
pub(super) fn find(scan: &mut Scan<'_>) {
    let mut at = 1;
    while at < scan.len() {
        let behind_place = scan.before(at, 1).is_some_and(|c| BEFORE.contains(c));
        let (end, mask) = if behind_place { chain(scan, at) } else { (at, String::new()) };
        if end > at && scan.at(end).is_none_or(|c| c != '线') {
            scan.hit(at..end, HitKind::Address, mask);
        }
        at = end.max(at + 1);
    }
}

/// Number and unit, as often as they follow each other.
fn chain(scan: &Scan<'_>, from: usize) -> (usize, String) {
    let mut end = from;
    let mut mask = String::new();
    loop {
        let digits = scan.run(end, is_numeral).min(6);
        let unit = UNITS.iter().find(|unit| scan.starts(end + digits, unit));
        let Some(unit) = unit.filter(|unit| digits > 0 && (end > from || OPENING.contains(unit))) else { break };
        end += digits + unit.chars().count();
        mask.push('某');
        mask.push_str(unit);
        // 3号-2, 5栋—301: what hangs on a number belongs to it.
        let tail = if scan.at(end) == Some('-') { scan.run(end + 1, |c| c.is_ascii_digit()) } else { 0 };
        end += if tail > 0 { tail + 1 } else { 0 };
    }
    (end, mask)
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || c.is_ascii_uppercase() || "一二三四五六七八九十百零〇附-".contains(c)
}
