//! Words inside a block: bold, links, pictures.

/// How words look and where they lead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    pub bold: bool,
    pub link: Option<usize>,
}

/// Words of one look.
#[derive(Clone, Debug)]
struct Run {
    look: Look,
    text: String,
    /// A picture or line break, which is Markdown already.
    ready: bool,
}

/// The words of a block as they come in.
#[derive(Debug, Default)]
pub struct Inline {
    runs: Vec<Run>,
    /// A blank was read and waits for what follows it; `true` when it was a line end.
    blank: Option<bool>,
    last: Option<char>,
}

impl Inline {
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// Adds words. Blanks become one; a line end between Chinese characters is none.
    pub fn push(&mut self, text: &str, look: &Look) {
        for c in text.chars() {
            match c {
                '\n' | '\r' => self.blank = Some(self.blank.unwrap_or(true)),
                c if c.is_whitespace() => self.blank = Some(false),
                c if c.is_control() || is_invisible(c) => {}
                c => {
                    let line_end = self.blank.take();
                    let closes_up = line_end == Some(true) && (is_wide(c) || self.last.is_some_and(is_wide));
                    if line_end.is_some() && self.last.is_some() && !closes_up {
                        self.add(' ', look);
                    }
                    self.add(c, look);
                    self.last = Some(c);
                }
            }
        }
    }

    /// Adds Markdown as it is.
    pub fn push_ready(&mut self, markdown: String) {
        if self.blank.take().is_some() && self.last.is_some() {
            self.add(' ', &Look::default());
        }
        self.runs.push(Run { look: Look::default(), text: markdown, ready: true });
        self.last = Some('!');
    }

    fn add(&mut self, c: char, look: &Look) {
        match self.runs.last_mut() {
            Some(run) if !run.ready && run.look == *look => run.text.push(c),
            _ => self.runs.push(Run { look: look.clone(), text: c.to_string(), ready: false }),
        }
    }

    /// The words as one line of Markdown; links by their number.
    pub fn markdown(&self, links: &[String], table: bool) -> String {
        let mut out = String::new();
        let mut at = 0;
        while let Some(run) = self.runs.get(at) {
            let link = run.look.link;
            let same = self.runs.iter().skip(at).take_while(|run| run.look.link == link).count().max(1);
            let group = self.runs.get(at..at + same).unwrap_or_default();
            let words = bolded(group, table);
            match link.and_then(|index| links.get(index)) {
                Some(target) if !words.trim().is_empty() => {
                    let (before, inner, behind) = edges(&words, char::is_whitespace);
                    out.push_str(&format!("{before}[{inner}]({target}){behind}"));
                }
                _ => out.push_str(&words),
            }
            at += same;
        }
        out.trim().to_owned()
    }

    /// The words without any markup.
    pub fn plain(&self) -> String {
        self.runs.iter().filter(|run| !run.ready).map(|run| run.text.as_str()).collect()
    }
}

fn bolded(runs: &[Run], table: bool) -> String {
    let mut out = String::new();
    for run in runs {
        match run {
            Run { ready: true, text, .. } => out.push_str(text),
            Run { look: Look { bold: true, .. }, text, .. } => {
                // Marks beside blanks or punctuation would not be read as bold (CommonMark 6.2).
                let (before, inner, behind) = edges(text, |c| !c.is_alphanumeric());
                out.push_str(&escaped(before, table));
                if inner.is_empty() {
                    out.push_str(&escaped(behind, table));
                    continue;
                }
                // Two bold runs in a row are one.
                if before.is_empty() && out.ends_with("**") {
                    out.truncate(out.len() - 2);
                } else {
                    out.push_str("**");
                }
                out.push_str(&format!("{}**{}", escaped(inner, table), escaped(behind, table)));
            }
            Run { text, .. } => out.push_str(&escaped(text, table)),
        }
    }
    out
}

/// A text in three: what of it is to be left out at the begin, the middle, and at the end.
fn edges(text: &str, outside: impl Fn(char) -> bool) -> (&str, &str, &str) {
    let inner = text.trim_start_matches(&outside);
    let before = text.get(..text.len() - inner.len()).unwrap_or_default();
    let middle = inner.trim_end_matches(&outside);
    let behind = inner.get(middle.len()..).unwrap_or_default();
    (before, middle, behind)
}

/// Text that Markdown would take for markup, made harmless.
fn escaped(text: &str, table: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let marks = match c {
            '*' | '_' | '`' | '[' | ']' | '<' | '\\' | '~' | '{' | '}' => true,
            '&' => chars.peek().is_some_and(|next| next.is_ascii_alphanumeric() || *next == '#'),
            '|' => table,
            _ => false,
        };
        if marks {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

/// Characters that stand without blanks between them.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{2ebef}'
        | '“' | '”' | '‘' | '’' | '…' | '—')
}
