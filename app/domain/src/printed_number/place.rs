//! Twelve digits: 统计用区划代码, which number a place (GB/T 2260, then township and village), and UPC-A,
//! the bar code of goods from North America.

use super::check_digit;
use super::cursor::Cursor;
use super::draft::{Draft, cut};
use super::kind::Kind;
use super::province;

const LENGTH: usize = 12;

/// Townships are numbered to 599: 街道 to 099, 镇 to 199, 乡 to 399, others to 599.
const TOWNSHIPS: &str = "012345";

/// What goods begin with; 3 is medicine. 2, 4 and 5 are for a shop's own use and vouchers, and 0 begins
/// telephone numbers too.
const GOODS: &str = "136789";

/// Digits that stand together, and alone: twelve digits within a longer row are another number's.
pub(super) fn twelve_digits(cursor: &mut Cursor<'_>, _now: i16) -> Option<Draft> {
    // 字 belongs to the words of a number that is not known.
    let inside = cursor.before().is_some_and(|sign| sign.is_ascii_alphanumeric() || sign == '字');
    let mut ahead = *cursor;
    let code = ahead.run(false, LENGTH + 1);
    let digits = code.len() == LENGTH && code.bytes().all(|sign| sign.is_ascii_digit());
    if inside || !digits || more_digits(ahead) {
        return None;
    }
    let province = province_of(&code);
    let named = cursor.stands_behind("区划代码");
    let draft = if is_upc(&code) && !named { bar_code(code, province) } else { region_code(code, province?) };
    *cursor = ahead;
    Some(draft)
}

/// One code of a place in ten adds up like a bar code, so the other reading is told as well.
fn bar_code(code: String, province: Option<&'static str>) -> Draft {
    let mut draft = Draft::new(Kind::Barcode, code);
    if let Some(province) = province {
        draft.part("写法也像", format!("{province}的区划代码"));
    }
    draft
}

fn region_code(code: String, province: &'static str) -> Draft {
    let mut draft = Draft::new(Kind::RegionCode, code);
    draft.part("省份", province);
    draft
}

/// UPC-A is an EAN-13 whose leading 0 is not printed; a 0 in front changes nothing of the sum.
fn is_upc(code: &str) -> bool {
    GOODS.contains(cut(code, 0, 1)) && check_digit::gs1(code)
}

/// Of a place whose township may be numbered so.
fn province_of(code: &str) -> Option<&'static str> {
    province::by_code(cut(code, 0, 2)).filter(|_| TOWNSHIPS.contains(cut(code, 6, 7)))
}

/// Groups of a longer number, such as a bank card's.
fn more_digits(mut ahead: Cursor<'_>) -> bool {
    ahead.take(|sign| sign.is_ascii_digit()).is_some()
}
