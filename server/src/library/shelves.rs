use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use domain::columns::{Column, Columns};
use domain::newsroom::workflow::Kind;
use domain::ports::{Library, Listing, ReadingQuery};
use domain::printed_number::Numbers;
use domain::quiz::Quiz;
use domain::reading::{Article, Block, Disclosure, Post, Text};
use domain::track::local_date;
use jiff::civil::{Date, DateTime};

use super::index::{Field, Index};
use super::load::{Loaded, Reading};
use super::neighbours::Neighbours;
use super::plain;
use super::press::Press;
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
    holding: Arc<RwLock<Holding>>,
    clock: Arc<dyn Clock>,
}

/// What the files say, what the newsroom has published in their place, and what comes of both.
struct Holding {
    files: Arc<Reading>,
    press: Option<Arc<Press>>,
    shown: Arc<Shown>,
}

struct Shown {
    version: u64,
    reading: Reading,
    posts: HashMap<(Kind, String), Arc<Post>>,
    moved: HashMap<(Kind, String), String>,
    taken_down: HashMap<(Kind, String), String>,
    articles: HashMap<String, Arc<Article>>,
    disclosures: HashMap<String, Arc<Disclosure>>,
    /// Built at the first search: most servers wait long for one, and the dictionary is large.
    article_index: OnceLock<Index>,
    disclosure_index: OnceLock<Index>,
    post_index: OnceLock<Index>,
    spelling: OnceLock<Spelling>,
}

impl Shelves {
    #[must_use]
    pub fn new(reading: Reading, clock: Arc<dyn Clock>) -> Self {
        let files = Arc::new(reading);
        let shown = Arc::new(Shown::new(1, &files, None));
        Self { holding: Arc::new(RwLock::new(Holding { files, press: None, shown })), clock }
    }

    /// Shelves filled from a loaded shelf, and what keeps them in step with it.
    #[must_use]
    pub fn open(shelf: Shelf, loaded: Loaded, clock: Arc<dyn Clock>) -> (Self, Watcher) {
        let shelves = Self::new(loaded.reading, clock);
        let watcher = Watcher::new(shelves.clone(), shelf, loaded.base_path, loaded.stamp);
        (shelves, watcher)
    }

    /// Puts other files in place of those there are. The newsroom's texts stay and are drawn anew.
    pub fn replace(&self, files: Reading) {
        let mut holding = self.holding.write().unwrap_or_else(PoisonError::into_inner);
        holding.files = Arc::new(files);
        holding.draw();
    }

    /// Shows what the newsroom has published in place of the texts of the files.
    pub fn show(&self, press: Press) {
        let mut holding = self.holding.write().unwrap_or_else(PoisonError::into_inner);
        holding.press = Some(Arc::new(press));
        holding.draw();
    }

    /// What a text that is being written may point at.
    #[must_use]
    pub fn neighbours(&self) -> Neighbours {
        Neighbours::of(&self.shown().reading)
    }

    fn shown(&self) -> Arc<Shown> {
        self.holding.read().unwrap_or_else(PoisonError::into_inner).shown.clone()
    }

    fn today(&self) -> Date {
        local_date(self.clock.now())
    }
}

impl Library for Shelves {
    fn columns(&self) -> Arc<Columns> {
        self.shown().reading.columns.clone()
    }

    fn in_column(&self, column: &Column, page: u32, page_size: u32) -> Listing<Text> {
        let (shown, today) = (self.shown(), self.today());
        let reading = &shown.reading;
        let of = |kind: Kind| column.kinds.contains(&kind);
        let on_topic = |article: &&Arc<Article>| column.holds_topic(&article.head.column);
        let articles = reading.articles.iter().filter(on_topic).filter(|one| is_out(one.head.published, today));
        let cases = reading.disclosures.iter().filter(|case| of(Kind::Disclosure) && may_stand(case, today));
        let posts = reading.posts.iter().filter(|post| of(post.kind) && post_stands(post, today));
        let articles = articles.cloned().map(Text::Article);
        let cases = cases.cloned().map(Text::Disclosure);
        let mut all: Vec<Arc<Text>> =
            articles.chain(cases).chain(posts.cloned().map(Text::Post)).map(Arc::new).collect();
        all.sort_by_key(|text| std::cmp::Reverse(text.published()));
        listing(&all, None, |_| true, &ReadingQuery { page, page_size, ..ReadingQuery::default() })
    }

