/// Leptos marks where each piece of a page ends, for the browser to take it over. Ours takes over islands
/// alone; anywhere else the marks are only weight.
#[must_use]
pub fn without_marks(page: &str) -> String {
    const MARK: &str = "<!>";
    let mut kept = String::with_capacity(page.len());
    let mut islands = 0u32;
    for part in page.split_inclusive('>') {
        let piece = if islands == 0 { part.strip_suffix(MARK).unwrap_or(part) } else { part };
        kept.push_str(piece);
        if part.contains("<leptos-island") {
            islands += 1;
        } else if part.ends_with("</leptos-island>") {
            islands = islands.saturating_sub(1);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stay_in_islands_alone() {
        let page = "<p>1<!></p><!><leptos-island data-props='a>b'><b>2<!></b><leptos-island><!></leptos-island><!></leptos-island><!>3";
        let kept =
            "<p>1</p><leptos-island data-props='a>b'><b>2<!></b><leptos-island><!></leptos-island><!></leptos-island>3";
        assert_eq!(without_marks(page), kept);
        assert_eq!(without_marks("<p>&lt;!&gt;</p>"), "<p>&lt;!&gt;</p>", "what a person typed is never a mark");
    }
}
