//! Finds texts by words, in memory.

use std::collections::BTreeMap;

use super::words;

/// A part of a document and how much a word in it counts.
pub struct Field {
    pub weight: f32,
    pub text: String,
}

/// Documents in the order given; their numbers are kept short, because there are many times as many.
#[derive(Default)]
pub struct Index {
    /// Word → the documents that hold it, in their order, each with the weight of all its occurrences.
    postings: BTreeMap<String, Vec<(u32, f32)>>,
    /// Two characters side by side → the documents that hold them, in their order: only texts with all
    /// pairs of a query need to be read through.
    pairs: BTreeMap<(char, char), Vec<u32>>,
    /// The whole text of each document, for queries no word matches.
    texts: Vec<String>,
}

impl Index {
    /// Documents are numbered in the order given.
    pub fn build(documents: impl Iterator<Item = Vec<Field>>) -> Self {
        let mut index = Self::default();
        for (number, fields) in (0..).zip(documents) {
            let mut whole = String::new();
            for field in fields {
                for word in words::tokens(&field.text).split_whitespace() {
                    index.add_word(word, number, field.weight);
                }
                whole.push_str(&field.text.to_lowercase());
                whole.push('\n');
            }
            index.add_pairs(&whole, number);
            index.texts.push(whole);
        }
        index
    }

    /// Documents that hold every word of the query, its last word being perhaps unfinished; best
    /// first, then in their own order. Where no document does, those that hold the query as typed.
    pub fn find(&self, query: &str) -> Vec<usize> {
        let scores = self.scores(query);
        if scores.iter().any(is_found) { ranked(scores) } else { self.holding(query.trim()).collect() }
    }

    /// Whether some document surely is about the query: single characters that stand anywhere in it are
    /// what is left of a word written wrong.
    pub fn holds(&self, query: &str) -> bool {
        let a_word = words::tokens(query).split_whitespace().any(|word| word.chars().count() > 1);
        a_word && self.scores(query).iter().any(is_found) || self.holding(query.trim()).next().is_some()
    }

    fn add_word(&mut self, word: &str, number: u32, weight: f32) {
        if !self.postings.contains_key(word) {
            self.postings.insert(word.to_owned(), Vec::new());
        }
        let Some(documents) = self.postings.get_mut(word) else { return };
        match documents.last_mut() {
            Some((last, sum)) if *last == number => *sum += weight,
            _ => documents.push((number, weight)),
        }
    }

    fn add_pairs(&mut self, whole: &str, number: u32) {
        for pair in whole.chars().zip(whole.chars().skip(1)) {
            let documents = self.pairs.entry(pair).or_default();
            if documents.last() != Some(&number) {
                documents.push(number);
            }
        }
    }

    /// What each document is worth for a query; 0 where it lacks a word.
    fn scores(&self, query: &str) -> Vec<f32> {
        let tokens = words::tokens(query);
        let mut words: Vec<&str> = tokens.split_whitespace().collect();
        let Some(last) = words.pop() else { return Vec::new() };
        let mut scores = self.begun_word(last);
        for word in words {
            let mut found = vec![0.0; self.texts.len()];
            self.add_scores(&mut found, self.postings.get(word).into_iter());
            for (score, found) in scores.iter_mut().zip(&found) {
                *score = if *score > 0.0 && *found > 0.0 { *score + found } else { 0.0 };
            }
        }
        scores
    }

    fn begun_word(&self, beginning: &str) -> Vec<f32> {
        let mut scores = vec![0.0; self.texts.len()];
        let begun = self.postings.range(beginning.to_owned()..).take_while(|(word, _)| word.starts_with(beginning));
        self.add_scores(&mut scores, begun.map(|(_, documents)| documents));
        scores
    }

    /// A word that few documents hold says more than one that all hold.
    fn add_scores<'a>(&self, scores: &mut [f32], words: impl Iterator<Item = &'a Vec<(u32, f32)>>) {
        for documents in words {
            let rarity = (1.0 + count(self.texts.len()) / count(documents.len())).ln();
            for (document, weight) in documents {
                if let Some(score) = scores.get_mut(place(*document)) {
                    *score += weight.sqrt() * rarity;
                }
            }
        }
    }

    fn holding(&self, typed: &str) -> impl Iterator<Item = usize> {
        let typed = typed.to_lowercase();
        let candidates = self.candidates(&typed);
        candidates
            .into_iter()
            .map(place)
            .filter(move |at| self.texts.get(*at).is_some_and(|text| text.contains(&typed)))
    }

    /// The documents that hold the rarest pair of characters of what was typed.
    fn candidates(&self, typed: &str) -> Vec<u32> {
        let mut pairs = typed.chars().zip(typed.chars().skip(1)).peekable();
        if pairs.peek().is_some() {
            let lists: Option<Vec<&Vec<u32>>> = pairs.map(|pair| self.pairs.get(&pair)).collect();
            return lists
                .and_then(|lists| lists.into_iter().min_by_key(|list| list.len()))
                .cloned()
                .unwrap_or_default();
        }
        // Every text ends with a line's end, so a character of it always has one behind it.
        let alone = typed.chars().flat_map(|c| self.pairs.range((c, '\0')..=(c, char::MAX)));
        let mut documents: Vec<u32> = alone.flat_map(|(_, documents)| documents).copied().collect();
        documents.sort_unstable();
        documents.dedup();
        documents
    }
}

fn is_found(score: &f32) -> bool {
    *score > 0.0
}

fn ranked(scores: Vec<f32>) -> Vec<usize> {
    let mut ranked: Vec<(usize, f32)> = scores.into_iter().enumerate().filter(|(_, score)| is_found(score)).collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked.into_iter().map(|(document, _)| document).collect()
}

fn place(document: u32) -> usize {
    usize::try_from(document).unwrap_or(usize::MAX)
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
        assert_eq!(index.find("下"), [0]);
        assert!(index.find("！？").is_empty());
        assert!(index.find("挂号").is_empty());
    }
}
