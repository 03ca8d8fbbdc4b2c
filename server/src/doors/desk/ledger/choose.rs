use app::pages::desk::Choice;
use app::pages::desk::inbox::FilterField;

/// One filter above a list: its values with their words, the first that of everything usual.
pub fn filter(name: &'static str, label: &'static str, chosen: &str, all: &[(&str, &str)]) -> FilterField {
    let choices = all.iter().map(|(value, words)| Choice::new(*value, *words)).collect();
    FilterField { name, label, chosen: chosen.to_owned(), choices }
}

/// Choices with an empty one before them, so that nothing is chosen by not looking.
pub fn first(words: &str, rest: Vec<Choice>) -> Vec<Choice> {
    std::iter::once(Choice::new("", words)).chain(rest).collect()
}
