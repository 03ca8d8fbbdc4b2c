//! Cuts a text at its level-2 headings and types each part by the heading's class.

use std::ops::Range;

use domain::newsroom::workflow::Kind;
use domain::reading::{Block, Myth};
use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::render::{Page, Placed};

const ARTICLE_CLASSES: [&str; 4] = ["danger", "steps", "not-for", "myths"];
const DISCLOSURE_CLASSES: [&str; 6] = ["facts", "evidence", "discretion", "meaning", "check", "advice"];

pub fn blocks(events: &[Placed<'_>], page: &mut Page<'_>) -> Vec<Block> {
    let starts: Vec<usize> = (0..events.len()).filter(|index| is_part_start(events.get(*index))).collect();
    let ends = starts.iter().skip(1).copied().chain([events.len()]);
    let opening = events.get(..starts.first().copied().unwrap_or(events.len())).unwrap_or_default();
    let mut blocks = Vec::new();
    refuse_other_titles(events, page);
    if !opening.is_empty() {
        blocks.push(Block::Prose { html: page.html(opening) });
    }
    for (start, end) in starts.iter().zip(ends) {
        let part = events.get(*start..end).unwrap_or_default();
        blocks.push(block(part, page));
    }
    blocks
}

fn is_part_start(event: Option<&Placed<'_>>) -> bool {
    matches!(event, Some((Event::Start(Tag::Heading { level: HeadingLevel::H2, .. }), _)))
}

/// The page's own title is its only level-1 heading.
fn refuse_other_titles(events: &[Placed<'_>], page: &mut Page<'_>) {
    for (event, range) in events {
        if matches!(event, Event::Start(Tag::Heading { level: HeadingLevel::H1, .. })) {
            page.fault(range.start, "正文小标题从 ## 开始，# 留给文章标题");
        }
    }
}

fn block(part: &[Placed<'_>], page: &mut Page<'_>) -> Block {
    let at = part.first().map_or(0, |(_, range)| range.start);
    let class = class(part, page, at);
    let split =
        part.iter().position(|(event, _)| matches!(event, Event::End(TagEnd::Heading(_)))).map_or(0, |end| end + 1);
    let title = words(part.get(..split).unwrap_or_default());
    let content = part.get(split..).unwrap_or_default();
    match class.as_deref() {
        Some("danger") => Block::Danger { title, html: page.html(content) },
        Some("not-for") => Block::NotFor { title, html: page.html(content) },
        Some("steps") => Block::Steps { title, items: items(content, page, at, true) },
        Some("myths") => Block::Myths { title, pairs: myths(content, page, at) },
        _ => Block::Section { title, class, html: page.html(content) },
    }
}

fn class(part: &[Placed<'_>], page: &mut Page<'_>, at: usize) -> Option<String> {
    let Some((Event::Start(Tag::Heading { classes, .. }), _)) = part.first() else { return None };
    let known: &[&str] = match page.origin.around.kind {
        Kind::Disclosure => &DISCLOSURE_CLASSES,
        Kind::Article | Kind::Alert | Kind::Notice | Kind::Campaign | Kind::Leaflet => &ARTICLE_CLASSES,
    };
    if let Some(class) = classes.iter().find(|class| !known.contains(&class.as_ref())) {
        page.fault(at, format!("不认识的块 {{.{class}}}，可以用 {}", known.join("、")));
    }
    if classes.len() > 1 {
        page.fault(at, "一个小标题只能有一个块名");
    }
    classes.first().map(ToString::to_string)
}

fn words(heading: &[Placed<'_>]) -> String {
    heading
        .iter()
        .filter_map(|(event, _)| match event {
            Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
            _ => None,
        })
        .collect()
}

/// The items of a part that is one list and nothing else.
fn items(content: &[Placed<'_>], page: &mut Page<'_>, at: usize, numbered: bool) -> Vec<String> {
    let Some(ranges) = only_list(content, numbered) else {
        page.fault(
            at,
            if numbered {
                "{.steps} 里只能有一个编号列表"
            } else {
                "{.myths} 里只能有一个列表，每项一对 ✗ 和 ✓"
            },
        );
        return Vec::new();
    };
    ranges.into_iter().map(|range| unwrapped(&page.html(content.get(range).unwrap_or_default()))).collect()
}

/// Where the items of the only list are, or nothing when there is anything beside it.
fn only_list(content: &[Placed<'_>], numbered: bool) -> Option<Vec<Range<usize>>> {
    let (Event::Start(Tag::List(start)), _) = content.first()? else { return None };
    let mut ranges = Vec::new();
    let mut depth = 0_usize;
    let mut begin = 0;
    for (index, (event, _)) in content.iter().enumerate() {
        match event {
            Event::Start(Tag::List(_)) => depth += 1,
            Event::End(TagEnd::List(_)) => {
                depth = depth.saturating_sub(1);
                if depth == 0 && index + 1 != content.len() {
                    return None;
                }
            }
            Event::Start(Tag::Item) if depth == 1 => begin = index + 1,
            Event::End(TagEnd::Item) if depth == 1 => ranges.push(begin..index),
            _ => {}
        }
    }
    (start.is_some() == numbered).then_some(ranges)
}

/// An item of a loose list without its paragraph marks.
fn unwrapped(html: &str) -> String {
    let html = html.trim();
    let inner = html.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
    inner.filter(|inner| !inner.contains("<p>")).unwrap_or(html).to_owned()
}

fn myths(content: &[Placed<'_>], page: &mut Page<'_>, at: usize) -> Vec<Myth> {
    let mut pairs = Vec::new();
    for item in items(content, page, at, false) {
        match myth(&item) {
            Some(pair) => pairs.push(pair),
            None => page.fault(at, "{.myths} 的每一项应先写 ✗ 误会，再写 ✓ 实情"),
        }
    }
    pairs
}

fn myth(item: &str) -> Option<Myth> {
    let (wrong, right) = item.strip_prefix('✗')?.split_once('✓')?;
    let pair = Myth { wrong: wrong.trim().to_owned(), right: right.trim().to_owned() };
    let once = !pair.wrong.contains('✗') && !pair.right.contains(['✓', '✗']);
    (once && !pair.wrong.is_empty() && !pair.right.is_empty()).then_some(pair)
}
