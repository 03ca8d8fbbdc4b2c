//! Words, cut into tokens elsewhere, as both databases are fed and asked with.

use domain::region::RegionCode;

use crate::db::{Db, Tx};
use crate::error::StorageError;
use crate::facets;
use crate::matters::MatterRow;
use crate::tally::Sort;

/// More words than this in one question narrow nothing down any further.
const ASKED_AT_MOST: usize = 12;

/// Longer runs are no words, and PostgreSQL takes no lexeme over 2046 bytes.
const LETTERS_AT_MOST: usize = 64;

/// What is asked: words that must be there, the last one as the beginning of a word.
pub(crate) struct Asked {
    /// Of each list one must be there as well.
    facets: Vec<Vec<String>>,
    words: Vec<String>,
}

impl Asked {
    /// `None` where the text holds no word at all.
    pub(crate) fn new(text: &str, facets: Vec<Vec<String>>) -> Option<Self> {
        let mut words = tokens(text);
        words.truncate(ASKED_AT_MOST);
        (!words.is_empty()).then_some(Self { facets, words })
    }

    /// As FTS5 takes it.
    pub(crate) fn fts5(&self) -> String {
        self.joined('"', " AND ", " OR ", " *")
    }

    /// As PostgreSQL's `tsquery` takes it.
    pub(crate) fn tsquery(&self) -> String {
        self.joined('\'', " & ", " | ", ":*")
    }

    fn joined(&self, quote: char, and: &str, or: &str, prefix: &str) -> String {
        let quoted = |word: &String| format!("{quote}{word}{quote}");
        let one_of = |words: &Vec<String>| format!("({})", words.iter().map(quoted).collect::<Vec<_>>().join(or));
        let all: Vec<String> = self.facets.iter().map(one_of).chain(self.words.iter().map(quoted)).collect();
        all.join(and) + prefix
    }
}

/// A number of 12315's, which is no word: twelve digits and more.
pub(crate) fn registration_no(text: &str) -> Option<String> {
    let digits = text.trim();
    let fits = digits.len() >= 12 && digits.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| digits.to_owned())
}

pub(crate) async fn insert(
    tx: &mut Tx,
    seq: i64,
    text: &str,
    region: &RegionCode,
    sort: &Sort,
) -> Result<(), StorageError> {
    let mut words = tokens(text);
    words.sort_unstable();
    words.dedup();
    let facets = [facets::of_place(region), facets::of_sort(sort)].concat();
    match tx {
        Db::Sqlite(tx) => {
            sqlx::query("INSERT INTO matter_search (rowid, words, facets) VALUES ($1, $2, $3)")
                .bind(seq)
                .bind(words.join(" "))
                .bind(facets.join(" "))
                .execute(&mut **tx)
                .await?;
        }
        Db::Postgres(tx) => {
            words.extend(facets);
            sqlx::query("INSERT INTO matter_search (seq, words) VALUES ($1, array_to_tsvector($2))")
                .bind(seq)
                .bind(words)
                .execute(&mut **tx)
                .await?;
        }
    }
    Ok(())
}

/// Notes that a matter is of another sort now.
pub(crate) async fn move_to(tx: &mut Tx, matter: &MatterRow, old: &Sort, new: &Sort) -> Result<(), StorageError> {
    match tx {
        Db::Sqlite(tx) => {
            sqlx::query("UPDATE matter_search SET facets = $2 WHERE rowid = (SELECT seq FROM matter WHERE id = $1)")
                .bind(matter.id.to_string())
                .bind([facets::of_place(&matter.facts.region), facets::of_sort(new)].concat().join(" "))
                .execute(&mut **tx)
                .await?;
        }
        Db::Postgres(tx) => {
            sqlx::query(
                "UPDATE matter_search SET words = ts_delete(words, $2) || array_to_tsvector($3)
                 WHERE seq = (SELECT seq FROM matter WHERE id = $1)",
            )
            .bind(matter.id.to_string())
            .bind(facets::of_sort(old))
            .bind(facets::of_sort(new))
            .execute(&mut **tx)
            .await?;
        }
    }
    Ok(())
}

/// The tokens as both databases keep them: lower case, letters and digits only, so that neither
/// database's own idea of a word has a say.
fn tokens(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|token| !token.is_empty())
        .map(|token| token.to_lowercase().chars().filter(|c| c.is_alphanumeric()).take(LETTERS_AT_MOST).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_operators_never_reach_the_database() {
        let asked = |text: &str| Asked::new(text, Vec::new());
        let words = asked("假药 \"OR\" near(x)").unwrap();
        assert_eq!(words.fts5(), "\"假药\" AND \"or\" AND \"near\" AND \"x\" *");
        assert_eq!(asked("头孢 '|!").unwrap().tsquery(), "'头孢':*");
        assert!(asked(" ?! \u{e000}").is_none());
    }

    #[test]
    fn of_each_list_of_facets_one_is_asked_for() {
        let facets = vec![vec!["k".to_owned()], vec!["t1".to_owned(), "t2".to_owned()]];
        let asked = Asked::new("假药", facets).unwrap();
        assert_eq!(asked.fts5(), "(\"k\") AND (\"t1\" OR \"t2\") AND \"假药\" *");
        assert_eq!(asked.tsquery(), "('k') & ('t1' | 't2') & '假药':*");
    }
}
