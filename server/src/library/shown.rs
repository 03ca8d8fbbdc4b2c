use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use domain::bets::{Goal, folded};
use domain::newsroom::workflow::Kind;
use domain::ports::{Listing, ReadingQuery};
use domain::quiz::Quiz;
use domain::reading::{Article, Block, Disclosure, Post};
use jiff::civil::{Date, DateTime};

use super::index::{Field, Index};
use super::load::Reading;
use super::plain;
use super::press::Press;
use super::spelling::Spelling;

/// What a page of a list holds where nobody says otherwise, and at most.
const PAGE_SIZE: usize = 20;
const PAGE_SIZE_MOST: usize = 100;

/// How much a word counts by where it stands: people search for what a text is about.
const TITLE: f32 = 8.0;
const KEYWORDS: f32 = 6.0;
const ANSWER: f32 = 4.0;
const BODY: f32 = 1.0;

/// The texts that stand now, and what finds them.
pub struct Shown {
    pub version: u64,
    pub reading: Reading,
    pub posts: HashMap<(Kind, String), Arc<Post>>,
    pub moved: HashMap<(Kind, String), String>,
    pub taken_down: HashMap<(Kind, String), String>,
    pub articles: HashMap<String, Arc<Article>>,
    pub variants: HashMap<String, Arc<Article>>,
    pub disclosures: HashMap<String, Arc<Disclosure>>,
    /// What staff put first, by the words it is searched for.
    bets: HashMap<String, Vec<Goal>>,
    /// Built at the first search: most servers wait long for one, and the dictionary is large.
    article_index: OnceLock<Index>,
    variant_texts: OnceLock<Vec<String>>,
    disclosure_index: OnceLock<Index>,
    post_index: OnceLock<Index>,
    spelling: OnceLock<Spelling>,
}

impl Shown {
    pub fn new(version: u64, files: &Reading, press: Option<&Press>) -> Self {
        let (reading, faults) = press.map_or_else(|| (files.clone(), Vec::new()), |press| press.over(files));
        for fault in faults {
            tracing::error!(%fault, "a published text cannot be drawn");
        }
        let taken_down = press.map(|press| press.taken_down.as_slice()).unwrap_or_default();
        let moved = press.map(|press| press.moved.as_slice()).unwrap_or_default();
        Self {
            version,
            posts: reading.posts.iter().map(|post| ((post.kind, post.slug.clone()), post.clone())).collect(),
            moved: moved.iter().map(|(kind, old, new)| ((*kind, old.clone()), new.clone())).collect(),
            taken_down: taken_down.iter().map(|one| ((one.kind, one.slug.clone()), one.why.clone())).collect(),
            articles: reading.articles.iter().map(|article| (article.slug.clone(), article.clone())).collect(),
            variants: reading.variants.iter().map(|article| (article.slug.clone(), article.clone())).collect(),
            disclosures: reading.disclosures.iter().map(|case| (case.slug.clone(), case.clone())).collect(),
            bets: reading.bets.by_words(),
            reading,
            article_index: OnceLock::new(),
            variant_texts: OnceLock::new(),
            disclosure_index: OnceLock::new(),
            post_index: OnceLock::new(),
            spelling: OnceLock::new(),
        }
    }

    pub fn article_list(&self, found: Option<Vec<usize>>, today: Date, query: &ReadingQuery) -> Listing<Article> {
        let wanted = |article: &Arc<Article>| {
            let own = self.reading.columns.of_topic(&article.head.column);
            let of_column = query.column.as_ref().is_none_or(|slug| own.is_some_and(|column| column.slug == *slug));
            of_column && is_out(article.head.published, today)
        };
        listing(&self.reading.articles, found, wanted, query)
    }

    /// What a variant says the same as, if that is out and the language one that can be drawn.
    pub fn original(&self, variant: &Article, today: Date) -> Option<&Arc<Article>> {
        self.reading.languages.get(&variant.head.language)?;
        let original = self.articles.get(self.original_name(variant))?;
        is_out(original.head.published, today).then_some(original)
    }

    /// The name its original has now.
    pub fn original_name<'a>(&'a self, variant: &'a Article) -> &'a str {
        self.article_name(&variant.head.variant_of)
    }

    /// The name an article has now that may have had this one before.
    pub fn article_name<'a>(&'a self, named: &'a str) -> &'a str {
        self.moved.get(&(Kind::Article, named.to_owned())).map_or(named, String::as_str)
    }

    /// The questions about an article, filed under its name or under one it had before.
    pub fn quiz(&self, article: &str) -> Option<&Arc<Quiz>> {
        let quizzes = &self.reading.quizzes;
        let before = || quizzes.iter().find(|(filed, _)| self.article_name(filed) == article);
        quizzes.get(article).or_else(|| before().map(|(_, quiz)| quiz))
    }

    pub fn variant_stands(&self, variant: &Article, today: Date) -> bool {
        is_out(variant.head.published, today) && self.original(variant, today).is_some()
    }

