//! The words of a text without its markup: for search, feeds and counting.

use domain::reading::Block;

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

/// The text of HTML this server wrote from Markdown: tags dropped, entities turned back.
#[must_use]
pub fn of_html(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut in_tag = false;
    for c in html.chars() {
        match c {
            '<' => in_tag = true,
            '>' if in_tag => in_tag = false,
            _ if in_tag => {}
            _ => text.push(c),
        }
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_and_entities_come_back() {
        assert_eq!(of_html("<p>1 &lt; 2 &amp;amp; <b>好</b></p>"), "1 < 2 &amp; 好");
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
