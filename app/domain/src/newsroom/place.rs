use serde::{Deserialize, Serialize};

/// Where something stands in a text, both counted from 1; the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    pub line: usize,
    pub column: usize,
}

impl Place {
    /// The place of a byte of a text whose first character stands at `self`.
    #[must_use]
    pub fn after(self, text: &str, byte: usize) -> Self {
        let before = text.get(..byte).unwrap_or(text);
        match before.rsplit_once('\n') {
            None => Self { line: self.line, column: self.column + before.chars().count() },
            Some((lines, last)) => {
                Self { line: self.line + 1 + lines.matches('\n').count(), column: 1 + last.chars().count() }
            }
        }
    }

    #[must_use]
    pub fn start() -> Self {
        Self { line: 1, column: 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_in_characters_and_begin_anew_on_each_line() {
        let text = "甲乙\n丙丁";
        let at = |byte| Place::start().after(text, byte);
        assert_eq!(at(3), Place { line: 1, column: 2 });
        assert_eq!(at(10), Place { line: 2, column: 2 });
    }
}
