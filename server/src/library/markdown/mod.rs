//! Markdown to typed blocks. The classes of level-2 headings say what a part is
//! (`content/README.md`); HTML is refused, so what comes out is safe to draw.

mod blocks;
mod links;
mod passages;
mod render;
#[cfg(test)]
mod tests;

use domain::newsroom::Passage;
use domain::newsroom::wording::Link;
use domain::reading::Block;

use super::fault::Fault;

pub use links::{Around, Folder};
/// Which headings a kind of text may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Article,
    Disclosure,
}

/// A text as read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    pub blocks: Vec<Block>,
    /// What is said where, for rules about language.
    pub passages: Vec<Passage>,
    /// Pictures without words for those who cannot see them: the lines they stand on.
    pub silent_pictures: Vec<usize>,
    /// Links that leave the site.
    pub links: Vec<Link>,
}

impl Text {
    /// Whether a heading carried this class.
    #[must_use]
    pub fn has(&self, class: &str) -> bool {
        self.blocks.iter().any(|block| match block {
            Block::Danger { .. } => class == "danger",
            Block::Steps { .. } => class == "steps",
            Block::NotFor { .. } => class == "not-for",
            Block::Myths { .. } => class == "myths",
            Block::Section { class: Some(own), .. } => own == class,
            Block::Prose { .. } | Block::Section { class: None, .. } => false,
        })
    }
}

/// Where a text comes from.
pub struct Origin<'a> {
    pub label: &'a str,
    pub first_line: usize,
    pub kind: Kind,
    pub around: &'a Around<'a>,
}

/// Reads a body.
///
/// # Errors
/// Everything that cannot be drawn: HTML, dead links, headings and lists out of form.
pub fn read(body: &str, origin: &Origin<'_>) -> Result<Text, Vec<Fault>> {
    let (text, faults) = read_what_can_be(body, origin);
    if faults.is_empty() { Ok(text) } else { Err(faults) }
}

/// Reads a body that has been published: where a link leads nowhere any more its words stay, and
/// where a picture is gone nothing stands.
pub fn read_what_can_be(body: &str, origin: &Origin<'_>) -> (Text, Vec<Fault>) {
    let events = render::events(body);
    let mut faults = Vec::new();
    let mut text = Text {
        passages: passages::passages(&events, body, origin.first_line),
        links: passages::links(&events, body, origin.first_line),
        ..Text::default()
    };
    let mut page =
        render::Page { body, origin, faults: &mut faults, silent_pictures: &mut text.silent_pictures, pictures: 0 };
    text.blocks = blocks::blocks(&events, &mut page);
    (text, faults)
}
