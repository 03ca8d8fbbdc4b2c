//! A letter laid out on A4 pages in the grid of GB/T 9704-2012: margins 37, 35, 28 and 26 mm,
//! 22 lines of 28 characters.

use domain::letter::{Letter, Part};

use super::font::Measure;
use super::lines::{Line, lines};

pub const WIDTH: f32 = 595.276;
pub const HEIGHT: f32 = 841.89;

const MM: f32 = 72.0 / 25.4;
const LEFT: f32 = 28.0 * MM;
const RIGHT: f32 = WIDTH - 26.0 * MM;
const TOP: f32 = 37.0 * MM;
const BOTTOM: f32 = HEIGHT - 35.0 * MM;
/// A character's place in its line, and a line's place on its page.
const CELL: f32 = (RIGHT - LEFT) / 28.0;
const LINE: f32 = (BOTTOM - TOP) / 22.0;

/// 三号, 二号, 四号, 小四
const BODY: f32 = 16.0;
const TITLE: f32 = 22.0;
const FOOT: f32 = 14.0;
const TABLE: f32 = 12.0;

const TABLE_LINE: f32 = 20.0;
const TABLE_PAD: f32 = 5.0;
const LABEL: f32 = 7.5 * CELL;
/// How far a text's baseline lies below the top of its line, as a share of its size.
const RISE: f32 = 0.88;

/// What is drawn on one page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    pub texts: Vec<Set>,
    /// From, to.
    pub rules: Vec<[f32; 4]>,
}

/// A run of characters on a baseline.
#[derive(Clone, Debug)]
pub struct Set {
    pub text: String,
    pub x: f32,
    pub y: f32,
    pub size: f32,
    /// The width each character is given, in points.
    pub widths: Vec<f32>,
}

/// The pages of a letter; `note` stands above each, where there is one.
pub fn pages(letter: &Letter, document_number: &str, note: &str, measure: &Measure<'_>) -> Vec<Page> {
    let mut sheet = Sheet { measure, pages: vec![Page::default()], y: TOP };
    sheet.title(&letter.title);
    sheet.centred(document_number, BODY, LINE);
    sheet.y += LINE;
    if !letter.addressee.is_empty() {
        sheet.paragraph(&format!("{}：", letter.addressee), 0.0, 0.0);
    }
    let last = letter.body.len().saturating_sub(1);
    for (place, part) in letter.body.iter().enumerate() {
        // The closing never stands on a page without a word of the letter.
        let kept = if place == last { CLOSING } else { 0.0 };
        sheet.part(part, kept);
    }
    sheet.closing(letter);
    sheet.note_pages(note);
    sheet.number_pages();
    sheet.pages
}

/// A blank line, the bureau's name and the day.
const CLOSING: f32 = 3.0 * LINE;

struct Sheet<'a> {
    measure: &'a Measure<'a>,
    pages: Vec<Page>,
    y: f32,
}

