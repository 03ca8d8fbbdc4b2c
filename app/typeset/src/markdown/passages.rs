use std::ops::Range;

use domain::newsroom::wording::Link;
use domain::newsroom::{Passage, Piece, Place};
use pulldown_cmark::{Event, Tag, TagEnd};

/// The passages of a body in their order.
pub fn passages(events: &[(Event<'_>, Range<usize>)], body: &str, first_line: usize) -> Vec<Passage> {
    let begin = Place { line: first_line, column: 1 };
    let mut done = Vec::new();
    let mut open = Passage::default();
    // Places are counted from piece to piece: from the top each time, a long text would be read for every word.
    let mut from = (0, begin);
    for (event, range) in events {
        match event {
            Event::Text(text) | Event::Code(text) => {
                let mark = usize::from(matches!(event, Event::Code(_)));
                let between = body.get(from.0..range.start + mark).unwrap_or_default();
                let place = from.1.after(between, between.len());
                from = (from.0 + between.len(), place);
                open.pieces.push(Piece { place, text: text.to_string() });
            }
            Event::Start(Tag::Item | Tag::Paragraph | Tag::Heading { .. } | Tag::TableCell)
            | Event::End(TagEnd::Item | TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell) => {
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

/// The links of a body that leave the site, each with its line.
pub fn links(events: &[(Event<'_>, Range<usize>)], body: &str, first_line: usize) -> Vec<Link> {
    let begin = Place { line: first_line, column: 1 };
    let outside = events.iter().filter_map(|(event, range)| match event {
        Event::Start(Tag::Link { dest_url, .. }) if dest_url.contains("://") => Some((dest_url, range.start)),
        _ => None,
    });
    outside.map(|(target, at)| Link { place: begin.after(body, at), target: target.to_string() }).collect()
}
