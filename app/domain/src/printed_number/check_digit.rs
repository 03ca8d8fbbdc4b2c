//! Check digits. Each is told to have been tried on numbers in use.

use crate::query_code;

/// GB 32100: the signs of a 统一社会信用代码, in the order of their values.
const CREDIT_SIGNS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// GS1 mod 10, the check digit of EAN-13, GTIN-14 and, by the notice that introduced it, of the
/// 本位码.
pub fn gs1(digits: &str) -> bool {
    let weighted = digits.chars().rev().zip([1, 3].into_iter().cycle());
    let sum: Option<u32> = weighted.map(|(digit, weight)| Some(digit.to_digit(10)? * weight)).sum();
    sum.is_some_and(|sum| sum.is_multiple_of(10))
}

/// ISO 7064 MOD 11,10, the last digit of a 食品生产许可证 number.
pub fn mod_11_10(digits: &str) -> bool {
    let Some((at, last)) = digits.char_indices().last() else { return false };
    digits.get(..at).is_some_and(|head| last.to_digit(10) == Some(query_code::check_digit(head)))
}

/// ISO 7064 MOD 11-2, the last sign of an identity number (GB 11643).
pub fn person(signs: &str) -> bool {
    let values: Option<Vec<u32>> =
        signs.chars().map(|sign| if sign == 'X' { Some(10) } else { sign.to_digit(10) }).collect();
    let sum = |values: Vec<u32>| values.into_iter().fold(0, |sum, value| (sum * 2 + value) % 11);
    values.is_some_and(|values| sum(values) == 1)
}

/// The last of the 18 signs (GB 32100).
pub fn credit(signs: &str) -> bool {
    let values: Option<Vec<usize>> = signs.chars().map(|sign| CREDIT_SIGNS.find(sign)).collect();
    let Some(values) = values.filter(|values| values.len() == 18) else { return false };
    // Σ v·3^i over the first 17 and the check value itself is a multiple of 31.
    let powers = std::iter::successors(Some(1), |power| Some(power * 3 % 31));
    let sum: usize = values.iter().take(17).zip(powers).map(|(value, power)| value * power).sum();
    values.last().is_some_and(|last| (sum + last).is_multiple_of(31))
}

/// Whether every sign is one a credit code may hold.
pub fn is_credit_alphabet(signs: &str) -> bool {
    signs.chars().all(|sign| CREDIT_SIGNS.contains(sign))
}

/// Signs 9 to 17 of a credit code: the old 组织机构代码 with its own check sign (GB 11714).
pub fn organisation(signs: &str) -> bool {
    let weights = [3, 7, 9, 10, 5, 8, 4, 2];
    let value = |sign: char| sign.to_digit(36);
    let sum: Option<u32> = signs.chars().zip(weights).map(|(sign, weight)| Some(value(sign)? * weight)).sum();
    let check = match sum.map(|sum| 11 - sum % 11) {
        Some(10) => 'X',
        Some(11) => '0',
        Some(digit) => char::from_digit(digit, 10).unwrap_or_default(),
        None => return false,
    };
    signs.chars().nth(8) == Some(check)
}

#[cfg(test)]
mod tests {
    use super::*;

    const REAL_CREDIT_CODES: [&str; 5] =
        ["91110000802100433B", "91330100799655058B", "914403001922038216", "91440300708461136T", "11100000000013338W"];

    #[test]
    fn credit_codes_in_use_pass_both_checks() {
        for code in REAL_CREDIT_CODES {
            assert!(credit(code), "{code}");
            assert!(organisation(code.get(8..17).unwrap()), "{code}");
        }
    }

    #[test]
    fn food_licences_in_use_pass() {
        for number in ["10811310111839", "12441112200063", "11464010500015", "10744030704994", "12221021200659"] {
            assert!(mod_11_10(number), "{number}");
        }
    }

    #[test]
    fn one_wrong_sign_is_noticed() {
        assert!(!credit("91110000802100434B") && !credit("9111000080210043") && !credit("91110000802100433I"));
        assert!(gs1("6901234567892") && !gs1("6901234567893") && !gs1("69012345A7892"));
        assert!(mod_11_10("12221021200659") && !mod_11_10("12221021200658") && !mod_11_10(""));
        assert!(person("11010519491231002X") && !person("110105194912310021"));
    }
}
