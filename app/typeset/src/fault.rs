use std::fmt;

/// Something wrong in a content file, said so that its author can mend it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    pub what: String,
}

impl Fault {
    #[must_use]
    pub fn new(file: &str, line: usize, what: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, what: what.into() }
    }

    /// For a list that names the file already.
    #[must_use]
    pub fn in_line(&self) -> String {
        format!("第 {} 行：{}", self.line, self.what)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)
    }
}

/// How many lines end before a byte.
#[must_use]
pub fn breaks_before(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count()
}
