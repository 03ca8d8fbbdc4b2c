//! A text of the newsroom, looked at from all sides before it is published.

use std::sync::Arc;

use domain::law::Laws;
use domain::newsroom::workflow::{Kind, NewsroomLaw};
use domain::newsroom::{Looked, Neighbour, Remarked, mask};
use domain::ports::Library;
use domain::reading::{Article, ArticleHead, Disclosure, DisclosureHead, Post, PostHead, Text};
use domain::region::{Level, Regions};
use domain::site::Site;
use jiff::civil::Date;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::check::{Shown, disclosures, heads};
use super::dictionaries::Dictionaries;
use typeset::{Around, Fault};

use super::gather::Page;
use super::load::minutes;
use super::neighbours::Neighbours;
use super::press::{body, read};
use super::references;
use super::shelf::File;
use super::shelves::Shelves;
use super::{front_matter, posts, variants};

/// Everything a text is held against.
#[derive(Clone)]
pub struct Examiner {
    pub site: Arc<Site>,
    pub shelves: Shelves,
    pub laws: Arc<Laws>,
    pub regions: Arc<Regions>,
    pub words: Arc<Dictionaries>,
    pub newsroom: Arc<NewsroomLaw>,
}

/// What every front matter begins with, so that a faulty one still tells what it is about.
#[derive(Deserialize)]
struct Titled {
    title: String,
}

impl Examiner {
    /// Looks at a text. Takes some milliseconds for each page of text.
    #[must_use]
    pub fn look(&self, kind: Kind, slug: &str, text: &str, today: Date) -> Looked {
        let file = File::written(slug, text);
        let neighbours = self.shelves.neighbours();
        let around = neighbours.around(kind);
        let found = match kind {
            Kind::Article => self.article(file, &neighbours, &around, today),
            Kind::Disclosure => self.disclosure(file, &neighbours, &around, today),
            Kind::Alert | Kind::Notice | Kind::Campaign | Kind::Leaflet => self.post(kind, file, &around, today),
        };
        let written = body(&File::written(slug, text), &around);
        let mut looked = found.unwrap_or_else(|fault| Looked { faults: told(vec![fault]), ..Looked::default() });
        looked.hits = mask::find(text, &self.words.mask);
        looked.title = title(&File::written(slug, text));
        looked.body = written;
        looked
    }

    /// What of these names, as a text of a kind writes them, there is around it.
    #[must_use]
    pub fn named(&self, kind: Kind, names: &[String]) -> Vec<Neighbour> {
        let neighbours = self.shelves.neighbours();
        let around = neighbours.around(kind);
        names.iter().filter_map(|name| around.find(name)).collect()
    }

    fn article(&self, file: File, neighbours: &Neighbours, around: &Around<'_>, today: Date) -> Result<Looked, Fault> {
        let (page, text, mut faults) = page::<ArticleHead>(file, around, &self.site)?;
        let Some(page) = page else { return Ok(self.headless(&text, faults)) };
        let head = &page.head;
        neighbours.column(&page, &head.column, &mut faults);
        neighbours.related(&page, &head.related, &mut faults);
        faults.extend(variants::faults_beside(&self.shelves, &page));
        references::citations(&page, references::cited(&head.source), Some(&self.laws), &mut faults);
        let shown = Shown { page: &page, title: &head.title, answer: Some(&head.answer), sources: head.source.len() };
        let looked = Looked {
            advice: told(heads::faults(&page, Some(&self.laws))),
            findings: shown.all_findings(&self.words, &self.laws, today),
            reading: (!head.is_variant()).then(|| shown.reading(&self.words)),
            language: self.shelves.languages().get(&head.language).cloned(),
            ..Looked::default()
        };
        Ok(finished(looked, faults, || {
            let (slug, minutes) = (page.file.stem, minutes(&page.text.blocks));
            let (blocks, card, corrections) = (page.text.blocks, page.text.card, Vec::new());
            let recordings = Vec::new();
            Text::Article(Arc::new(Article { slug, head: page.head, blocks, card, minutes, corrections, recordings }))
        }))
    }

