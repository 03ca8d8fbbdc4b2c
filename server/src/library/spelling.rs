//! What a reader may have meant whose words find nothing: another name of the drug, pinyin or its
//! initials, a wrong character.

use std::collections::{BTreeMap, BTreeSet};

use pinyin::ToPinyin;

use super::drug_names::DrugName;

/// Most words tried instead of what was typed.
const MOST: usize = 3;

/// Fewest letters of initials and of the beginning of a pinyin: fewer would fit half of all words.
const FEWEST_INITIALS: usize = 2;
const FEWEST_LETTERS: usize = 4;

/// Longest text looked at, in characters.
const LONGEST: usize = 20;

pub struct Spelling {
    words: Vec<Word>,
    /// Another name → the generic one.
    names: BTreeMap<String, String>,
}

/// A word that may have been meant.
struct Word {
    text: String,
    signs: Signs,
    /// Pinyin without tones.
    letters: Vec<char>,
    initials: String,
}

/// Characters and how each sounds, with the sounds taken together that southern dialects do not tell
/// apart.
struct Signs {
    chars: Vec<char>,
    sounds: Vec<String>,
}

impl Spelling {
    /// From the dictionary and the keywords of all texts.
    pub fn new<'a>(drugs: &'a [DrugName], keywords: impl Iterator<Item = &'a str>) -> Self {
        let others = |drug: &'a DrugName| drug.brands.iter().chain(&drug.said);
        let names: BTreeMap<String, String> =
            drugs.iter().flat_map(|drug| others(drug).map(|name| (name.clone(), drug.generic.clone()))).collect();
        let of_drugs = drugs.iter().flat_map(|drug| std::iter::once(&drug.generic).chain(others(drug)));
        let mut seen = BTreeSet::new();
        let all = of_drugs.map(String::as_str).chain(keywords).filter(|word| seen.insert(*word));
        let words = all.filter_map(Word::new).collect();
        Self { words, names }
    }

    /// Words to look for instead, likeliest first; each in the generic name where it is a drug's.
    pub fn meant(&self, typed: &str) -> Vec<String> {
        let typed: String = typed.to_lowercase().chars().filter(|c| c.is_alphanumeric()).take(LONGEST).collect();
        let mut meant = self.named(&typed);
        if meant.is_empty() {
            let letters: String = typed.chars().filter(char::is_ascii_alphabetic).collect();
            // Digits behind a syllable are its tone.
            let spelt = !letters.is_empty() && typed.is_ascii();
            meant = if spelt { self.spelt(&letters) } else { self.miswritten(&typed) };
        }
        let mut seen = BTreeSet::new();
        let generic = meant.into_iter().map(|word| self.names.get(&word).cloned().unwrap_or(word));
        generic.filter(|word| seen.insert(word.clone())).take(MOST).collect()
    }

    /// Other names of drugs that stand in what was typed, the longest first.
    fn named(&self, typed: &str) -> Vec<String> {
        let mut names: Vec<String> = self.names.keys().filter(|name| typed.contains(*name)).cloned().collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        names
    }

    fn spelt(&self, letters: &str) -> Vec<String> {
        let signs: Vec<char> = letters.chars().collect();
        let fits: [&dyn Fn(&Word) -> bool; 4] = [
            &|word| word.letters == signs,
            &|word| letters.len() >= FEWEST_INITIALS && word.initials == letters,
            &|word| letters.len() >= FEWEST_LETTERS && word.letters.starts_with(&signs),
            &|word| letters.len() > FEWEST_LETTERS && one_apart(&word.letters, &signs),
        ];
        let found = fits.iter().map(|fits| self.words.iter().filter(|word| fits(word)).map(|word| word.text.clone()));
        found.map(Iterator::collect::<Vec<_>>).find(|words| !words.is_empty()).unwrap_or_default()
    }

    /// Words that sound like a piece of what was typed, then those one character apart from it.
    fn miswritten(&self, typed: &str) -> Vec<String> {
        let typed = Signs::of(typed);
        let mut found: Vec<(usize, std::cmp::Reverse<usize>, String)> = self
            .words
            .iter()
            .filter_map(|word| Some((word.off(&typed)?, std::cmp::Reverse(word.signs.chars.len()), word.text.clone())))
            .collect();
        found.sort();
        found.into_iter().map(|(_, _, word)| word).collect()
    }
}

impl Word {
    /// Nothing for what cannot be spelt wrong: a single character, a number.
    fn new(text: &str) -> Option<Self> {
        let signs = Signs::of(&text.to_lowercase());
        let sounds: Vec<&str> = text.chars().filter_map(|c| c.to_pinyin()).map(|sound| sound.plain()).collect();
        (signs.chars.len() > 1 && sounds.len() == signs.chars.len()).then(|| Self {
            text: text.to_owned(),
            signs,
            letters: sounds.concat().chars().collect(),
            initials: sounds.iter().filter_map(|sound| sound.chars().next()).collect(),
        })
    }

