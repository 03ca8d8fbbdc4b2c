//! Everything `yaoan content check` looks at: what loading refuses, and the rules of the house
//! about language, review and law that must not take a running portal down.

mod calendars;
pub(super) mod disclosures;
pub(super) mod heads;
mod language;
mod left_open;
mod newsroom;
mod quizzes;
mod tables;
mod wording;

use std::path::Path;

use domain::law::Laws;
use domain::newsroom::workflow::Kind;
use domain::reading::PostHead;
use domain::track::local_date;
use jiff::Timestamp;
use jiff::civil::Date;

use super::dictionaries::{self, Dictionaries, dictionaries};
use typeset::Fault;

use super::gather::{self, Gathered, Page, gather};
use super::newsroom_law::newsroom_law;
use super::officers::{merit_rules, training};
use super::shelf::Shelf;
use super::site::any_site;
use super::{posts, records, references, variants};

pub use wording::Lit;
pub(super) use wording::Shown;

/// What was found in a content folder.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// To be mended.
    pub faults: Vec<Fault>,
    /// Pointed out; a person decides.
    pub notes: Vec<Fault>,
    /// How hard each text is to read.
    pub lights: Vec<Lit>,
}

/// What has to be mended in a content folder. Empty: nothing found.
#[must_use]
pub fn check(dir: &Path) -> Vec<Fault> {
    review(dir, local_date(Timestamp::now())).faults
}

/// Looks at a content folder on a day: laws go out of force.
#[must_use]
pub fn review(dir: &Path, today: Date) -> Checked {
    let shelf = Shelf::Folder(dir.to_owned());
    let site = match any_site(&shelf) {
        Ok(site) => site,
        Err(faults) => return Checked { faults, ..Checked::default() },
    };
    let mut gathered = gather(&shelf, &site);
    let mut checked = Checked { faults: std::mem::take(&mut gathered.faults), ..Checked::default() };
    checked.faults.extend(references::faults(&gathered));
    checked.faults.extend(variants::faults_of_files(&gathered));
    let newsroom = newsroom_law(&shelf).map_err(|fault| checked.faults.push(fault)).ok();
    for page in &gathered.articles {
        checked.faults.extend(heads::faults(page, gathered.laws.as_ref()));
        checked.faults.extend(left_open::faults(&page.file));
        if !page.head.is_variant() {
            checked.faults.extend(language::faults(&page.file.label, &page.text));
        }
    }
    for page in &gathered.disclosures {
        checked.faults.extend(disclosures::faults(page, gathered.laws.as_ref(), newsroom.as_ref()));
        checked.faults.extend(left_open::faults(&page.file));
        checked.faults.extend(language::faults(&page.file.label, &page.text));
    }
    let posts = gather::posts(&shelf, &site, &gathered, &mut checked.faults);
    for (kind, page) in &posts {
        checked.faults.extend(posts::faults(*kind, page, &gathered.article_names));
        checked.faults.extend(left_open::faults(&page.file));
        checked.faults.extend(language::faults(&page.file.label, &page.text));
    }
    checked.faults.extend(gathered.quizzes.iter().flat_map(quizzes::faults));
    if gathered.articles.is_empty() {
        checked.faults.push(Fault::new(&shelf.label("articles"), 1, "一篇文章也没有"));
    }
    checked.faults.extend(training(&shelf).err());
    checked.faults.extend(merit_rules(&shelf).err());
    checked.faults.extend(calendars::faults(&shelf, &gathered));
    checked.faults.extend(tables::faults(&shelf, &gathered));
    if let (Some(laws), Some(regions)) = (&gathered.laws, &gathered.regions) {
        checked.faults.extend(records::faults(&shelf, laws));
        checked.faults.extend(newsroom.iter().flat_map(|newsroom| newsroom::faults(&shelf, newsroom, laws)));
        match dictionaries(&shelf, regions) {
            Ok(words) => {
                checked.faults.extend(dictionaries::faults(&shelf, &words, laws));
                checked.texts(&gathered, &words, laws, today);
                checked.posts(&posts, &words, laws, today);
                checked.questions(&gathered, &words, laws, today);
            }
            Err(faults) => checked.faults.extend(faults),
        }
    }
    for list in [&mut checked.faults, &mut checked.notes] {
        list.sort();
        list.dedup();
    }
    checked
}

impl Checked {
    fn texts(&mut self, gathered: &Gathered, words: &Dictionaries, laws: &Laws, today: Date) {
        for page in &gathered.articles {
            let head = &page.head;
            let shown = Shown { page, title: &head.title, answer: Some(&head.answer), sources: head.source.len() };
            self.lights.push(if head.is_variant() { shown.unlit("articles") } else { shown.light("articles", words) });
            self.add(shown.findings(words, laws, today));
        }
        for page in &gathered.disclosures {
            let head = &page.head;
            let sources = head.violated.len() + head.penalty_basis.len();
            let shown = Shown { page, title: &head.title, answer: None, sources };
            self.lights.push(shown.light("disclosures", words));
            self.notes.extend(shown.hits(words));
            self.add(shown.findings(words, laws, today));
        }
    }

    fn posts(&mut self, posts: &[(Kind, Page<PostHead>)], words: &Dictionaries, laws: &Laws, today: Date) {
        for (kind, page) in posts {
            let shown = posts::shown(*kind, page);
            self.lights.push(shown.light(kind.folder(), words));
            self.add(shown.findings(words, laws, today));
        }
    }

    fn questions(&mut self, gathered: &Gathered, words: &Dictionaries, laws: &Laws, today: Date) {
        let plain = gathered.articles.iter().filter(|page| !page.head.is_variant());
        self.notes.extend(plain.filter_map(|page| quizzes::unasked(page, &gathered.quizzes)));
        for read in &gathered.quizzes {
            self.lights.push(quizzes::light(read, words));
            self.add(quizzes::findings_of(read, words, laws, today));
        }
    }

    fn add(&mut self, (faults, notes): (Vec<Fault>, Vec<Fault>)) {
        self.faults.extend(faults);
        self.notes.extend(notes);
    }
}
