//! What the search knows besides the texts: drug names and what staff put first.
//! `words/drug-names.toml`, `words/best-bets.toml`.

use std::collections::HashMap;

use serde::Deserialize;
use typeset::Fault;

use super::front_matter::line_of;
use super::shelf::Shelf;
use super::toml_file;

const NAMES: &str = "words/drug-names.toml";
const BETS: &str = "words/best-bets.toml";

#[derive(Clone, Debug, Default)]
pub struct SearchWords {
    pub drugs: Vec<DrugName>,
    /// Query → name of the article that comes first for it.
    bets: HashMap<String, String>,
}

/// A drug by all its names.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrugName {
    /// 通用名, the name our texts use.
    pub generic: String,
    /// 商品名
    #[serde(default)]
    pub brands: Vec<String>,
    /// What people call it.
    #[serde(default)]
    pub said: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NameFile {
    drug: Vec<DrugName>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BetFile {
    #[serde(default)]
    bet: Vec<Bet>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bet {
    words: Vec<String>,
    article: String,
}

impl SearchWords {
    /// The article staff put first for a query.
    pub fn bet(&self, query: &str) -> Option<&str> {
        self.bets.get(&folded(query)).map(String::as_str)
    }
}

/// Reads both files.
///
/// # Errors
/// Everything wrong with them, each with file and line.
pub fn search_words(shelf: &Shelf) -> Result<SearchWords, Vec<Fault>> {
    let names = shelf.text_or_built_in(NAMES).map_err(|fault| vec![fault])?;
    let drugs = toml_file::parse::<NameFile>(&names.label, &names.text, 1).map_err(|fault| vec![fault])?.drug;
    if shelf.bytes(BETS).is_none() {
        return Ok(SearchWords { drugs, ..SearchWords::default() });
    }
    let bets = shelf.text(BETS).map_err(|fault| vec![fault])?;
    let read = toml_file::parse::<BetFile>(&bets.label, &bets.text, 1).map_err(|fault| vec![fault])?;
    let articles = shelf.paths("articles", "md");
    let mut faults = Vec::new();
    let mut all = HashMap::new();
    for bet in read.bet {
        let mut fault = |needle: &str, what: String| {
            faults.push(Fault::new(&bets.label, line_of(&bets.text, &format!("\"{needle}\"")), what));
        };
        if !articles.contains(&format!("articles/{}.md", bet.article)) {
            fault(&bet.article, format!("没有文章 {}", bet.article));
        }
        for words in bet.words {
            if all.insert(folded(&words), bet.article.clone()).is_some() {
                fault(&words, format!("“{words}”写了两次"));
            }
        }
    }
    if faults.is_empty() { Ok(SearchWords { drugs, bets: all }) } else { Err(faults) }
}

fn folded(query: &str) -> String {
    query.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase()
}
