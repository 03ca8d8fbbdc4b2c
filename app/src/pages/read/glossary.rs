use leptos::prelude::*;

/// A word of the field and what it means in plain words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub word: String,
    pub plain: String,
}

/// The hard words of a text, opened with a tap.
pub fn glossary(words: Vec<Word>) -> impl IntoView {
    (!words.is_empty()).then(|| {
        let lines =
            words.into_iter().map(|one| view! { <div><dt>{one.word}</dt><dd>{one.plain}</dd></div> }).collect_view();
        view! { <details class="more"><summary>"不懂的词，点开看"</summary><dl class="facts">{lines}</dl></details> }
    })
}
