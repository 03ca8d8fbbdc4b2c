//! 栏目和导航 of a site: which texts stand together, in which order, and the ways in on the home page.
//!
//! A text says itself what it is about: its kind, and an article the topic in its front matter. A column
//! holds kinds and topics; moving texts moves those, so that a signed text never changes.

mod change;
mod menu;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::newsroom::workflow::Kind;
use crate::report::FieldError;
use crate::text;

pub(crate) use change::sound;
pub use change::{Change, ChangeRefused, ColumnAsked, Towards};
pub use menu::{BuiltIn, LABEL_MOST, MENU_MOST, MenuEntry, Target};

pub const NAME_MOST: usize = 12;
pub const DESCRIPTION_MOST: usize = 60;
pub const KEYWORDS_MOST: usize = 10;
pub const SLUG_MOST: usize = 40;
/// Ten years: nobody means more.
pub const DAYS_MOST: u16 = 3650;

/// A column residents can open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Never changes; the menu and old addresses name it by this.
    pub id: u32,
    /// The last part of its address.
    pub slug: String,
    pub name: String,
    /// One line of what it is for.
    pub description: String,
    pub keywords: Vec<String>,
    /// What articles in it name in their front matter.
    pub topics: Vec<String>,
    /// Never articles, which go by their topics.
    pub kinds: Vec<Kind>,
    pub hidden: bool,
    /// Days until it counts as stale, where the site has a number of its own.
    pub days: Option<u16>,
}

/// All columns of a site in their order, and its menu.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Columns {
    pub all: Vec<Column>,
    pub menu: Vec<MenuEntry>,
    /// Addresses columns had before.
    pub moved: BTreeMap<String, u32>,
}

impl Column {
    /// Inside the site.
    #[must_use]
    pub fn path(&self) -> String {
        format!("column/{}", self.slug)
    }

    #[must_use]
    pub fn holds_topic(&self, topic: &str) -> bool {
        self.topics.iter().any(|own| own == topic)
    }
}

impl Columns {
    /// Those residents see.
    pub fn shown(&self) -> impl Iterator<Item = &Column> {
        self.all.iter().filter(|column| !column.hidden)
    }

    #[must_use]
    pub fn column(&self, id: u32) -> Option<&Column> {
        self.all.iter().find(|column| column.id == id)
    }

    /// The one at an address.
    #[must_use]
    pub fn at(&self, slug: &str) -> Option<&Column> {
        self.all.iter().find(|column| column.slug == slug)
    }

    /// The one that was at an address before.
    #[must_use]
    pub fn moved_from(&self, slug: &str) -> Option<&Column> {
        self.moved.get(slug).and_then(|id| self.column(*id))
    }

    /// The one articles of a topic stand in.
    #[must_use]
    pub fn of_topic(&self, topic: &str) -> Option<&Column> {
        self.all.iter().find(|column| column.holds_topic(topic))
    }

    /// The one texts of a kind stand in.
    #[must_use]
    pub fn of_kind(&self, kind: Kind) -> Option<&Column> {
        self.all.iter().find(|column| column.kinds.contains(&kind))
    }

    /// What is wrong with columns that come from a file, in words.
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut slugs: Vec<&str> = self.all.iter().map(|column| column.slug.as_str()).collect();
        slugs.extend(self.moved.keys().map(String::as_str));
        faults.extend(twice(slugs).map(|slug| format!("网址名 {slug} 用了两次")));
        let topics = self.all.iter().flat_map(|column| &column.topics);
        faults.extend(twice(topics.map(String::as_str).collect()).map(|topic| format!("主题 {topic} 归了两个栏目")));
        let kinds = self.all.iter().flat_map(|column| &column.kinds);
        faults.extend(twice(kinds.map(|kind| kind.words()).collect()).map(|kind| format!("{kind}归了两个栏目")));
        for column in &self.all {
            let asked = ColumnAsked::from(column.clone());
            faults.extend(asked.faults().into_iter().map(|fault| format!("栏目 {}：{}", column.slug, fault.message)));
        }
        for (place, entry) in self.menu.iter().enumerate() {
            let told = entry.faults(self, Some(place)).into_iter();
            faults.extend(told.map(|fault| format!("导航 {}：{}", entry.label, fault.message)));
        }
        if self.menu.is_empty() || self.menu.len() > MENU_MOST {
            faults.push(format!("导航要有 1 到 {MENU_MOST} 个"));
        }
        faults
    }
}

/// What stands in a list more than once.
fn twice(mut names: Vec<&str>) -> impl Iterator<Item = &str> {
    names.sort_unstable();
    let pairs: Vec<&str> = names.iter().zip(names.iter().skip(1)).filter(|(a, b)| a == b).map(|(a, _)| *a).collect();
    pairs.into_iter()
}

/// A line somebody typed that must be there and fit.
pub(crate) fn line(field: &str, typed: &str, what: &str, most: usize) -> Option<FieldError> {
    let length = text::length(typed);
    let message = if typed.is_empty() {
        format!("请填写{what}")
    } else if length > most {
        format!("{what}最多 {most} 个字，现在是 {length} 个")
    } else if typed.contains('\n') || text::forbidden(typed).is_some() {
        format!("{what}写成一行，不要有看不见的字符")
    } else {
        return None;
    };
    Some(fault(field, message))
}

pub(crate) fn fault(field: &str, message: impl Into<String>) -> FieldError {
    FieldError { field: field.to_owned(), message: message.into() }
}
