//! Personal names: behind a role (经营者张三), in the form of a name between the marks of a sentence, and
//! wherever a name that was found once stands again.

use std::collections::BTreeMap;
use std::ops::Range;

use super::scan::{Scan, is_han};
use super::{HitKind, MaskWords};

/// What may stand between a role and the name.
const BETWEEN: &str = "：:为是叫名（( “\"";
const DOTS: &str = "·•・‧";

pub(super) fn find(scan: &mut Scan<'_>, words: &MaskWords) {
    let mut found: Vec<Range<usize>> = Vec::new();
    // Names around a dot first: their first half looks like a name of its own.
    for form in [by_sound, behind_role, in_running_text] {
        for at in 0..scan.len() {
            let whole = |range: &Range<usize>| scan.is_free(range.clone()) && !is_digit(scan.at(range.end));
            let name = form(scan, at, words).filter(whole);
            let apart =
                |range: &Range<usize>| found.iter().all(|other| other.end <= range.start || range.end <= other.start);
            found.extend(name.filter(apart));
        }
    }
    found.sort_by_key(|range| range.start);
    let names = names_in_order(scan, &found);
    let masks = masks(&names);
    for range in found {
        if let Some(mask) = masks.get(&scan.usual(range.clone())) {
            scan.hit(range, HitKind::Name, mask);
        }
    }
    for name in &names {
        again(scan, name, masks.get(name).map_or("", String::as_str));
    }
}

fn behind_role(scan: &Scan<'_>, at: usize, words: &MaskWords) -> Option<Range<usize>> {
    let role = words.names.roles.iter().filter(|role| scan.starts(at, role)).max_by_key(|role| role.len())?;
    let behind = at + role.chars().count();
    let from = behind + scan.run(behind, |c| BETWEEN.contains(c)).min(3);
    let name = surname(scan, from, words).and_then(|length| with_given(scan, from, length, words));
    name.or_else(|| without_surname(scan, from, words))
}

/// How many characters of surname there are.
fn surname(scan: &Scan<'_>, at: usize, words: &MaskWords) -> Option<usize> {
    if words.names.double_surnames.iter().any(|double| scan.starts(at, double)) {
        return Some(2);
    }
    scan.at(at).filter(|c| words.surnames.contains(c) || words.doubtful.contains(c)).map(|_| 1)
}

/// Surname and given name behind a role. Where the surname is sure, an unusual given name is one too.
fn with_given(scan: &Scan<'_>, at: usize, surname: usize, words: &MaskWords) -> Option<Range<usize>> {
    let end = at + surname + given_length(scan, at + surname, words);
    let usual = (at + surname..end).all(|index| scan.at(index).is_some_and(|c| words.given.contains(&c)));
    let doubtful = surname == 1 && scan.at(at).is_some_and(|c| words.doubtful.contains(&c));
    let ends = ends_name(scan, end, words);
    let one_is_usual = scan.at(at + surname).is_some_and(|c| words.given.contains(&c));
    let fits = if doubtful { usual && ends } else { usual || ends || one_is_usual };
    (end > at + surname && fits && !is_other_word(scan, at, surname, words)).then_some(at..end)
}

/// One or two characters that can be a given name.
fn given_length(scan: &Scan<'_>, at: usize, words: &MaskWords) -> usize {
    let can_be = |c: char| is_han(c) && c != '某' && (!words.going_on.contains(&c) || words.given.contains(&c));
    match (scan.at(at).filter(|c| can_be(*c)), scan.at(at + 1).filter(|c| can_be(*c))) {
        (None, _) => 0,
        (Some(_), Some(second)) if !words.going_on.contains(&second) => 2,
        // 成, 明 and the like end a name as often as they go on with the sentence.
        (Some(_), Some(_)) if scan.at(at + 2).is_none_or(|c| !is_han(c)) => 2,
        (Some(_), _) => 1,
    }
}

