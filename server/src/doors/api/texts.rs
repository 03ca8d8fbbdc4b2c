use std::sync::Arc;

use domain::columns::Column;
use domain::law::Citation;
use domain::newsroom::workflow::Kind;
use domain::reading::{Article, Block, Disclosure, Source};
use domain::variant::PLAIN;
use jiff::civil::DateTime;
use serde::Serialize;
use utoipa::ToSchema;

use super::Api;

/// A line of a list.
#[derive(Serialize, ToSchema)]
pub struct Entry {
    slug: String,
    title: String,
    /// The last part of its column's address; empty where it stands in none.
    column: String,
    #[schema(example = "2026-11-18T09:00:00+08:00", format = DateTime)]
    published_at: String,
    /// The page people read.
    #[schema(example = "https://example.gov.cn/article/expiry-date")]
    url: String,
}

#[derive(Serialize, ToSchema)]
pub struct ArticleText {
    #[serde(flatten)]
    entry: Entry,
    /// The conclusion in one line.
    answer: String,
    /// BCP 47 tag of what it is written in.
    #[schema(example = "zh-CN")]
    language: String,
    /// Slug of the article it says the same as; empty where it is that article.
    variant_of: String,
    /// The same article in other languages and scripts.
    variants: Vec<VariantText>,
    /// Minutes to read; counted for plain Chinese.
    minutes: u32,
    keywords: Vec<String>,
    blocks: Vec<Block>,
    sources: Vec<SourceText>,
    reviewer: String,
    #[schema(format = Date)]
    reviewed: String,
    /// When it must be looked through again.
    #[schema(format = Date)]
    review_due: String,
    /// Slugs of texts that go with it.
    related: Vec<String>,
}

#[derive(Serialize, ToSchema)]
pub struct DisclosureText {
    #[serde(flatten)]
    entry: Entry,
    /// Made up for demonstration.
    sample: bool,
    category: String,
    /// 12-digit code of a county or township.
    region: String,
    unit: String,
    document_no: String,
    party: String,
    outcome: String,
    /// Where the case came from.
    source_of_case: String,
    /// To whom it was passed on; empty when to nobody.
    transferred: String,
    violated: Vec<String>,
    penalty_basis: Vec<String>,
    keywords: Vec<String>,
    blocks: Vec<Block>,
    reviewer: String,
    #[schema(format = Date)]
    reviewed: String,
    #[schema(format = Date)]
    decided: String,
    /// Last day it may stand here.
    #[schema(format = Date)]
    withdraw_by: String,
    related: Vec<String>,
}

#[derive(Serialize, ToSchema)]
pub struct VariantText {
    #[schema(example = "zh-Hant")]
    language: String,
    slug: String,
}

/// What an article rests on.
#[derive(Serialize, ToSchema)]
pub struct SourceText {
    /// Law with article, or the name of another source.
    name: String,
    url: Option<String>,
    /// The day a source other than a law was looked at.
    #[schema(format = Date)]
    checked: Option<String>,
}

impl Entry {
    pub fn of_article(api: &Api, article: &Article) -> Self {
        let columns = api.library.columns();
        Self {
            slug: article.slug.clone(),
            title: article.head.title.clone(),
            column: slug(columns.of_topic(&article.head.column)),
            published_at: in_beijing(article.head.published),
            url: api.site.url(&format!("article/{}", article.slug)),
        }
    }

    pub fn of_disclosure(api: &Api, disclosure: &Disclosure) -> Self {
        let columns = api.library.columns();
        Self {
            slug: disclosure.slug.clone(),
            title: disclosure.head.title.clone(),
            column: slug(columns.of_kind(Kind::Disclosure)),
            published_at: in_beijing(disclosure.head.published),
            url: api.site.url(&format!("disclosure/{}", disclosure.slug)),
        }
    }
}

fn slug(column: Option<&Column>) -> String {
    column.map(|column| column.slug.clone()).unwrap_or_default()
}

impl ArticleText {
    pub fn new(api: &Api, article: &Article) -> Self {
        let head = &article.head;
        let original = api.library.original(article);
        Self {
            entry: Entry::of_article(api, article),
            answer: head.answer.clone(),
            language: if head.is_variant() { head.language.clone() } else { PLAIN.to_owned() },
            variant_of: original.map(|original| original.slug.clone()).unwrap_or_default(),
            variants: api.library.other_variants(article).iter().map(VariantText::new).collect(),
            minutes: article.minutes,
            keywords: head.keywords.clone(),
            blocks: article.blocks.clone(),
            sources: head.source.iter().map(|source| SourceText::new(api, source)).collect(),
            reviewer: head.reviewer.clone(),
            reviewed: head.reviewed.to_string(),
            review_due: head.review_due.to_string(),
            related: head.related.clone(),
        }
    }
}

impl VariantText {
    fn new(article: &Arc<Article>) -> Self {
        Self { language: article.head.language.clone(), slug: article.slug.clone() }
    }
}

impl DisclosureText {
    pub fn new(api: &Api, disclosure: &Disclosure) -> Self {
        let head = disclosure.head.clone();
        let cite = |laws: &[Citation]| laws.iter().map(|law| api.laws.cite(&law.law, &law.article)).collect();
        Self {
            entry: Entry::of_disclosure(api, disclosure),
            sample: head.sample,
            category: head.category,
            region: head.region.to_string(),
            unit: head.unit,
            document_no: head.document_no,
            party: head.party,
            outcome: head.outcome,
            source_of_case: head.source_of_case,
            transferred: head.transferred,
            violated: cite(&head.violated),
            penalty_basis: cite(&head.penalty_basis),
            keywords: head.keywords,
            blocks: disclosure.blocks.clone(),
            reviewer: head.reviewer,
            reviewed: head.reviewed.to_string(),
            decided: head.decided.to_string(),
            withdraw_by: head.withdraw_by.to_string(),
            related: head.related,
        }
    }
}

impl SourceText {
    fn new(api: &Api, source: &Source) -> Self {
        match source {
            Source::Law(law) => Self { name: api.laws.cite(&law.law, &law.article), url: None, checked: None },
            Source::Place { name, url, checked } => {
                Self { name: name.clone(), url: url.clone(), checked: Some(checked.to_string()) }
            }
        }
    }
}

fn in_beijing(published: DateTime) -> String {
    format!("{}+08:00", published.strftime("%Y-%m-%dT%H:%M:%S"))
}
