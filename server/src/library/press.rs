//! What the newsroom has published, drawn in place of the texts of the files.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::bets::Bets;
use domain::columns::Columns;
use domain::newsroom::workflow::Kind;
use domain::newsroom::{Body, Remarked};
use domain::ports::{PictureRow, RecordingRow};
use domain::reading::{Article, Corrected, Disclosure, Post, Text};
use domain::site::Site;
use jiff::civil::{Date, DateTime};
use serde::de::DeserializeOwned;
use typeset::{Around, Fault, Origin};

use super::front_matter::{self, Parts};
use super::heard::heard;
use super::load::{Reading, minutes};
use super::pictures::of_album;
use super::shelf::File;

/// A published text with what its newsroom knows of it.
#[derive(Clone, Debug)]
pub struct Printed {
    pub kind: Kind,
    pub slug: String,
    /// As it was signed.
    pub text: String,
    /// Beijing time.
    pub published: DateTime,
    pub corrections: Vec<Corrected>,
    /// Last day it may stand.
    pub until: Option<Date>,
    /// In the order they were taken in.
    pub recordings: Vec<RecordingRow>,
}

/// Something that was taken down, with what residents are told.
#[derive(Clone, Debug)]
pub struct TakenDown {
    pub kind: Kind,
    pub slug: String,
    pub why: String,
}

/// Everything the newsroom has published, and what it took down.
#[derive(Clone, Debug, Default)]
pub struct Press {
    pub printed: Vec<Printed>,
    pub taken_down: Vec<TakenDown>,
    /// Addresses texts had before: what it was, and what it is now.
    pub moved: Vec<(Kind, String, String)>,
    /// Recordings of the questions of forms, in the order they were taken in.
    pub clips: Arc<[RecordingRow]>,
    /// Pictures its texts may show.
    pub pictures: Vec<PictureRow>,
    /// Columns and menu as the desk changed them; nothing while they are what the files say.
    pub columns: Option<Arc<Columns>>,
    /// The same for what comes first in searches.
    pub bets: Option<Arc<Bets>>,
}

impl Press {
    /// The reading with these texts in place of its own. What cannot be drawn is named and left out.
    pub(super) fn over(&self, base: &Reading) -> (Reading, Vec<Fault>) {
        let names = |kind| -> BTreeSet<String> {
            self.printed.iter().filter(|one| one.kind == kind).map(|one| one.slug.clone()).collect()
        };
        let (articles, disclosures) = (names(Kind::Article), names(Kind::Disclosure));
        let mut pictures = base.pictures.clone();
        pictures.extend(of_album(&self.pictures));
        let mut reading = Reading {
            articles: Vec::new(),
            variants: Vec::new(),
            disclosures: Vec::new(),
            posts: Vec::new(),
            ..base.clone()
        };
        let mut faults = Vec::new();
        for one in &self.printed {
            let around = Around {
                kind: one.kind,
                base_path: &base.site.base_path,
                articles: &articles,
                disclosures: &disclosures,
                pictures: &pictures.shown,
            };
            match one.drawn(&around, &base.site) {
                Ok(Text::Article(article)) if article.head.is_variant() => reading.variants.push(article),
                Ok(Text::Article(article)) => reading.articles.push(article),
                Ok(Text::Disclosure(case)) => reading.disclosures.push(case),
                Ok(Text::Post(post)) => reading.posts.push(post),
                Err(fault) => faults.push(fault),
            }
        }
        reading.sort();
        reading.pictures = pictures;
        if let Some(columns) = &self.columns {
            reading.columns = columns.clone();
        }
        if let Some(bets) = &self.bets {
            reading.bets = bets.clone();
        }
        (reading, faults)
    }
}

