//! The identity in letters: marks that stand for it, and the watch over what the respondent reads.
//!
//! A letter is drawn and kept with marks where name, telephone and address belong; they are filled
//! only for whoever may open the identity, and every opening is an event of the matter.

use super::template::Recipient;
use crate::report::{FieldError, Reporter};
use crate::text;

pub(super) const NAME: char = '\u{e000}';
pub(super) const PHONE: char = '\u{e001}';
pub(super) const ADDRESS: char = '\u{e002}';
const MARKS: [char; 3] = [NAME, PHONE, ADDRESS];
const MASKS: [&str; 3] = ["〔姓名〕", "〔电话〕", "〔地址〕"];

/// Characters of an address that together give it away.
const TELLING: usize = 8;
/// Shorter addresses than this are too common to be told from other words.
const SHORTEST_ADDRESS: usize = 4;
/// Digits of a telephone number that together give it away.
const TELLING_DIGITS: usize = 7;

/// What of the identity stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leak {
    Name,
    Phone,
    Address,
    /// The text says that somebody informed (举报).
    Tip,
}

impl Leak {
    /// Why the text is refused, in words that do not repeat what leaked.
    #[must_use]
    pub fn words(self, to: Recipient) -> String {
        let what = match self {
            Self::Name => "姓名",
            Self::Phone => "电话",
            Self::Address => "地址",
            Self::Tip => return "里面提到了举报，不能让被投诉人知道有没有人举报，请删去".to_owned(),
        };
        match to {
            Recipient::Respondent => format!("里面有投诉人的{what}，不能让被投诉人知道，请删去"),
            Recipient::Reporter | Recipient::Inside => {
                format!("里面有投诉人、举报人的{what}。身份信息封存保管，这里不要写，该写的地方会自动填入")
            }
        }
    }

    #[must_use]
    pub fn at(self, field: &str, to: Recipient) -> FieldError {
        FieldError { field: field.to_owned(), message: self.words(to) }
    }
}

/// The first thing a text for the respondent would give away. `known` is what the respondent knows
/// anyway, such as their own name and address, which may be in the same village.
#[must_use]
pub fn leak(typed: &str, reporter: Option<&Reporter>, known: &[&str]) -> Option<Leak> {
    let told = reporter.and_then(|reporter| identity(typed, reporter, known));
    // The name of the rule itself holds the word.
    told.or_else(|| flattened(typed).replace("投诉举报", "").contains("举报").then_some(Leak::Tip))
}

/// The first thing of an identity that stands in a text. What is typed is kept unsealed, so it may
/// not hold an identity, whoever reads it.
#[must_use]
pub fn identity(typed: &str, reporter: &Reporter, known: &[&str]) -> Option<Leak> {
    let flat = flattened(typed);
    let known: Vec<String> = known.iter().map(|text| flattened(text)).filter(|known| !known.is_empty()).collect();
    if tells_name(&flat, reporter, &known) {
        return Some(Leak::Name);
    }
    if tells_phone(&flat, &reporter.phone) {
        return Some(Leak::Phone);
    }
    tells_address(&flat, reporter.address.as_deref().unwrap_or_default(), &known).then_some(Leak::Address)
}

/// A text in which nothing can pass for a mark.
#[must_use]
pub fn without_marks(text: &str) -> String {
    text.chars().filter(|c| !MARKS.contains(c)).collect()
}

/// Whether something of the identity belongs into a text.
#[must_use]
pub fn has_marks(text: &str) -> bool {
    text.contains(MARKS)
}

/// The text with what stands for the identity in words that tell nothing.
#[must_use]
pub fn masked(text: &str) -> String {
    let [name, phone, address] = MASKS;
    filled(text, name, phone, address)
}

/// Whether a masked letter has an identity to be filled in.
#[must_use]
pub fn stands_masked(letter: &super::Letter) -> bool {
    let mut found = false;
    letter.each(&mut |text| found |= MASKS.iter().any(|mask| text.contains(mask)));
    found
}

/// The text with the identity in it.
#[must_use]
pub fn revealed(text: &str, reporter: &Reporter) -> String {
    let or_nothing = |value: &Option<String>| value.clone().unwrap_or_default();
    filled(text, &or_nothing(&reporter.name), &reporter.phone, &or_nothing(&reporter.address))
}

