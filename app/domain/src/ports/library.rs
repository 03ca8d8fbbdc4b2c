use std::sync::Arc;

use super::RecordingRow;
use crate::columns::{BuiltIn, Column, Columns};
use crate::newsroom::workflow::Kind;
use crate::printed_number::Numbers;
use crate::quiz::Quiz;
use crate::reading::{Article, Disclosure, Post, Text};
use crate::variant::Languages;

/// What residents read. Held in memory; a change of the files, or of what the newsroom has published,
/// replaces it whole. A text that is dated
/// in the future is nowhere before its day.
pub trait Library: Send + Sync {
    /// The columns and the menu of the site.
    fn columns(&self) -> Arc<Columns>;

    /// Texts of all kinds that stand in a column, newest first.
    fn in_column(&self, column: &Column, page: u32, page_size: u32) -> Listing<Text>;

    /// A text of any kind.
    fn text(&self, kind: Kind, slug: &str) -> Option<Text> {
        match kind {
            Kind::Article => self.article(slug).map(Text::Article),
            Kind::Disclosure => self.disclosure(slug).map(Text::Disclosure),
            kind => self.post(kind, slug).map(Text::Post),
        }
    }

    /// The same by an address it has or had before.
    fn text_at(&self, kind: Kind, slug: &str) -> Option<Text> {
        self.text(kind, slug).or_else(|| self.text(kind, &self.moved(kind, slug)?))
    }

    /// Articles in plain Chinese.
    fn articles(&self, query: &ReadingQuery) -> Listing<Article>;

    /// An article in any language. One that is a variant is there only while its original is.
    fn article(&self, slug: &str) -> Option<Arc<Article>>;

    /// Languages and scripts articles may be written in besides plain Chinese.
    fn languages(&self) -> Arc<Languages>;

    /// The article in plain Chinese a variant says the same as.
    fn original(&self, variant: &Article) -> Option<Arc<Article>>;

    /// The variants of an article by its name, or all there are, in the order of their languages.
    fn variants(&self, of: Option<&str>) -> Vec<Arc<Article>>;

    /// The variants that say the same as this article, which may be one of them.
    fn other_variants(&self, article: &Article) -> Vec<Arc<Article>> {
        let original = self.original(article);
        let of = original.as_ref().map_or(&article.slug, |original| &original.slug);
        self.variants(Some(of)).into_iter().filter(|one| one.slug != article.slug).collect()
    }

    fn disclosures(&self, query: &ReadingQuery) -> Listing<Disclosure>;

    fn disclosure(&self, slug: &str) -> Option<Arc<Disclosure>>;

    /// Alerts, notices, campaigns and leaflets, those of one kind or all.
    fn posts(&self, kind: Option<Kind>, query: &ReadingQuery) -> Listing<Post>;

    fn post(&self, kind: Kind, slug: &str) -> Option<Arc<Post>>;

    /// What residents are told about a text that stood at this address and was taken down.
    fn taken_down(&self, kind: Kind, slug: &str) -> Option<String>;

    /// The address a text has now that was known under this one before.
    fn moved(&self, kind: Kind, slug: &str) -> Option<String>;

    /// A drawing (SVG) or photo used in a text, by file name.
    fn picture(&self, name: &str) -> Option<Arc<[u8]>>;

    /// What a resident's words find among all texts; nothing for no words.
    fn search(&self, words: &str, page: u32, page_size: u32) -> Found;

    /// What is said about numbers on boxes, and the batches that are watched.
    fn numbers(&self) -> Arc<Numbers>;

    /// The questions about the articles that can be read now, by the name of the article.
    fn quizzes(&self) -> Vec<Arc<Quiz>>;

    /// The questions about an article that can be read now.
    fn quiz(&self, article: &str) -> Option<Arc<Quiz>>;

    /// Recordings of the questions of forms, whatever they say, in the order they were taken in.
    fn clips(&self) -> Arc<[RecordingRow]>;

    /// Grows with every change of the content; caches are dropped when it does.
    fn version(&self) -> u64;
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadingQuery {
    /// The last part of a column's address.
    pub column: Option<String>,
    /// Words to find; best matches first. Without words: newest first.
    pub words: Option<String>,
    /// Counted from 1; 0 is taken as 1.
    pub page: u32,
    /// 1 to 100; 0 is taken as 20.
    pub page_size: u32,
}

#[derive(Clone, Debug)]
pub struct Listing<T> {
    pub items: Vec<Arc<T>>,
    pub total: usize,
}

/// One page of what is found of each kind, best matches first.
#[derive(Clone, Debug)]
pub struct Found {
    /// The words that were looked for because those typed find nothing: another name of a drug, pinyin, a
    /// wrong character. Empty where the words were looked for as they stand.
    pub instead: Vec<String>,
    /// What staff put first for these words, in their order; its texts begin the lists below as well.
    pub best: Vec<Best>,
    pub articles: Listing<Article>,
    /// Articles in other languages and scripts that hold the words as they were typed.
    pub variants: Listing<Article>,
    pub disclosures: Listing<Disclosure>,
    pub posts: Listing<Post>,
}

/// Something staff put first, as residents can open it now.
#[derive(Clone, Debug)]
pub enum Best {
    Page(BuiltIn),
    Text(Text),
}
