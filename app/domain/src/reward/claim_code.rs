//! The code a reporter claims a reward with: 23 random characters and a check character.

use std::fmt;

use crate::text;

/// Digits and capitals nobody mixes up: without 0, 1, I, L and O. A prime number of them, so that
/// the check character notices every wrong character and every swap.
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
/// Characters that find the claim.
const SELECTOR: usize = 6;
/// Random characters all together; the 17 behind the selector hold 84 bits.
const RANDOM: usize = 23;
const LENGTH: usize = RANDOM + 1;

/// A claim code (领奖码) whose check character is right.
#[derive(Clone, PartialEq, Eq)]
pub struct ClaimCode(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClaimCodeError {
    #[error("领奖码是 24 位字母和数字，请再数一数")]
    Length,
    #[error("领奖码里没有这样的字符；没有 0、1、I、L、O")]
    Character,
    #[error("领奖码有一位不对，请照回执再核对一遍")]
    Check,
}

impl ClaimCode {
    /// Makes a code of 128 random bits.
    #[must_use]
    pub fn from_random(mut random: u128) -> Self {
        let mut code = String::with_capacity(LENGTH);
        for _ in 0..RANDOM {
            let place = usize::try_from(random % 31).unwrap_or_default();
            code.push(char::from(ALPHABET.get(place).copied().unwrap_or(b'2')));
            random /= 31;
        }
        code.push(check(&code));
        Self(code)
    }

    /// Reads what a person typed: blanks, dashes, small letters and full-width forms are fine.
    ///
    /// # Errors
    /// What is wrong, from the typed characters alone.
    pub fn parse(typed: &str) -> Result<Self, ClaimCodeError> {
        let code: String = text::clean(typed)
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '—' | '–' | '·'))
            .map(|c| c.to_ascii_uppercase())
            .collect();
        if code.chars().count() != LENGTH {
            return Err(ClaimCodeError::Length);
        }
        if code.chars().any(|c| value(c).is_none()) {
            return Err(ClaimCodeError::Character);
        }
        let (head, last) = (code.get(..RANDOM).unwrap_or_default(), code.chars().last());
        if last == Some(check(head)) { Ok(Self(code)) } else { Err(ClaimCodeError::Check) }
    }

    /// Finds the claim; tells nothing about the rest.
    #[must_use]
    pub fn selector(&self) -> &str {
        self.0.get(..SELECTOR).unwrap_or_default()
    }

    /// What is slow-hashed.
    #[must_use]
    pub fn secret(&self) -> &str {
        self.0.get(SELECTOR..).unwrap_or_default()
    }

    /// Six groups of four, as printed.
    #[must_use]
    pub fn groups(&self) -> Vec<&str> {
        (0..6).filter_map(|group| self.0.get(group * 4..group * 4 + 4)).collect()
    }
}

impl fmt::Display for ClaimCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.groups().join("-"))
    }
}

// The code opens a claim, so it must not slip into a log through `{:?}`.
impl fmt::Debug for ClaimCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClaimCode(…)")
    }
}

/// The sum of each character's value times its place, modulo the prime 31.
fn check(head: &str) -> char {
    let sum = head.chars().zip(1..).fold(0_usize, |sum, (c, place)| sum + value(c).unwrap_or_default() * place);
    char::from(ALPHABET.get(sum % 31).copied().unwrap_or(b'2'))
}

fn value(c: char) -> Option<usize> {
    ALPHABET.iter().position(|letter| char::from(*letter) == c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_made_code_reads_back_however_it_is_written(random: u128) {
            let code = ClaimCode::from_random(random);
            prop_assert_eq!(ClaimCode::parse(&code.to_string()).unwrap(), code.clone());
            prop_assert_eq!(ClaimCode::parse(&code.groups().join(" ").to_lowercase()).unwrap(), code);
        }

        #[test]
        fn one_wrong_character_and_one_swap_are_noticed(random: u128, place in 0_usize..23, add in 1_usize..31) {
            let code = ClaimCode::from_random(random).0;
            let mut wrong: Vec<char> = code.chars().collect();
            wrong[place] = char::from(ALPHABET[(value(wrong[place]).unwrap() + add) % 31]);
            prop_assert_eq!(ClaimCode::parse(&wrong.iter().collect::<String>()), Err(ClaimCodeError::Check));
            let mut swapped: Vec<char> = code.chars().collect();
            swapped.swap(place, (place + 1) % 23);
            let swapped: String = swapped.iter().collect();
            prop_assert!(swapped == code || ClaimCode::parse(&swapped) == Err(ClaimCodeError::Check));
        }

        #[test]
        fn no_typed_text_panics(text: String) {
            let _ = ClaimCode::parse(&text);
        }
    }

    #[test]
    fn the_secret_part_alone_holds_eighty_bits_and_is_not_printed_by_debug() {
        let code = ClaimCode::from_random(u128::MAX);
        assert_eq!((code.selector().len(), code.secret().len()), (6, 18));
        assert!(17.0 * 31_f64.log2() > 80.0);
        assert_eq!(format!("{code:?}"), "ClaimCode(…)");
    }

    #[test]
    fn words_say_what_is_wrong() {
        assert_eq!(ClaimCode::parse("ABCD"), Err(ClaimCodeError::Length));
        assert_eq!(ClaimCode::parse("0BCD-0000-0000-0000-0000-0000"), Err(ClaimCodeError::Character));
    }
}
