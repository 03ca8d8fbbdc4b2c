use leptos::prelude::*;

/// A text with some of its words marked.
#[component]
pub fn Marked(text: String, marks: Vec<String>) -> impl IntoView {
    pieces(&text, &marks)
        .into_iter()
        .map(|(piece, marked)| if marked { view! { <mark>{piece}</mark> }.into_any() } else { piece.into_any() })
        .collect_view()
}

/// Cuts a text into pieces that are one of the words, and pieces between them.
fn pieces(text: &str, marks: &[String]) -> Vec<(String, bool)> {
    let mut pieces: Vec<(String, bool)> = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        // The longest word wins, so that 处方药 is one mark and not 处方 with a plain 药 behind it.
        let word = marks.iter().filter_map(|mark| beginning(rest, mark)).max_by_key(|word| word.len());
        let (piece, marked) = match word {
            Some(word) => (word, true),
            None => (rest.get(..first.len_utf8()).unwrap_or(rest), false),
        };
        rest = rest.get(piece.len()..).unwrap_or_default();
        match pieces.last_mut() {
            Some((last, kind)) if *kind == marked => last.push_str(piece),
            _ => pieces.push((piece.to_owned(), marked)),
        }
    }
    pieces
}

/// The beginning of a text where it is the word, letters in either case.
fn beginning<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let head = text.get(..word.len())?;
    (!word.is_empty() && head.eq_ignore_ascii_case(word)).then_some(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, marks: &[&str]) -> String {
        let marks: Vec<String> = marks.iter().map(|mark| (*mark).to_owned()).collect();
        pieces(text, &marks)
            .into_iter()
            .map(|(piece, marked)| if marked { format!("[{piece}]") } else { piece })
            .collect()
    }

    #[test]
    fn words_are_marked_longest_first_and_in_either_case() {
        assert_eq!(marked("网上买处方药和otc", &["处方", "处方药", "OTC"]), "网上买[处方药]和[otc]");
    }

    #[test]
    fn neighbours_become_one_mark() {
        assert_eq!(marked("感冒药", &["感冒", "药"]), "[感冒药]");
        assert_eq!(marked("没有", &[""]), "没有");
    }
}
