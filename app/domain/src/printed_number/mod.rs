//! The numbers printed on boxes and hung on walls: what kind of thing carries them.
//!
//! A shape is all that can be told from a number. A right one proves nothing about a box, and a
//! wrong one may be old or miscopied; so nothing here says 真 or 假, only what is odd ([`Fault`]).

mod asked;
mod check_digit;
mod code;
mod company;
mod cosmetic;
mod cursor;
mod device;
mod draft;
mod drug;
mod fault;
mod goods;
mod kind;
mod licence;
mod normal;
mod place;
mod province;
#[cfg(test)]
mod tests;
mod told;
pub mod watch_list;
mod words;

use cursor::Cursor;
use draft::{Draft, cut};
use normal::Sign;

pub use asked::{Refused, cleaned, refusal};
pub use draft::Part;
pub use fault::Fault;
pub use kind::Kind;
pub use normal::normalise;
pub use told::{ShapeWords, Told};
pub use words::{KindWords, NumberWords, Numbers, Query};

/// A number found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub kind: Kind,
    /// The piece of the text it was read from.
    pub typed: String,
    /// As it should be written.
    pub normal: String,
    pub parts: Vec<Part>,
    pub faults: Vec<Fault>,
}

/// Most numbers found in one text; a box has about six.
const MOST: usize = 20;

/// Fewest digits of a run that is worth saying it is not known.
const UNKNOWN_DIGITS: usize = 6;

type Reader = fn(&mut Cursor<'_>, i16) -> Option<Draft>;

/// Longer words before shorter ones that begin alike, certain shapes before loose ones.
const READERS: [Reader; 24] = [
    drug::approval,
    drug::old_approval,
    drug::import_licence,
    drug::hospital_preparation,
    device::registration,
    device::filing,
    device::old,
    device::licence,
    cosmetic::national,
    cosmetic::provincial,
    cosmetic::old,
    goods::health_food,
    goods::special_food,
    goods::by_words,
    goods::veterinary,
    goods::said,
    licence::drug_seller,
    licence::maker,
    bare,
    goods::food,
    goods::pesticide,
    code::gs1,
    code_or_company,
    place::twelve_digits,
];

/// All numbers in a text, in their order and each once. A text without any gives one [`Kind::Unknown`];
/// an empty one gives none.
///
/// `year` is this year: a number of a later one is odd.
#[must_use]
pub fn recognise(text: &str, year: i16) -> Vec<Found> {
    let signs = normal::signs(text);
    let mut cursor = Cursor::new(&signs);
    let mut found: Vec<Found> = Vec::new();
    while cursor.peek().is_some() && found.len() < MOST {
        let start = cursor.at;
        let draft = READERS.iter().find_map(|read| {
            let mut ahead = cursor;
            let draft = read(&mut ahead, year)?;
            (ahead.at > start).then(|| cursor = ahead)?;
            Some(draft)
        });
        let passed = draft.is_none() && pass_over(&mut cursor);
        let draft = if passed { None } else { draft.or_else(|| batch(&mut cursor)).or_else(|| unknown(&mut cursor)) };
        match draft {
            Some(draft) => keep(&mut found, finished(draft, text, &signs, start, cursor.at)),
            None if cursor.at == start => cursor.at += 1,
            None => {}
        }
    }
    if found.is_empty() && signs.iter().any(|sign| !sign.c.is_whitespace() && !normal::is_gap(sign.c)) {
        found.push(finished(Draft::new(Kind::Unknown, normalise(text)), text, &signs, 0, signs.len()));
    }
    found
}

fn keep(all: &mut Vec<Found>, found: Found) {
    if !all.iter().any(|known| known.kind == found.kind && known.normal == found.normal) {
        all.push(found);
    }
}

fn finished(draft: Draft, text: &str, signs: &[Sign], from: usize, to: usize) -> Found {
    let start = signs.get(from).map_or(0, |sign| sign.from);
    let end = to.checked_sub(1).and_then(|last| signs.get(last)).map_or(start, |sign| sign.to);
    let typed = match draft.kind {
        Kind::PersonId => draft.normal.clone(),
        _ => cut(text, start, end).trim().to_owned(),
    };
    Found { kind: draft.kind, typed, normal: draft.normal, parts: draft.parts, faults: draft.faults }
}

fn bare(cursor: &mut Cursor<'_>, year: i16) -> Option<Draft> {
    // 字 belongs to words that are not known, and those must not be passed over.
    let before = cursor.before();
    let inside = before.is_some_and(|sign| sign.is_ascii_alphanumeric() || sign == '字');
    if inside { None } else { drug::bare(cursor, year) }
}

fn code_or_company(cursor: &mut Cursor<'_>, year: i16) -> Option<Draft> {
    company::eighteen(cursor, year).or_else(|| code::digits(cursor, year))
}

/// Days and telephone numbers have words of their own in front, and are nothing to look up.
fn pass_over(cursor: &mut Cursor<'_>) -> bool {
    let known = cursor.any(&["生产日期", "有效期至", "有效期", "失效期", "电话", "热线"]).is_some();
    let date = |sign: char| sign.is_ascii_digit() || matches!(sign, ':' | '.' | '/' | '年' | '月' | '日' | '至');
    while known && cursor.take(date).is_some() {}
    known
}

/// 批号 and what stands behind it.
fn batch(cursor: &mut Cursor<'_>) -> Option<Draft> {
    let mut ahead = *cursor;
    ahead.any(&["产品批号", "生产批号", "批号"])?;
    ahead.take(|sign| sign == ':');
    ahead.skip_gaps();
    let mut run = String::new();
    while let Some(sign) = ahead.peek().filter(|sign| sign.is_ascii_alphanumeric() || *sign == '-') {
        run.push(sign);
        ahead.at += 1;
    }
    run.bytes().any(|sign| sign.is_ascii_digit()).then(|| *cursor = ahead)?;
    Some(Draft::new(Kind::Batch, run.trim_end_matches('-')))
}

/// A run of letters and digits that nobody knows, with the words right in front of it.
fn unknown(cursor: &mut Cursor<'_>) -> Option<Draft> {
    if !cursor.peek().is_some_and(|sign| sign.is_ascii_alphanumeric()) {
        return None;
    }
    let words = cursor.words_before();
    let run = cursor.run(false, usize::MAX);
    let digits = run.bytes().filter(u8::is_ascii_digit).count();
    (digits >= UNKNOWN_DIGITS).then(|| Draft::new(Kind::Unknown, format!("{words}{run}")))
}
