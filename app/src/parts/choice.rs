use leptos::prelude::*;

/// One radio button or check box that looks like a card; the whole card is the target.
#[component]
pub fn Choice(
    #[prop(into)] name: String,
    #[prop(into)] value: String,
    #[prop(into)] words: String,
    #[prop(optional, into)] small: String,
    chosen: bool,
    #[prop(default = "radio")] kind: &'static str,
    /// The first of a group carries the group's name, so that the error summary can lead to it.
    #[prop(optional_no_strip)]
    id: Option<String>,
    /// Brings up whom to ring (`pages/officer/ring`).
    #[prop(optional)]
    urgent: bool,
) -> impl IntoView {
    view! {
        <label class="choice">
            <input type=kind name=name value=value id=id checked=chosen data-urgent=urgent.then_some("")/>
            <span>{words}{(!small.is_empty()).then(|| view! { <small>{small}</small> })}</span>
        </label>
    }
}
