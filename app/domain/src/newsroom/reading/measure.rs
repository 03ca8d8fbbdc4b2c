use std::collections::BTreeMap;

use super::{Beginning, Light, Limits, Literacy, Long, Rare, Reading};
use crate::newsroom::{Passage, Place};

/// What ends a sentence for the ear.
const STOPS: [char; 8] = ['。', '！', '？', '；', '：', '…', '✗', '✓'];

/// Measures a text. `answer` is its one-line conclusion, in which no character may be rare: it is read
/// first and often alone.
#[must_use]
pub fn measure(answer: Option<&Passage>, body: &[Passage], literacy: &Literacy, limits: Limits) -> Reading {
    let mut counted = Counted::default();
    counted.passages(answer, literacy);
    let hard_answer = !counted.rare.is_empty();
    counted.passages(body, literacy);
    let long = body.iter().flat_map(sentences).filter(|sentence| sentence.length > limits.sentence);
    let mut reading = Reading {
        light: Light::Green,
        characters: counted.characters,
        rare: counted.rare.into_iter().map(|(character, places)| Rare { character, places }).collect(),
        sentences: body.iter().flat_map(sentences).count(),
        long: long.collect(),
    };
    reading.rare.sort_by_key(|rare| std::cmp::Reverse(rare.places.len()));
    reading.long.sort_by_key(|long| std::cmp::Reverse(long.length));
    let answer = if hard_answer { Light::Amber } else { Light::Green };
    let rare = light(reading.rare_permille(), limits.rare);
    reading.light = answer.max(rare).max(light(reading.long_percent(), limits.long));
    reading
}

/// The sentences of a passage, each with its place and length.
pub fn sentences(passage: &Passage) -> Vec<Long> {
    let mut done = Vec::new();
    let mut open: Option<Long> = None;
    for (place, c) in passage.characters() {
        if STOPS.contains(&c) {
            done.extend(open.take());
        } else if !c.is_whitespace() {
            let sentence = open.get_or_insert_with(|| Long { place, length: 0, text: String::new() });
            sentence.length += 1;
            sentence.text.push(c);
        }
    }
    done.extend(open);
    done
}

pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{2ebef}' | '〇')
}

#[derive(Default)]
struct Counted {
    characters: usize,
    rare: BTreeMap<char, Vec<Place>>,
}

impl Counted {
    fn passages<'a>(&mut self, passages: impl IntoIterator<Item = &'a Passage>, literacy: &Literacy) {
        for passage in passages {
            let (places, text): (Vec<Place>, Vec<char>) = passage.characters().unzip();
            let mut at = 0;
            while let (Some(place), Some(rest)) = (places.get(at), text.get(at..)) {
                at += self.word(*place, rest, literacy);
            }
        }
    }

    /// Counts what a text begins with and says how far that goes.
    fn word(&mut self, place: Place, text: &[char], literacy: &Literacy) -> usize {
        let Some((beginning, length)) = literacy.beginning(text) else { return 1 };
        match beginning {
            Beginning::Term(term) => self.characters += term.word.chars().count(),
            Beginning::Character(c) if is_han(c) => {
                self.characters += 1;
                if !literacy.knows(c) {
                    self.rare.entry(c).or_default().push(place);
                }
            }
            Beginning::LawName | Beginning::Character(_) => {}
        }
        length
    }
}

fn light(value: usize, [green, amber]: [usize; 2]) -> Light {
    match value {
        value if value <= green => Light::Green,
        value if value <= amber => Light::Amber,
        _ => Light::Red,
    }
}
