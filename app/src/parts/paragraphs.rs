use leptos::prelude::*;

/// A text whose lines are paragraphs, as the notices of `content/laws` are written.
#[component]
pub fn Paragraphs(#[prop(into)] text: String) -> impl IntoView {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| view! { <p>{line.to_owned()}</p> })
        .collect_view()
}
