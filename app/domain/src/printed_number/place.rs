//! 统计用区划代码: twelve digits that number a place (GB/T 2260, then township and village).

use super::cursor::Cursor;
use super::draft::{Draft, cut};
use super::kind::Kind;
use super::province;

const LENGTH: usize = 12;

/// Townships are numbered to 599: 街道 to 099, 镇 to 199, 乡 to 399, others to 599.
const TOWNSHIPS: &str = "012345";

/// Digits that stand together, and alone: twelve digits within a longer row are another number's.
pub(super) fn region_code(cursor: &mut Cursor<'_>, _now: i16) -> Option<Draft> {
    // 字 belongs to the words of a number that is not known.
    let inside = cursor.before().is_some_and(|sign| sign.is_ascii_alphanumeric() || sign == '字');
    let mut ahead = *cursor;
    let code = ahead.run(false, LENGTH + 1);
    let digits = code.len() == LENGTH && code.bytes().all(|sign| sign.is_ascii_digit());
    let province = province::by_code(cut(&code, 0, 2)).filter(|_| digits && !inside)?;
    TOWNSHIPS.contains(cut(&code, 6, 7)).then_some(())?;
    if more_digits(ahead) {
        return None;
    }
    *cursor = ahead;
    let mut draft = Draft::new(Kind::RegionCode, code);
    draft.part("省份", province);
    Some(draft)
}

/// Groups of a longer number, such as a bank card's.
fn more_digits(mut ahead: Cursor<'_>) -> bool {
    ahead.take(|sign| sign.is_ascii_digit()).is_some()
}
