use std::ops::Range;

use super::{Hit, HitKind, Place};

/// A text by its characters, with what was already found taken out.
pub(super) struct Scan<'a> {
    text: &'a str,
    /// Full-width digits and letters in their usual form, so that one rule sees both.
    chars: Vec<char>,
    /// Where each character begins, and the length of the text last.
    bytes: Vec<usize>,
    taken: Vec<bool>,
    found: Vec<(Range<usize>, HitKind, String)>,
}

impl<'a> Scan<'a> {
    pub fn new(text: &'a str) -> Self {
        let chars: Vec<char> = text.chars().map(usual).collect();
        let bytes = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        Self { text, taken: vec![false; chars.len()], chars, bytes, found: Vec::new() }
    }

    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// The character at a place; nothing beyond either end.
    pub fn at(&self, index: usize) -> Option<char> {
        self.chars.get(index).copied()
    }

    /// The character `back` places before.
    pub fn before(&self, index: usize, back: usize) -> Option<char> {
        self.at(index.checked_sub(back)?)
    }

    pub fn starts(&self, index: usize, word: &str) -> bool {
        word.chars().enumerate().all(|(step, c)| self.at(index + step) == Some(c))
    }

    /// Whether a word ends right before a place.
    pub fn ends(&self, index: usize, word: &str) -> bool {
        index.checked_sub(word.chars().count()).is_some_and(|start| self.starts(start, word))
    }

    /// Characters of a range, in their usual form.
    pub fn usual(&self, range: Range<usize>) -> String {
        self.chars.get(range).unwrap_or_default().iter().collect()
    }

    /// How many characters from a place on are of a kind and not yet part of a hit.
    pub fn run(&self, from: usize, of: impl Fn(char) -> bool) -> usize {
        let chars = self.chars.get(from..).unwrap_or_default().iter();
        let taken = self.taken.get(from..).unwrap_or_default();
        chars.zip(taken).take_while(|(c, taken)| of(**c) && !**taken).count()
    }

    /// Whether a letter or digit stands at a place that is not part of a hit: a hit ends words as its mask will.
    pub fn is_word(&self, index: usize) -> bool {
        self.at(index).is_some_and(|c| c.is_ascii_alphanumeric()) && self.is_free(index..index + 1)
    }

    pub fn count(&self) -> usize {
        self.found.len()
    }

    pub fn is_free(&self, range: Range<usize>) -> bool {
        !range.is_empty() && self.taken.get(range).is_some_and(|taken| taken.iter().all(|taken| !taken))
    }

    /// Takes a range out of what later rules look at, without a hit.
    pub fn pass_over(&mut self, range: Range<usize>) {
        self.taken.get_mut(range).unwrap_or_default().fill(true);
    }

    /// Notes a hit unless part of it was found before.
    pub fn hit(&mut self, range: Range<usize>, kind: HitKind, mask: impl Into<String>) {
        if self.is_free(range.clone()) {
            self.pass_over(range.clone());
            self.found.push((range, kind, mask.into()));
        }
    }

    pub fn into_hits(mut self) -> Vec<Hit> {
        self.found.sort_by_key(|(range, _, _)| range.start);
        let mut place = Place::start();
        let mut from = 0;
        let mut hits = Vec::with_capacity(self.found.len());
        for (range, kind, mask) in std::mem::take(&mut self.found) {
            let (start, end) = (self.byte(range.start), self.byte(range.end));
            let between = self.text.get(from..start).unwrap_or_default();
            place = place.after(between, between.len());
            from = start;
            hits.push(Hit {
                kind,
                place,
                start,
                end,
                text: self.text.get(start..end).unwrap_or_default().into(),
                mask,
            });
        }
        hits
    }

    fn byte(&self, index: usize) -> usize {
        self.bytes.get(index).copied().unwrap_or(self.text.len())
    }
}

pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇')
}

fn usual(c: char) -> char {
    match c {
        '\u{3000}' | '\u{a0}' | '\t' => ' ',
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '－' | '＋' | '＠' | '．' | '＿' => {
            char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)
        }
        '‐' | '‑' | '–' | '—' | '−' => '-',
        other => other,
    }
}
