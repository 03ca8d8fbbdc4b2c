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

use crate::fault::Fault;

pub use links::Around;

/// A text as read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    pub blocks: Vec<Block>,
    /// What is said where, for rules about language.
    pub passages: Vec<Passage>,
    /// Pictures without words for those who cannot see them: the lines they stand on.
    pub silent_pictures: Vec<usize>,
    /// Path of what its first photo is passed on as: a drawing is no photo, chats draw none.
    pub card: Option<String>,
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
    pub around: &'a Around<'a>,
}

/// A body as it stands in its file, behind the front matter.
#[must_use]
pub fn filed(body: &str) -> String {
    format!("\n{}\n", body.trim())
}

/// Reads a body.
///
/// # Errors
/// Everything that cannot be drawn: HTML, dead links, headings and lists out of form.
pub fn read(body: &str, origin: &Origin<'_>) -> Result<Text, Vec<Fault>> {
    let (text, faults) = read_what_can_be(body, origin);
    if faults.is_empty() { Ok(text) } else { Err(faults) }
}

/// Reads a body that has been published, or is being written: where a link leads nowhere its words
/// stay, and where a picture is missing nothing stands.
#[must_use]
pub fn read_what_can_be(body: &str, origin: &Origin<'_>) -> (Text, Vec<Fault>) {
    let events = render::events(body);
    let mut faults = Vec::new();
    let mut text = Text {
        passages: passages::passages(&events, body, origin.first_line),
        links: passages::links(&events, body, origin.first_line),
        ..Text::default()
    };
    let mut page = render::Page {
        body,
        origin,
        faults: &mut faults,
        silent_pictures: &mut text.silent_pictures,
        card: &mut text.card,
        pictures: 0,
    };
    text.blocks = blocks::blocks(&events, &mut page);
    (text, faults)
}
