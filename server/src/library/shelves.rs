use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use domain::ports::{Library, Listing, ReadingQuery};
use domain::printed_number::Numbers;
use domain::reading::{Article, Block, Column, Disclosure};
use domain::track::local_date;
use jiff::civil::{Date, DateTime};

use super::index::{Field, Index};
use super::load::{Loaded, Reading};
use super::plain;
use super::shelf::Shelf;
use super::spelling::Spelling;
use super::watch::Watcher;
use crate::clock::Clock;

/// What a page of a list holds where nobody says otherwise, and at most.
const PAGE_SIZE: usize = 20;
const PAGE_SIZE_MOST: usize = 100;

/// How much a word counts by where it stands: people search for what a text is about.
const TITLE: f32 = 8.0;
const KEYWORDS: f32 = 6.0;
const ANSWER: f32 = 4.0;
const BODY: f32 = 1.0;

/// What residents read, held in memory and replaced whole. Clones share it.
#[derive(Clone)]
pub struct Shelves {
    shown: Arc<RwLock<Arc<Shown>>>,
    clock: Arc<dyn Clock>,
}

struct Shown {
    version: u64,
    reading: Reading,
    articles: HashMap<String, Arc<Article>>,
    disclosures: HashMap<String, Arc<Disclosure>>,
    /// Built at the first search: most servers wait long for one, and the dictionary is large.
    article_index: OnceLock<Index>,
    disclosure_index: OnceLock<Index>,
    spelling: OnceLock<Spelling>,
}

impl Shelves {
    #[must_use]
    pub fn new(reading: Reading, clock: Arc<dyn Clock>) -> Self {
        Self { shown: Arc::new(RwLock::new(Arc::new(Shown::new(1, reading)))), clock }
    }

    /// Shelves filled from a loaded shelf, and what keeps them in step with it.
    #[must_use]
    pub fn open(shelf: Shelf, loaded: Loaded, clock: Arc<dyn Clock>) -> (Self, Watcher) {
        let shelves = Self::new(loaded.reading, clock);
        let watcher = Watcher::new(shelves.clone(), shelf, loaded.base_path, loaded.stamp);
        (shelves, watcher)
    }

    /// Puts other content in place of all there is.
    pub fn replace(&self, reading: Reading) {
        let mut shown = self.shown.write().unwrap_or_else(PoisonError::into_inner);
        *shown = Arc::new(Shown::new(shown.version + 1, reading));
    }

    fn shown(&self) -> Arc<Shown> {
        self.shown.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn today(&self) -> Date {
        local_date(self.clock.now())
    }
}

impl Library for Shelves {
    fn columns(&self) -> Vec<Column> {
        self.shown().reading.columns.clone()
    }

    fn disclosure_column(&self) -> Column {
        self.shown().reading.disclosure_column.clone()
    }

    fn articles(&self, query: &ReadingQuery) -> Listing<Article> {
        let shown = self.shown();
        let all = &shown.reading.articles;
        let today = self.today();
        let wanted = |article: &Arc<Article>| {
            let of_column = query.column.as_ref().is_none_or(|key| *key == article.head.column);
            of_column && is_out(article.head.published, today)
        };
        listing(all, words(query).map(|words| shown.articles_for(words)), wanted, query)
    }

    fn article(&self, slug: &str) -> Option<Arc<Article>> {
        let today = self.today();
        self.shown().articles.get(slug).filter(|article| is_out(article.head.published, today)).cloned()
    }

    fn disclosures(&self, query: &ReadingQuery) -> Listing<Disclosure> {
        let shown = self.shown();
        let all = &shown.reading.disclosures;
        let today = self.today();
        let of_column = query.column.as_ref().is_none_or(|key| *key == shown.reading.disclosure_column.key);
        let wanted = |disclosure: &Arc<Disclosure>| of_column && may_stand(disclosure, today);
        listing(all, words(query).map(|words| shown.disclosures_for(words)), wanted, query)
    }

    fn disclosure(&self, slug: &str) -> Option<Arc<Disclosure>> {
        let today = self.today();
        self.shown().disclosures.get(slug).filter(|disclosure| may_stand(disclosure, today)).cloned()
    }

    fn is_withdrawn(&self, slug: &str) -> bool {
        let today = self.today();
        self.shown().disclosures.get(slug).is_some_and(|disclosure| is_over(disclosure, today))
    }

    fn picture(&self, name: &str) -> Option<Arc<[u8]>> {
        self.shown().reading.pictures.get(name).map(|picture| picture.bytes.clone())
    }

    fn meant(&self, words: &str) -> Vec<String> {
        self.shown().meant(words.trim())
    }

    fn numbers(&self) -> Arc<Numbers> {
        self.shown().reading.numbers.clone()
    }

