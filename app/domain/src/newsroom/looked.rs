use serde::Serialize;

use super::mask::Hit;
use super::reading::Reading;
use super::wording::Finding;
use crate::reading::{Block, Text};
use crate::variant::Language;

/// Everything found in a text, as its author and its reviewers see it beside the text.
#[derive(Clone, Debug, Default)]
pub struct Looked {
    /// What keeps it from being drawn: mended before it can be handed in.
    pub faults: Vec<Remarked>,
    /// What the house advises; nothing of it blocks.
    pub advice: Vec<Remarked>,
    pub findings: Vec<Finding>,
    /// What points at a person; a decision is needed on each in a case.
    pub hits: Vec<Hit>,
    /// Nothing of a text in another language: the light knows plain Chinese only.
    pub reading: Option<Reading>,
    /// Of a text that is not in plain Chinese.
    pub language: Option<Language>,
    /// The text as residents will read it; none while it has faults.
    pub drawn: Option<Text>,
    pub body: Body,
    /// Of the front matter, so far as it can be read.
    pub title: Option<String>,
}

/// What stands behind the front matter, so far as it can be drawn.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// Where it begins in its file.
    pub first_line: usize,
    pub blocks: Vec<Block>,
    /// Those of [`Looked::faults`] that are its own.
    pub faults: Vec<Remarked>,
}

/// Something about a line of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Remarked {
    /// Counted from 1, from the top of the file.
    pub line: usize,
    pub what: String,
}

impl Looked {
    /// Findings the law blocks.
    #[must_use]
    pub fn blocking(&self) -> usize {
        self.findings.iter().filter(|finding| finding.blocking).count()
    }
}
