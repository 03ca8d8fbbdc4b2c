//! The articles that may answer a question already.

use std::collections::BTreeMap;

use app::parts::Entry;
use domain::ports::ReadingQuery;
use domain::reading::Article;

use crate::doors::read::entries;
use crate::library::words;
use crate::services::Services;

/// Articles shown before a question is sent.
const SHOWN: usize = 3;
/// Words of a question that are looked for; the first say what it is about.
const WORDS: usize = 24;
/// Articles of each word that are weighed.
const OF_A_WORD: u32 = 5;
/// How much more a word says in a title or among the keywords than in the text.
const IN_HEAD: f64 = 4.0;
/// What every question holds, whatever it is about.
const FILLERS: [&str; 20] = [
    "怎么",
    "怎么办",
    "怎样",
    "如何",
    "什么",
    "为什么",
    "多少",
    "能不能",
    "可以",
    "可不可以",
    "是不是",
    "有没有",
    "一次",
    "一个",
    "一下",
    "现在",
    "请问",
    "我们",
    "他们",
    "没有",
];

/// The articles most words of a question lead to; a word that finds few says more than one that finds many.
pub fn articles(services: &Services, question: &str) -> Vec<Entry> {
    let library = &services.library;
    let columns = library.columns();
    let tokens = words::tokens(question);
    let mut scores: BTreeMap<String, (f64, Entry)> = BTreeMap::new();
    for word in telling(&tokens) {
        let query =
            ReadingQuery { words: Some(word.to_owned()), page: 1, page_size: OF_A_WORD, ..ReadingQuery::default() };
        let found = library.articles(&query);
        let rarity = 1.0 / f64::from(u32::try_from(found.total).unwrap_or(u32::MAX).max(1)).sqrt();
        for article in &found.items {
            let entry = || (0.0, entries::of_article(article, &columns));
            let weight = if in_head(article, word) { IN_HEAD } else { 1.0 };
            scores.entry(article.slug.clone()).or_insert_with(entry).0 += weight * rarity;
        }
    }
    let mut best: Vec<(f64, Entry)> = scores.into_values().collect();
    best.sort_by(|a, b| b.0.total_cmp(&a.0));
    best.into_iter().take(SHOWN).map(|(_, entry)| entry).collect()
}

/// The words that tell what a question is about, each once.
fn telling(tokens: &str) -> Vec<&str> {
    let mut telling: Vec<&str> = Vec::new();
    for word in tokens.split_whitespace().filter(|word| word.chars().count() > 1 && !FILLERS.contains(word)) {
        if !telling.contains(&word) {
            telling.push(word);
        }
    }
    telling.truncate(WORDS);
    telling
}

fn in_head(article: &Article, word: &str) -> bool {
    let head = &article.head;
    head.title.contains(word) || head.keywords.iter().any(|keyword| keyword.contains(word))
}
