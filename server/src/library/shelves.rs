use std::sync::{Arc, PoisonError, RwLock};

use domain::bets::{Bets, Goal};
use domain::columns::{Column, Columns};
use domain::newsroom::workflow::Kind;
use domain::ports::{Best, Found, Library, Listing, ReadingQuery, RecordingRow};
use domain::printed_number::Numbers;
use domain::quiz::Quiz;
use domain::reading::{Article, Disclosure, Post, Text};
use domain::track::local_date;
use domain::variant::Languages;
use jiff::civil::Date;

use super::load::{Loaded, Reading};
use super::neighbours::Neighbours;
use super::press::Press;
use super::shelf::Shelf;
use super::shown::{Shown, is_out, is_over, listing, may_stand, post_stands};
use super::watch::Watcher;
use crate::clock::Clock;

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
        let watcher = Watcher::new(shelves.clone(), shelf, loaded.site, loaded.stamp);
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

    /// What the content folder puts first in searches, whatever the desk made of it.
    #[must_use]
    pub fn filed_bets(&self) -> Arc<Bets> {
        self.holding.read().unwrap_or_else(PoisonError::into_inner).files.bets.clone()
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
        let found = words(query).map(|words| shown.articles_for(words, &shown.instead(words)));
        shown.article_list(found, self.today(), query)
    }

    fn article(&self, slug: &str) -> Option<Arc<Article>> {
        let (shown, today) = (self.shown(), self.today());
        let plain = shown.articles.get(slug).filter(|article| is_out(article.head.published, today));
        let variant = || shown.variants.get(slug).filter(|article| shown.variant_stands(article, today));
        plain.or_else(variant).cloned()
    }

    fn languages(&self) -> Arc<Languages> {
        self.shown().reading.languages.clone()
    }

    fn original(&self, variant: &Article) -> Option<Arc<Article>> {
        self.shown().original(variant, self.today()).cloned()
    }

    fn variants(&self, of: Option<&str>) -> Vec<Arc<Article>> {
        let (shown, today) = (self.shown(), self.today());
        let wanted = |one: &&Arc<Article>| of.is_none_or(|slug| shown.original_name(one) == slug);
        let standing = shown.reading.variants.iter().filter(|one| shown.variant_stands(one, today));
        let mut variants: Vec<Arc<Article>> = standing.filter(wanted).cloned().collect();
        variants.sort_by_key(|one| shown.reading.languages.place(&one.head.language));
        variants
    }

    fn disclosures(&self, query: &ReadingQuery) -> Listing<Disclosure> {
        let shown = self.shown();
        let found = words(query).map(|words| shown.disclosures_for(words, &shown.instead(words)));
        shown.disclosure_list(found, self.today(), query)
    }

    fn disclosure(&self, slug: &str) -> Option<Arc<Disclosure>> {
        let today = self.today();
        self.shown().disclosures.get(slug).filter(|disclosure| may_stand(disclosure, today)).cloned()
    }

    fn posts(&self, kind: Option<Kind>, query: &ReadingQuery) -> Listing<Post> {
        let shown = self.shown();
        let found = words(query).map(|words| shown.posts_for(words, &shown.instead(words)));
        shown.post_list(found, kind, self.today(), query)
    }

    fn post(&self, kind: Kind, slug: &str) -> Option<Arc<Post>> {
        let today = self.today();
        self.shown().posts.get(&(kind, slug.to_owned())).filter(|post| post_stands(post, today)).cloned()
    }

    fn taken_down(&self, kind: Kind, slug: &str) -> Option<String> {
        let (shown, today) = (self.shown(), self.today());
        let over = kind == Kind::Disclosure && shown.disclosures.get(slug).is_some_and(|case| is_over(case, today));
        let said = |slug: &str| shown.taken_down.get(&(kind, slug.to_owned())).cloned();
        let variant = || shown.variants.get(slug).filter(|_| kind == Kind::Article);
        let with_original = || Some(format!("它的简体版已经撤下。{}", said(shown.original_name(variant()?))?));
        said(slug).or_else(with_original).or_else(|| over.then(|| "这个案例公开的期限到了，已按规定撤下。".to_owned()))
    }

    fn moved(&self, kind: Kind, slug: &str) -> Option<String> {
        self.shown().moved.get(&(kind, slug.to_owned())).cloned()
    }

    fn picture(&self, name: &str) -> Option<Arc<[u8]>> {
        self.shown().reading.pictures.bytes(name)
    }

    fn search(&self, words: &str, page: u32, page_size: u32) -> Found {
        let (shown, today, words) = (self.shown(), self.today(), words.trim());
        let instead = shown.instead(words);
        let query = ReadingQuery { page, page_size, ..ReadingQuery::default() };
        let best = |goal: &Goal| match goal {
            Goal::Page(page) => Some(Best::Page(*page)),
            Goal::Text { kind, slug } => self.text_at(*kind, slug).map(Best::Text),
        };
        Found {
            best: shown.goals(words).iter().filter_map(best).collect(),
            variants: shown.variant_list(words, today, &query),
            articles: shown.article_list(Some(shown.articles_for(words, &instead)), today, &query),
            disclosures: shown.disclosure_list(Some(shown.disclosures_for(words, &instead)), today, &query),
            posts: shown.post_list(Some(shown.posts_for(words, &instead)), None, today, &query),
            instead,
        }
    }

    fn numbers(&self) -> Arc<Numbers> {
        self.shown().reading.numbers.clone()
    }

    fn quizzes(&self) -> Vec<Arc<Quiz>> {
        let (shown, today) = (self.shown(), self.today());
        let article = |filed: &str| shown.articles.get(shown.article_name(filed));
        let readable = |filed: &str| article(filed).is_some_and(|one| is_out(one.head.published, today));
        // Each keeps the name it is filed under: a paper in somebody's hand is drawn again the same.
        let quizzes = shown.reading.quizzes.iter().filter(|(filed, _)| readable(filed));
        quizzes.map(|(_, quiz)| quiz.clone()).collect()
    }

    fn quiz(&self, article: &str) -> Option<Arc<Quiz>> {
        self.article(article)?;
        self.shown().quiz(article).cloned()
    }

    fn clips(&self) -> Arc<[RecordingRow]> {
        let holding = self.holding.read().unwrap_or_else(PoisonError::into_inner);
        holding.press.as_ref().map(|press| press.clips.clone()).unwrap_or_default()
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

fn words(query: &ReadingQuery) -> Option<&str> {
    query.words.as_deref().map(str::trim).filter(|words| !words.is_empty())
}
