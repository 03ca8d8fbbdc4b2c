use super::HitKind;
use super::scan::{Scan, is_han};

const SCHOOLS: [&str; 5] = ["幼儿园", "小学", "初级中学", "中学", "学校"];

/// What an age is about when it is no person's: 12岁以下儿童.
const GENERAL: [&str; 12] = ["以", "及", "至", "到", "～", "~", "-", "之", "前", "后", "儿童的", "、"];

/// Under 18 (未成年人保护法 §2).
const ADULT: u32 = 18;

/// Age, class and school of somebody under 18 must not be told (未成年人保护法 §103).
pub(super) fn find(scan: &mut Scan<'_>) {
    for at in 0..scan.len() {
        age(scan, at);
        class(scan, at);
        school(scan, at);
    }
}

fn age(scan: &mut Scan<'_>, at: usize) {
    let digits = scan.run(at, |c| c.is_ascii_digit());
    let behind = at + digits;
    let begins = digits > 0 && !scan.before(at, 1).is_some_and(|c| c.is_ascii_digit() || "-～~至到".contains(c));
    if !begins || scan.at(behind) != Some('岁') || digits > 2 {
        return;
    }
    let young = scan.usual(at..behind).parse::<u32>().is_ok_and(|years| years < ADULT);
    let general = GENERAL.iter().any(|word| scan.starts(behind + 1, word))
        || ["满", "不足", "未到", "每", "大于", "小于"].iter().any(|word| scan.ends(at, word));
    if young && !general {
        scan.hit(at..behind + 1, HitKind::Minor, "未成年");
    }
}

/// 三年级二班, 3年级(2)班
fn class(scan: &mut Scan<'_>, at: usize) {
    if !scan.starts(at, "年级") {
        return;
    }
    let is_numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九初高".contains(c);
    let before = (1..=2).take_while(|back| scan.before(at, *back).is_some_and(is_numeral)).count();
    let number = scan.run(at + 2, |c| is_numeral(c) || "十（）()".contains(c)).min(5);
    let end = at + 2 + number;
    if before > 0 && number > 0 && scan.at(end) == Some('班') {
        scan.hit(at - before..end + 1, HitKind::Minor, "某班");
    }
}

/// A school by its name: 云县第一小学, 爱华完小幼儿园.
fn school(scan: &mut Scan<'_>, at: usize) {
    let Some(word) = SCHOOLS.iter().find(|word| scan.starts(at, word)) else { return };
    let is_name =
        |c: char| is_han(c) && !"的在和与到从去某各所个家名校附近周边往对及是有为于读生年月日时住入".contains(c);
    let part = |back: &usize| scan.before(at, *back).is_some_and(is_name) && scan.is_free(at - back..at);
    let before = (1..=10).take_while(part).count();
    let start = at - before;
    let name = scan.usual(start..at);
    let named = ["县", "镇", "乡", "市", "区", "第", "希望", "实验", "民族", "村", "中心", "一", "二", "三"];
    if before >= 2 && named.iter().any(|part| name.contains(part)) {
        scan.hit(start..at + word.chars().count(), HitKind::Minor, format!("某{word}"));
    }
}
