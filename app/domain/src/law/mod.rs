//! The law as data: everything `content/laws/*.toml` says, typed.
//!
//! **Invariant:** a day count, an article or an amount stands only in those files.

mod category;
mod clock;
mod notice;
mod platform;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

pub use category::{Category, Group};
pub use clock::{Applies, Clock, Counting, Pause, Starts};
pub use notice::Notice;
pub use platform::{Platform12315, PlatformField};

/// A law in the register.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Law {
    pub key: String,
    pub name: String,
    #[serde(default)]
    pub number: Option<String>,
    #[serde(default)]
    pub valid_from: Option<Date>,
    /// Last day in force; absent while the law stands.
    #[serde(default)]
    pub valid_to: Option<Date>,
    pub source: String,
    /// How sure the entry is: S read, M from memory, U unverified.
    pub checked: Confidence,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Confidence {
    S,
    M,
    U,
}

/// A place in a law: key and article.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    pub law: String,
    pub article: String,
}

/// What a complainant may ask for (文书式样2026, form 1).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    pub key: String,
    pub text: String,
    /// The word 12315's export uses for it, where one is known.
    #[serde(default)]
    pub platform: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LawFile {
    pub law: Vec<Law>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockFile {
    pub counting: Counting,
    pub clock: Vec<Clock>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoryFile {
    pub category: Vec<Category>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestFile {
    pub request: Vec<Request>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeFile {
    pub notice: Vec<Notice>,
}

/// All of it together, looked up by key.
#[derive(Clone, Debug)]
pub struct Laws {
    pub laws: BTreeMap<String, Law>,
    pub counting: Counting,
    pub clocks: Vec<Clock>,
    pub categories: Vec<Category>,
    pub requests: Vec<Request>,
    pub notices: BTreeMap<String, Notice>,
    pub platform: Platform12315,
}

impl Laws {
    #[must_use]
    pub fn new(
        laws: LawFile,
        clocks: ClockFile,
        categories: CategoryFile,
        requests: RequestFile,
        notices: NoticeFile,
        platform: Platform12315,
    ) -> Self {
        Self {
            laws: laws.law.into_iter().map(|law| (law.key.clone(), law)).collect(),
            counting: clocks.counting,
            clocks: clocks.clock,
            categories: categories.category,
            requests: requests.request,
            notices: notices.notice.into_iter().map(|n| (n.key.clone(), n)).collect(),
            platform,
        }
    }

    #[must_use]
    pub fn category(&self, code: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.code == code)
    }

    /// The clock of that name in force on a day.
    #[must_use]
    pub fn clock(&self, id: &str, on: Date) -> Option<&Clock> {
        self.clocks.iter().find(|clock| clock.id == id && clock.in_force(on))
    }

    /// The text of a notice; an unknown key is a fault of the content, shown as nothing.
    #[must_use]
    pub fn notice(&self, key: &str) -> &str {
        self.notices.get(key).map_or("", |notice| notice.text.as_str())
    }

    /// `《市场监督管理投诉举报处理办法》第十五条`, or the bare article where the key is unknown.
    #[must_use]
    pub fn cite(&self, law: &str, article: &str) -> String {
        let name = self.laws.get(law).map(|law| law.name.as_str()).unwrap_or_default();
        format!("《{name}》{article}")
    }
}

impl Law {
    #[must_use]
    pub fn in_force(&self, on: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= on) && self.valid_to.is_none_or(|to| on <= to)
    }
}
