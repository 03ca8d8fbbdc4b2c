//! Numbers of medicines.

use super::cursor::Cursor;
use super::draft::{Draft, cut};
use super::fault::Fault;
use super::kind::Kind;
use super::normal::digit_like;
use super::province;

/// 国药准字 with letters and eight digits (药品注册管理办法 §123; letters of older numbers included).
pub(super) fn approval(cursor: &mut Cursor<'_>, now: i16) -> Option<Draft> {
    let head = cursor.any(&["国药准字", "国药试字"])?;
    if cursor.peek() == Some('（') {
        return Some(old(cursor, head, now));
    }
    cursor.label();
    let mut draft = Draft::new(Kind::DrugApproval, head);
    if head == "国药试字" {
        draft.faults.push(Fault::OldStyle);
    }
    let letters = letters(cursor, &mut draft);
    draft.normal.push_str(&letters);
    let digits = cursor.digits(&[8], "8");
    if digits.text.is_empty() {
        draft.faults.clear();
    }
    if let Some(digits) = draft.digits(digits) {
        source(&mut draft, &digits, now);
    }
    Some(draft)
}

/// One letter for the kind of drug, perhaps a second for where it comes from.
fn letters(cursor: &mut Cursor<'_>, draft: &mut Draft) -> String {
    let Some(first) = cursor.take(|sign| sign.is_ascii_alphabetic() && !matches!(sign, 'O' | 'I' | 'L')) else {
        draft.faults.push(Fault::MissingLetter);
        return String::new();
    };
    match meaning(first) {
        Some(kind) => draft.part("类别", kind),
        None => draft.faults.push(Fault::UnknownLetter(first)),
    }
    if matches!(first, 'B' | 'T' | 'F' | 'J') {
        draft.faults.push(Fault::OldStyle);
    }
    let second = if matches!(first, 'H' | 'Z' | 'S') { origin(cursor, draft) } else { None };
    std::iter::once(first).chain(second).collect()
}

fn origin(cursor: &mut Cursor<'_>, draft: &mut Draft) -> Option<char> {
    let second = cursor.take(|sign| matches!(sign, 'C' | 'J'))?;
    draft.part("产地", if second == 'C' { "香港、澳门、台湾" } else { "境外" });
    Some(second)
}

fn meaning(letter: char) -> Option<&'static str> {
    Some(match letter {
        'H' => "化学药",
        'Z' => "中药",
        'S' => "生物制品",
        'B' => "早年的保健药品",
        'T' => "早年的体外诊断试剂",
        'F' => "早年的药用辅料",
        'J' => "早年的进口分包装药品",
        'C' => "古代经典名方中药",
        _ => return None,
    })
}

/// The first four digits: a year, or for numbers exchanged in 2002 who approved it first and two
/// digits of a year (国药监注〔2001〕582号).
fn source(draft: &mut Draft, digits: &str, now: i16) {
    match cut(digits, 0, 2) {
        "19" | "20" => draft.year("批准年份", cut(digits, 0, 4), now),
        "10" => draft.part("最早批准", "原卫生部"),
        other => match province::by_code(other) {
            Some(name) => draft.part("最早批准", name),
            None => draft.faults.push(Fault::UnknownSource(other.to_owned())),
        },
    }
    draft.part("顺序号", cut(digits, 4, 8));
}

/// 卫药准字 and its like.
pub(super) fn old_approval(cursor: &mut Cursor<'_>, now: i16) -> Option<Draft> {
    let mut ahead = *cursor;
    let place = ahead.take(|sign| province::by_sign(sign).is_some());
    let words = ahead.any(&["卫药准字", "卫药试字", "卫药健字"])?;
    *cursor = ahead;
    let head: String = place.into_iter().chain(words.chars()).collect();
    Some(old(cursor, &head, now))
}

