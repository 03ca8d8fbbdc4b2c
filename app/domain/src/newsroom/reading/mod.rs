//! How hard a text is to read (看得懂吗), as a traffic light with what costs it.
//!
//! Measured are the characters outside the 1,500 that somebody with basic schooling knows, and how long
//! the sentences are. It advises and never blocks: only readers can tell.

mod literacy;
mod measure;

#[cfg(test)]
mod tests;

use serde::Serialize;

pub use literacy::{Beginning, Literacy, LiteracyError, Term, TermFile};
pub use measure::{measure, sentences};

use super::Place;

/// Why a text has no light.
pub const UNMEASURED: &str = "这种文字不测易读程度";

/// A text's light and what it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reading {
    pub light: Light,
    /// Chinese characters there are, those of names of laws left out.
    pub characters: usize,
    /// Characters a reader with basic schooling may not know, the most frequent first.
    pub rare: Vec<Rare>,
    pub sentences: usize,
    /// Sentences longer than readers hold in mind, the longest first.
    pub long: Vec<Long>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Light {
    Green,
    Amber,
    Red,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rare {
    pub character: char,
    pub places: Vec<Place>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Long {
    #[serde(flatten)]
    pub place: Place,
    /// Characters and digits between two stops.
    pub length: usize,
    pub text: String,
}

/// Where one colour ends and the next begins.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Rare characters in a thousand up to which the light is green, then amber.
    pub rare: [usize; 2],
    /// Characters a sentence may have without being counted as long.
    pub sentence: usize,
    /// Long sentences in a hundred up to which the light is green, then amber.
    pub long: [usize; 2],
}

impl Default for Limits {
    /// Green: at most 2 % of the characters, sentences of at most 25.
    fn default() -> Self {
        Self { rare: [20, 50], sentence: 25, long: [5, 20] }
    }
}

impl Reading {
    /// Rare characters in a thousand, rounded up.
    #[must_use]
    pub fn rare_permille(&self) -> usize {
        let rare: usize = self.rare.iter().map(|rare| rare.places.len()).sum();
        (rare * 1000).div_ceil(self.characters.max(1))
    }

    /// Long sentences in a hundred, rounded up.
    #[must_use]
    pub fn long_percent(&self) -> usize {
        (self.long.len() * 100).div_ceil(self.sentences.max(1))
    }
}

impl Light {
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Green => "绿",
            Self::Amber => "黄",
            Self::Red => "红",
        }
    }
}
