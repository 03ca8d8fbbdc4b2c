use leptos::prelude::*;

use super::field::FieldFault;

/// Several choices that answer one part of a question.
#[component]
pub fn Group(
    name: &'static str,
    label: &'static str,
    #[prop(optional)] hint: &'static str,
    #[prop(optional)] optional: bool,
    #[prop(optional_no_strip)] error: Option<String>,
    children: Children,
) -> impl IntoView {
    let class = if error.is_some() { "field group bad" } else { "field group" };
    view! {
        <fieldset class=class data-answer=label>
            <legend>{label}{optional.then(|| view! { <small>"（可以不填）"</small> })}</legend>
            {(!hint.is_empty()).then(|| view! { <p class="hint">{hint}</p> })}
            <FieldFault name error/>
            {children()}
        </fieldset>
    }
}
