//! Where a link in a content file leads.

use std::collections::BTreeSet;

use crate::library::pictures::{Picture, Pictures};

/// The folder a text lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Folder {
    Articles,
    Disclosures,
    /// Alerts, notices, campaigns and leaflets: nothing links to a neighbour there.
    Posts,
}

/// Everything a text can point at.
pub struct Around<'a> {
    pub folder: Folder,
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
    pub picture: &'a Picture,
}

impl Around<'_> {
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
        let (folder, name) = self.place(destination);
        let slug = name.strip_suffix(".md").unwrap_or_default();
        let (known, address) = match folder {
            Folder::Articles => (Some(self.articles), "article"),
            Folder::Disclosures => (Some(self.disclosures), "disclosure"),
            Folder::Posts => (None, ""),
        };
        if known.is_some_and(|known| known.contains(slug)) {
            Ok(Target { href: format!("{}{address}/{slug}", self.base_path), external: false })
        } else {
            Err(format!("链接 {destination} 没有对应的文件"))
        }
    }

    /// # Errors
    /// Says why there is no such picture.
    pub fn picture<'a>(&'a self, destination: &'a str) -> Result<Shown<'a>, String> {
        let name = destination.strip_prefix("../pictures/").unwrap_or_default();
        let picture = self.pictures.get(name).ok_or_else(|| format!("图片 {destination} 没有对应的文件"))?;
        let (first, sizes) = picture.names(name);
        let address = |name: &str| format!("{}pictures/{name}", self.base_path);
        let sizes = sizes.iter().map(|(width, name)| format!("{} {width}w", address(name)));
        Ok(Shown { address: address(first), sizes: sizes.collect(), picture })
    }

    fn place<'d>(&self, destination: &'d str) -> (Folder, &'d str) {
        if let Some(name) = destination.strip_prefix("../articles/") {
            (Folder::Articles, name)
        } else if let Some(name) = destination.strip_prefix("../disclosures/") {
            (Folder::Disclosures, name)
        } else {
            (self.folder, destination)
        }
    }
}
