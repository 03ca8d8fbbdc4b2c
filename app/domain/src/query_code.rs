//! The code a reporter keeps: 15 random digits and a check digit, shown in four groups.

use std::fmt;

/// A query code (查询码) whose check digit is right.
#[derive(Clone, PartialEq, Eq)]
pub struct QueryCode(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QueryCodeError {
    #[error("查询码是 16 位数字，请再数一数")]
    Length,
    #[error("查询码里只有数字")]
    NotDigits,
    #[error("查询码有一位不对，请照回执再核对一遍")]
    CheckDigit,
}

impl QueryCode {
    /// Number of random digits; at 10¹⁵ codes a million matters leave one chance in 10⁹ a guess.
    pub const RANDOM_DIGITS: usize = 15;

    /// Makes the code that begins with the decimal digits of `random` modulo 10¹⁵.
    #[must_use]
    pub fn from_random(random: u64) -> Self {
        let head = format!("{:015}", random % 1_000_000_000_000_000);
        let check = check_digit(&head);
        Self(format!("{head}{check}"))
    }

    /// Reads what a person typed: spaces, dashes and full-width digits are fine.
    ///
    /// # Errors
    /// Says whether the length, a character or the check digit is wrong; that is computed from the
    /// typed digits alone and so tells a guesser nothing about which codes exist.
    pub fn parse(typed: &str) -> Result<Self, QueryCodeError> {
        let digits: String = crate::text::clean(typed)
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '—' | '–' | '·'))
            .collect();
        if digits.chars().any(|c| !c.is_ascii_digit()) {
            return Err(QueryCodeError::NotDigits);
        }
        let (Some(head), Some(check), 16) =
            (digits.get(..Self::RANDOM_DIGITS), digits.get(Self::RANDOM_DIGITS..), digits.len())
        else {
            return Err(QueryCodeError::Length);
        };
        if check == check_digit(head).to_string() { Ok(Self(digits)) } else { Err(QueryCodeError::CheckDigit) }
    }

    /// All 16 digits without gaps: what is hashed, and what the API carries.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// Four groups of four, as printed on the receipt.
    #[must_use]
    pub fn groups(&self) -> Vec<&str> {
        (0..4).filter_map(|group| self.0.get(group * 4..group * 4 + 4)).collect()
    }
}

impl fmt::Display for QueryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.groups().join(" "))
    }
}

// The code opens a matter, so it must not slip into a log through `{:?}`.
impl fmt::Debug for QueryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("QueryCode(…)")
    }
}

/// ISO/IEC 7064 MOD 11,10: one decimal digit that notices every single wrong digit and nearly
/// every swap of neighbours.
pub(crate) fn check_digit(head: &str) -> u32 {
    let product = head.chars().filter_map(|c| c.to_digit(10)).fold(10, |product, digit| {
        let sum = (product + digit) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    (11 - product) % 10
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_made_code_reads_back_however_it_is_spaced(random: u64) {
            let code = QueryCode::from_random(random);
            prop_assert_eq!(code.digits().len(), 16);
            prop_assert_eq!(QueryCode::parse(&code.to_string()).unwrap(), code.clone());
            prop_assert_eq!(QueryCode::parse(&code.groups().join("-")).unwrap(), code);
        }

        #[test]
        fn one_wrong_digit_is_always_noticed(random: u64, place in 0usize..16, add in 1u32..10) {
            let code = QueryCode::from_random(random);
            let wrong: String = code.digits().chars().enumerate().map(|(i, c)| {
                let digit = c.to_digit(10).unwrap();
                char::from_digit(if i == place { (digit + add) % 10 } else { digit }, 10).unwrap()
            }).collect();
            prop_assert_eq!(QueryCode::parse(&wrong), Err(QueryCodeError::CheckDigit));
        }

        #[test]
        fn no_typed_text_panics(text: String) {
            let _ = QueryCode::parse(&text);
        }
    }

    #[test]
    fn words_say_what_is_wrong() {
        assert_eq!(QueryCode::parse("1234"), Err(QueryCodeError::Length));
        assert_eq!(QueryCode::parse("12ab"), Err(QueryCodeError::NotDigits));
    }

    #[test]
    fn the_code_is_not_printed_by_debug() {
        assert_eq!(format!("{:?}", QueryCode::from_random(7)), "QueryCode(…)");
    }
}
