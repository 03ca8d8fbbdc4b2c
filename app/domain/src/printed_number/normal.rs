//! One way of writing for everything people type, paste or read off a box.

/// One sign in its one form, and where it stood in what was typed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sign {
    pub c: char,
    pub from: usize,
    pub to: usize,
}

/// Full-width signs, small letters, brackets, dashes, traditional characters and letters of other
/// alphabets in their one form; spaces and dashes dropped.
#[must_use]
pub fn normalise(text: &str) -> String {
    text.chars().filter_map(unified).filter(|c| !is_gap(*c)).collect()
}

/// The signs of a text with gaps left in, since a gap may end a number.
pub(super) fn signs(text: &str) -> Vec<Sign> {
    let place = |(from, c): (usize, char)| Some(Sign { c: unified(c)?, from, to: from + c.len_utf8() });
    text.char_indices().filter_map(place).collect()
}

/// What may stand inside a number and means nothing.
pub(super) fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '-')
}

/// Nothing for signs nobody can see.
fn unified(c: char) -> Option<char> {
    let c = match c {
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\r' => return None,
        // Barcode readers put \u{1d} between the parts of a code.
        '\t' | '\u{1d}' | '\u{a0}' | '\u{3000}' | '\u{2000}'..='\u{200a}' => ' ',
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0)?,
        other => other,
    };
    Some(match c {
        'a'..='z' => c.to_ascii_uppercase(),
        '(' | '[' | '{' | '〔' | '【' | '〈' | '［' => '（',
        ')' | ']' | '}' | '〕' | '】' | '〉' | '］' => '）',
        '‐'..='―' | '−' | '·' | '•' | '・' | '_' => '-',
        '〇' | '○' | '◯' => '0',
        other => latin(traditional(other)),
    })
}

/// Characters of the words in numbers, as they are written on boxes from Hong Kong, Macao and Taiwan.
fn traditional(c: char) -> char {
    match c {
        '國' => '国',
        '藥' => '药',
        '準' => '准',
        '註' => '注',
        '冊' => '册',
        '備' => '备',
        '妝' => '妆',
        '網' => '网',
        '進' => '进',
        '許' => '许',
        '衛' => '卫',
        '證' => '证',
        '獸' => '兽',
        '製' => '制',
        '號' => '号',
        '雲' => '云',
        '粵' => '粤',
        '滬' => '沪',
        '蘇' => '苏',
        other => other,
    }
}

/// Letters of other alphabets that look like Latin ones.
fn latin(c: char) -> char {
    match c {
        'Α' | 'А' => 'A',
        'Β' | 'В' => 'B',
        'С' => 'C',
        'Ε' | 'Е' => 'E',
        'Η' | 'Н' => 'H',
        'Ј' => 'J',
        'Ο' | 'О' | 'о' => 'O',
        'Ρ' | 'Р' => 'P',
        'Ѕ' => 'S',
        'Τ' | 'Т' => 'T',
        'Χ' | 'Х' => 'X',
        'Ζ' => 'Z',
        other => other,
    }
}

/// The digit a letter is often mistaken for.
pub(super) fn digit_like(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        'O' => Some('0'),
        'I' | 'L' | '|' => Some('1'),
        'Z' => Some('2'),
        'S' => Some('5'),
        'B' => Some('8'),
        _ => None,
    }
}