impl Sheet<'_> {
    fn title(&mut self, title: &str) {
        let width = |c: char| self.measure.width(c) * TITLE;
        for line in lines(title, RIGHT - LEFT, 0.0, &width) {
            self.centred(&line.text, TITLE, LINE * 1.25);
        }
    }

    fn part(&mut self, part: &Part, kept: f32) {
        match part {
            Part::Paragraph(text) => self.paragraph(text, 2.0 * CELL, kept),
            Part::Rows(rows) => self.table(rows),
            Part::Sign(texts) => self.sign(texts),
        }
    }

    /// `kept`: what must fit below the last line on its page.
    fn paragraph(&mut self, text: &str, indent: f32, kept: f32) {
        let width = |c: char| self.width(c, BODY, CELL);
        let set = lines(text, RIGHT - LEFT, indent, &width);
        let count = set.len();
        for (place, line) in set.into_iter().enumerate() {
            self.room(LINE + if place + 1 == count { kept } else { 0.0 });
            self.line(&line);
            self.y += LINE;
        }
    }

    /// A line of the body; all but the last of a paragraph are spread to the right edge.
    fn line(&mut self, line: &Line) {
        let mut widths: Vec<f32> = line.text.chars().map(|c| self.width(c, BODY, CELL)).collect();
        let slack = RIGHT - LEFT - line.indent - line.width;
        let gaps = widths.len().saturating_sub(1);
        // A line that is far from full has lost a long word to the next: spreading it would tear it.
        if !line.last && gaps > 0 && slack > 0.0 && slack < 4.0 * CELL {
            let spread = slack / count(gaps);
            widths.iter_mut().take(gaps).for_each(|width| *width += spread);
        }
        let y = baseline(self.y, LINE, BODY);
        self.put(Set { text: line.text.clone(), x: LEFT + line.indent, y, size: BODY, widths });
    }

    fn table(&mut self, rows: &[(String, String)]) {
        for (label, value) in rows {
            self.row(label, value);
        }
        self.y += LINE / 2.0;
    }

    /// A row is broken over pages where it is long.
    fn row(&mut self, label: &str, value: &str) {
        let width = |c: char| self.measure.width(c) * TABLE;
        let label = lines(label, LABEL - 2.0 * TABLE_PAD, 0.0, &width);
        let room = RIGHT - LEFT - LABEL - 2.0 * TABLE_PAD;
        let mut value: Vec<Line> = value.split('\n').flat_map(|text| lines(text, room, 0.0, &width)).collect();
        let mut label = Some(label);
        loop {
            let named = label.take().unwrap_or_default();
            self.room(count(named.len().max(1)) * TABLE_LINE + 2.0 * TABLE_PAD);
            let fitting = fitting(BOTTOM - self.y).max(1);
            let rest = value.split_off(fitting.min(value.len()));
            self.cells(&named, &value);
            if rest.is_empty() {
                return;
            }
            value = rest;
        }
    }

    fn cells(&mut self, label: &[Line], value: &[Line]) {
        let height = count(label.len().max(value.len()).max(1)) * TABLE_LINE + 2.0 * TABLE_PAD;
        let (top, bottom) = (self.y, self.y + height);
        for (x, texts) in [(LEFT, label), (LEFT + LABEL, value)] {
            for (place, line) in texts.iter().enumerate() {
                let widths = line.text.chars().map(|c| self.measure.width(c) * TABLE).collect();
                let y = baseline(top + TABLE_PAD + count(place) * TABLE_LINE, TABLE_LINE, TABLE);
                self.put(Set { text: line.text.clone(), x: x + TABLE_PAD, y, size: TABLE, widths });
            }
        }
        let page = self.page();
        page.rules.extend([top, bottom].map(|y| [LEFT, y, RIGHT, y]));
        page.rules.extend([LEFT, LEFT + LABEL, RIGHT].map(|x| [x, top, x, bottom]));
        self.y = bottom;
    }

    fn sign(&mut self, texts: &[String]) {
        for text in texts {
            self.room(2.0 * LINE);
            self.y += LINE;
            self.run(&format!("{text}："), LEFT, BODY);
            let day = "年　　月　　日";
            let width: f32 = day.chars().map(|c| self.measure.width(c) * BODY).sum();
            self.run(day, RIGHT - width, BODY);
            self.y += LINE;
        }
    }

    /// 落款: the bureau's name centred over the day, which ends four characters before the edge.
    fn closing(&mut self, letter: &Letter) {
        self.room(CLOSING);
        self.y += LINE;
        let natural = |text: &str| text.chars().map(|c| self.measure.width(c) * BODY).sum::<f32>();
        let (name, day) = (natural(&letter.signature), natural(&letter.date));
        let middle = (RIGHT - 4.0 * CELL - day / 2.0).min(RIGHT - CELL - name / 2.0);
        self.run(&letter.signature, middle - name / 2.0, BODY);
        self.y += LINE;
        self.run(&letter.date, middle - day / 2.0, BODY);
        self.y += LINE;
    }

    fn note_pages(&mut self, note: &str) {
        if note.is_empty() {
            return;
        }
        let widths: Vec<f32> = note.chars().map(|c| self.measure.width(c) * TABLE).collect();
        for page in &mut self.pages {
            let y = TOP - 10.0 * MM;
            page.texts.push(Set { text: note.to_owned(), x: LEFT, y, size: TABLE, widths: widths.clone() });
        }
    }

    /// `— 1 —` at the outer corner, seven millimetres below the text.
    fn number_pages(&mut self) {
        let y = BOTTOM + 7.0 * MM + FOOT * RISE;
        let measure = self.measure;
        for (page, number) in self.pages.iter_mut().zip(1_u32..) {
            let text = format!("— {number} —");
            let widths: Vec<f32> = text.chars().map(|c| measure.width(c) * FOOT).collect();
            let width: f32 = widths.iter().sum();
            let x = if number % 2 == 1 { RIGHT - FOOT - width } else { LEFT + FOOT };
            page.texts.push(Set { text, x, y, size: FOOT, widths });
        }
    }

    fn centred(&mut self, text: &str, size: f32, height: f32) {
        self.room(height);
        let width: f32 = text.chars().map(|c| self.measure.width(c) * size).sum();
        let y = baseline(self.y, height, size);
        let widths = text.chars().map(|c| self.measure.width(c) * size).collect();
        self.put(Set { text: text.to_owned(), x: (LEFT + RIGHT - width) / 2.0, y, size, widths });
        self.y += height;
    }

    fn run(&mut self, text: &str, x: f32, size: f32) {
        let widths = text.chars().map(|c| self.measure.width(c) * size).collect();
        let y = baseline(self.y, LINE, size);
        self.put(Set { text: text.to_owned(), x, y, size, widths });
    }

    /// A new page where `height` does not fit any more.
    fn room(&mut self, height: f32) {
        if self.y + height > BOTTOM + 0.5 && self.y > TOP {
            self.pages.push(Page::default());
            self.y = TOP;
        }
    }

    /// A full-width character fills its cell of the grid; others keep their own width.
    fn width(&self, character: char, size: f32, cell: f32) -> f32 {
        let em = self.measure.width(character);
        if em > 0.99 { em * cell } else { em * size }
    }

    fn put(&mut self, set: Set) {
        self.page().texts.push(set);
    }

    fn page(&mut self) -> &mut Page {
        if self.pages.is_empty() {
            self.pages.push(Page::default());
        }
        let last = self.pages.len() - 1;
        #[expect(clippy::indexing_slicing, reason = "there is a last page, and the borrow checker wants an index")]
        &mut self.pages[last]
    }
}

fn baseline(top: f32, height: f32, size: f32) -> f32 {
    top + (height - size) / 2.0 + size * RISE
}

/// Lines of a table that fit into a height.
#[expect(clippy::as_conversions, reason = "a small positive number of lines; f32 has no other way to an integer")]
fn fitting(height: f32) -> usize {
    ((height - 2.0 * TABLE_PAD) / TABLE_LINE).max(0.0) as usize
}

/// A small count as a length.
fn count(number: usize) -> f32 {
    u16::try_from(number).map_or(f32::from(u16::MAX), f32::from)
}
