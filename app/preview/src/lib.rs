//! The live preview of the newsroom's editor.
//!
//! Only a door: reading and drawing are the crate `typeset`, which the server uses too. What a text
//! may point at is asked of the server by the script beside it (`public/editor`) and told here.

use std::collections::BTreeSet;

use domain::newsroom::Remarked;
use domain::newsroom::workflow::Kind;
use typeset::{Around, Origin, Picture, Pictures, filed, read_what_can_be};
use wasm_bindgen::prelude::wasm_bindgen;

/// One text being written, with what is known of its neighbours.
#[wasm_bindgen]
pub struct Writing {
    kind: Kind,
    base_path: String,
    articles: BTreeSet<String>,
    disclosures: BTreeSet<String>,
    pictures: Pictures,
}

/// Nothing for a kind there is not.
#[wasm_bindgen]
#[must_use]
pub fn begin(kind: &str, base_path: String) -> Option<Writing> {
    Some(Writing {
        kind: Kind::parse(kind)?,
        base_path,
        articles: BTreeSet::new(),
        disclosures: BTreeSet::new(),
        pictures: Pictures::new(),
    })
}

#[wasm_bindgen]
impl Writing {
    /// What the body names and nobody told of yet.
    #[must_use]
    pub fn missing(&self, body: &str) -> Vec<String> {
        self.around().missing(&filed(body)).into_iter().collect()
    }

    pub fn article(&mut self, slug: String) {
        self.articles.insert(slug);
    }

    pub fn disclosure(&mut self, slug: String) {
        self.disclosures.insert(slug);
    }

    /// `widths` and `names` of its copies, the narrowest first.
    pub fn picture(
        &mut self,
        name: String,
        width: u32,
        height: u32,
        alt: Option<String>,
        widths: Vec<u32>,
        names: Vec<String>,
    ) {
        let copies = widths.into_iter().zip(names).collect();
        self.pictures.insert(name, Picture { width, height, copies, alt, credited: true, card: None });
    }

    /// Nobody has said yet where a picture is from.
    pub fn uncredited(&mut self, name: &str) {
        if let Some(picture) = self.pictures.get_mut(name) {
            picture.credited = false;
        }
    }

    /// The preview. `first_line` is where the body begins in its file.
    #[must_use]
    pub fn draw(&self, body: &str, first_line: u32) -> String {
        let around = self.around();
        let first_line = usize::try_from(first_line).unwrap_or_default();
        let (text, mut faults) = read_what_can_be(&filed(body), &Origin { label: "", first_line, around: &around });
        faults.sort();
        let told = |fault: typeset::Fault| Remarked { line: fault.line, what: fault.what };
        typeset::preview(text.blocks, faults.into_iter().map(told).collect())
    }

    fn around(&self) -> Around<'_> {
        Around {
            kind: self.kind,
            base_path: &self.base_path,
            articles: &self.articles,
            disclosures: &self.disclosures,
            pictures: &self.pictures,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_drawn_with_what_was_told_of_its_neighbours() {
        let mut writing = begin("article", "/aqyy/".to_owned()).unwrap();
        let body = "看[这篇](expiry-date.md)。\n\n![](../pictures/photo.jpg)";
        assert_eq!(writing.missing(body), ["../pictures/photo.jpg", "expiry-date.md"]);
        writing.article("expiry-date".to_owned());
        let copies = (vec![360, 720], vec!["aa.jpg".to_owned(), "bb.jpg".to_owned()]);
        writing.picture("photo.jpg".to_owned(), 720, 400, Some("药盒".to_owned()), copies.0, copies.1);
        assert_eq!(writing.missing(body), [""; 0]);
        let drawn = writing.draw(body, 9);
        assert!(drawn.contains("<a href=\"/aqyy/article/expiry-date\">这篇</a>"), "{drawn}");
        assert!(drawn.contains("srcset=\"/aqyy/pictures/aa.jpg 360w, /aqyy/pictures/bb.jpg 720w\""), "{drawn}");
        assert!(drawn.contains("alt=\"药盒\"") && !drawn.contains("<!>") && !drawn.contains("要先改"), "{drawn}");
    }

    #[test]
    fn a_fault_is_told_with_its_line_in_the_file() {
        let drawn = begin("notice", "/".to_owned()).unwrap().draw("一。\n\n<b>粗</b>", 9);
        assert!(drawn.contains("<b>第 12 行</b> 正文里不能写 HTML"), "{drawn}");
        assert!(begin("poem", "/".to_owned()).is_none());
    }
}
