use std::collections::BTreeMap;

/// Width of the size that is named first: what a browser takes that knows no other.
const MIDDLE: u32 = 720;

/// A picture a text may show. Its size is known, so that pages do not jump.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub width: u32,
    pub height: u32,
    /// Width and name of every copy, the narrowest first; none where there is but the file itself.
    pub copies: Vec<(u32, String)>,
    /// The words it brings along where a text gives none; empty for decoration.
    pub alt: Option<String>,
    /// Whoever took it in has said where it is from; a file of the content folder stands for itself.
    pub credited: bool,
    /// The name of what it is passed on as, cut around its focus; nothing for a drawing.
    pub card: Option<String>,
}

/// Pictures by the names texts call them.
pub type Pictures = BTreeMap<String, Picture>;

impl Picture {
    /// The name it is served under.
    #[must_use]
    pub fn served_as<'a>(&'a self, own: &'a str) -> &'a str {
        let middle = self.copies.iter().rev().find(|(width, _)| *width <= MIDDLE).or(self.copies.first());
        middle.map_or(own, |(_, name)| name)
    }
}
