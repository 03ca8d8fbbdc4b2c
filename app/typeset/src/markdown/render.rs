//! Markdown events to HTML, with the site's own links.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use super::Origin;
use super::links::Shown;
use crate::fault::{Fault, breaks_before};

/// A parsed event and where it stands in the body.
pub type Placed<'a> = (Event<'a>, Range<usize>);

/// Title that says a picture tells nothing the text does not.
const DECORATION: &str = "装饰图";

/// A text is at most 34 em wide, on a phone as wide as the screen.
const SIZES: &str = "(max-width: 40em) 100vw, 612px";

pub fn events(body: &str) -> Vec<Placed<'_>> {
    Parser::new_ext(body, Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_TABLES).into_offset_iter().collect()
}

/// What is kept in hand while one text is turned into blocks.
pub struct Page<'a> {
    pub body: &'a str,
    pub origin: &'a Origin<'a>,
    pub faults: &'a mut Vec<Fault>,
    pub silent_pictures: &'a mut Vec<usize>,
    pub card: &'a mut Option<String>,
    /// Pictures drawn so far: the first may stand on the first screen and is not put off.
    pub pictures: usize,
}

impl Page<'_> {
    pub fn line(&self, offset: usize) -> usize {
        self.origin.first_line + breaks_before(self.body, offset)
    }

    pub fn fault(&mut self, offset: usize, what: impl Into<String>) {
        self.faults.push(Fault::new(self.origin.label, self.line(offset), what));
    }

    /// The HTML of a run of events.
    pub fn html(&mut self, events: &[Placed<'_>]) -> String {
        let mut ready: Vec<Event<'_>> = Vec::with_capacity(events.len());
        let mut rest = events.iter();
        while let Some((event, range)) = rest.next() {
            match event {
                Event::Html(_) | Event::InlineHtml(_) => self.fault(range.start, "正文里不能写 HTML"),
                Event::SoftBreak => ready.extend(joint(ready.last())),
                Event::Start(Tag::Link { dest_url, .. }) => ready.push(self.link(dest_url, range.start)),
                Event::End(TagEnd::Link) => ready.push(raw("</a>".to_owned())),
                Event::Start(Tag::Image { dest_url, title, .. }) => {
                    let alt = words_until_image_ends(&mut rest);
                    ready.push(self.image(dest_url, title, &alt, range.start));
                }
                Event::Start(Tag::Heading { level, .. }) => ready.push(heading(*level)),
                other => ready.push(other.clone()),
            }
        }
        let mut out = String::new();
        html::push_html(&mut out, ready.into_iter());
        as_figures(&out)
    }

    fn link<'e>(&mut self, destination: &str, offset: usize) -> Event<'e> {
        match self.origin.around.link(destination) {
            Ok(target) if target.external => raw(format!("<a href=\"{}\" rel=\"external\">", escaped(&target.href))),
            Ok(target) => raw(format!("<a href=\"{}\">", escaped(&target.href))),
            Err(what) => {
                self.fault(offset, what);
                raw("<a>".to_owned())
            }
        }
    }

    fn image<'e>(&mut self, destination: &str, title: &str, alt: &str, offset: usize) -> Event<'e> {
        let shown = self.origin.around.picture(destination);
        // A picture of the newsroom was given its words, or called decoration, when it was taken in.
        let own = shown.as_ref().ok().and_then(|shown| shown.picture.alt.as_deref());
        let decorates = title == DECORATION;
        let alt = if alt.trim().is_empty() && !decorates { own.unwrap_or_default() } else { alt };
        if alt.trim().is_empty() && !decorates && own.is_none() {
            self.silent_pictures.push(self.line(offset));
        }
        match shown {
            Ok(shown) => {
                if !shown.picture.credited {
                    self.fault(offset, format!("图片 {destination} 还没有写来源，在“图片”里补上谁拍的、从哪里来"));
                }
                self.pictures += 1;
                if self.card.is_none() {
                    self.card.clone_from(&shown.card);
                }
                raw(image_tag(&shown, alt, self.pictures > 1))
            }
            Err(what) => {
                self.fault(offset, what);
                raw(String::new())
            }
        }
    }
}

/// Width and height are given, so that nothing moves when the picture comes.
fn image_tag(shown: &Shown<'_>, alt: &str, later: bool) -> String {
    let sizes = if shown.sizes.is_empty() {
        String::new()
    } else {
        format!(" srcset=\"{}\" sizes=\"{SIZES}\"", escaped(&shown.sizes.join(", ")))
    };
    format!(
        "<img src=\"{}\"{sizes} alt=\"{}\" width=\"{}\" height=\"{}\"{}>",
        escaped(&shown.address),
        escaped(alt),
        shown.picture.width,
        shown.picture.height,
        if later { " loading=\"lazy\"" } else { "" }
    )
}

/// Text for an attribute or an element.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// What a writer put in braces behind a smaller heading is not for the page: it could be a script.
fn heading<'e>(level: HeadingLevel) -> Event<'e> {
    Event::Start(Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() })
}

fn raw<'e>(html: String) -> Event<'e> {
    Event::InlineHtml(CowStr::from(html))
}

/// A line end inside a paragraph: nothing between Chinese characters, a space between words.
fn joint<'e>(before: Option<&Event<'_>>) -> Option<Event<'e>> {
    let latin = matches!(before, Some(Event::Text(text)) if text.chars().next_back().is_some_and(|c| c.is_ascii()));
    latin.then_some(Event::Text(CowStr::Borrowed(" ")))
}

fn words_until_image_ends<'e>(rest: &mut std::slice::Iter<'_, Placed<'e>>) -> String {
    let mut words = String::new();
    for (event, _) in rest.by_ref() {
        match event {
            Event::End(TagEnd::Image) => break,
            Event::Text(text) | Event::Code(text) => words.push_str(text),
            _ => {}
        }
    }
    words
}

/// A paragraph that is only a picture is a figure.
fn as_figures(html: &str) -> String {
    let figure = |line: &str| {
        let image = line.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
        image.filter(|image| image.starts_with("<img ") && image.matches('<').count() == 1).map(str::to_owned)
    };
    let lines = html.lines().map(|line| match figure(line) {
        Some(image) => format!("<figure>{image}</figure>"),
        None => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}