    fn version(&self) -> u64 {
        self.shown.read().unwrap_or_else(PoisonError::into_inner).version
    }
}

impl Shown {
    fn new(version: u64, reading: Reading) -> Self {
        Self {
            version,
            articles: reading.articles.iter().map(|article| (article.slug.clone(), article.clone())).collect(),
            disclosures: reading.disclosures.iter().map(|case| (case.slug.clone(), case.clone())).collect(),
            reading,
            article_index: OnceLock::new(),
            disclosure_index: OnceLock::new(),
            spelling: OnceLock::new(),
        }
    }

    /// Numbers of the articles a query finds, the one staff put first before all others.
    fn articles_for(&self, words: &str) -> Vec<usize> {
        let mut found = self.find(self.article_index(), words);
        let bet = self.reading.search.bet(words);
        let first = bet.and_then(|slug| self.reading.articles.iter().position(|article| article.slug == slug));
        if let Some(first) = first {
            found.retain(|number| *number != first);
            found.insert(0, first);
        }
        found
    }

    fn disclosures_for(&self, words: &str) -> Vec<usize> {
        self.find(self.disclosure_index(), words)
    }

    /// What holds the words, or what was meant by them where nothing does.
    fn find(&self, index: &Index, words: &str) -> Vec<usize> {
        let meant = self.meant(words);
        if meant.is_empty() {
            return index.find(words);
        }
        let mut seen = BTreeSet::new();
        meant.iter().flat_map(|word| index.find(word)).filter(|number| seen.insert(*number)).collect()
    }

    /// Empty where what was typed is found as it stands, or nothing better is.
    fn meant(&self, words: &str) -> Vec<String> {
        let holds = |word: &str| self.article_index().holds(word) || self.disclosure_index().holds(word);
        if words.is_empty() || holds(words) {
            return Vec::new();
        }
        self.spelling().meant(words).into_iter().filter(|word| holds(word)).collect()
    }

    fn spelling(&self) -> &Spelling {
        self.spelling.get_or_init(|| {
            let reading = &self.reading;
            let articles = reading.articles.iter().flat_map(|article| &article.head.keywords);
            let cases = reading.disclosures.iter().flat_map(|case| &case.head.keywords);
            Spelling::new(&reading.search.drugs, articles.chain(cases).map(String::as_str))
        })
    }

    fn article_index(&self) -> &Index {
        self.article_index.get_or_init(|| {
            Index::build(self.reading.articles.iter().map(|article| {
                let head = &article.head;
                fields(&head.title, &head.keywords, &head.answer, &article.blocks)
            }))
        })
    }

    fn disclosure_index(&self) -> &Index {
        self.disclosure_index.get_or_init(|| {
            Index::build(self.reading.disclosures.iter().map(|case| {
                let head = &case.head;
                fields(&head.title, &head.keywords, &head.outcome, &case.blocks)
            }))
        })
    }
}

/// The day it is published has come. By the day and not by the minute, because kept pages are
/// dropped when the day turns.
fn is_out(published: DateTime, today: Date) -> bool {
    published.date() <= today
}

/// Its last day has passed (公示规定 §14: penalties come down, and so do our copies).
fn is_over(disclosure: &Disclosure, today: Date) -> bool {
    disclosure.head.withdraw_by < today
}

fn may_stand(disclosure: &Disclosure, today: Date) -> bool {
    is_out(disclosure.head.published, today) && !is_over(disclosure, today)
}

fn words(query: &ReadingQuery) -> Option<&str> {
    query.words.as_deref().map(str::trim).filter(|words| !words.is_empty())
}

fn fields(title: &str, keywords: &[String], answer: &str, blocks: &[Block]) -> Vec<Field> {
    [
        (TITLE, title.to_owned()),
        (KEYWORDS, keywords.join("、")),
        (ANSWER, answer.to_owned()),
        (BODY, plain::of_blocks(blocks)),
    ]
    .into_iter()
    .map(|(weight, text)| Field { weight, text })
    .collect()
}

/// One page of the wanted texts: those found, best first, or all in their order.
fn listing<T>(
    all: &[Arc<T>],
    found: Option<Vec<usize>>,
    wanted: impl Fn(&Arc<T>) -> bool,
    query: &ReadingQuery,
) -> Listing<T> {
    let order = found.unwrap_or_else(|| (0..all.len()).collect());
    let items: Vec<Arc<T>> =
        order.into_iter().filter_map(|number| all.get(number)).filter(|text| wanted(text)).cloned().collect();
    let size = match usize::try_from(query.page_size).unwrap_or(PAGE_SIZE_MOST) {
        0 => PAGE_SIZE,
        size => size.min(PAGE_SIZE_MOST),
    };
    let page = usize::try_from(query.page.max(1) - 1).unwrap_or(usize::MAX);
    Listing { total: items.len(), items: items.into_iter().skip(page.saturating_mul(size)).take(size).collect() }
}