impl Printed {
    fn drawn(&self, around: &Around<'_>, site: &Site) -> Result<Text, Fault> {
        let file = labelled(self.kind, &self.slug, &self.text);
        let parts = front_matter::split(&file)?;
        let origin = Origin { label: &file.label, first_line: parts.body_line, around };
        let body = typeset::read_what_can_be(parts.body, &origin).0;
        let text = with_head(self.kind, &file, &parts, site, body)?;
        let corrections = self.corrections.clone();
        Ok(match text {
            Text::Article(article) => {
                let mut article = Arc::unwrap_or_clone(article);
                (article.head.published, article.corrections) = (self.published, corrections);
                article.recordings = heard(&article, &self.recordings);
                Text::Article(Arc::new(article))
            }
            Text::Disclosure(case) => {
                let mut case = Arc::unwrap_or_clone(case);
                (case.head.published, case.corrections) = (self.published, corrections);
                case.head.withdraw_by = self.until.unwrap_or(case.head.withdraw_by);
                Text::Disclosure(Arc::new(case))
            }
            Text::Post(post) => {
                let mut post = Arc::unwrap_or_clone(post);
                (post.head.published, post.corrections) = (self.published, corrections);
                post.head.until = self.until.or(post.head.until);
                Text::Post(Arc::new(post))
            }
        })
    }
}

/// A text with its front matter read for a site and its body left out.
///
/// # Errors
/// What is wrong with the front matter.
pub fn headed(kind: Kind, slug: &str, text: &str, site: &Site) -> Result<Text, Fault> {
    let file = labelled(kind, slug, text);
    let parts = front_matter::split(&file)?;
    with_head(kind, &file, &parts, site, typeset::Text::default())
}

/// The line the body of a text begins on; 0 where there is no front matter before it.
#[must_use]
pub fn body_line(text: &str) -> usize {
    front_matter::split(&File::written("", text)).map_or(0, |parts| parts.body_line)
}

fn labelled(kind: Kind, slug: &str, text: &str) -> File {
    File { label: format!("{}/{slug}", kind.as_str()), ..File::written(slug, text) }
}

fn with_head(kind: Kind, file: &File, parts: &Parts<'_>, site: &Site, body: typeset::Text) -> Result<Text, Fault> {
    let (slug, corrections) = (file.stem.clone(), Vec::new());
    let (blocks, card) = (body.blocks, body.card);
    Ok(match kind {
        Kind::Article => {
            let (head, minutes) = (front_matter::parse(file, parts, site)?, minutes(&blocks));
            let recordings = Vec::new();
            Text::Article(Arc::new(Article { slug, head, blocks, card, minutes, corrections, recordings }))
        }
        Kind::Disclosure => {
            let head = front_matter::parse(file, parts, site)?;
            Text::Disclosure(Arc::new(Disclosure { slug, head, blocks, card, corrections }))
        }
        kind => {
            let head = front_matter::parse(file, parts, site)?;
            Text::Post(Arc::new(Post { kind, slug, head, blocks, card, corrections }))
        }
    })
}

/// A text that is not published, read strictly: its body, its head, and everything that keeps it from
/// being drawn.
pub(super) fn read<H: DeserializeOwned>(
    file: &File,
    around: &Around<'_>,
    site: &Site,
) -> Result<(Option<H>, typeset::Text, Vec<Fault>), Fault> {
    let parts = front_matter::split(file)?;
    let origin = Origin { label: &file.label, first_line: parts.body_line, around };
    let (text, mut faults) = typeset::read_what_can_be(parts.body, &origin);
    let head = front_matter::parse(file, &parts, site).map_err(|fault| faults.push(fault)).ok();
    faults.sort();
    Ok((head, text, faults))
}

/// The body alone, so far as it can be drawn.
pub(super) fn body(file: &File, around: &Around<'_>) -> Body {
    let Ok(parts) = front_matter::split(file) else { return Body::default() };
    let origin = Origin { label: &file.label, first_line: parts.body_line, around };
    let (text, mut faults) = typeset::read_what_can_be(parts.body, &origin);
    faults.sort();
    let told = |fault: Fault| Remarked { line: fault.line, what: fault.what };
    Body { first_line: parts.body_line, blocks: text.blocks, faults: faults.into_iter().map(told).collect() }
}
