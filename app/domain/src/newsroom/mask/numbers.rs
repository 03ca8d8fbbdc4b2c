//! Numbers that belong to one person: identity cards, phones, bank cards. Unified credit codes belong to
//! a business and stay.

use std::ops::Range;

use super::HitKind;
use super::scan::Scan;

/// Words that make a number of doubtful form one of a kind.
const IDENTITY_WORDS: [&str; 4] = ["身份证", "证件号", "公民身份号码", "居民身份证号码"];
const CARD_WORDS: [&str; 4] = ["卡号", "银行卡", "账号", "帐号"];
const PHONE_WORDS: [&str; 6] = ["电话", "座机", "手机", "手机号", "联系方式", "热线"];

/// How far before a number such a word may stand.
const REACH: usize = 8;

pub(super) fn find(scan: &mut Scan<'_>) {
    let mut at = 0;
    while at < scan.len() {
        let length = scan.run(at, |c| c.is_ascii_alphanumeric());
        if length > 0 {
            whole(scan, at..at + length);
        }
        at += length.max(1);
    }
    at = 0;
    while at < scan.len() {
        let range = grouped(scan, at);
        if !range.is_empty() {
            parts(scan, range.clone());
        }
        at = range.end.max(at + 1);
    }
}

/// Letters and digits without anything between them.
fn whole(scan: &mut Scan<'_>, range: Range<usize>) {
    let run = scan.usual(range.clone()).to_ascii_uppercase();
    if is_identity(&run) || (is_identity_like(&run) && named(scan, range.start, &IDENTITY_WORDS)) {
        scan.hit(range, HitKind::IdNumber, "×××");
    } else if is_credit_code(&run) {
        scan.pass_over(range);
    }
}

/// A run of digits with single blanks or hyphens between them, as people group long numbers.
fn grouped(scan: &Scan<'_>, from: usize) -> Range<usize> {
    let mut end = from;
    let mut at = from;
    if scan.at(at) == Some('+') {
        at += 1;
    }
    while let Some(c) = scan.at(at) {
        let joins = matches!(c, ' ' | '-') && end > from && end == at;
        if c.is_ascii_digit() && scan.is_free(at..at + 1) {
            end = at + 1;
        } else if !joins {
            break;
        }
        at += 1;
    }
    from..end
}

fn parts(scan: &mut Scan<'_>, range: Range<usize>) {
    if range.start.checked_sub(1).is_some_and(|at| scan.is_word(at)) || scan.is_word(range.end) {
        return;
    }
    let written = scan.usual(range.clone());
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let named_phone = matches!(digits.len(), 7 | 8) && written.len() == digits.len();
    if is_phone(&digits) || (named_phone && named(scan, range.start, &PHONE_WORDS)) {
        let mask = digits.chars().next().map_or_else(String::new, |first| format!("{first}××"));
        scan.hit(range, HitKind::Phone, mask);
    } else if is_card(&digits) || (digits.len() >= 15 && digits.len() <= 19 && named(scan, range.start, &CARD_WORDS)) {
        scan.hit(range, HitKind::BankCard, "×××");
    } else if !written.contains(['-', ' ']) {
        // Decided as one number: its parts are nothing else.
    } else {
        inner(scan, range);
    }
}

/// Two numbers with a blank between them: each on its own.
fn inner(scan: &mut Scan<'_>, range: Range<usize>) {
    let mut at = range.start;
    while at < range.end {
        let length = scan.run(at, |c| c.is_ascii_digit());
        let digits = scan.usual(at..at + length);
        if is_phone(&digits) {
            let mask = digits.chars().next().map_or_else(String::new, |first| format!("{first}××"));
            scan.hit(at..at + length, HitKind::Phone, mask);
        } else if is_card(&digits) {
            scan.hit(at..at + length, HitKind::BankCard, "×××");
        }
        at += length.max(1);
    }
}

fn named(scan: &Scan<'_>, at: usize, words: &[&str]) -> bool {
    (0..=REACH).filter_map(|back| at.checked_sub(back)).any(|end| words.iter().any(|word| scan.ends(end, word)))
}

