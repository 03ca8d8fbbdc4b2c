//! Numbers of medical devices.

use super::cursor::Cursor;
use super::draft::{Draft, cut};
use super::fault::Fault;
use super::kind::Kind;
use super::province;

/// 械注准, 械注进, 械注许 (医疗器械注册与备案管理办法 §115).
pub(super) fn registration(cursor: &mut Cursor<'_>, now: i16) -> Option<Draft> {
    let mut ahead = *cursor;
    let office = ahead.take(is_office)?;
    let words = ahead.any(&["械注准", "械注进", "械注许"])?;
    *cursor = ahead;
    cursor.label();
    let mut draft = Draft::new(Kind::DeviceRegistration, format!("{office}{words}"));
    offices(&mut draft, office);
    let origin = match words {
        "械注准" => "境内",
        "械注进" => "进口",
        _ => "香港、澳门、台湾",
    };
    draft.part("产地", origin);
    let digits = cursor.digits(&[11], "11");
    if let Some(digits) = draft.digits(digits) {
        draft.year("首次注册年份", cut(&digits, 0, 4), now);
        class(&mut draft, office, origin, cut(&digits, 4, 5));
        draft.part("分类编码", cut(&digits, 5, 7));
        draft.part("流水号", cut(&digits, 7, 11));
    }
    Some(draft)
}

/// Class II made here is registered by the province, all else by the national authority
/// (医疗器械监督管理条例 §16).
fn class(draft: &mut Draft, office: char, origin: &str, class: &str) {
    let name = match class {
        "1" => "第一类",
        "2" => "第二类",
        "3" => "第三类",
        _ => {
            draft.faults.push(Fault::Class(class.chars().next().unwrap_or_default()));
            return;
        }
    };
    draft.part("管理类别", name);
    let by_province = class == "2" && origin == "境内";
    if class == "1" || by_province == (office == '国') {
        draft.faults.push(Fault::Authority);
    }
}

/// 械备 (§116): the office is the nation, or a province with a city.
pub(super) fn filing(cursor: &mut Cursor<'_>, now: i16) -> Option<Draft> {
    let mut ahead = *cursor;
    let office = ahead.take(is_office)?;
    let city = city(&mut ahead, "械备")?;
    ahead.word("械备");
    *cursor = ahead;
    cursor.label();
    let mut draft = Draft::new(Kind::DeviceFiling, format!("{office}{city}械备"));
    offices(&mut draft, office);
    draft.part("管理类别", "第一类");
    let digits = cursor.digits(&[8, 9], "8");
    if let Some(digits) = draft.digits(digits) {
        draft.year("备案年份", cut(&digits, 0, 4), now);
        draft.part("流水号", cut(&digits, 4, digits.len()));
        draft.normal.push('号');
    }
    cursor.word("号");
    Some(draft)
}

/// 食药监械（准）字2012第3650123号 and its like, before 2014.
pub(super) fn old(cursor: &mut Cursor<'_>, now: i16) -> Option<Draft> {
    let mut ahead = *cursor;
    let office = ahead.take(is_office);
    let body = ahead.any(&["食药监械", "药监械", "药管械"])?;
    ahead.take(|sign| sign == '（');
    let form = ahead.take(|sign| matches!(sign, '准' | '进' | '许' | '试'))?;
    ahead.take(|sign| sign == '）');
    ahead.word("字").then_some(())?;
    *cursor = ahead;
    let office_sign: String = office.into_iter().collect();
    let mut draft = Draft::new(Kind::OldDevice, format!("{office_sign}{body}（{form}）字"));
    if let Some(office) = office {
        offices(&mut draft, office);
    }
    draft.faults.push(Fault::OldStyle);
    let year = cursor.digits(&[4], "4");
    cursor.word("年");
    if let Some(year) = draft.digits(year) {
        draft.year("年份", &year, now);
        draft.normal.push('第');
        cursor.word("第");
        let digits = cursor.digits(&[7], "7");
        if let Some(digits) = draft.digits(digits) {
            let class = cut(&digits, 0, 1);
            match class {
                "1" => draft.part("管理类别", "第一类"),
                "2" => draft.part("管理类别", "第二类"),
                "3" => draft.part("管理类别", "第三类"),
                _ => draft.faults.push(Fault::Class(class.chars().next().unwrap_or_default())),
            }
            draft.normal.push('号');
        }
        cursor.word("号");
    }
    Some(draft)
}

/// Licences and filings of those who make or sell devices: 云药监械经营许20200001号.
pub(super) fn licence(cursor: &mut Cursor<'_>, now: i16) -> Option<Draft> {
    let mut ahead = *cursor;
    let place = ahead.take(|sign| province::by_sign(sign).is_some())?;
    let body = ["食药监械", "药监械", "市监械"].into_iter().find_map(|body| {
        let mut behind = ahead;
        let city = city(&mut behind, body)?;
        behind.word(body);
        ahead = behind;
        Some(format!("{city}{body}"))
    })?;
    let work = ahead.any(&["生产", "经营"])?;
    let form = ahead.take(|sign| matches!(sign, '许' | '备'))?;
    *cursor = ahead;
    cursor.label();
    let mut draft = Draft::new(Kind::DeviceLicence, format!("{place}{body}{work}{form}"));
    draft.province("省份", place);
    draft.part("用途", format!("{work}{}", if form == '许' { "许可" } else { "备案" }));
    let digits = cursor.digits(&[8], "8");
    if let Some(digits) = draft.digits(digits) {
        draft.year("年份", cut(&digits, 0, 4), now);
        draft.normal.push('号');
    }
    cursor.word("号");
    Some(draft)
}

/// At most two signs of a city's name before a word.
fn city(ahead: &mut Cursor<'_>, word: &str) -> Option<String> {
    let mut name = String::new();
    for _ in 0..=2 {
        let mut there = *ahead;
        if there.word(word) {
            return Some(name);
        }
        name.push(ahead.take(|sign| ('\u{4e00}'..='\u{9fff}').contains(&sign))?);
    }
    None
}

fn is_office(sign: char) -> bool {
    sign == '国' || province::by_sign(sign).is_some()
}

fn offices(draft: &mut Draft, office: char) {
    if office == '国' {
        draft.part("审批部门", "国家药监局");
    } else if let Some(name) = province::by_sign(office) {
        draft.part("审批部门", format!("{name}的药监部门"));
    }
}
