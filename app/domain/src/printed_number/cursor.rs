//! Reads signs one after another, past the gaps people leave between them.

use super::fault::Fault;
use super::normal::{Sign, digit_like, is_gap};

/// Most gaps in a row inside a number: "H 2001 - 3001".
const GAPS: usize = 3;

/// Most digits looked at behind a number's words.
const DIGITS: usize = 24;

/// Most signs of an old number behind its words.
const OLD_TAIL: usize = 24;

/// Most signs of words that stand in front of a number nobody knows.
const WORDS: usize = 6;

#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    signs: &'a [Sign],
    pub at: usize,
}

/// Digits read where digits belong.
#[derive(Clone, Debug, Default)]
pub(super) struct Digits {
    pub text: String,
    pub faults: Vec<Fault>,
}

impl<'a> Cursor<'a> {
    pub fn new(signs: &'a [Sign]) -> Self {
        Self { signs, at: 0 }
    }

    pub fn peek(&self) -> Option<char> {
        self.signs.get(self.at).map(|sign| sign.c)
    }

    /// The sign right before.
    pub fn before(&self) -> Option<char> {
        self.at.checked_sub(1).and_then(|at| self.signs.get(at)).map(|sign| sign.c)
    }

    /// Whether a word stands right in front, with gaps or a colon between at most.
    pub fn stands_behind(&self, word: &str) -> bool {
        let signs = self.signs.get(..self.at).unwrap_or_default().iter().rev().map(|sign| sign.c);
        let mut before = signs.skip_while(|sign| is_gap(*sign) || *sign == ':');
        word.chars().rev().all(|wanted| before.next() == Some(wanted))
    }

    /// Takes one sign behind gaps, if it is wanted.
    pub fn take(&mut self, wanted: impl Fn(char) -> bool) -> Option<char> {
        let mut ahead = *self;
        ahead.skip_gaps();
        let sign = ahead.peek().filter(|sign| wanted(*sign))?;
        ahead.at += 1;
        *self = ahead;
        Some(sign)
    }

    /// Takes a word whose signs may stand apart.
    pub fn word(&mut self, word: &str) -> bool {
        let mut ahead = *self;
        let whole = word.chars().all(|wanted| ahead.take(|sign| sign == wanted).is_some());
        if whole {
            *self = ahead;
        }
        whole
    }

    /// Takes the first of several words that stands here.
    pub fn any(&mut self, words: &[&'static str]) -> Option<&'static str> {
        words.iter().copied().find(|word| self.word(word))
    }

    /// Takes what may stand between the words and the number: 号, 编号, a colon.
    pub fn label(&mut self) {
        self.any(&["证书编号", "证编号", "证号", "编号", "号码", "号"]);
        self.take(|sign| sign == ':');
    }

    /// Takes the digits of a number. Of groups with gaps between them it takes as many as make up a
    /// wanted count; where none do, as many as come nearest.
    pub fn digits(&mut self, wanted: &[usize], said: &'static str) -> Digits {
        let mut best: Option<(usize, Self, Digits)> = None;
        let (mut ahead, mut read) = (*self, Digits::default());
        while read.text.len() <= DIGITS && ahead.group(&mut read) {
            let count = read.text.len();
            let off = wanted.iter().map(|wanted| wanted.abs_diff(count)).min().unwrap_or_default();
            if best.as_ref().is_none_or(|(least, ..)| off < *least) {
                best = Some((off, ahead, read.clone()));
            }
        }
        let Some((off, end, mut read)) = best else {
            return Digits { text: String::new(), faults: vec![Fault::NoDigits] };
        };
        *self = end;
        if off > 0 {
            read.faults.push(Fault::Digits { wanted: said, found: read.text.len() });
        }
        if let Some(extra) = self.peek().filter(char::is_ascii_alphanumeric) {
            read.faults.push(Fault::Extra(extra));
            while self.peek().is_some_and(|sign| sign.is_ascii_alphanumeric()) {
                self.at += 1;
            }
        }
        read
    }

    /// One run of digits, or of signs that look like them, with a real digit in it.
    fn group(&mut self, read: &mut Digits) -> bool {
        let mut ahead = *self;
        ahead.skip_gaps();
        // The state behind the last real digit: "20013001OTC" ends before its letters.
        let mut whole = None;
        let mut more = read.clone();
        while let Some((sign, digit)) = ahead.peek().and_then(|sign| Some((sign, digit_like(sign)?))) {
            if sign != digit && !more.faults.iter().any(|fault| matches!(fault, Fault::LookAlike { .. })) {
                more.faults.push(Fault::LookAlike { typed: sign, read: digit });
            }
            more.text.push(digit);
            ahead.at += 1;
            if sign == digit {
                whole = Some((ahead, more.clone()));
            }
        }
        let letter_behind = ahead.peek().is_some_and(|sign| sign.is_ascii_alphabetic());
        let Some((end, sure)) = whole else { return false };
        if letter_behind {
            // Behind the first group, a word that begins like digits is no group of them.
            if !read.text.is_empty() {
                return false;
            }
            (ahead, more) = (end, sure);
        }
        *self = ahead;
        *read = more;
        true
    }

    /// The loose end of an old number, up to 号: `（1996）第000123号`.
    pub fn old_tail(&mut self) -> String {
        let mut tail = String::new();
        let inside = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '（' | '）' | '第' | '年' | '号');
        while tail.chars().count() < OLD_TAIL {
            let Some(sign) = self.take(inside) else { break };
            tail.push(sign);
            if sign == '号' {
                break;
            }
        }
        tail
    }

    /// Letters and digits in a row; with gaps only where `through` says so.
    pub fn run(&mut self, through: bool, most: usize) -> String {
        let mut run = String::new();
        while run.len() < most {
            let next = if through && !run.is_empty() {
                self.take(|sign| sign.is_ascii_alphanumeric())
            } else {
                self.peek().filter(char::is_ascii_alphanumeric).inspect(|_| self.at += 1)
            };
            match next {
                Some(sign) => run.push(sign),
                None => break,
            }
        }
        run
    }

    /// The words right before, where they end like the words of a number: 国药健字.
    pub fn words_before(&self) -> String {
        let before = self.signs.get(..self.at).unwrap_or_default().iter().rev().map(|sign| sign.c);
        let words: Vec<char> = before.take_while(|sign| ('\u{4e00}'..='\u{9fff}').contains(sign)).take(WORDS).collect();
        if words.first() == Some(&'字') { words.into_iter().rev().collect() } else { String::new() }
    }

    pub fn skip_gaps(&mut self) {
        let gaps = self.signs.iter().skip(self.at).take_while(|sign| is_gap(sign.c)).count();
        if gaps <= GAPS {
            self.at += gaps;
        }
    }
}
