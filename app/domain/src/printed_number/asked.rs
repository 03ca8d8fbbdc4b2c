//! What somebody typed or a camera read, before it is looked at: the same on the server and on the phone.

use crate::text;

/// Longest text that is looked at, in characters: a box's side, not a leaflet.
const LONGEST: usize = 500;

/// Barcode readers put it between the parts of a code.
const GROUP_SEPARATOR: char = '\u{1d}';

/// Why a text is not looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub why: String,
    /// What is shown again, to be mended.
    pub shown: String,
}

/// As it is looked at and shown again.
#[must_use]
pub fn cleaned(asked: &str) -> String {
    text::clean(&asked.replace(GROUP_SEPARATOR, " ").replace("\r\n", "\n"))
}

/// `cleaned` is what [`cleaned`] left of it.
#[must_use]
pub fn refusal(cleaned: &str) -> Option<Refused> {
    let shown = || text::without_forbidden(cleaned).chars().take(LONGEST).collect();
    if text::forbidden(cleaned).is_some() {
        let why = "里面有看不见的控制字符，已替您去掉，请看一遍再查".to_owned();
        return Some(Refused { why, shown: shown() });
    }
    let length = text::length(cleaned);
    let over = length.checked_sub(LONGEST).filter(|over| *over > 0)?;
    let why = format!("最多 {LONGEST} 个字，现在 {length} 个字，请删掉 {over} 个字，只留号码");
    Some(Refused { why, shown: shown() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_scanned_code_stay_apart() {
        assert_eq!(cleaned("0106901234567892\u{1d}10A1\r\n"), "0106901234567892 10A1");
    }

    #[test]
    fn what_cannot_be_looked_at_comes_back_to_be_mended() {
        assert_eq!(refusal("国药准字H20013001"), None);
        assert_eq!(refusal("药\u{202e}店").unwrap().shown, "药店");
        let long = refusal(&"药".repeat(LONGEST + 2)).unwrap();
        assert!(long.why.contains("请删掉 2 个字"), "{}", long.why);
        assert_eq!(long.shown.chars().count(), LONGEST);
    }
}
