use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::library::toml_file::breaks_before;

/// A heading, paragraph or list item as its readers hear it, each piece with its line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    pub pieces: Vec<(usize, String)>,
}

/// The passages of a body in their order.
pub fn passages(events: &[(Event<'_>, Range<usize>)], body: &str, first_line: usize) -> Vec<Passage> {
    let mut done = Vec::new();
    let mut open = Passage::default();
    for (event, range) in events {
        match event {
            Event::Text(text) | Event::Code(text) => {
                open.pieces.push((first_line + breaks_before(body, range.start), text.to_string()));
            }
            Event::Start(Tag::Item | Tag::Paragraph | Tag::Heading { .. })
            | Event::End(TagEnd::Item | TagEnd::Paragraph | TagEnd::Heading(_)) => {
                let passage = std::mem::take(&mut open);
                if !passage.pieces.is_empty() {
                    done.push(passage);
                }
            }
            _ => {}
        }
    }
    done
}