fn filled(text: &str, name: &str, phone: &str, address: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            NAME => out.push_str(name),
            PHONE => out.push_str(phone),
            ADDRESS => out.push_str(address),
            c => out.push(c),
        }
    }
    out
}

/// Letters and digits only, so that blanks or dashes between them hide nothing.
fn flattened(typed: &str) -> String {
    text::clean(typed).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The name of whoever reports, or of whoever filled the form in for them.
fn tells_name(flat: &str, reporter: &Reporter, known: &[String]) -> bool {
    [&reporter.name, &reporter.helper].into_iter().flatten().any(|name| tells_one(flat, name, known))
}

fn tells_one(flat: &str, name: &str, known: &[String]) -> bool {
    let name = flattened(name);
    // A shop may bear the same name as whoever complains about it, and more besides.
    let known = known.iter().filter(|known| **known != name);
    let rest = known.fold(flat.to_owned(), |rest, known| rest.replace(known, "\n"));
    text::length(&name) >= 2 && rest.contains(&name)
}

fn tells_phone(flat: &str, phone: &str) -> bool {
    runs(&flattened(phone), TELLING_DIGITS).any(|run| flat.contains(&run))
}

fn tells_address(flat: &str, address: &str, known: &[String]) -> bool {
    let address = flattened(address);
    if text::length(&address) < SHORTEST_ADDRESS {
        return false;
    }
    runs(&address, TELLING).any(|run| flat.contains(&run) && !known.iter().any(|known| known.contains(&run)))
}

/// Every run of so many characters; the whole text where it is shorter.
fn runs(text: &str, length: usize) -> impl Iterator<Item = String> {
    let characters: Vec<char> = text.chars().collect();
    let whole = (!characters.is_empty() && characters.len() < length).then(|| text.to_owned());
    let runs: Vec<String> = characters.windows(length).map(|run| run.iter().collect()).collect();
    whole.into_iter().chain(runs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reporter() -> Reporter {
        Reporter {
            name: Some("秘而不宣".into()),
            phone: "13977778888".into(),
            address: Some("云县爱华镇黑马村3组12号".into()),
            helper: Some("代笔的邻居".into()),
        }
    }

    fn found(typed: &str) -> Option<Leak> {
        leak(typed, Some(&reporter()), &["云县爱华镇黑马村集市东头"])
    }

    #[test]
    fn name_telephone_and_address_are_found_however_they_are_typed() {
        for (typed, what) in [
            ("消费者秘而不宣称", Leak::Name),
            ("由代笔的邻居代填", Leak::Name),
            ("秘 而·不宣", Leak::Name),
            ("电话 139-7777-8888", Leak::Phone),
            ("尾号77778888", Leak::Phone),
            ("１３９７７７７８８８８", Leak::Phone),
            ("住黑马村3组12号的人", Leak::Address),
            ("有人举报你店", Leak::Tip),
        ] {
            assert_eq!(found(typed), Some(what), "{typed}");
        }
    }

    #[test]
    fn what_the_respondent_knows_anyway_may_be_said() {
        for typed in [
            "消费者反映在云县爱华镇黑马村购买的药品变质",
            "依据《市场监督管理投诉举报处理办法》",
            "2026年11月20日购买，金额35.5元",
        ] {
            assert_eq!(found(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_shop_may_bear_the_name_of_whoever_complains() {
        let known = ["秘而不宣大药房"];
        assert_eq!(leak("秘而不宣大药房卖的药", Some(&reporter()), &known), None);
        assert_eq!(leak("秘而不宣到秘而不宣大药房买药", Some(&reporter()), &known), Some(Leak::Name));
        assert_eq!(leak("秘而不宣", Some(&reporter()), &["秘而不宣"]), Some(Leak::Name), "typed into the wrong field");
    }

    #[test]
    fn an_anonymous_matter_still_may_not_be_called_a_tip() {
        assert_eq!(leak("接举报", None, &[]), Some(Leak::Tip));
        assert_eq!(leak("接群众反映", None, &[]), None);
    }

    #[test]
    fn marks_are_filled_or_masked_and_cannot_be_smuggled_in() {
        let text = format!("{NAME}，电话{PHONE}，地址{ADDRESS}");
        assert_eq!(masked(&text), "〔姓名〕，电话〔电话〕，地址〔地址〕");
        assert_eq!(revealed(&text, &reporter()), "秘而不宣，电话13977778888，地址云县爱华镇黑马村3组12号");
        assert_eq!(without_marks(&text), "，电话，地址");
    }
}
