//! Reads what tests need out of a page, without a browser.

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

/// The words of a piece of HTML.
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

/// Text of an attribute or element.
pub fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#x27;", "'").replace("&amp;", "&")
}
