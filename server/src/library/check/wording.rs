//! Wording and reading light of each text.

use domain::law::Laws;
use domain::newsroom::mask;
use domain::newsroom::reading::{Limits, Reading, measure};
use domain::newsroom::wording::{Finding, FindingKind, Written, findings};
use domain::newsroom::{Passage, Place};
use jiff::civil::Date;

use crate::library::dictionaries::Dictionaries;
use typeset::Fault;

use crate::library::gather::Page;

/// A text with its reading light.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lit {
    /// `articles/aconite`
    pub name: String,
    /// Nothing where the language is one that cannot be measured.
    pub reading: Option<Reading>,
}

/// A page with the words of its head that readers see.
pub struct Shown<'a, H> {
    pub page: &'a Page<H>,
    pub title: &'a str,
    /// One-line conclusion.
    pub answer: Option<&'a str>,
    pub sources: usize,
}

impl<H> Shown<'_, H> {
    /// What the law forbids, or every page must have; then what is only pointed out.
    pub fn findings(&self, words: &Dictionaries, laws: &Laws, today: Date) -> (Vec<Fault>, Vec<Fault>) {
        let (mut faults, mut notes) = (Vec::new(), Vec::new());
        for found in findings(&self.written(), &words.wording, laws, today) {
            let label = &self.page.file.label;
            // Sources are asked for with the key they are written under.
            if found.kind == FindingKind::NoSource {
                continue;
            }
            let fault = Fault::new(label, found.place.line, format!("{}；{}", found.what, found.way_out));
            let must = found.blocking || found.kind == FindingKind::SilentPicture;
            if must { faults.push(fault) } else { notes.push(fault) }
        }
        (faults, notes)
    }

    /// All of it, with its place and its way out.
    pub fn all_findings(&self, words: &Dictionaries, laws: &Laws, today: Date) -> Vec<Finding> {
        findings(&self.written(), &words.wording, laws, today)
    }

    /// What in a case still points at a person. Only proposed: some of it may stay.
    pub fn hits(&self, words: &Dictionaries) -> Vec<Fault> {
        let file = &self.page.file;
        let note = |hit: mask::Hit| {
            let what = format!("{} {}：可以写成“{}”，或者写明为什么保留", hit.kind.words(), hit.text, hit.mask);
            Fault::new(&file.label, hit.place.line, what)
        };
        mask::find(&file.text, &words.mask).into_iter().map(note).collect()
    }

    pub fn light(&self, folder: &str, words: &Dictionaries) -> Lit {
        Lit { reading: Some(self.reading(words)), ..self.unlit(folder) }
    }

    /// Of a text in another language or script: the light knows plain Chinese only.
    pub fn unlit(&self, folder: &str) -> Lit {
        Lit { name: format!("{folder}/{}", self.page.slug()), reading: None }
    }

    pub fn reading(&self, words: &Dictionaries) -> Reading {
        let answer = self.answer.map(|answer| self.head(answer));
        measure(answer.as_ref(), &self.page.text.passages, &words.literacy, Limits::default())
    }

    fn written(&self) -> Written {
        let text = &self.page.text;
        let place = |line: &usize| Place { line: *line, column: 1 };
        Written {
            head: std::iter::once(self.title).chain(self.answer).map(|words| self.head(words)).collect(),
            body: text.passages.clone(),
            sources: self.sources,
            sources_place: Some(Place { line: self.page.line_of("source"), column: 1 }),
            silent_pictures: text.silent_pictures.iter().map(place).collect(),
            links: text.links.clone(),
        }
    }

    /// A value of the head, where it stands in the file.
    fn head(&self, words: &str) -> Passage {
        let line = self.page.line_of(words);
        let written = self.page.file.text.lines().nth(line - 1).unwrap_or_default();
        let column =
            written.find(words).and_then(|at| written.get(..at)).map_or(1, |before| before.chars().count() + 1);
        Passage::from((Place { line, column }, words))
    }
}
