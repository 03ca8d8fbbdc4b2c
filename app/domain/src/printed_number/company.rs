//! 统一社会信用代码, and the identity number of a person that looks like one.

use super::check_digit;
use super::cursor::Cursor;
use super::draft::{Draft, cut};
use super::fault::Fault;
use super::kind::Kind;
use super::normal::digit_like;
use super::province;

const LENGTH: usize = 18;

/// Who is from Taiwan, Hong Kong or Macao: in the numbers of 身份证 and 港澳台居民居住证 only.
const OVERSEAS: [&str; 4] = ["71", "81", "82", "83"];

/// Shown in place of a person's number.
const HIDDEN: &str = "******************";

/// Eighteen signs of either kind.
pub(super) fn eighteen(cursor: &mut Cursor<'_>, now: i16) -> Option<Draft> {
    let inside = cursor.before().is_some_and(|sign| sign.is_ascii_alphanumeric());
    if inside || !cursor.peek().is_some_and(|sign| sign.is_ascii_alphanumeric()) {
        return None;
    }
    [true, false].into_iter().find_map(|through| {
        let mut ahead = *cursor;
        let run = ahead.run(through, LENGTH);
        let ends = !ahead.peek().is_some_and(|sign| sign.is_ascii_alphanumeric());
        if run.len() != LENGTH || !ends {
            return None;
        }
        let draft = if is_person(&run, now) { Some(person()) } else { credit(&run, !through) }?;
        *cursor = ahead;
        Some(draft)
    })
}

fn person() -> Draft {
    Draft::new(Kind::PersonId, HIDDEN)
}

/// By its shape alone: a number miscopied is as private as a right one.
fn is_person(signs: &str, now: i16) -> bool {
    let digits = cut(signs, 0, 17).bytes().all(|sign| sign.is_ascii_digit());
    let last = cut(signs, 17, 18);
    let shaped = digits && (last == "X" || last.bytes().all(|sign| sign.is_ascii_digit()));
    let right = check_digit::person(signs);
    let a_company = check_digit::credit(signs) && check_digit::organisation(cut(signs, 8, 17));
    let area = cut(signs, 0, 2);
    let resident = province::by_code(area).is_some() || OVERSEAS.contains(&area);
    // 外国人永久居留身份证 begins like the code of a company, so here both checks have to agree.
    let foreigner = area.starts_with('9') && right && !a_company;
    shaped && is_born(signs, now) && (foreigner || resident && (right || !a_company))
}

/// Whether the day of birth in it may be one.
fn is_born(signs: &str, now: i16) -> bool {
    let number = |from, to| cut(signs, from, to).parse::<i16>().unwrap_or_default();
    (1900..=now).contains(&number(6, 10)) && (1..=12).contains(&number(10, 12)) && (1..=31).contains(&number(12, 14))
}

/// `sure`: the signs stand together, so that a wrong check sign is worth telling.
fn credit(run: &str, sure: bool) -> Option<Draft> {
    let mut draft = Draft::new(Kind::CreditCode, "");
    let mut code = run.to_owned();
    if !check_digit::is_credit_alphabet(&code) {
        // The code knows no I, O, S, V and Z, since they look like digits.
        let typed = code.chars().find(|sign| matches!(sign, 'I' | 'O' | 'S' | 'Z'))?;
        draft.faults.push(Fault::LookAlike { typed, read: digit_like(typed)? });
        code = code
            .chars()
            .map(|sign| if "IOSZ".contains(sign) { digit_like(sign).unwrap_or(sign) } else { sign })
            .collect();
    }
    let right = check_digit::credit(&code);
    let plausible = matches!(cut(&code, 0, 1), "1" | "5" | "9" | "A" | "N" | "Y")
        && cut(&code, 2, 8).bytes().all(|sign| sign.is_ascii_digit())
        && check_digit::is_credit_alphabet(&code);
    if !(right || sure && plausible) {
        return None;
    }
    if !right || !check_digit::organisation(cut(&code, 8, 17)) {
        draft.faults.push(Fault::CheckDigit);
    }
    say(&mut draft, &code);
    draft.normal = code;
    Some(draft)
}

fn say(draft: &mut Draft, code: &str) {
    let holder = match cut(code, 0, 2) {
        "91" => "企业",
        "92" => "个体工商户",
        "93" => "农民专业合作社",
        "11" => "机关",
        "12" => "事业单位",
        "51" => "社会团体",
        "52" => "民办非企业单位",
        _ => "其他机构",
    };
    draft.part("机构类别", holder);
    let place = cut(code, 2, 4);
    match province::by_code(place) {
        Some(name) => draft.part("登记地", name),
        // 10 is the nation's own register.
        None if place == "10" => draft.part("登记地", "国家级"),
        None => draft.faults.push(Fault::UnknownProvince(place.to_owned())),
    }
}
