//! `words/best-bets.toml`: what comes first in searches as a site begins, and what is carried out of one.

use std::collections::HashSet;

use domain::bets::{Bet, Bets, Goal, folded};
use domain::newsroom::workflow::Kind;
use serde::{Deserialize, Serialize};
use typeset::Fault;

use super::front_matter::line_of;
use super::shelf::Shelf;
use super::toml_file;

/// Where it lies on a shelf.
pub const PATH: &str = "words/best-bets.toml";

#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Filed {
    #[serde(default)]
    bet: Vec<FiledBet>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct FiledBet {
    words: Vec<String>,
    /// One article by its file name, instead of `to`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    article: Option<String>,
    /// `article/expired-medicine`, `take-back`
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    to: Vec<String>,
}

/// Nothing where a folder has no such file.
///
/// # Errors
/// Everything wrong with it, each with file and line.
pub fn read(shelf: &Shelf) -> Result<Bets, Vec<Fault>> {
    if shelf.bytes(PATH).is_none() {
        return Ok(Bets::default());
    }
    let file = shelf.text(PATH).map_err(|fault| vec![fault])?;
    let filed = toml_file::parse::<Filed>(&file.label, &file.text, 1).map_err(|fault| vec![fault])?.bet;
    let mut faults = Vec::new();
    let mut fault = |needle: &str, what: String| {
        faults.push(Fault::new(&file.label, line_of(&file.text, &format!("\"{needle}\"")), what));
    };
    let mut known = HashSet::new();
    let mut all = Vec::new();
    for bet in filed {
        for words in bet.words.iter().filter(|words| !known.insert(folded(words))) {
            fault(words, format!("“{words}”写了两次"));
        }
        if bet.words.is_empty() || bet.article.is_some() != bet.to.is_empty() {
            fault(bet.words.first().map_or("", String::as_str), "words 要有，article、to 写一个".to_owned());
        }
        let article = bet.article.map(|slug| (slug.clone(), Ok(Goal::Text { kind: Kind::Article, slug })));
        let others = bet.to.into_iter().map(|address| (address.clone(), Goal::at(&address)));
        let mut to = Vec::new();
        for (written, goal) in article.into_iter().chain(others) {
            match goal {
                Ok(goal) if has(shelf, &goal) => to.push(goal),
                Ok(goal) => fault(&written, format!("没有 {}", goal.path())),
                Err(none) => fault(&written, none.to_string()),
            }
        }
        all.push(Bet { words: bet.words, to });
    }
    if faults.is_empty() { Ok(Bets { all }) } else { Err(faults) }
}

/// The file that says what comes first now.
///
/// # Errors
/// When TOML cannot say it.
pub fn written(bets: &Bets) -> Result<String, toml::ser::Error> {
    let filed =
        |bet: &Bet| FiledBet { words: bet.words.clone(), article: None, to: bet.to.iter().map(Goal::path).collect() };
    toml::to_string(&Filed { bet: bets.all.iter().map(filed).collect() })
}

fn has(shelf: &Shelf, goal: &Goal) -> bool {
    match goal {
        Goal::Page(_) => true,
        Goal::Text { kind, slug } => {
            let folder = kind.folder();
            shelf.paths(folder, "md").contains(&format!("{folder}/{slug}.md"))
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::columns::BuiltIn;

    use super::*;

    #[test]
    fn what_is_carried_out_comes_in_as_it_was() {
        let mut bets = read(&Shelf::BuiltIn).unwrap_or_else(|faults| panic!("{faults:?}"));
        assert!(!bets.all.is_empty());
        bets.all[0].to.push(Goal::Page(BuiltIn::TakeBack));
        let folder = std::env::temp_dir().join(format!("yaoan-bets-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("words")).unwrap();
        std::fs::create_dir_all(folder.join("articles")).unwrap();
        for goal in bets.all.iter().flat_map(|bet| &bet.to) {
            let Goal::Text { slug, .. } = goal else { continue };
            std::fs::write(folder.join(format!("articles/{slug}.md")), "").unwrap();
        }
        std::fs::write(folder.join(PATH), written(&bets).unwrap()).unwrap();
        let again = read(&Shelf::Folder(folder.clone())).unwrap_or_else(|faults| panic!("{faults:?}"));
        std::fs::remove_dir_all(folder).unwrap();
        assert_eq!(again, bets);
    }
}
