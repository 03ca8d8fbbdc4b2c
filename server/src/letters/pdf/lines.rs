//! Breaking Chinese text into lines: no closing mark begins a line, no opening mark ends one, words
//! and numbers stay whole.

/// Marks that may not begin a line.
const CLOSING: &str = "，。、；：？！）》」』】〕〉”’％…—·～,.;:?!)]}%";
/// Marks that may not end one.
const OPENING: &str = "（《「『【〔〈“‘([{";

/// One line of set text.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub text: String,
    /// Distance from the left edge.
    pub indent: f32,
    /// Its own width.
    pub width: f32,
    /// The last of its paragraph, which is not spread to the edge.
    pub last: bool,
}

/// Breaks a text into lines of `room`, the first one indented. `width` measures a character in the
/// unit of `room`.
pub fn lines(text: &str, room: f32, indent: f32, width: &dyn Fn(char) -> f32) -> Vec<Line> {
    let mut set = Setting { room, width, lines: Vec::new(), text: String::new(), used: 0.0, indent };
    for unit in units(text) {
        set.add(&unit);
    }
    set.end();
    if let Some(line) = set.lines.last_mut() {
        line.last = true;
    }
    set.lines
}

struct Setting<'a> {
    room: f32,
    width: &'a dyn Fn(char) -> f32,
    lines: Vec<Line>,
    text: String,
    used: f32,
    indent: f32,
}

impl Setting<'_> {
    fn add(&mut self, unit: &str) {
        let width = self.measure(unit);
        if self.used + width > self.left() {
            self.end();
        }
        if width > self.left() {
            // Longer than a line by itself, such as an address of the web: cut where it must be.
            return unit.chars().for_each(|c| self.add_one(c));
        }
        if !(self.text.is_empty() && unit == " ") {
            self.text.push_str(unit);
            self.used += width;
        }
    }

    fn add_one(&mut self, character: char) {
        let width = (self.width)(character);
        if self.used + width > self.left() {
            self.end();
        }
        self.text.push(character);
        self.used += width;
    }

    fn end(&mut self) {
        if self.text.is_empty() {
            return;
        }
        let kept = self.text.trim_end().to_owned();
        let width = self.measure(&kept);
        self.lines.push(Line { text: kept, indent: self.indent, width, last: false });
        self.text.clear();
        self.used = 0.0;
        self.indent = 0.0;
    }

    fn left(&self) -> f32 {
        // Widths are sums of fractions: a hair more than the room is still the room.
        self.room - self.indent + 0.01
    }

    fn measure(&self, text: &str) -> f32 {
        text.chars().map(|c| (self.width)(c)).sum()
    }
}

/// The pieces a line may be broken between.
fn units(text: &str) -> Vec<String> {
    let mut units: Vec<String> = Vec::new();
    for character in text.chars() {
        match units.last_mut() {
            Some(last) if belongs(last, character) => last.push(character),
            _ => units.push(character.to_string()),
        }
    }
    units
}

/// Whether a character may not be parted from what stands before it.
fn belongs(before: &str, character: char) -> bool {
    let Some(last) = before.chars().next_back() else { return false };
    let in_word = |c: char| c.is_ascii_graphic() && !OPENING.contains(c);
    OPENING.contains(last) || (CLOSING.contains(character) && last != ' ') || (in_word(last) && in_word(character))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn broken(text: &str, room: f32) -> Vec<String> {
        let width = |c: char| if c.is_ascii() { 0.5 } else { 1.0 };
        lines(text, room, 0.0, &width).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn a_closing_mark_takes_its_character_to_the_next_line() {
        assert_eq!(broken("一二三四五。六七", 5.0), ["一二三四", "五。六七"]);
        assert_eq!(broken("一二三四五）。六", 5.0), ["一二三四", "五）。六"]);
    }

    #[test]
    fn an_opening_mark_goes_with_what_it_opens() {
        assert_eq!(broken("一二三四《办法》五", 5.0), ["一二三四", "《办法》五"]);
        assert_eq!(broken("依据（《办法》）。", 5.0), ["依据（《办", "法》）。"]);
    }

    #[test]
    fn numbers_and_words_stay_whole_unless_they_fill_a_line() {
        assert_eq!(broken("编号YX-2026-000412号", 8.0), ["编号", "YX-2026-000412号"]);
        assert_eq!(broken("a1234567890b", 3.0), ["a12345", "67890b"]);
    }

    #[test]
    fn the_first_line_is_indented_and_the_last_is_marked() {
        let set = lines("一二三四五六", 4.0, 2.0, &|_| 1.0);
        let shape: Vec<(&str, f32, bool)> = set.iter().map(|l| (l.text.as_str(), l.indent, l.last)).collect();
        assert_eq!(shape, [("一二", 2.0, false), ("三四五六", 0.0, true)]);
        assert_eq!(lines("", 4.0, 2.0, &|_| 1.0), []);
    }

    proptest! {
        /// Whatever is written, nothing is lost, nothing sticks out, and the marks stand where they may.
        #[test]
        fn lines_keep_every_character_and_the_rules(text in "[一二三，。、；（）《》“”a1 ]{0,80}") {
            let room = 7.0;
            let width = |c: char| if c.is_ascii() { 0.5 } else { 1.0 };
            let set = lines(&text, room, 2.0, &width);
            let without_blanks = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            let joined: String = set.iter().map(|line| line.text.as_str()).collect();
            prop_assert_eq!(without_blanks(&joined), without_blanks(&text));
            for line in &set {
                prop_assert!(line.indent + line.width <= room + 0.02, "{:?}", line);
            }
        }
    }
}
