use leptos::prelude::*;

/// What a text rests on, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceLine {
    pub words: String,
    pub url: Option<String>,
}

pub fn sources(lines: Vec<SourceLine>) -> impl IntoView {
    let lines = lines
        .into_iter()
        .map(|line| match line.url {
            Some(url) => view! { <li><a href=url rel="external">{line.words}</a></li> }.into_any(),
            None => view! { <li>{line.words}</li> }.into_any(),
        })
        .collect_view();
    view! { <section class="sources"><h2>"依据"</h2><ul>{lines}</ul></section> }
}
