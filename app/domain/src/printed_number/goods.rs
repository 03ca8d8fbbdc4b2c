//! Numbers of goods that are no medicine, whatever the box looks like.

use super::check_digit;
use super::cursor::Cursor;
use super::draft::{Draft, cut};
use super::fault::Fault;
use super::kind::Kind;
use super::province;

/// 国食健注, 国食健字, 食健备.
pub(super) fn health_food(cursor: &mut Cursor<'_>, now: i16) -> Option<Draft> {
    let head = cursor.any(&["国食健注", "国食健字", "食健备"])?;
    cursor.label();
    let mut draft = Draft::new(Kind::HealthFood, head);
    match cursor.take(|sign| matches!(sign, 'G' | 'J')) {
        Some(letter) => {
            draft.normal.push(letter);
            draft.part("产地", if letter == 'G' { "国产" } else { "进口" });
        }
        None => draft.faults.push(Fault::MissingLetter),
    }
    let digits = if head == "食健备" { cursor.digits(&[12], "12") } else { cursor.digits(&[8], "8") };
    if digits.text.is_empty() {
        draft.faults.clear();
    }
    if let Some(digits) = draft.digits(digits) {
        draft.year("年份", cut(&digits, 0, 4), now);
        draft.part("顺序号", cut(&digits, 4, digits.len()));
    }
    Some(draft)
}

/// 国食注字TY (special medical purposes), 国食注字YP (formula milk).
pub(super) fn special_food(cursor: &mut Cursor<'_>, now: i16) -> Option<Draft> {
    let head = cursor.any(&["国食注字TY", "国食注字YP"])?;
    let mut draft = Draft::new(Kind::SpecialFood, head);
    draft.part("类别", if head.ends_with("TY") { "特殊医学用途配方食品" } else { "婴幼儿配方乳粉" });
    let digits = cursor.digits(&[8], "8");
    if let Some(digits) = draft.digits(digits) {
        draft.year("年份", cut(&digits, 0, 4), now);
        draft.part("顺序号", cut(&digits, 4, 8));
    }
    Some(draft)
}

/// SC and 14 digits (食品生产许可管理办法); QS and 12 digits until 2018.
pub(super) fn food(cursor: &mut Cursor<'_>, _now: i16) -> Option<Draft> {
    if cursor.before().is_some_and(|sign| sign.is_ascii_alphanumeric()) {
        return None;
    }
    let mut ahead = *cursor;
    let head = ahead.any(&["SC", "QS"])?;
    ahead.label();
    let digits = if head == "SC" { ahead.digits(&[14], "14") } else { ahead.digits(&[12], "12") };
    // Shorter ones are not meant as such a number.
    if digits.text.len() < 10 {
        return None;
    }
    *cursor = ahead;
    let mut draft = Draft::new(Kind::Food, head);
    let digits = draft.digits(digits);
    if head == "QS" {
        draft.faults.push(Fault::OldStyle);
    } else if let Some(digits) = digits {
        draft.part("类别", food_group(cut(&digits, 0, 3)));
        let code = cut(&digits, 3, 5);
        match province::by_code(code) {
            Some(name) => draft.part("省份", name),
            None => draft.faults.push(Fault::UnknownProvince(code.to_owned())),
        }
        if !check_digit::mod_11_10(&digits) {
            draft.faults.push(Fault::CheckDigit);
        }
    }
    Some(draft)
}

fn food_group(code: &str) -> &'static str {
    match code {
        "127" => "保健食品",
        "128" => "特殊医学用途配方食品",
        "129" => "婴幼儿配方食品",
        code if code.starts_with('2') => "食品添加剂",
        _ => "食品",
    }
}

/// 卫食健字（2000）第0001号, 云卫消证字（2020）第0001号, 兽药字（2010）…: words and a loose end.
pub(super) fn by_words(cursor: &mut Cursor<'_>, now: i16) -> Option<Draft> {
    let mut ahead = *cursor;
    let (kind, words) = worded(&mut ahead)?;
    *cursor = ahead;
    let tail = cursor.old_tail();
    let mut draft = Draft::new(kind, format!("{words}{tail}"));
    match tail.split(|sign: char| !sign.is_ascii_digit()).find(|group| !group.is_empty()) {
        Some(year) if year.len() == 4 => draft.year("年份", year, now),
        Some(_) => {}
        None => draft.faults.push(Fault::NoDigits),
    }
    if kind == Kind::HealthFood {
        draft.faults.push(Fault::OldStyle);
    }
    Some(draft)
}

fn worded(ahead: &mut Cursor<'_>) -> Option<(Kind, String)> {
    if let Some(words) = ahead.any(&["卫食健进字", "卫食健字"]) {
        return Some((Kind::HealthFood, words.to_owned()));
    }
    let mut there = *ahead;
    let mut place = String::new();
    if let Some(province) = there.take(|sign| province::by_sign(sign).is_some()) {
        place.push(province);
        // A city's sign may stand between: 云临卫消证字.
        if there.peek() != Some('卫') {
            place.extend(there.take(|sign| ('\u{4e00}'..='\u{9fff}').contains(&sign)));
        }
    }
    let words = there.any(&["卫消证字", "卫消进字", "卫消准字", "卫消备字"])?;
    *ahead = there;
    Some((Kind::Disinfectant, format!("{place}{words}")))
}

/// 兽药字 and nine digits.
pub(super) fn veterinary(cursor: &mut Cursor<'_>, now: i16) -> Option<Draft> {
    let head = cursor.any(&["兽药生字", "兽药添字", "兽药字"])?;
    cursor.label();
    let mut draft = Draft::new(Kind::VeterinaryDrug, head);
    if cursor.peek() == Some('（') {
        let tail = cursor.old_tail();
        let year: String = tail.chars().skip(1).take(4).collect();
        draft.normal.push_str(&tail);
        draft.year("年份", &year, now);
        draft.faults.push(Fault::OldStyle);
        return Some(draft);
    }
    let digits = cursor.digits(&[9], "9");
    draft.digits(digits);
    Some(draft)
}

/// PD, WP and LS with eight digits: pesticides, mosquito repellents among them.
pub(super) fn pesticide(cursor: &mut Cursor<'_>, now: i16) -> Option<Draft> {
    if cursor.before().is_some_and(|sign| sign.is_ascii_alphanumeric()) {
        return None;
    }
    let mut ahead = *cursor;
    let head = ahead.any(&["PD", "WP", "LS"])?;
    let digits = ahead.digits(&[8], "8");
    if digits.faults.iter().any(|fault| !matches!(fault, Fault::LookAlike { .. })) {
        return None;
    }
    *cursor = ahead;
    let mut draft = Draft::new(Kind::Pesticide, head);
    if let Some(digits) = draft.digits(digits) {
        draft.year("年份", cut(&digits, 0, 4), now);
    }
    Some(draft)
}

/// 消字号 and its like without any number: what people say and advertisements print.
pub(super) fn said(cursor: &mut Cursor<'_>, _now: i16) -> Option<Draft> {
    let words = cursor.any(&["消字号", "械字号", "妆字号", "食字号", "健字号", "兽字号"])?;
    let kind = match words {
        "消字号" => Kind::Disinfectant,
        "械字号" => Kind::DeviceRegistration,
        "妆字号" => Kind::CosmeticFiling,
        "食字号" => Kind::Food,
        "健字号" => Kind::HealthFood,
        _ => Kind::VeterinaryDrug,
    };
    let mut draft = Draft::new(kind, words);
    draft.faults.push(Fault::NoDigits);
    Some(draft)
}
