use std::collections::BTreeSet;

use domain::reading::{ArticleHead, Column};

use super::fault::Fault;
use super::gather::Page;
use super::load::Reading;
use super::markdown::{Around, Folder};
use super::pictures::Pictures;
use super::references;

/// What is on the shelves now, for a text that is being written: what it may link to and show.
pub struct Neighbours {
    articles: BTreeSet<String>,
    disclosures: BTreeSet<String>,
    columns: Vec<Column>,
    pictures: Pictures,
    base_path: String,
}

impl Neighbours {
    pub(super) fn of(reading: &Reading) -> Self {
        Self {
            articles: reading.articles.iter().map(|article| article.slug.clone()).collect(),
            disclosures: reading.disclosures.iter().map(|case| case.slug.clone()).collect(),
            columns: reading.columns.clone(),
            pictures: reading.pictures.clone(),
            base_path: reading.base_path.clone(),
        }
    }

    pub(super) fn around(&self, folder: Folder) -> Around<'_> {
        Around {
            folder,
            base_path: &self.base_path,
            articles: &self.articles,
            disclosures: &self.disclosures,
            pictures: &self.pictures,
        }
    }

    pub(super) fn has_article(&self, name: &str) -> bool {
        self.articles.contains(name)
    }

    pub(super) fn column(&self, page: &Page<ArticleHead>, key: &str, faults: &mut Vec<Fault>) {
        references::one_of(page, key, &self.columns, faults);
    }
}
