//! Where a link in a text leads.

use std::collections::BTreeSet;

use domain::newsroom::Neighbour;
use domain::newsroom::workflow::Kind;
use pulldown_cmark::{Event, Tag};

use super::render::events;
use crate::picture::{Picture, Pictures};

/// Everything a text can point at.
pub struct Around<'a> {
    /// Of the text: articles and cases link to their neighbours by file name alone.
    pub kind: Kind,
    pub base_path: &'a str,
    pub articles: &'a BTreeSet<String>,
    pub disclosures: &'a BTreeSet<String>,
    pub pictures: &'a Pictures,
}

/// A link made ready for a page.
pub struct Target {
    pub href: String,
    /// Leaves the site.
    pub external: bool,
}

/// A picture made ready for a page.
pub struct Shown<'a> {
    pub address: String,
    /// Every size with its width, as `srcset` lists them; empty where there is one only.
    pub sizes: Vec<String>,
    /// Path of what it is passed on as; nothing for a drawing.
    pub card: Option<String>,
    pub picture: &'a Picture,
}

impl<'a> Around<'a> {
    /// # Errors
    /// Says why the link leads nowhere.
    pub fn link(&self, destination: &str) -> Result<Target, String> {
        if destination.starts_with("https://") || destination.starts_with("http://") {
            return Ok(Target { href: destination.to_owned(), external: true });
        }
        if let Some(number) = destination.strip_prefix("tel:") {
            let digits = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit() || b == b'-');
            return if digits {
                Ok(Target { href: destination.to_owned(), external: false })
            } else {
                Err("电话号码不对".to_owned())
            };
        }
        let (kind, slug) = self.text(destination).ok_or_else(|| format!("链接 {destination} 没有对应的文件"))?;
        Ok(Target { href: format!("{}{}/{slug}", self.base_path, kind.as_str()), external: false })
    }

    /// # Errors
    /// Says why there is no such picture.
    pub fn picture(&self, destination: &str) -> Result<Shown<'a>, String> {
        if destination.starts_with("paste:") {
            return Err("这里少一张图：照方括号里的话补上，或者把这一行删掉".to_owned());
        }
        let (name, picture) = self.shown(destination).ok_or_else(|| format!("图片 {destination} 没有对应的文件"))?;
        let address = |name: &str| format!("{}pictures/{name}", self.base_path);
        let sizes = picture.copies.iter().map(|(width, name)| format!("{} {width}w", address(name)));
        let card = picture.card.as_ref().map(|name| format!("pictures/{name}"));
        Ok(Shown { address: address(picture.served_as(name)), sizes: sizes.collect(), card, picture })
    }

    /// What a link or a picture of a text names.
    #[must_use]
    pub fn find(&self, destination: &str) -> Option<Neighbour> {
        if let Some((name, picture)) = self.shown(destination) {
            let Picture { width, height, copies, alt, credited, .. } = picture.clone();
            return Some(Neighbour::Picture { name: name.to_owned(), width, height, alt, credited, copies });
        }
        let (kind, slug) = self.text(destination)?;
        let slug = slug.to_owned();
        Some(if kind == Kind::Disclosure { Neighbour::Disclosure { slug } } else { Neighbour::Article { slug } })
    }

    /// What a body names inside the site and is not around.
    #[must_use]
    pub fn missing(&self, body: &str) -> BTreeSet<String> {
        let named = events(body).into_iter().filter_map(|(event, _)| match event {
            Event::Start(Tag::Link { dest_url, .. }) => self.link(&dest_url).is_err().then_some(dest_url),
            Event::Start(Tag::Image { dest_url, .. }) => self.picture(&dest_url).is_err().then_some(dest_url),
            _ => None,
        });
        named.map(|name| name.to_string()).collect()
    }

    /// An article or a case.
    fn text<'d>(&self, destination: &'d str) -> Option<(Kind, &'d str)> {
        let (kind, name) = if let Some(name) = destination.strip_prefix("../articles/") {
            (Kind::Article, name)
        } else if let Some(name) = destination.strip_prefix("../disclosures/") {
            (Kind::Disclosure, name)
        } else {
            (self.kind, destination)
        };
        let slug = name.strip_suffix(".md")?;
        let there = match kind {
            Kind::Article => self.articles.contains(slug),
            Kind::Disclosure => self.disclosures.contains(slug),
            Kind::Alert | Kind::Notice | Kind::Campaign | Kind::Leaflet => false,
        };
        there.then_some((kind, slug))
    }

    fn shown(&self, destination: &str) -> Option<(&'a str, &'a Picture)> {
        let (name, picture) = self.pictures.get_key_value(destination.strip_prefix("../pictures/")?)?;
        Some((name.as_str(), picture))
    }
}
