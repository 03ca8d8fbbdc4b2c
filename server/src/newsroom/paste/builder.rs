use super::Pasted;
use super::block::{self, Block};
use super::inline::{Inline, Look};
use super::picture::{PastedPicture, PictureSource};

/// What the words that come in belong to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    #[default]
    Paragraph,
    Heading(usize),
    Item {
        depth: usize,
        ordered: bool,
    },
}

/// Puts blocks together from words and the ends between them.
#[derive(Debug, Default)]
pub struct Builder {
    blocks: Vec<Block>,
    kind: Kind,
    inline: Inline,
    links: Vec<String>,
    pictures: Vec<PastedPicture>,
    tables: Vec<Table>,
}

/// A table that is being read.
#[derive(Debug, Default)]
struct Table {
    rows: Vec<Vec<String>>,
}

impl Builder {
    pub fn text(&mut self, text: &str, look: &Look) {
        self.inline.push(text, look);
    }

    /// What follows is another block, or another part of the same cell.
    pub fn begin(&mut self, kind: Kind) {
        self.end();
        self.kind = kind;
    }

    /// The open item is one of a numbered list.
    pub fn is_numbered(&mut self) {
        if let Kind::Item { ordered, .. } = &mut self.kind {
            *ordered = true;
        }
    }

    /// Parts the words that follow from those before, inside the same block.
    pub fn pause(&mut self) {
        self.inline.push(" ", &Look::default());
    }

    /// Ends the block that is open.
    pub fn end(&mut self) {
        if !self.tables.is_empty() {
            // A cell is one line of Markdown; its paragraphs are parted by a blank.
            self.pause();
            return;
        }
        let inline = std::mem::take(&mut self.inline);
        let kind = std::mem::take(&mut self.kind);
        let text = inline.markdown(&self.links, false);
        if text.is_empty() {
            return;
        }
        self.blocks.push(match kind {
            Kind::Paragraph => Block::Paragraph { text },
            Kind::Heading(level) => Block::Heading { level, text },
            Kind::Item { depth, ordered } => Block::Item { depth, ordered, text },
        });
    }

    /// A line break inside a block: a new paragraph, since no text here needs verse.
    pub fn line_break(&mut self) {
        match self.kind {
            Kind::Paragraph => self.begin(Kind::Paragraph),
            Kind::Heading(_) | Kind::Item { .. } => self.pause(),
        }
    }

    /// Remembers where a link leads; nothing for addresses that lead nowhere safe.
    pub fn link(&mut self, address: &str) -> Option<usize> {
        let address = target(address)?;
        self.links.push(address);
        Some(self.links.len() - 1)
    }

    pub fn picture(&mut self, address: &str, alt: &str) {
        let mut words = Inline::default();
        words.push(alt, &Look::default());
        let alt = words.markdown(&[], true);
        self.pictures.push(PastedPicture { alt: words.plain().trim().to_owned(), source: PictureSource::of(address) });
        self.inline.push_ready(format!("![{alt}](paste:{})", self.pictures.len()));
    }

    pub fn table_begins(&mut self) {
        self.end();
        self.tables.push(Table::default());
    }

    pub fn row_begins(&mut self) {
        if let [table] = self.tables.as_mut_slice() {
            table.rows.push(Vec::new());
        }
    }

    /// Ends a cell. Cells of a table inside a cell are words of that cell.
    pub fn cell_ends(&mut self, spans: usize) {
        let [table] = self.tables.as_mut_slice() else {
            return self.pause();
        };
        let text = std::mem::take(&mut self.inline).markdown(&self.links, true);
        if table.rows.is_empty() {
            table.rows.push(Vec::new());
        }
        if let Some(row) = table.rows.last_mut() {
            row.push(text);
            row.extend((1..spans.min(20)).map(|_| String::new()));
        }
    }

    pub fn table_ends(&mut self) {
        if self.tables.len() == 1 && !self.inline.is_empty() {
            self.cell_ends(1);
        }
        let Some(table) = self.tables.pop().filter(|_| self.tables.is_empty()) else { return };
        let rows: Vec<Vec<String>> =
            table.rows.into_iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
        // One column is no table but a frame around paragraphs.
        if rows.iter().all(|row| row.len() <= 1) {
            let cells = rows.into_iter().flatten().map(|text| text.replace("\\|", "|"));
            self.blocks.extend(cells.map(|text| Block::Paragraph { text }));
        } else {
            self.blocks.push(Block::Table { rows });
        }
        self.kind = Kind::Paragraph;
    }

    pub fn in_table(&self) -> bool {
        !self.tables.is_empty()
    }

    pub fn finish(mut self) -> Pasted {
        while self.in_table() {
            self.table_ends();
        }
        self.end();
        Pasted { markdown: block::markdown(&self.blocks), pictures: self.pictures }
    }
}

/// An address a page may link to, written so that Markdown takes it whole.
fn target(address: &str) -> Option<String> {
    let address = address.trim();
    let lower = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    let web = lower.starts_with("https://") || lower.starts_with("http://");
    let telephone = lower.starts_with("tel:")
        && address.len() > 4
        && address.get(4..).is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit() || b == b'-'));
    if !web && !telephone {
        return None;
    }
    let mut out = String::with_capacity(address.len());
    for c in address.chars() {
        match c {
            c if c.is_control() => {}
            '(' | ')' | '<' | '>' | '"' | '\\' | ' ' | '|' | '`' | '*' | '[' | ']' => {
                out.push_str(&format!("%{:02X}", u32::from(c)));
            }
            c if c.is_whitespace() => {}
            c => out.push(c),
        }
    }
    Some(out)
}
