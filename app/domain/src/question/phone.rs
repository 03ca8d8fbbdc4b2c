use super::Refused;
use crate::text;

/// A mobile or landline number: digits only, landlines with their area code.
#[derive(Clone, PartialEq, Eq)]
pub struct Phone(String);

impl Phone {
    /// Reads a number with any spaces, dashes, full-width digits or a leading +86.
    ///
    /// # Errors
    /// Says how many digits are missing or too many, since that is the usual slip.
    pub fn parse(typed: &str) -> Result<Option<Self>, Refused> {
        let cleaned = text::clean(typed);
        let compact: String =
            cleaned.chars().filter(|c| !matches!(c, ' ' | '-' | '—' | '(' | ')' | '（' | '）')).collect();
        let digits = compact.strip_prefix("+86").unwrap_or(&compact);
        if digits.is_empty() {
            return Ok(None);
        }
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Refused::new("电话号码只写数字"));
        }
        if digits.starts_with('0') {
            return landline(digits);
        }
        mobile(digits)
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

// A reporter's number must not slip into a log through `{:?}`.
impl std::fmt::Debug for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Phone(…)")
    }
}

fn landline(digits: &str) -> Result<Option<Phone>, Refused> {
    if (10..=12).contains(&digits.len()) {
        Ok(Some(Phone(digits.to_owned())))
    } else {
        Err(Refused::new("固定电话请带区号，例如 0883-1234567"))
    }
}

fn mobile(digits: &str) -> Result<Option<Phone>, Refused> {
    let length = digits.len();
    if length < 11 {
        return Err(Refused::new(format!("手机号是 11 位，少了 {} 位，请核对", 11 - length)));
    }
    if length > 11 {
        return Err(Refused::new(format!("手机号是 11 位，多了 {} 位，请核对", length - 11)));
    }
    let second = digits.chars().nth(1);
    if digits.starts_with('1') && second.is_some_and(|c| ('3'..='9').contains(&c)) {
        Ok(Some(Phone(digits.to_owned())))
    } else {
        Err(Refused::new("手机号开头不对，请核对"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_however_they_are_spaced() {
        for (typed, expected) in [
            ("139 8831 2345", "13988312345"),
            ("＋86１３９８８３１２３４５", "13988312345"),
            ("0883-3211423", "08833211423"),
        ] {
            assert_eq!(Phone::parse(typed).unwrap().unwrap().as_str(), expected, "{typed}");
        }
    }

    #[test]
    fn the_message_counts_the_missing_digits() {
        let refused = Phone::parse("1398831234").unwrap_err();
        assert_eq!(refused.0, "手机号是 11 位，少了 1 位，请核对");
        assert_eq!(Phone::parse("").unwrap(), None);
    }
}
