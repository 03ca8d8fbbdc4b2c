//! The words of a text without its markup: for search, feeds and counting.

use domain::reading::Block;
use memchr::memchr2;

/// What a text says, a line for each heading, paragraph and list item.
#[must_use]
pub fn of_blocks(blocks: &[Block]) -> String {
    let mut lines = String::new();
    for block in blocks {
        let (title, parts) = pieces(block);
        for part in title.map(str::to_owned).into_iter().chain(parts.into_iter().map(of_html)) {
            lines.push_str(part.trim());
            lines.push('\n');
        }
    }
    lines
}

fn pieces(block: &Block) -> (Option<&str>, Vec<&str>) {
    match block {
        Block::Prose { html } => (None, vec![html]),
        Block::Danger { title, html } | Block::NotFor { title, html } | Block::Section { title, html, .. } => {
            (Some(title), vec![html])
        }
        Block::Steps { title, items } => (Some(title), items.iter().map(String::as_str).collect()),
        Block::Myths { title, pairs } => {
            (Some(title), pairs.iter().flat_map(|pair| [pair.wrong.as_str(), pair.right.as_str()]).collect())
        }
    }
}

/// The text of HTML this server wrote from Markdown: tags dropped, entities turned back. A search
/// reads every text it found, so this goes from mark to mark instead of character by character.
#[must_use]
pub fn of_html(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, mark)) = memchr2(b'<', b'&', rest.as_bytes()).and_then(|at| rest.split_at_checked(at)) {
        text.push_str(before);
        rest = if mark.starts_with('<') {
            mark.split_once('>').map(|(_, behind)| behind).unwrap_or_default()
        } else {
            let (c, behind) = entity(mark);
            text.push(c);
            behind
        };
    }
    text.push_str(rest);
    text
}

/// The character an entity stands for, and what is behind it; a lone `&` stands for itself.
fn entity(mark: &str) -> (char, &str) {
    let known = ENTITIES.iter().find_map(|(name, c)| Some((*c, mark.strip_prefix(name)?)));
    known.unwrap_or(('&', mark.get(1..).unwrap_or_default()))
}

const ENTITIES: [(&str, char); 5] = [("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&#39;", '\''), ("&amp;", '&')];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_and_entities_come_back() {
        assert_eq!(of_html("<p>1 &lt; 2 &amp;amp; <b>好</b></p>"), "1 < 2 &amp; 好");
        assert_eq!(of_html("&quot;A&#39;s&quot; &gt; B & C > D<br"), "\"A's\" > B & C > D");
        assert_eq!(of_html(""), "");
    }

    #[test]
    fn every_block_gives_its_words() {
        let blocks = [
            Block::Prose { html: "<p>开头</p>".into() },
            Block::Steps { title: "三步".into(), items: vec!["看".into(), "问".into()] },
        ];
        assert_eq!(of_blocks(&blocks), "开头\n三步\n看\n问\n");
    }
}
