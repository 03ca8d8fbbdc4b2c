//! What the tags of office programs and browsers mean.

use std::cell::RefCell;

use html5ever::Attribute;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};

use super::Pasted;
use super::builder::{Builder, Kind};
use super::inline::Look;

/// Elements open at once; what is nested deeper keeps its words and loses its looks.
const DEEPEST: usize = 256;

/// How far up an end tag looks for its element.
const REACH: usize = 64;

/// Takes tokens as they come.
#[derive(Default)]
pub struct Reader(RefCell<State>);

#[derive(Default)]
struct State {
    builder: Builder,
    open: Vec<Open>,
    now: Now,
    lists: Vec<List>,
}

/// An open element and how things were before it.
struct Open {
    name: String,
    before: Now,
    lists: usize,
    spans: usize,
}

#[derive(Clone, Default)]
struct Now {
    look: Look,
    /// Inside something whose words are not shown.
    hidden: bool,
    /// Inside the mark (1. or ·) Word writes before an item.
    mark: bool,
    /// Inside a heading.
    heading: bool,
}

struct List {
    ordered: bool,
}

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => state.text(&text),
            Token::TagToken(tag) => return state.tag(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Reader {
    pub fn finish(&self) -> Pasted {
        std::mem::take(&mut self.0.borrow_mut().builder).finish()
    }
}

impl State {
    fn text(&mut self, text: &str) {
        if self.now.mark {
            self.mark(text);
        } else if !self.now.hidden {
            self.builder.text(text, &self.now.look);
        }
    }

    /// Word writes the number of an item as words before it: numbered or not is all it tells.
    fn mark(&mut self, text: &str) {
        if text.contains(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c)) {
            self.builder.is_numbered();
        }
    }

    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        match tag.kind {
            TagKind::EndTag => self.close(name),
            TagKind::StartTag => {
                self.start(name, tag);
                // Their content is no markup.
                return match name {
                    "script" => TokenSinkResult::RawData(RawKind::ScriptData),
                    "style" | "xmp" | "iframe" | "noembed" | "noframes" => TokenSinkResult::RawData(RawKind::Rawtext),
                    "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
                    _ => TokenSinkResult::Continue,
                };
            }
        }
        TokenSinkResult::Continue
    }

    fn start(&mut self, name: &str, tag: &Tag) {
        match name {
            "br" => return self.builder.line_break(),
            "hr" => return self.builder.end(),
            "img" | "v:imagedata" => return self.picture(tag),
            "meta" | "link" | "input" | "col" | "base" | "wbr" | "area" | "source" | "track" | "param" | "embed" => {
                return;
            }
            _ if tag.self_closing && name.contains(':') => return,
            _ => {}
        }
        self.close_implied(name);
        if self.open.len() < DEEPEST {
            let before = self.now.clone();
            let spans = attribute(tag, "colspan").parse().unwrap_or(1);
            self.open.push(Open { name: name.to_owned(), before, lists: self.lists.len(), spans });
            self.style(name, attribute(tag, "style"));
        }
        self.begin(name, tag);
    }

    /// A new row ends the row before it, a new paragraph the paragraph.
    fn close_implied(&mut self, name: &str) {
        let ends: &[&str] = match name {
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => &["p"],
            "li" => &["li"],
            "td" | "th" => &["td", "th"],
            "tr" => &["tr", "td", "th"],
            "body" => &["head", "title"],
            _ => return,
        };
        let stops = ["table", "ul", "ol", "td", "th", "li"];
        while let Some(open) = self
            .open
            .iter()
            .rev()
            .take(REACH)
            .find(|open| ends.contains(&open.name.as_str()) || stops.contains(&open.name.as_str()))
        {
            if !ends.contains(&open.name.as_str()) {
                break;
            }
            let name = open.name.clone();
            self.close(&name);
        }
    }

    fn begin(&mut self, name: &str, tag: &Tag) {
        if self.now.hidden {
            return;
        }
        match name {
            "p" | "div" => self.paragraph(tag),
            "h1" | "h2" => self.heading(2),
            "h3" => self.heading(3),
            "h4" | "h5" | "h6" => self.heading(4),
            "ul" | "ol" => {
                self.builder.end();
                if self.lists.len() < DEEPEST {
                    self.lists.push(List { ordered: name == "ol" });
                }
            }
            "li" => self.item(),
            "table" => self.builder.table_begins(),
            "tr" => self.builder.row_begins(),
            "a" => {
                let link = self.builder.link(attribute(tag, "href"));
                self.now.look.link = link.or(self.now.look.link);
            }
            _ if is_block(name) => self.builder.begin(Kind::Paragraph),
            _ => {}
        }
    }

    /// A paragraph, or what a word processor made look like a heading or an item.
    fn paragraph(&mut self, tag: &Tag) {
        let style = attribute(tag, "style").to_ascii_lowercase();
        let class = attribute(tag, "class").to_ascii_lowercase();
        let outline = number_behind(&style, "mso-outline-level:").or_else(|| number_behind(&class, "msoheading"));
        if let Some(level) = number_behind(&style, "level").filter(|_| style.contains("mso-list:")) {
            return self.builder.begin(Kind::Item { depth: level.saturating_sub(1).min(5), ordered: false });
        }
        match outline {
            Some(level) if *tag.name == *"p" => self.heading(level.clamp(1, 3) + 1),
            // A paragraph in an item belongs to it.
            _ if self.open.iter().rev().skip(1).take(2).any(|open| open.name == "li") => self.builder.pause(),
            _ => self.builder.begin(Kind::Paragraph),
        }
    }

    fn heading(&mut self, level: usize) {
        self.now.heading = true;
        self.now.look.bold = false;
        self.builder.begin(Kind::Heading(level.clamp(2, 4)));
    }

    fn item(&mut self) {
        let depth = self.lists.len().saturating_sub(1).min(5);
        let ordered = self.lists.last().is_some_and(|list| list.ordered);
        self.builder.begin(Kind::Item { depth, ordered });
    }

    fn style(&mut self, name: &str, style: &str) {
        let style = style.to_ascii_lowercase().replace(' ', "");
        if HIDDEN.contains(&name) || style.contains("display:none") {
            self.now.hidden = true;
        }
        if style.contains("mso-list:ignore") {
            self.now.mark = true;
        }
        let weight = style.split(';').find_map(|part| part.strip_prefix("font-weight:"));
        let bold = match weight {
            Some(weight) => weight.starts_with("bold") || weight.parse::<u32>().is_ok_and(|weight| weight >= 600),
            None => self.now.look.bold || matches!(name, "b" | "strong"),
        };
        self.now.look.bold = bold && !self.now.heading;
    }

    fn close(&mut self, name: &str) {
        if name == "br" || name == "p" && !self.open.iter().rev().take(REACH).any(|open| open.name == "p") {
            return self.builder.line_break();
        }
        let Some(back) = self.open.iter().rev().take(REACH).position(|open| open.name == name) else { return };
        for _ in 0..=back {
            if let Some(open) = self.open.pop() {
                self.end(&open);
            }
        }
    }

    fn end(&mut self, open: &Open) {
        let was_hidden = self.now.hidden;
        self.now = open.before.clone();
        self.lists.truncate(open.lists);
        if was_hidden {
            return;
        }
        match open.name.as_str() {
            "td" | "th" => self.builder.cell_ends(open.spans),
            "table" => self.builder.table_ends(),
            "p" if self.open.last().is_some_and(|parent| parent.name == "li") => self.builder.pause(),
            name if is_block(name) => self.builder.end(),
            _ => {}
        }
    }

    fn picture(&mut self, tag: &Tag) {
        let address = attribute(tag, "src");
        if !self.now.hidden && !address.is_empty() {
            let alt = [attribute(tag, "alt"), attribute(tag, "o:title")].into_iter().find(|words| !words.is_empty());
            self.builder.picture(address, alt.unwrap_or_default());
        }
    }
}

/// Elements whose words are never shown.
const HIDDEN: [&str; 15] = [
    "script", "style", "head", "title", "xml", "textarea", "select", "object", "iframe", "noframes", "noembed", "xmp",
    "template", "svg", "math",
];

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "li"
            | "ul"
            | "ol"
            | "blockquote"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "nav"
            | "aside"
            | "figure"
            | "figcaption"
            | "pre"
            | "dl"
            | "dt"
            | "dd"
            | "center"
            | "form"
            | "address"
            | "body"
            | "html"
            | "caption"
            | "tr"
            | "thead"
            | "tbody"
    )
}

fn attribute<'a>(tag: &'a Tag, name: &str) -> &'a str {
    tag.attrs.iter().find(|Attribute { name: own, .. }| *own.local == *name).map_or("", |own| own.value.as_ref())
}

/// The number right behind a word of a style.
fn number_behind(style: &str, word: &str) -> Option<usize> {
    let (_, rest) = style.split_once(word)?;
    let digits: String = rest.trim_start().chars().take_while(char::is_ascii_digit).take(2).collect();
    digits.parse().ok()
}
