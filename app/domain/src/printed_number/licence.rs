//! Licences of those who make and sell drugs and cosmetics.

use super::cursor::Cursor;
use super::draft::{Draft, cut};
use super::fault::Fault;
use super::kind::Kind;
use super::province;

/// 云DA883000001 (药品经营和使用质量监督管理办法 §76); seven digits until 2023.
pub(super) fn drug_seller(cursor: &mut Cursor<'_>, _now: i16) -> Option<Draft> {
    let mut ahead = *cursor;
    let place = ahead.take(|sign| province::by_sign(sign).is_some())?;
    let trade = ahead.take(|sign| matches!(sign, 'A'..='D'))?;
    let form = ahead.take(|sign| matches!(sign, 'A' | 'B'))?;
    let digits = ahead.digits(&[9, 7], "9");
    if digits.text.is_empty() {
        return None;
    }
    *cursor = ahead;
    let mut draft = Draft::new(Kind::DrugSeller, format!("{place}{trade}{form}"));
    draft.province("省份", place);
    draft.part(
        "经营方式",
        match trade {
            'A' => "批发",
            'B' => "零售连锁总部",
            'C' => "零售连锁门店",
            _ => "单体药店",
        },
    );
    draft.part("企业性质", if form == 'A' { "法人企业" } else { "非法人企业" });
    if draft.digits(digits).is_some_and(|digits| digits.len() == 7) {
        draft.faults.push(Fault::OldStyle);
    }
    Some(draft)
}

/// 云20160001 (药品生产监督管理办法 §76), 云妆20160001 (化妆品生产经营监督管理办法 §65).
pub(super) fn maker(cursor: &mut Cursor<'_>, now: i16) -> Option<Draft> {
    let mut ahead = *cursor;
    let place = ahead.take(|sign| province::by_sign(sign).is_some())?;
    let cosmetics = ahead.take(|sign| sign == '妆').is_some();
    let digits = ahead.digits(&[8], "8");
    let right = digits.faults.iter().all(|fault| matches!(fault, Fault::LookAlike { .. }));
    let a_year = digits.text.starts_with("20") || digits.text.starts_with("19");
    // A province's sign stands before many a number; only a year behind it tells a licence.
    if digits.text.is_empty() || !(cosmetics || right && a_year) {
        return None;
    }
    *cursor = ahead;
    let mut draft = if cosmetics {
        Draft::new(Kind::CosmeticMaker, format!("{place}妆"))
    } else {
        Draft::new(Kind::DrugMaker, place)
    };
    draft.province("省份", place);
    if let Some(digits) = draft.digits(digits) {
        draft.year("年份", cut(&digits, 0, 4), now);
        draft.part("顺序号", cut(&digits, 4, 8));
    }
    Some(draft)
}