    /// How far the word is from the nearest piece of what was typed: 0 sounds the same, 1 differs in
    /// one character. A word of two characters has to sound the same, or it would fit half of all.
    fn off(&self, typed: &Signs) -> Option<usize> {
        let own = &self.signs;
        let length = own.chars.len();
        if own.sound_in(typed) {
            return Some(0);
        }
        let near = |size: usize| size > 0 && typed.chars.windows(size).any(|piece| one_apart(&own.chars, piece));
        let one_wrong = length > 2 && near(length);
        let one_missing_or_more = length > 3 && (near(length - 1) || near(length + 1));
        (one_wrong || one_missing_or_more).then_some(1)
    }
}

impl Signs {
    fn of(text: &str) -> Self {
        let sound = |c: char| c.to_pinyin().map(|sound| folded(sound.plain())).unwrap_or_else(|| c.to_string());
        Self { chars: text.chars().collect(), sounds: text.chars().map(sound).collect() }
    }

    /// Whether a piece of what was typed has these characters, or others that sound like them.
    fn sound_in(&self, typed: &Self) -> bool {
        let length = self.chars.len();
        typed.chars.windows(length).zip(typed.sounds.windows(length)).any(|(chars, sounds)| {
            let mut same = chars.iter().zip(&self.chars).map(|(a, b)| a == b);
            sounds.iter().zip(&self.sounds).all(|(a, b)| same.next() == Some(true) || a == b)
        })
    }
}

fn folded(sound: &str) -> String {
    let flat = sound.replace("zh", "z").replace("ch", "c").replace("sh", "s").replace("ng", "n");
    match flat.strip_prefix('n') {
        Some(rest) => format!("l{rest}"),
        None => flat,
    }
}

/// Whether one character was exchanged, left out or put in.
fn one_apart(a: &[char], b: &[char]) -> bool {
    let same_start = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let alike = |skip_a: usize, skip_b: usize| a.get(same_start + skip_a..) == b.get(same_start + skip_b..);
    match (a.len(), b.len()) {
        (long, short) if long == short => same_start < long && alike(1, 1),
        (long, short) if long == short + 1 => alike(1, 0),
        (short, long) if short + 1 == long => alike(0, 1),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelling() -> Spelling {
        let drug = |generic: &str, brands: &[&str]| DrugName {
            generic: generic.to_owned(),
            brands: brands.iter().map(|brand| (*brand).to_owned()).collect(),
            said: Vec::new(),
        };
        let drugs = [drug("布洛芬", &["芬必得"]), drug("阿莫西林", &[]), drug("头孢", &[]), drug("对乙酰氨基酚", &[])];
        Spelling::new(&drugs, ["过期药", "头孢", "举报", "12315"].into_iter())
    }

    #[test]
    fn what_was_meant_is_guessed() {
        let spelling = spelling();
        for (typed, meant) in [
            ("芬必得", "布洛芬"),
            ("芬必得怎么吃", "布洛芬"),
            ("buluofen", "布洛芬"),
            ("Bu Luo Fen", "布洛芬"),
            ("bu4luo4fen1", "布洛芬"),
            ("blf", "布洛芬"),
            ("fenbide", "布洛芬"),
            ("buluof", "布洛芬"),
            ("buluofan", "布洛芬"),
            ("amxl", "阿莫西林"),
            ("布洛分", "布洛芬"),
            ("布落芬片", "布洛芬"),
            ("阿莫西森", "阿莫西林"),
            ("阿莫林", "阿莫西林"),
            ("投胞", "头孢"),
            ("对乙酰胺基酚", "对乙酰氨基酚"),
            ("guoqiyao", "过期药"),
            ("gqy", "过期药"),
            ("过其药", "过期药"),
            ("jubao", "举报"),
        ] {
            assert_eq!(spelling.meant(typed).first().map(String::as_str), Some(meant), "{typed}");
        }
    }

    #[test]
    fn nothing_is_guessed_from_too_little() {
        let spelling = spelling();
        for typed in ["", "b", "x", "头", "12315", "量子计算机", "zzzz", "？！"] {
            assert_eq!(spelling.meant(typed), Vec::<String>::new(), "{typed}");
        }
    }

    #[test]
    fn one_apart_is_one_change_and_no_more() {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        let apart = |a: &str, b: &str| one_apart(&chars(a), &chars(b));
        assert!(apart("abc", "abd") && apart("abc", "ab") && apart("bc", "abc") && apart("abc", "axbc"));
        assert!(!apart("abc", "abc") && !apart("abc", "acb") && !apart("abc", "a"));
    }
}
