use std::collections::BTreeSet;
use std::sync::Arc;

use domain::columns::Columns;
use domain::newsroom::workflow::Kind;
use domain::reading::ArticleHead;
use domain::site::Site;
use typeset::{Around, Fault};

use super::gather::Page;
use super::load::Reading;
use super::pictures::Pictures;
use super::references;

/// What is on the shelves now, for a text that is being written: what it may link to and show.
pub struct Neighbours {
    articles: BTreeSet<String>,
    /// Those in plain Chinese, which alone go with other texts.
    plain: BTreeSet<String>,
    disclosures: BTreeSet<String>,
    columns: Arc<Columns>,
    pictures: Pictures,
    site: Arc<Site>,
}

impl Neighbours {
    pub(super) fn of(reading: &Reading) -> Self {
        let plain: BTreeSet<String> = reading.articles.iter().map(|article| article.slug.clone()).collect();
        let variants = reading.variants.iter().map(|article| article.slug.clone());
        Self {
            articles: plain.iter().cloned().chain(variants).collect(),
            plain,
            disclosures: reading.disclosures.iter().map(|case| case.slug.clone()).collect(),
            columns: reading.columns.clone(),
            pictures: reading.pictures.clone(),
            site: reading.site.clone(),
        }
    }

    pub(super) fn around(&self, kind: Kind) -> Around<'_> {
        Around {
            kind,
            base_path: &self.site.base_path,
            articles: &self.articles,
            disclosures: &self.disclosures,
            pictures: &self.pictures.shown,
        }
    }

    /// Whether there is a picture of that name.
    #[must_use]
    pub fn shows(&self, picture: &str) -> bool {
        self.pictures.shown.contains_key(picture)
    }

    pub(super) fn related<H>(&self, page: &Page<H>, names: &[String], faults: &mut Vec<Fault>) {
        references::related(page, names, &self.plain, faults);
    }

    pub(super) fn column(&self, page: &Page<ArticleHead>, key: &str, faults: &mut Vec<Fault>) {
        references::column(page, key, &self.columns, faults);
    }
}
