//! Chinese words: what a text is found by.

use std::sync::OnceLock;

use jieba_rs::Jieba;

/// Words of our field that the general dictionary splits or lacks.
const DRUG_WORDS: &str = include_str!("../../../content/words/drugs.txt");

/// The words of a text in their order, parted by spaces: what an index stores, and what a query is
/// turned into. Long words also give the shorter words inside them, so that 处方药 is found by 处方.
///
/// The first call loads the dictionary (about 33 MB and a quarter of a second), so nothing pays for
/// it before somebody searches or submits.
#[must_use]
pub fn tokens(text: &str) -> String {
    static JIEBA: OnceLock<Jieba> = OnceLock::new();
    let text = text.to_lowercase();
    let words = JIEBA.get_or_init(dictionary).cut_for_search(&text, false);
    words.iter().map(|token| token.word).filter(|word| is_word(word)).collect::<Vec<_>>().join(" ")
}

fn dictionary() -> Jieba {
    let mut jieba = Jieba::new();
    for word in DRUG_WORDS.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        jieba.add_word(word, None, None);
    }
    jieba
}

/// Punctuation and spaces are nothing to find anything by.
fn is_word(token: &str) -> bool {
    token.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_our_field_stay_whole() {
        for (text, word) in
            [("有人卖劣药和假药", "劣药"), ("店里卖美瞳", "美瞳"), ("头孢配酒", "头孢"), ("“消字号”药膏", "消字号")]
        {
            assert!(tokens(text).split(' ').any(|token| token == word), "{word} in {}", tokens(text));
        }
    }

    #[test]
    fn a_long_word_gives_the_short_ones_inside() {
        assert_eq!(tokens("处方药！"), "处方 方药 处方药");
    }

    #[test]
    fn letters_are_folded_and_punctuation_is_dropped() {
        assert_eq!(tokens("OTC，12315。"), "otc 12315");
    }
}
