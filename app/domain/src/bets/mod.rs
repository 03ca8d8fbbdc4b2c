//! 搜索首选 of a site: what stands before everything else that a search finds, by the words people search for.

mod change;
mod goal;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

pub use change::Change;
pub use goal::{Goal, NoGoal};

pub const WORDS_MOST: usize = 20;
pub const WORD_MOST: usize = 30;
/// More would push what else is found off a phone's first screen.
pub const GOALS_MOST: usize = 5;
pub const BETS_MOST: usize = 300;

/// Words, and what comes first for whoever searches for one of them, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bet {
    pub words: Vec<String>,
    pub to: Vec<Goal>,
}

/// All of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Bets {
    pub all: Vec<Bet>,
}

impl Bet {
    /// Whether it is about words somebody searches for.
    #[must_use]
    pub fn answers(&self, query: &str) -> bool {
        self.words.iter().any(|word| folded(word) == folded(query))
    }

    /// As a list of them names it.
    #[must_use]
    pub fn name(&self) -> &str {
        self.words.first().map_or("", String::as_str)
    }
}

impl Bets {
    /// What comes first, by words as [`folded`] writes them.
    #[must_use]
    pub fn by_words(&self) -> HashMap<String, Vec<Goal>> {
        let of = |bet: &Bet| bet.words.iter().map(|word| (folded(word), bet.to.clone())).collect::<Vec<_>>();
        self.all.iter().flat_map(of).collect()
    }

    /// Those that still lead somewhere, with what `stands` of theirs.
    #[must_use]
    pub fn leading(&self, stands: impl Fn(&Goal) -> bool) -> Self {
        let kept =
            |bet: &Bet| Bet { words: bet.words.clone(), to: bet.to.iter().filter(|to| stands(to)).cloned().collect() };
        Self { all: self.all.iter().map(kept).filter(|bet| !bet.to.is_empty()).collect() }
    }
}

/// Words as searches are compared with them: blanks and capitals say nothing.
#[must_use]
pub fn folded(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase()
}