/// Mobile (GB numbering, 1[3-9] and nine more, also behind 86), landline with its area code, 400 and 800.
fn is_phone(digits: &str) -> bool {
    let local = digits.strip_prefix("86").filter(|rest| rest.len() == 11).unwrap_or(digits);
    let second = local.chars().nth(1).unwrap_or('0');
    let mobile = local.len() == 11 && local.starts_with('1') && ('3'..='9').contains(&second);
    let area = if matches!(local.get(..3), Some("010")) || local.starts_with("02") { 3 } else { 4 };
    let rest = local.get(area..).unwrap_or_default();
    let landline =
        local.starts_with('0') && second != '0' && matches!(rest.len(), 7 | 8) && !rest.starts_with(['0', '1']);
    let service = local.len() == 10 && (local.starts_with("400") || local.starts_with("800"));
    mobile || landline || service
}

/// 16 to 19 digits that begin like a bank card's and pass Luhn's check (GB/T 17552, ISO/IEC 7812).
fn is_card(digits: &str) -> bool {
    (16..=19).contains(&digits.len()) && digits.starts_with(['3', '4', '5', '6']) && luhn(digits)
}

fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .chars()
        .rev()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(|(index, digit)| match digit * 2 {
            _ if index % 2 == 0 => digit,
            double if double > 9 => double - 9,
            double => double,
        })
        .sum();
    sum.is_multiple_of(10)
}

/// 18 characters with a day of birth and the right check character (GB 11643, ISO 7064 MOD 11-2).
fn is_identity(run: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: &str = "10X98765432";
    if !is_identity_like(run) || run.len() != 18 {
        return false;
    }
    let digits = run.chars().take(17).filter_map(|c| c.to_digit(10));
    let sum: u32 = digits.zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    let check = CHECKS.chars().zip(0..).find(|(_, rest)| *rest == sum % 11).map(|(c, _)| c);
    run.chars().last() == check
}

/// The form of an identity number, 18 or (until 1999) 15 characters, check character aside: a slip of
/// the pen in a number hides nobody.
fn is_identity_like(run: &str) -> bool {
    let (body, year) = match run.len() {
        18 => (run.get(..17).unwrap_or_default(), run.get(6..10).unwrap_or_default().to_owned()),
        15 => (run, format!("19{}", run.get(6..8).unwrap_or_default())),
        _ => return false,
    };
    let after_year = if run.len() == 18 { 10 } else { 8 };
    let part = |from: usize| run.get(from..from + 2).and_then(|two| two.parse::<u32>().ok()).unwrap_or(0);
    body.bytes().all(|b| b.is_ascii_digit())
        && run.bytes().all(|b| b.is_ascii_digit() || b == b'X')
        && (11..=82).contains(&part(0))
        && year.parse().is_ok_and(|year: u32| (1900..=2100).contains(&year))
        && (1..=12).contains(&part(after_year))
        && (1..=31).contains(&part(after_year + 2))
}

/// 统一社会信用代码 with the right check character (GB 32100).
fn is_credit_code(run: &str) -> bool {
    const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let values: Vec<u32> = run
        .chars()
        .filter_map(|c| ALPHABET.chars().zip(0..).find(|(own, _)| *own == c).map(|(_, value)| value))
        .collect();
    let Some((check, body)) = values.split_last().filter(|_| run.len() == 18 && values.len() == 18) else {
        return false;
    };
    let weighted = body.iter().scan(1_u32, |weight, value| {
        let own = value * *weight;
        *weight = *weight * 3 % 31;
        Some(own)
    });
    (31 - weighted.sum::<u32>() % 31) % 31 == *check
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_credit_codes_pass_their_check() {
        for code in ["91110000802100433B", "91330100799655058B", "914403001922038216", "11100000000013338W"] {
            assert!(is_credit_code(code), "{code}");
        }
        assert!(!is_credit_code("91110000802100433C"));
    }

    #[test]
    fn an_identity_number_needs_its_check_character() {
        assert!(is_identity("11010519491231002X"));
        assert!(!is_identity("110105194912310021"));
        assert!(is_identity_like("110105194912310021"));
    }
}
