//! Finds texts by words. Small and in memory: a county has hundreds of texts, not millions.

use std::collections::{BTreeMap, HashMap};

use super::words;

/// A part of a document and how much a word in it counts.
pub struct Field {
    pub weight: f32,
    pub text: String,
}

#[derive(Default)]
pub struct Index {
    /// Word → document → weight of all its occurrences.
    postings: BTreeMap<String, HashMap<usize, f32>>,
    /// The whole text of each document, for queries no word matches.
    texts: Vec<String>,
}

impl Index {
    /// Documents are numbered in the order given.
    pub fn build(documents: impl Iterator<Item = Vec<Field>>) -> Self {
        let mut index = Self::default();
        for (number, fields) in documents.enumerate() {
            let mut whole = String::new();
            for field in fields {
                for word in words::tokens(&field.text).split_whitespace() {
                    let documents = index.postings.entry(word.to_owned()).or_default();
                    *documents.entry(number).or_default() += field.weight;
                }
                whole.push_str(&field.text.to_lowercase());
                whole.push('\n');
            }
            index.texts.push(whole);
        }
        index
    }

    /// Documents that hold every word of the query, its last word being perhaps unfinished; best
    /// first, then in their own order. Where no document does, those that hold the query as typed.
    pub fn find(&self, query: &str) -> Vec<usize> {
        let tokens = words::tokens(query);
        let mut words: Vec<&str> = tokens.split_whitespace().collect();
        let last = words.pop();
        let mut scores: Option<HashMap<usize, f32>> = None;
        for word in words {
            narrow(&mut scores, self.whole_word(word));
        }
        if let Some(last) = last {
            narrow(&mut scores, self.begun_word(last));
        }
        match scores {
            Some(scores) if !scores.is_empty() => ranked(scores),
            _ => self.holding(query.trim()),
        }
    }

    /// Whether some document surely is about the query: single characters that stand anywhere in it are
    /// what is left of a word written wrong.
    pub fn holds(&self, query: &str) -> bool {
        let a_word = words::tokens(query).split_whitespace().any(|word| word.chars().count() > 1);
        if a_word { !self.find(query).is_empty() } else { !self.holding(query.trim()).is_empty() }
    }

    fn whole_word(&self, word: &str) -> HashMap<usize, f32> {
        self.postings.get(word).map(|documents| self.scored(documents)).unwrap_or_default()
    }

    fn begun_word(&self, beginning: &str) -> HashMap<usize, f32> {
        let mut all = HashMap::new();
        let begun = self.postings.range(beginning.to_owned()..).take_while(|(word, _)| word.starts_with(beginning));
        for (_, documents) in begun {
            for (document, score) in self.scored(documents) {
                *all.entry(document).or_default() += score;
            }
        }
        all
    }

    /// A word that few documents hold says more than one that all hold.
    fn scored(&self, documents: &HashMap<usize, f32>) -> HashMap<usize, f32> {
        let rarity = (1.0 + count(self.texts.len()) / count(documents.len())).ln();
        documents.iter().map(|(document, weight)| (*document, weight.sqrt() * rarity)).collect()
    }

    fn holding(&self, typed: &str) -> Vec<usize> {
        let typed = typed.to_lowercase();
        if typed.is_empty() {
            return Vec::new();
        }
        (0..self.texts.len())
            .filter(|number| self.texts.get(*number).is_some_and(|text| text.contains(&typed)))
            .collect()
    }
}

fn narrow(scores: &mut Option<HashMap<usize, f32>>, found: HashMap<usize, f32>) {
    *scores = Some(match scores.take() {
        None => found,
        Some(kept) => {
            kept.into_iter().filter_map(|(document, score)| Some((document, score + found.get(&document)?))).collect()
        }
    });
}

fn ranked(scores: HashMap<usize, f32>) -> Vec<usize> {
    let mut ranked: Vec<(usize, f32)> = scores.into_iter().collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked.into_iter().map(|(document, _)| document).collect()
}

fn count(number: usize) -> f32 {
    f32::from(u16::try_from(number).unwrap_or(u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(documents: &[(&str, &str)]) -> Index {
        Index::build(documents.iter().map(|(title, body)| {
            vec![Field { weight: 8.0, text: (*title).to_owned() }, Field { weight: 1.0, text: (*body).to_owned() }]
        }))
    }

    #[test]
    fn two_character_words_are_found_wherever_they_stand() {
        let index = index(&[("药酒", "喝了头孢不要喝酒"), ("没效果就是假药吗", "要查过"), ("感冒了", "多喝水")]);
        assert_eq!(index.find("头孢"), [0]);
        assert_eq!(index.find("假药"), [1]);
        assert_eq!(index.find("感冒"), [2]);
    }

    #[test]
    fn all_words_are_required() {
        let index = index(&[("处方药", "网上买"), ("处方药", "药店买")]);
        assert_eq!(index.find("处方药 网上"), [0]);
    }

    #[test]
    fn the_last_word_may_be_unfinished() {
        assert_eq!(index(&[("抗生素", ""), ("血压计", "")]).find("抗"), [0]);
    }

    #[test]
    fn a_title_counts_more_than_a_body() {
        assert_eq!(index(&[("药盒", "有效期"), ("有效期", "药盒上看")]).find("有效期"), [1, 0]);
    }

    #[test]
    fn scattered_characters_are_no_sure_find() {
        let index = index(&[("过期药", "吃过，其中，其，药酒")]);
        assert!(index.holds("过期药") && index.holds("药"));
        assert!(!index.find("过其药").is_empty() && !index.holds("过其药"));
    }

    #[test]
    fn what_no_word_matches_is_looked_for_as_typed() {
        // Cut into words, the query is 药剩 + 下: no document has them, yet one holds the letters.
        let index = index(&[("旧药", "家里的药剩下很多")]);
        assert_eq!(index.find("的药剩"), [0]);
        assert!(index.find("！？").is_empty());
        assert!(index.find("挂号").is_empty());
    }
}