    fn disclosure(
        &self,
        file: File,
        neighbours: &Neighbours,
        around: &Around<'_>,
        today: Date,
    ) -> Result<Looked, Fault> {
        let (page, text, mut faults) = page::<DisclosureHead>(file, around, &self.site)?;
        let Some(page) = page else { return Ok(self.headless(&text, faults)) };
        let head = &page.head;
        neighbours.related(&page, &head.related, &mut faults);
        references::case(&page, Some(&self.laws), Some(&self.regions), &mut faults);
        // A village can point at a person (公示规定 §6).
        if head.region.level() > Level::Township {
            faults.push(page.fault("region", "地点只写到乡镇，不能写到村（村能指向个人）"));
        }
        let sources = head.violated.len() + head.penalty_basis.len();
        let shown = Shown { page: &page, title: &head.title, answer: None, sources };
        let looked = Looked {
            advice: told(disclosures::faults(&page, Some(&self.laws), Some(&self.newsroom))),
            findings: shown.all_findings(&self.words, &self.laws, today),
            reading: Some(shown.reading(&self.words)),
            ..Looked::default()
        };
        Ok(finished(looked, faults, || {
            let slug = page.file.stem;
            let (blocks, card, corrections) = (page.text.blocks, page.text.card, Vec::new());
            Text::Disclosure(Arc::new(Disclosure { slug, head: page.head, blocks, card, corrections }))
        }))
    }

    fn post(&self, kind: Kind, file: File, around: &Around<'_>, today: Date) -> Result<Looked, Fault> {
        let (page, text, mut faults) = page::<PostHead>(file, around, &self.site)?;
        let Some(page) = page else { return Ok(self.headless(&text, faults)) };
        faults.extend(posts::faults(kind, &page, around.articles));
        let shown = posts::shown(kind, &page);
        let looked = Looked {
            findings: shown.all_findings(&self.words, &self.laws, today),
            reading: Some(shown.reading(&self.words)),
            ..Looked::default()
        };
        Ok(finished(looked, faults, || {
            let slug = page.file.stem;
            let (blocks, card, corrections) = (page.text.blocks, page.text.card, Vec::new());
            Text::Post(Arc::new(Post { kind, slug, head: page.head, blocks, card, corrections }))
        }))
    }

    /// What can be said of a text whose front matter cannot be read.
    fn headless(&self, text: &typeset::Text, faults: Vec<Fault>) -> Looked {
        use domain::newsroom::reading::{Limits, measure};
        let reading = measure(None, &text.passages, &self.words.literacy, Limits::default());
        Looked { faults: told(faults), reading: Some(reading), ..Looked::default() }
    }
}

/// The title of a text, so far as its front matter can be read.
#[must_use]
pub fn title(file: &File) -> Option<String> {
    let parts = front_matter::split(file).ok()?;
    let titled: Titled = toml::from_str(parts.header).ok()?;
    Some(titled.title.trim().to_owned()).filter(|title| !title.is_empty())
}

type PageRead<H> = (Option<Page<H>>, typeset::Text, Vec<Fault>);

fn page<H: DeserializeOwned>(file: File, around: &Around<'_>, site: &Site) -> Result<PageRead<H>, Fault> {
    let (head, text, faults) = read::<H>(&file, around, site)?;
    Ok(match head {
        Some(head) => (Some(Page { file, head, text: text.clone() }), text, faults),
        None => (None, text, faults),
    })
}

fn finished(looked: Looked, faults: Vec<Fault>, draw: impl FnOnce() -> Text) -> Looked {
    let drawn = faults.is_empty().then(draw);
    Looked { faults: told(faults), drawn, ..looked }
}

fn told(faults: Vec<Fault>) -> Vec<Remarked> {
    faults.into_iter().map(|fault| Remarked { line: fault.line, what: fault.what }).collect()
}
