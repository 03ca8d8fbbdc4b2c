//! Reads what tests need out of a page, without a browser.
#![allow(dead_code, reason = "each test file uses its own part")]

/// What stands between two marks, the first time.
pub fn between<'p>(page: &'p str, start: &str, end: &str) -> Option<&'p str> {
    let (_, rest) = page.split_once(start)?;
    rest.split_once(end).map(|(inside, _)| inside)
}

/// The values of these attributes, in their order.
pub fn attributes(page: &str, names: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for piece in page.split('<').skip(1) {
        let tag = piece.split('>').next().unwrap();
        for name in names {
            if let Some((_, rest)) = tag.split_once(&format!(" {name}=\"")) {
                found.push(unescaped(rest.split('"').next().unwrap()));
            }
        }
    }
    found
}

/// The names of all named meta tags.
pub fn head_names(page: &str) -> Vec<String> {
    let head = between(page, "<head>", "</head>").unwrap();
    head.split("<meta ").skip(1).filter_map(|tag| between(tag, "name=\"", "\"")).map(str::to_owned).collect()
}

/// The content of a meta tag.
pub fn meta(page: &str, name: &str) -> Option<String> {
    let tag = page.split("<meta ").find(|tag| tag.contains(&format!("name=\"{name}\"")))?;
    Some(unescaped(between(tag, "content=\"", "\"")?))
}

/// The words of all headings of a level (`h1`).
pub fn headings(page: &str, level: &str) -> Vec<String> {
    let body = between(page, "<body", "</body>").unwrap();
    body.split(&format!("<{level}"))
        .skip(1)
        .filter_map(|piece| piece.split_once('>')?.1.split_once(&format!("</{level}>")))
        .map(|(words, _)| without_tags(words))
        .collect()
}

pub fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut in_tag = false;
    for c in html.chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            c if !in_tag => text.push(c),
            _ => {}
        }
    }
    unescaped(&text)
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#x27;", "'").replace("&amp;", "&")
}
