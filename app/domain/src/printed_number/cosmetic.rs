//! Numbers of cosmetics and toothpaste (化妆品注册备案管理办法 §62, 牙膏监督管理办法).

use super::cursor::Cursor;
use super::draft::{Draft, cut};
use super::fault::Fault;
use super::kind::Kind;
use super::province;

/// Year and running number: the law says four and the rest, five to ten digits are in use.
const COUNTS: [usize; 6] = [5, 6, 7, 8, 9, 10];
const SAID: &str = "5到10";

/// What has a number of the nation.
pub(super) fn national(cursor: &mut Cursor<'_>, now: i16) -> Option<Draft> {
    let words = cursor.any(&[
        "国妆特进字",
        "国妆特制字",
        "国妆特字",
        "国妆网备进字",
        "国妆网备制字",
        "国妆备进字",
        "国牙膏网备进字",
        "国牙膏网备制字",
    ])?;
    let kind = if words.contains("牙膏") {
        Kind::Toothpaste
    } else if words.contains('特') {
        Kind::SpecialCosmetic
    } else {
        Kind::CosmeticFiling
    };
    let mut draft = Draft::new(kind, words);
    draft.part("产地", origin(words));
    if words.contains("网备") {
        place_of_entry(cursor, &mut draft);
    }
    cursor.label();
    if let Some(letter) = cursor.take(|sign| matches!(sign, 'G' | 'J')) {
        draft.normal.push(letter);
        draft.faults.push(Fault::OldStyle);
    }
    running(cursor, &mut draft, now);
    Some(draft)
}

/// （沪）: the province of whoever brings it in.
fn place_of_entry(cursor: &mut Cursor<'_>, draft: &mut Draft) {
    cursor.take(|sign| sign == '（');
    match cursor.take(|sign| province::by_sign(sign).is_some()) {
        Some(place) => {
            draft.normal.extend(['（', place, '）']);
            draft.province("备案省份", place);
        }
        None => draft.faults.push(Fault::UnknownProvince("（）".to_owned())),
    }
    cursor.take(|sign| sign == '）');
}

fn origin(head: &str) -> &'static str {
    if head.contains('进') {
        "进口"
    } else if head.contains('制') {
        "香港、澳门、台湾"
    } else {
        "境内"
    }
}

/// What has a number of a province: 云G妆网备字, 云国牙膏网备字.
pub(super) fn provincial(cursor: &mut Cursor<'_>, now: i16) -> Option<Draft> {
    let mut ahead = *cursor;
    let place = ahead.take(|sign| province::by_sign(sign).is_some())?;
    let words = ahead.any(&["G妆网备字", "妆网备字", "国牙膏网备字"])?;
    *cursor = ahead;
    cursor.label();
    let (head, kind) = match words {
        "国牙膏网备字" => (words, Kind::Toothpaste),
        _ => ("G妆网备字", Kind::CosmeticFiling),
    };
    let mut draft = Draft::new(kind, format!("{place}{head}"));
    if words == "妆网备字" {
        draft.faults.push(Fault::MissingLetter);
    }
    draft.province("备案省份", place);
    running(cursor, &mut draft, now);
    Some(draft)
}

/// 卫妆特字（2005）第0001号, from when the health authority approved them.
pub(super) fn old(cursor: &mut Cursor<'_>, now: i16) -> Option<Draft> {
    let head = cursor.any(&["卫妆特进字", "卫妆特字", "卫妆准字"])?;
    let tail = cursor.old_tail();
    let mut draft = Draft::new(Kind::SpecialCosmetic, format!("{head}{tail}"));
    match tail.split(|sign: char| !sign.is_ascii_digit()).find(|group| !group.is_empty()) {
        Some(year) if year.len() == 4 => draft.year("年份", year, now),
        Some(_) => {}
        None => draft.faults.push(Fault::NoDigits),
    }
    draft.faults.push(Fault::OldStyle);
    Some(draft)
}

fn running(cursor: &mut Cursor<'_>, draft: &mut Draft, now: i16) {
    let digits = cursor.digits(&COUNTS, SAID);
    if let Some(digits) = draft.digits(digits) {
        draft.year("年份", cut(&digits, 0, 4), now);
        draft.part("顺序号", cut(&digits, 4, digits.len()));
    }
}