/// A name of a people without Han surnames, between marks: （经营者岩温罕）.
fn without_surname(scan: &Scan<'_>, at: usize, words: &MaskWords) -> Option<Range<usize>> {
    words.names.beginnings.iter().find(|beginning| scan.starts(at, beginning))?;
    let length = scan.run(at, |c| is_han(c) && c != '某');
    let ends = scan.at(at + length).is_none_or(|c| !c.is_alphanumeric());
    let goes_on = (at + 1..at + length).any(|index| scan.at(index).is_some_and(|c| words.going_on.contains(&c)));
    ((2..=4).contains(&length) && ends && !goes_on && !is_other_word(scan, at, 1, words)).then(|| at..at + length)
}

/// 阿卜杜拉·买买提: characters that write sounds around a dot.
fn by_sound(scan: &Scan<'_>, at: usize, words: &MaskWords) -> Option<Range<usize>> {
    scan.at(at).filter(|c| DOTS.contains(*c))?;
    let sounds = |c: char| words.by_sound.contains(&c);
    let before = (1..=6).take_while(|back| scan.before(at, *back).is_some_and(sounds)).count();
    let behind = scan.run(at + 1, sounds).min(6);
    (before > 0 && behind > 0 && before + behind >= 3).then(|| at - before..at + 1 + behind)
}

/// Surname and usual given name where a name can begin and end. A surname that is an everyday word too
/// needs two characters behind it, and marks on both sides.
fn in_running_text(scan: &Scan<'_>, at: usize, words: &MaskWords) -> Option<Range<usize>> {
    let before = scan.before(at, 1).filter(|c| c.is_alphanumeric());
    let length = surname(scan, at, words).filter(|_| before.is_none_or(|c| words.leading.contains(&c)))?;
    let given = given_length(scan, at + length, words);
    let end = at + length + given;
    let usual = (at + length..end).all(|index| scan.at(index).is_some_and(|c| words.given.contains(&c)));
    let doubtful = length == 1 && scan.at(at).is_some_and(|c| words.doubtful.contains(&c));
    let between_marks = before.is_none() && scan.at(end).is_none_or(|c| !c.is_alphanumeric());
    let ends = if doubtful { given == 2 && between_marks } else { ends_name(scan, end, words) };
    (given > 0 && usual && ends && !is_other_word(scan, at, length, words)).then_some(at..end)
}

fn ends_name(scan: &Scan<'_>, end: usize, words: &MaskWords) -> bool {
    scan.at(end).is_none_or(|c| !c.is_alphanumeric() || words.going_on.contains(&c))
}

fn is_other_word(scan: &Scan<'_>, at: usize, surname: usize, words: &MaskWords) -> bool {
    let titled = words.names.titles.iter().any(|title| scan.starts(at + surname, title));
    titled || (2..=4).any(|length| words.not_names.contains(&scan.usual(at..at + length)))
}

/// Each name once, in the order of the text.
fn names_in_order(scan: &Scan<'_>, found: &[Range<usize>]) -> Vec<String> {
    let mut names = Vec::new();
    for range in found {
        let name = scan.usual(range.clone());
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// 张某某; two people of one surname are told apart: 张某1, 张某2.
fn masks(names: &[String]) -> BTreeMap<String, String> {
    let begins = |name: &str| name.chars().next();
    let mut masks = BTreeMap::new();
    for (index, name) in names.iter().enumerate() {
        let Some(first) = begins(name) else { continue };
        let namesakes = names.iter().filter(|other| begins(other) == Some(first)).count();
        let ordinal = 1 + names.iter().take(index).filter(|other| begins(other) == Some(first)).count();
        let mask = match name.chars().count() {
            _ if namesakes > 1 => format!("{first}某{ordinal}"),
            2 => format!("{first}某"),
            _ => format!("{first}某某"),
        };
        masks.insert(name.clone(), mask);
    }
    masks
}

fn again(scan: &mut Scan<'_>, name: &str, mask: &str) {
    let length = name.chars().count();
    for at in 0..scan.len() {
        if scan.starts(at, name) && !is_digit(scan.at(at + length)) {
            scan.hit(at..at + length, HitKind::Name, mask);
        }
    }
}

/// A number right behind would run into the number of a mask.
fn is_digit(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_digit())
}
