use std::collections::BTreeSet;

use serde::Deserialize;

/// What a reader with basic schooling knows: characters, and the words of our field that every text
/// needs and the portal explains.
#[derive(Clone, Debug)]
pub struct Literacy {
    characters: BTreeSet<char>,
    /// Longest first.
    terms: Vec<Term>,
}

/// A word of the field, with what it means in plain words. From `content/words/terms.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    pub word: String,
    pub plain: String,
    /// Nobody has to be told what it means; only its characters are not on the list.
    #[serde(default)]
    pub known: bool,
}

/// A text read from its beginning, word by word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beginning<'a> {
    /// Names of laws cannot be said otherwise, and nobody reads them for what they mean.
    LawName,
    Term(&'a Term),
    Character(char),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermFile {
    pub term: Vec<Term>,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LiteracyError {
    #[error("{0} 不是汉字")]
    NotACharacter(char),
    #[error("{0} 写了两次")]
    Twice(char),
}

impl Literacy {
    /// Reads the list of characters; lines that begin with `#` say where it comes from.
    ///
    /// # Errors
    /// With the line (counted from 1) of the first character that does not belong there.
    pub fn parse(list: &str, terms: Vec<Term>) -> Result<Self, (usize, LiteracyError)> {
        let mut characters = BTreeSet::new();
        for (index, line) in list.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            for c in line.chars().filter(|c| !c.is_whitespace()) {
                if !super::measure::is_han(c) {
                    return Err((index + 1, LiteracyError::NotACharacter(c)));
                }
                if !characters.insert(c) {
                    return Err((index + 1, LiteracyError::Twice(c)));
                }
            }
        }
        let mut terms = terms;
        terms.sort_by_key(|term| std::cmp::Reverse(term.word.chars().count()));
        Ok(Self { characters, terms })
    }

    #[must_use]
    pub fn knows(&self, c: char) -> bool {
        self.characters.contains(&c)
    }

    /// How many characters the list has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.characters.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.characters.is_empty()
    }

    /// What a text begins with, and how many characters that takes; nothing where there is none left.
    #[must_use]
    pub fn beginning(&self, text: &[char]) -> Option<(Beginning<'_>, usize)> {
        let c = *text.first()?;
        if c == '《' {
            return Some((Beginning::LawName, text.iter().position(|c| *c == '》').map_or(1, |end| end + 1)));
        }
        let term = self.term(text).map(|term| (Beginning::Term(term), term.word.chars().count().max(1)));
        Some(term.unwrap_or((Beginning::Character(c), 1)))
    }

    /// The longest term that begins a text.
    fn term(&self, text: &[char]) -> Option<&Term> {
        self.terms.iter().find(|term| {
            let mut own = term.word.chars();
            let mut there = text.iter();
            own.all(|c| there.next() == Some(&c))
        })
    }
}