    /// Variants that hold every word of a query as it was typed. Words of other languages are cut by no dictionary of
    /// ours, and what was meant by words that find nothing is guessed for plain Chinese only.
    pub fn variant_list(&self, words: &str, today: Date, query: &ReadingQuery) -> Listing<Article> {
        let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
        let texts = self.variant_texts.get_or_init(|| self.reading.variants.iter().map(|one| whole(one)).collect());
        let holds = |text: &String| !words.is_empty() && words.iter().all(|word| text.contains(word));
        let found = texts.iter().enumerate().filter(|(_, text)| holds(text)).map(|(number, _)| number).collect();
        listing(&self.reading.variants, Some(found), |one| self.variant_stands(one, today), query)
    }

    pub fn disclosure_list(&self, found: Option<Vec<usize>>, today: Date, query: &ReadingQuery) -> Listing<Disclosure> {
        let own = self.reading.columns.of_kind(Kind::Disclosure);
        let of_column = query.column.as_ref().is_none_or(|slug| own.is_some_and(|column| column.slug == *slug));
        listing(&self.reading.disclosures, found, |case| of_column && may_stand(case, today), query)
    }

    pub fn post_list(
        &self,
        found: Option<Vec<usize>>,
        kind: Option<Kind>,
        today: Date,
        query: &ReadingQuery,
    ) -> Listing<Post> {
        let wanted = |post: &Arc<Post>| kind.is_none_or(|kind| post.kind == kind) && post_stands(post, today);
        listing(&self.reading.posts, found, wanted, query)
    }

    /// What staff put first for a query, whether or not residents can open it.
    pub fn goals(&self, words: &str) -> &[Goal] {
        self.bets.get(&folded(words)).map_or(&[], Vec::as_slice)
    }

    /// Numbers of the articles a query finds, those staff put first before all others.
    pub fn articles_for(&self, words: &str, instead: &[String]) -> Vec<usize> {
        let place = |kind, slug: &str| {
            let articles = (kind == Kind::Article).then_some(&self.reading.articles);
            articles?.iter().position(|article| article.slug == slug)
        };
        self.with_goals(found(self.article_index(), words, instead), words, place)
    }

    pub fn disclosures_for(&self, words: &str, instead: &[String]) -> Vec<usize> {
        let place = |kind, slug: &str| {
            let cases = (kind == Kind::Disclosure).then_some(&self.reading.disclosures);
            cases?.iter().position(|case| case.slug == slug)
        };
        self.with_goals(found(self.disclosure_index(), words, instead), words, place)
    }

    pub fn posts_for(&self, words: &str, instead: &[String]) -> Vec<usize> {
        let place =
            |kind, slug: &str| self.reading.posts.iter().position(|post| post.kind == kind && post.slug == slug);
        self.with_goals(found(self.post_index(), words, instead), words, place)
    }

    /// Texts staff put first are found even where they hold none of the words.
    fn with_goals(
        &self,
        mut found: Vec<usize>,
        words: &str,
        place: impl Fn(Kind, &str) -> Option<usize>,
    ) -> Vec<usize> {
        let place = |goal: &Goal| match goal {
            Goal::Page(_) => None,
            Goal::Text { kind, slug } => {
                place(*kind, slug).or_else(|| place(*kind, self.moved.get(&(*kind, slug.clone()))?))
            }
        };
        let first: Vec<usize> = self.goals(words).iter().filter_map(place).collect();
        found.retain(|number| !first.contains(number));
        first.into_iter().chain(found).collect()
    }

    /// What was meant by words that find nothing; empty where they are found as they stand, or nothing better is.
    pub fn instead(&self, words: &str) -> Vec<String> {
        let indexes = [self.article_index(), self.disclosure_index(), self.post_index()];
        let holds = |word: &str| indexes.iter().any(|index| index.holds(word));
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
            let posts = reading.posts.iter().flat_map(|post| &post.head.keywords);
            Spelling::new(&reading.drugs, articles.chain(cases).chain(posts).map(String::as_str))
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

    fn post_index(&self) -> &Index {
        self.post_index.get_or_init(|| {
            Index::build(self.reading.posts.iter().map(|post| {
                let head = &post.head;
                fields(&head.title, &head.keywords, &head.summary, &post.blocks)
            }))
        })
    }
}

/// What holds the words, or those meant by them where there are such.
fn found(index: &Index, words: &str, instead: &[String]) -> Vec<usize> {
    if instead.is_empty() {
        return index.find(words);
    }
    let mut seen = BTreeSet::new();
    instead.iter().flat_map(|word| index.find(word)).filter(|number| seen.insert(*number)).collect()
}

/// The day it is published has come. By the day and not by the minute, because kept pages are
/// dropped when the day turns.
pub fn is_out(published: DateTime, today: Date) -> bool {
    published.date() <= today
}

/// Its last day has passed (公示规定 §14: penalties come down, and so do our copies).
pub fn is_over(disclosure: &Disclosure, today: Date) -> bool {
    disclosure.head.withdraw_by < today
}

pub fn post_stands(post: &Post, today: Date) -> bool {
    is_out(post.head.published, today) && post.head.until.is_none_or(|until| until >= today)
}

pub fn may_stand(disclosure: &Disclosure, today: Date) -> bool {
    is_out(disclosure.head.published, today) && !is_over(disclosure, today)
}

/// All words of an article, in small letters.
fn whole(article: &Article) -> String {
    let head = &article.head;
    let fields = fields(&head.title, &head.keywords, &head.answer, &article.blocks);
    fields.into_iter().map(|field| field.text.to_lowercase()).collect::<Vec<_>>().join("\n")
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
pub fn listing<T>(
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
