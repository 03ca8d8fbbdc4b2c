//! Words, cut into tokens elsewhere, as both databases are fed and asked with.

use crate::db::{Db, Tx};
use crate::error::StorageError;

/// More words than this in one question narrow nothing down any further.
const ASKED_AT_MOST: usize = 12;

/// Longer runs are no words, and PostgreSQL takes no lexeme over 2046 bytes.
const LETTERS_AT_MOST: usize = 64;

/// The tokens as both databases keep them: lower case, letters and digits only, so that neither
/// database's own idea of a word has a say.
pub(crate) fn tokens(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|token| !token.is_empty())
        .map(|token| {
            token
                .to_lowercase()
                .chars()
                .filter(|c| c.is_alphanumeric())
                .take(LETTERS_AT_MOST)
                .collect()
        })
        .collect()
}

/// FTS5: every token must be there, the last one as the beginning of a word. `None` without tokens.
pub(crate) fn fts5_question(text: &str) -> Option<String> {
    question(text, |token| format!("\"{token}\""), " AND ", " *")
}

/// The same for a `tsquery`.
pub(crate) fn tsquery(text: &str) -> Option<String> {
    question(text, |token| format!("'{token}'"), " & ", ":*")
}

/// A number of 12315's, which is no word: twelve digits and more.
pub(crate) fn registration_no(text: &str) -> Option<String> {
    let digits = text.trim();
    let fits = digits.len() >= 12 && digits.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| digits.to_owned())
}

fn question(text: &str, quoted: fn(&String) -> String, and: &str, prefix: &str) -> Option<String> {
    let mut tokens = tokens(text);
    tokens.truncate(ASKED_AT_MOST);
    let asked: Vec<String> = tokens.iter().map(quoted).collect();
    (!asked.is_empty()).then(|| asked.join(and) + prefix)
}

pub(crate) async fn insert(tx: &mut Tx, seq: i64, text: &str) -> Result<(), StorageError> {
    let mut tokens = tokens(text);
    tokens.sort_unstable();
    tokens.dedup();
    match tx {
        Db::Sqlite(tx) => {
            sqlx::query("INSERT INTO matter_search (rowid, words) VALUES ($1, $2)")
                .bind(seq)
                .bind(tokens.join(" "))
                .execute(&mut **tx)
                .await?;
        }
        Db::Postgres(tx) => {
            sqlx::query(
                "INSERT INTO matter_search (seq, words) VALUES ($1, array_to_tsvector($2))",
            )
            .bind(seq)
            .bind(tokens)
            .execute(&mut **tx)
            .await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_operators_never_reach_the_database() {
        assert_eq!(
            fts5_question("假药 \"OR\" near(x)"),
            Some("\"假药\" AND \"or\" AND \"near\" AND \"x\" *".into())
        );
        assert_eq!(tsquery("头孢 '|!"), Some("'头孢':*".into()));
        assert_eq!(fts5_question(" ?! "), None);
    }
}
