//! Blocks and how they are written.

/// A part of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    Heading { level: usize, text: String },
    Paragraph { text: String },
    Item { depth: usize, ordered: bool, text: String },
    Table { rows: Vec<Vec<String>> },
}

/// Columns beyond this are no table anybody reads on a phone.
const WIDEST: usize = 20;

pub fn markdown(blocks: &[Block]) -> String {
    let mut out = String::new();
    let mut numbers: Vec<usize> = Vec::new();
    // Whether the list that is open is a numbered one.
    let mut list: Option<bool> = None;
    for (index, block) in blocks.iter().enumerate() {
        let goes_on = goes_on(list, block);
        list = list_behind(list.filter(|_| goes_on), block);
        if index > 0 {
            out.push_str(if goes_on { "\n" } else { "\n\n" });
        }
        if !goes_on {
            numbers.clear();
        }
        match block {
            Block::Heading { level, text } => out.push_str(&format!("{} {}", "#".repeat(*level), heading(text))),
            Block::Paragraph { text } => out.push_str(&at_line_start(text)),
            Block::Item { depth, ordered, text } => item(&mut out, &mut numbers, *depth, *ordered, text),
            Block::Table { rows } => table(&mut out, rows),
        }
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// Whether an item belongs to the list that is open.
fn goes_on(list: Option<bool>, block: &Block) -> bool {
    match (list, block) {
        (Some(numbered), Block::Item { depth, ordered, .. }) => *depth > 0 || numbered == *ordered,
        _ => false,
    }
}

/// The list that is open behind a block.
fn list_behind(list: Option<bool>, block: &Block) -> Option<bool> {
    match block {
        Block::Item { ordered, .. } => list.or(Some(*ordered)),
        _ => None,
    }
}

fn item(out: &mut String, numbers: &mut Vec<usize>, depth: usize, ordered: bool, text: &str) {
    // A list cannot begin two steps in.
    let depth = depth.min(numbers.len());
    numbers.truncate(depth + 1);
    if numbers.len() == depth {
        numbers.push(0);
    }
    let number = numbers.last_mut().map_or(1, |number| {
        *number += 1;
        *number
    });
    // Three blanks let an item stand under a number as well as under a mark.
    out.push_str(&"   ".repeat(depth));
    out.push_str(&if ordered { format!("{number}. ") } else { "- ".to_owned() });
    out.push_str(&at_line_start(text));
}

fn table(out: &mut String, rows: &[Vec<String>]) {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0).min(WIDEST);
    for (index, row) in rows.iter().enumerate() {
        let cells = (0..width).map(|column| row.get(column).map_or("", String::as_str));
        out.push_str(&format!("| {} |", cells.collect::<Vec<_>>().join(" | ")));
        if index == 0 {
            out.push_str(&format!("\n|{}", " --- |".repeat(width)));
        }
        if index + 1 < rows.len() {
            out.push('\n');
        }
    }
}

/// Number signs at the end of a heading would be read as its frame.
fn heading(text: &str) -> String {
    let words = text.trim_end_matches('#');
    let signs = text.get(words.len()..).unwrap_or_default();
    if signs.is_empty() { text.to_owned() } else { format!("{words}{}", "\\#".repeat(signs.len())) }
}

/// What at the beginning of a line would make another block of it.
fn at_line_start(text: &str) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mark = text.get(digits..).and_then(|rest| rest.chars().next());
    if digits > 0 && matches!(mark, Some('.' | ')')) {
        let (number, rest) = text.split_at_checked(digits).unwrap_or_default();
        return format!("{number}\\{rest}");
    }
    if text.starts_with(['#', '>', '+', '-', '=', ':']) { format!("\\{text}") } else { text.to_owned() }
}