    fn articles(&self, query: &ReadingQuery) -> Listing<Article> {
        let shown = self.shown();
        let all = &shown.reading.articles;
        let today = self.today();
        let wanted = |article: &Arc<Article>| {
            let own = shown.reading.columns.of_topic(&article.head.column);
            let of_column = query.column.as_ref().is_none_or(|slug| own.is_some_and(|column| column.slug == *slug));
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
        let own = shown.reading.columns.of_kind(Kind::Disclosure);
        let of_column = query.column.as_ref().is_none_or(|slug| own.is_some_and(|column| column.slug == *slug));
        let wanted = |disclosure: &Arc<Disclosure>| of_column && may_stand(disclosure, today);
        listing(all, words(query).map(|words| shown.disclosures_for(words)), wanted, query)
    }

    fn disclosure(&self, slug: &str) -> Option<Arc<Disclosure>> {
        let today = self.today();
        self.shown().disclosures.get(slug).filter(|disclosure| may_stand(disclosure, today)).cloned()
    }

    fn posts(&self, kind: Option<Kind>, query: &ReadingQuery) -> Listing<Post> {
        let (shown, today) = (self.shown(), self.today());
        let wanted = |post: &Arc<Post>| kind.is_none_or(|kind| post.kind == kind) && post_stands(post, today);
        listing(&shown.reading.posts, words(query).map(|words| shown.posts_for(words)), wanted, query)
    }

    fn post(&self, kind: Kind, slug: &str) -> Option<Arc<Post>> {
        let today = self.today();
        self.shown().posts.get(&(kind, slug.to_owned())).filter(|post| post_stands(post, today)).cloned()
    }

    fn taken_down(&self, kind: Kind, slug: &str) -> Option<String> {
        let (shown, today) = (self.shown(), self.today());
        let over = kind == Kind::Disclosure && shown.disclosures.get(slug).is_some_and(|case| is_over(case, today));
        let said = shown.taken_down.get(&(kind, slug.to_owned())).cloned();
        said.or_else(|| over.then(|| "这个案例公开的期限到了，已按规定撤下。".to_owned()))
    }

    fn moved(&self, kind: Kind, slug: &str) -> Option<String> {
        self.shown().moved.get(&(kind, slug.to_owned())).cloned()
    }

    fn picture(&self, name: &str) -> Option<Arc<[u8]>> {
        self.shown().reading.pictures.bytes(name)
    }

    fn meant(&self, words: &str) -> Vec<String> {
        self.shown().meant(words.trim())
    }

    fn numbers(&self) -> Arc<Numbers> {
        self.shown().reading.numbers.clone()
    }

    fn quizzes(&self) -> Vec<Arc<Quiz>> {
        let (shown, today) = (self.shown(), self.today());
        let readable =
            |article: &String| shown.articles.get(article).is_some_and(|one| is_out(one.head.published, today));
        let quizzes = shown.reading.quizzes.iter().filter(|(article, _)| readable(article));
        quizzes.map(|(_, quiz)| quiz.clone()).collect()
    }

    fn quiz(&self, article: &str) -> Option<Arc<Quiz>> {
        self.article(article)?;
        self.shown().reading.quizzes.get(article).cloned()
    }

    fn version(&self) -> u64 {
        self.holding.read().unwrap_or_else(PoisonError::into_inner).shown.version
    }
}

impl Holding {
    fn draw(&mut self) {
        self.shown = Arc::new(Shown::new(self.shown.version + 1, &self.files, self.press.as_deref()));
    }
}

impl Shown {
    fn new(version: u64, files: &Reading, press: Option<&Press>) -> Self {
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
            disclosures: reading.disclosures.iter().map(|case| (case.slug.clone(), case.clone())).collect(),
            reading,
            article_index: OnceLock::new(),
            disclosure_index: OnceLock::new(),
            post_index: OnceLock::new(),
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

    fn posts_for(&self, words: &str) -> Vec<usize> {
        self.find(self.post_index(), words)
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
            Spelling::new(&reading.search.drugs, articles.chain(cases).chain(posts).map(String::as_str))
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

/// The day it is published has come. By the day and not by the minute, because kept pages are
/// dropped when the day turns.
fn is_out(published: DateTime, today: Date) -> bool {
    published.date() <= today
}

/// Its last day has passed (公示规定 §14: penalties come down, and so do our copies).
fn is_over(disclosure: &Disclosure, today: Date) -> bool {
    disclosure.head.withdraw_by < today
}

fn post_stands(post: &Post, today: Date) -> bool {
    is_out(post.head.published, today) && post.head.until.is_none_or(|until| until >= today)
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
