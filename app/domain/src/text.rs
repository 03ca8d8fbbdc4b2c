//! How typed text is cleaned before any rule looks at it.

/// Trims, turns full-width digits, letters and spaces into their usual form and drops characters
/// nobody can see or type on purpose (zero-width marks, carriage returns, the byte order mark).
///
/// Chinese punctuation stays as typed: turning `，` into `,` would change how a story reads.
#[must_use]
pub fn clean(typed: &str) -> String {
    typed.chars().filter(|c| !is_invisible(*c)).map(half_width).collect::<String>().trim().to_owned()
}

/// The first control or text-direction character that has no place in an answer.
///
/// Such characters can make a name read differently on the desk than on the phone, so they are
/// refused instead of being stored. Line breaks and tabs are ordinary.
#[must_use]
pub fn forbidden(text: &str) -> Option<char> {
    text.chars().find(|c| is_forbidden(*c))
}

/// The text without [`forbidden`] characters: what a form shows again after refusing them.
#[must_use]
pub fn without_forbidden(text: &str) -> String {
    text.chars().filter(|c| !is_forbidden(*c)).collect()
}

/// Longest query, in characters: a question, not a page.
const LONGEST_QUERY: usize = 50;

/// What somebody looks for.
#[must_use]
pub fn looked_for(typed: &str) -> String {
    without_forbidden(&clean(typed)).chars().take(LONGEST_QUERY).collect()
}

/// Length as people count it: one per character, line breaks included.
#[must_use]
pub fn length(text: &str) -> usize {
    text.chars().count()
}

/// `2026年11月25日`, as papers write it.
#[must_use]
pub fn written_day(day: jiff::civil::Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\r' | '\u{00ad}')
}

fn is_forbidden(c: char) -> bool {
    let direction =
        matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{061c}');
    direction || (c.is_control() && !matches!(c, '\n' | '\t'))
}

fn half_width(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '－' | '＋' | '＠' | '．' => {
            char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_digits_and_spaces_become_half_width() {
        assert_eq!(clean("　１３９８８３１２３４５ "), "13988312345");
    }

    #[test]
    fn chinese_punctuation_stays() {
        assert_eq!(clean("买了，吃了。"), "买了，吃了。");
    }

    #[test]
    fn direction_marks_are_found_and_removed() {
        let typed = "药店\u{202e}abc";
        assert_eq!(forbidden(typed), Some('\u{202e}'));
        assert_eq!(without_forbidden(typed), "药店abc");
        assert_eq!(forbidden("第一行\n第二行"), None);
    }
}
