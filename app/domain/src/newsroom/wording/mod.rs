//! What is said in a text, and whether it may be said so: claims about cures, advertising, slips of the
//! pen, names out of date, laws no longer in force, missing sources and alternatives, links.
//!
//! Only what the law forbids blocks; everything else is pointed out with a way out and a person decides.

mod citations;
mod finding;
mod links;
mod quoted;
mod rules;

#[cfg(test)]
mod tests;

use jiff::civil::Date;

pub use finding::{Finding, FindingKind};
pub use links::{HostKind, HostRule, Link, LinkFile, LinkRules};
pub use rules::{Entry, EntryKind, WordingFile, WordingRules};

use super::{Passage, Place};
use crate::law::Laws;
use crate::newsroom::mask;

/// A text as far as its wording goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Title, conclusion and whatever else is shown from the head.
    pub head: Vec<Passage>,
    pub body: Vec<Passage>,
    /// How many sources it names.
    pub sources: usize,
    /// Where the head would name them.
    pub sources_place: Option<Place>,
    /// Pictures without words for those who cannot see them, and not marked as decoration.
    pub silent_pictures: Vec<Place>,
    pub links: Vec<Link>,
}

/// Everything worth a word, in the order of the text.
#[must_use]
pub fn findings(written: &Written, rules: &WordingRules, laws: &Laws, today: Date) -> Vec<Finding> {
    let mut found = Vec::new();
    for passage in written.head.iter().chain(&written.body) {
        rules.look(passage, laws, &mut found);
        citations::look(passage, laws, today, &mut found);
        telephones(passage, laws, &mut found);
    }
    if written.sources == 0 {
        let place = written.sources_place.unwrap_or_else(Place::start);
        found.push(Finding::new(
            FindingKind::NoSource,
            place,
            "缺少来源",
            "写明依据的法规和条文，或者资料的名称和核对日期",
        ));
    }
    for place in &written.silent_pictures {
        let way_out = "写一句图里有什么；只是装饰的，写成 ![](图片 \"装饰图\")";
        found.push(Finding::new(FindingKind::SilentPicture, *place, "图片没有文字说明", way_out));
    }
    for link in &written.links {
        found.extend(rules.links.look(link, laws));
    }
    found.sort_by_key(|finding| finding.place);
    found
}

/// Texts that explain health may not carry a seller's address or telephone (互联网广告管理办法 §8).
/// Whose number it is no program knows, so a person decides.
fn telephones(passage: &Passage, laws: &Laws, found: &mut Vec<Finding>) {
    let (places, text): (Vec<Place>, String) = passage.characters().unzip();
    for hit in mask::phones(&text) {
        let index = text.get(..hit.start).map_or(0, |before| before.chars().count());
        let place = places.get(index).copied().unwrap_or_else(Place::start);
        let basis = laws.cite("ad-online-rules", "第八条");
        let way_out = format!("商家的电话不能写（{basis}）；个人的电话要隐去；公开的服务电话可以留");
        found.push(Finding::new(FindingKind::Telephone, place, format!("正文里有电话 {}", hit.text), way_out));
    }
}
