//! What stands under a bar code or a QR code: trace codes, GS1, the 本位码, bar codes.

use super::check_digit;
use super::cursor::Cursor;
use super::draft::{Draft, cut};
use super::fault::Fault;
use super::kind::Kind;

/// Digits alone. Only their count and check digit tell what they are.
pub(super) fn digits(cursor: &mut Cursor<'_>, _now: i16) -> Option<Draft> {
    if !starts_a_run(cursor) {
        return None;
    }
    let mut ahead = *cursor;
    let read = ahead.digits(&[20, 14, 13], "20");
    if read.faults.iter().any(|fault| matches!(fault, Fault::Extra(_))) {
        return None;
    }
    let kind = kind(&read.text)?;
    *cursor = ahead;
    let mut draft = Draft::new(kind, "");
    if matches!(kind, Kind::Barcode | Kind::StandardCode) && !check_digit::gs1(&read.text) {
        draft.faults.push(Fault::CheckDigit);
    }
    if let Some(digits) = draft.digits(read) {
        match kind {
            Kind::TraceCode => draft.part("药品标识码", cut(&digits, 0, 7)),
            Kind::StandardCode => draft.part("企业标识", cut(&digits, 3, 8)),
            _ => draft.part("前缀", cut(digits.trim_start_matches('0'), 0, 3)),
        }
    }
    Some(draft)
}

/// A few digits too many or too few still look like a trace code; a bar code must add up, unless it
/// begins like one from here.
fn kind(digits: &str) -> Option<Kind> {
    match digits.len() {
        19..=22 => Some(Kind::TraceCode),
        14 if digits.starts_with("869") => Some(Kind::StandardCode),
        13 if digits.starts_with("69") => Some(Kind::Barcode),
        13 | 14 if check_digit::gs1(digits) => Some(Kind::Barcode),
        _ => None,
    }
}

/// (01)06901234567892(10)A123(17)281031(21)…, with or without brackets.
pub(super) fn gs1(cursor: &mut Cursor<'_>, _now: i16) -> Option<Draft> {
    let bracketed = cursor.peek() == Some('（');
    if !bracketed && !starts_a_run(cursor) {
        return None;
    }
    let mut ahead = *cursor;
    let mut draft = Draft::new(Kind::Gs1, "");
    let mut parts = 0;
    while let Some(element) = element(&mut ahead) {
        if (parts == 0) != (element.identifier == "01") {
            break;
        }
        if element.identifier == "01" && !check_digit::gs1(&element.value) {
            if !bracketed {
                return None;
            }
            draft.faults.push(Fault::CheckDigit);
        }
        draft.normal.push_str(&format!("（{}）{}", element.identifier, element.value));
        draft.part(element.label, element.value);
        *cursor = ahead;
        parts += 1;
    }
    (parts > usize::from(!bracketed)).then_some(draft)
}

struct Element {
    identifier: &'static str,
    label: &'static str,
    value: String,
}

/// Application identifiers of GS1 that stand on medicine and devices, with the length of their
/// value; 0 for one that ends with the text or a gap.
const ELEMENTS: [(&str, &str, usize); 7] = [
    ("01", "商品码", 14),
    ("10", "批号", 0),
    ("11", "生产日期", 6),
    ("13", "包装日期", 6),
    ("15", "保质期", 6),
    ("17", "有效期", 6),
    ("21", "序列号", 0),
];

fn element(ahead: &mut Cursor<'_>) -> Option<Element> {
    let mut there = *ahead;
    let open = there.take(|sign| sign == '（').is_some();
    let (identifier, label, length) = ELEMENTS.into_iter().find(|(identifier, ..)| there.word(identifier))?;
    if open {
        there.take(|sign| sign == '）')?;
    }
    let most = if length == 0 { 20 } else { length };
    let value = there.run(false, most);
    let right = if length == 0 {
        !value.is_empty()
    } else {
        value.len() == length && value.bytes().all(|digit| digit.is_ascii_digit())
    };
    right.then(|| *ahead = there)?;
    Some(Element { identifier, label, value })
}

fn starts_a_run(cursor: &Cursor<'_>) -> bool {
    cursor.peek().is_some_and(|sign| sign.is_ascii_digit())
        && !cursor.before().is_some_and(|sign| sign.is_ascii_alphanumeric())
}
