use std::collections::BTreeMap;

/// Something odd about a number. Never more than that: old numbers look odd too, and people miscopy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Only the words stand there, no digits.
    NoDigits,
    /// `wanted` says how many there should be: `8`, `8或9`.
    Digits {
        wanted: &'static str,
        found: usize,
    },
    /// A sign was read as another that looks like it.
    LookAlike {
        typed: char,
        read: char,
    },
    MissingLetter,
    UnknownLetter(char),
    /// Signs behind the end of the number.
    Extra(char),
    FutureYear(i16),
    EarlyYear(i16),
    /// The two digits that should say who approved it first.
    UnknownSource(String),
    UnknownProvince(String),
    /// The digit of the management class is none of 1 to 3.
    Class(char),
    /// A class that another authority registers.
    Authority,
    CheckDigit,
    /// A way of writing that has been replaced.
    OldStyle,
}

impl Fault {
    /// Names under which `content/words/numbers.toml` holds the words.
    pub const KEYS: [&str; 14] = [
        "no-digits",
        "digits",
        "look-alike",
        "missing-letter",
        "unknown-letter",
        "extra",
        "future-year",
        "early-year",
        "unknown-source",
        "unknown-province",
        "class",
        "authority",
        "check-digit",
        "old-style",
    ];

    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::NoDigits => "no-digits",
            Self::Digits { .. } => "digits",
            Self::LookAlike { .. } => "look-alike",
            Self::MissingLetter => "missing-letter",
            Self::UnknownLetter(_) => "unknown-letter",
            Self::Extra(_) => "extra",
            Self::FutureYear(_) => "future-year",
            Self::EarlyYear(_) => "early-year",
            Self::UnknownSource(_) => "unknown-source",
            Self::UnknownProvince(_) => "unknown-province",
            Self::Class(_) => "class",
            Self::Authority => "authority",
            Self::CheckDigit => "check-digit",
            Self::OldStyle => "old-style",
        }
    }

    /// In the words that stand under its key; `content/` has them for every key.
    #[must_use]
    pub fn said(&self, words: &BTreeMap<String, String>) -> String {
        words.get(self.key()).map(|words| self.fill(words)).unwrap_or_default()
    }

    /// The words with what is odd put in the places `{wanted}`, `{found}` and `{read}`.
    #[must_use]
    pub fn fill(&self, words: &str) -> String {
        let (wanted, found, read) = match self {
            Self::Digits { wanted, found } => ((*wanted).to_owned(), found.to_string(), String::new()),
            Self::LookAlike { typed, read } => (String::new(), typed.to_string(), read.to_string()),
            Self::UnknownLetter(sign) | Self::Extra(sign) | Self::Class(sign) => {
                (String::new(), sign.to_string(), String::new())
            }
            Self::FutureYear(year) | Self::EarlyYear(year) => (String::new(), year.to_string(), String::new()),
            Self::UnknownSource(digits) | Self::UnknownProvince(digits) => {
                (String::new(), digits.clone(), String::new())
            }
            Self::NoDigits | Self::MissingLetter | Self::Authority | Self::CheckDigit | Self::OldStyle => {
                (String::new(), String::new(), String::new())
            }
        };
        words.replace("{wanted}", &wanted).replace("{found}", &found).replace("{read}", &read)
    }
}