fn old(cursor: &mut Cursor<'_>, head: &str, now: i16) -> Draft {
    let tail = cursor.old_tail();
    let mut draft = Draft::new(Kind::OldDrugApproval, format!("{head}{tail}"));
    let year: String = tail.chars().filter(char::is_ascii_digit).take(4).collect();
    let whole = tail.split(|sign: char| !sign.is_ascii_digit()).any(|group| group == year);
    if year.is_empty() {
        draft.faults.push(Fault::NoDigits);
    } else if year.len() == 4 && whole {
        draft.year("年份", &year, now);
    }
    draft.faults.push(Fault::OldStyle);
    draft
}

/// 进口药品注册证, 医药产品注册证.
pub(super) fn import_licence(cursor: &mut Cursor<'_>, now: i16) -> Option<Draft> {
    let head = cursor.any(&["进口药品注册证", "医药产品注册证"])?;
    cursor.label();
    let mut draft = Draft::new(Kind::ImportLicence, format!("{head}号"));
    let bulk = cursor.take(|sign| sign == 'B');
    match cursor.take(|sign| matches!(sign, 'H' | 'Z' | 'S')) {
        Some(letter) => {
            draft.normal.extend(bulk.into_iter().chain([letter]));
            draft.part("类别", meaning(letter).unwrap_or_default());
        }
        None => draft.faults.push(Fault::MissingLetter),
    }
    if let Some(letter) = cursor.take(|sign| sign == 'C') {
        draft.normal.push(letter);
        draft.part("产地", "香港、澳门、台湾");
    }
    let digits = cursor.digits(&[8], "8");
    if digits.text.is_empty() {
        draft.faults.clear();
    }
    if let Some(digits) = draft.digits(digits) {
        draft.year("年份", cut(&digits, 0, 4), now);
        draft.part("顺序号", cut(&digits, 4, 8));
    }
    Some(draft)
}

/// Letter and eight digits without words in front.
pub(super) fn bare(cursor: &mut Cursor<'_>, now: i16) -> Option<Draft> {
    let mut ahead = *cursor;
    let bulk = ahead.take(|sign| sign == 'B');
    let letter = ahead.take(|sign| matches!(sign, 'H' | 'Z' | 'S'))?;
    let second = ahead.take(|sign| matches!(sign, 'C' | 'J'));
    let first = ahead.take(|sign| digit_like(sign).is_some())?;
    first.is_ascii_digit().then_some(())?;
    ahead.at -= 1;
    let digits = ahead.digits(&[8], "8");
    let odd = digits.faults.iter().any(|fault| !matches!(fault, Fault::LookAlike { .. }));
    if odd || (bulk.is_some() && second == Some('J')) {
        return None;
    }
    *cursor = ahead;
    let head: String = bulk.into_iter().chain([letter]).chain(second).collect();
    let mut draft = Draft::new(Kind::BareDrug, head);
    draft.part("类别", meaning(letter).unwrap_or_default());
    if let Some(digits) = draft.digits(digits) {
        source(&mut draft, &digits, now);
    }
    Some(draft)
}

/// 药制字, 药制备字: made by a hospital for its own patients.
pub(super) fn hospital_preparation(cursor: &mut Cursor<'_>, now: i16) -> Option<Draft> {
    let mut ahead = *cursor;
    let place = ahead.take(|sign| province::by_sign(sign).is_some())?;
    let words = ahead.any(&["药制备字", "药制字"])?;
    *cursor = ahead;
    cursor.label();
    let mut draft = Draft::new(Kind::HospitalPreparation, format!("{place}{words}"));
    draft.province("省份", place);
    match cursor.take(|sign| matches!(sign, 'H' | 'Z' | 'S')) {
        Some(letter) => {
            draft.normal.push(letter);
            draft.part("类别", meaning(letter).unwrap_or_default());
        }
        None => draft.faults.push(Fault::MissingLetter),
    }
    let digits = cursor.digits(&[8, 11], "8或11");
    if digits.text.is_empty() {
        draft.faults.clear();
    }
    if let Some(digits) = draft.digits(digits) {
        draft.year("年份", cut(&digits, 0, 4), now);
        draft.part("顺序号", cut(&digits, 4, digits.len()));
    }
    Some(draft)
}
