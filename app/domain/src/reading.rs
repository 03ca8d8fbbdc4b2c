//! What residents read: safe-medication articles (科普文章) typical cases (典型案例), alerts, notices,
//! campaigns and leaflets.
//!
//! Files are the server's and Markdown is `typeset`'s; these are the typed results handed to pages.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use crate::law::Citation;
use crate::newsroom::workflow::Kind;
use crate::recording::Recording;
use crate::region::RegionCode;

#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    pub slug: String,
    pub head: ArticleHead,
    pub blocks: Vec<Block>,
    /// Path of the picture that is passed on with it, if it shows a photo.
    pub card: Option<String>,
    /// Minutes to read, at least 1.
    pub minutes: u32,
    /// What was corrected since it was published, oldest first.
    pub corrections: Vec<Corrected>,
    /// What of it can be heard: Mandarin first.
    pub recordings: Vec<Recording>,
}

/// A public 更正 note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corrected {
    pub at: Timestamp,
    pub note: String,
}

/// What residents read, of any kind.
#[derive(Clone, Debug)]
pub enum Text {
    Article(Arc<Article>),
    Disclosure(Arc<Disclosure>),
    Post(Arc<Post>),
}

impl Text {
    /// Beijing time.
    #[must_use]
    pub fn published(&self) -> DateTime {
        match self {
            Self::Article(article) => article.head.published,
            Self::Disclosure(case) => case.head.published,
            Self::Post(post) => post.head.published,
        }
    }

    #[must_use]
    pub fn title(&self) -> &str {
        match self {
            Self::Article(article) => &article.head.title,
            Self::Disclosure(case) => &case.head.title,
            Self::Post(post) => &post.head.title,
        }
    }
}

/// Front matter of an article.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArticleHead {
    pub title: String,
    /// The one-line conclusion, at most 30 characters, read first.
    pub answer: String,
    pub column: String,
    pub keywords: Vec<String>,
    /// Beijing time, never changed after publishing.
    #[serde(deserialize_with = "minute")]
    pub published: DateTime,
    pub reviewer: String,
    pub reviewed: Date,
    pub review_due: Date,
    #[serde(default)]
    pub related: Vec<String>,
    /// BCP 47 tag of its language or script; empty for plain Chinese.
    #[serde(default)]
    pub language: String,
    /// Name of the article that says the same in plain Chinese; empty where it is that article.
    #[serde(default)]
    pub variant_of: String,
    pub source: Vec<Source>,
}

impl ArticleHead {
    /// Whether it says the same as another article, in another language or script.
    #[must_use]
    pub fn is_variant(&self) -> bool {
        !self.language.is_empty() || !self.variant_of.is_empty()
    }
}

/// What an article rests on: a law with its article, or another place with the day it was checked.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Source {
    Law(Citation),
    Place {
        name: String,
        #[serde(default)]
        url: Option<String>,
        checked: Date,
    },
}

#[derive(Clone, Debug, PartialEq)]
pub struct Disclosure {
    pub slug: String,
    pub head: DisclosureHead,
    pub blocks: Vec<Block>,
    /// Path of the picture that is passed on with it, if it shows a photo.
    pub card: Option<String>,
    /// What was corrected since it was published, oldest first.
    pub corrections: Vec<Corrected>,
}

/// An alert, notice, campaign or leaflet.
#[derive(Clone, Debug, PartialEq)]
pub struct Post {
    pub kind: Kind,
    pub slug: String,
    pub head: PostHead,
    pub blocks: Vec<Block>,
    /// Path of the picture that is passed on with it, if it shows a photo.
    pub card: Option<String>,
    /// What was corrected since it was published, oldest first.
    pub corrections: Vec<Corrected>,
}

/// Front matter of a [`Post`].
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostHead {
    pub title: String,
    /// One sentence for lists and search.
    pub summary: String,
    pub keywords: Vec<String>,
    /// Beijing time, never changed after publishing.
    #[serde(deserialize_with = "minute")]
    pub published: DateTime,
    /// Who publishes it.
    pub unit: String,
    pub reviewer: String,
    pub reviewed: Date,
    /// Last day it may stand.
    #[serde(default)]
    pub until: Option<Date>,
    /// Of an alert: whose it is. A county may not issue its own (药品管理法 §107).
    #[serde(default)]
    pub origin: Option<Origin>,
    /// First and last day of a campaign.
    #[serde(default)]
    pub from: Option<Date>,
    #[serde(default)]
    pub to: Option<Date>,
    /// Picked articles of a campaign, by name; the one a leaflet leads to.
    #[serde(default)]
    pub articles: Vec<String>,
}

/// The text an alert passes on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// Who issued it.
    pub name: String,
    /// `https://…`
    pub url: String,
    /// When they published it.
    pub published: Date,
}

/// Front matter of a typical case.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DisclosureHead {
    pub title: String,
    /// 示例: made up for demonstration, and the page says so.
    #[serde(default)]
    pub sample: bool,
    /// Category code of `content/laws/categories.toml`.
    pub category: String,
    /// County or township, never a village: a village can point at a person.
    pub region: RegionCode,
    pub unit: String,
    #[serde(deserialize_with = "minute")]
    pub published: DateTime,
    pub decided: Date,
    /// Last day it may stand on the site (公示规定 §14).
    pub withdraw_by: Date,
    pub document_no: String,
    pub keywords: Vec<String>,
    pub source_of_case: String,
    pub party: String,
    pub outcome: String,
    #[serde(default)]
    pub transferred: String,
    pub reviewer: String,
    pub reviewed: Date,
    #[serde(default)]
    pub related: Vec<String>,
    pub violated: Vec<Citation>,
    pub penalty_basis: Vec<Citation>,
}

/// A piece of a text, typed so that it can be checked and drawn as what it is. Strings named
/// `html` were made from the site's own Markdown by the server and are safe to draw as they are; the
/// JSON API gives blocks as they stand here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Block {
    Prose {
        html: String,
    },
    /// Red-flag card: when to call 120 or stop the medicine.
    Danger {
        title: String,
        html: String,
    },
    Steps {
        title: String,
        items: Vec<String>,
    },
    /// Who must not.
    NotFor {
        title: String,
        html: String,
    },
    Myths {
        title: String,
        pairs: Vec<Myth>,
    },
    /// A plain or named section; `class` is the heading's own (facts, evidence, check …), if any.
    Section {
        title: String,
        #[serde(skip)]
        class: Option<String>,
        html: String,
    },
}

impl Block {
    #[must_use]
    pub fn heading(&self) -> Option<&str> {
        match self {
            Self::Prose { .. } => None,
            Self::Danger { title, .. }
            | Self::Steps { title, .. }
            | Self::NotFor { title, .. }
            | Self::Myths { title, .. }
            | Self::Section { title, .. } => Some(title),
        }
    }
}

/// A mistake (✗) and what is right (✓), as HTML.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Myth {
    pub wrong: String,
    pub right: String,
}

/// Reads `2026-11-18 09:00`.
fn minute<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<DateTime, D::Error> {
    let text = String::deserialize(deserializer)?;
    DateTime::strptime("%Y-%m-%d %H:%M", &text)
        .map_err(|_| serde::de::Error::custom(format!("时间应写成 2026-11-18 09:00，现在是 {text}")))
}
