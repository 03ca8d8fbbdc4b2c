//! The words of the field a text uses, with what they mean.

use domain::newsroom::reading::{Beginning, Literacy, Term};

/// In the order they first stand in the text, but for those everybody knows. A name of a law is read for no word in it.
#[must_use]
pub fn glossary<'a>(text: &str, literacy: &'a Literacy) -> Vec<&'a Term> {
    let text: Vec<char> = text.chars().collect();
    let mut found: Vec<&Term> = Vec::new();
    let mut at = 0;
    while let Some((beginning, length)) = text.get(at..).and_then(|rest| literacy.beginning(rest)) {
        at += length;
        match beginning {
            Beginning::Term(term) if !term.known && !found.contains(&term) => found.push(term),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(word: &str, known: bool) -> Term {
        Term { word: word.into(), plain: format!("{word}的意思"), known }
    }

    #[test]
    fn the_longest_word_counts_once_where_it_first_stands() {
        let terms = vec![term("处方药", false), term("非处方药", false), term("医生", true), term("药品", false)];
        let literacy = Literacy::parse("", terms).unwrap();
        let words = |text| glossary(text, &literacy).into_iter().map(|term| term.word.as_str()).collect::<Vec<_>>();
        assert_eq!(words("买非处方药，问医生。非处方药也是药。"), ["非处方药"]);
        assert_eq!(words("处方药要医生开，非处方药不用"), ["处方药", "非处方药"]);
        assert!(words("依《药品管理法》").is_empty());
        assert_eq!(words("《没有写完的药品"), ["药品"]);
        assert!(words("没有要讲的，问医生").is_empty());
    }
}
