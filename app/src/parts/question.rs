use leptos::prelude::*;

use super::field::FieldFault;
use super::with_clip;

/// One question of the report form: a page of its own where the island runs, a part of the long
/// page elsewhere. `name` is the field the error summary leads to.
#[component]
pub fn Question(
    step: &'static str,
    legend: &'static str,
    #[prop(optional)] hint: &'static str,
    #[prop(optional)] name: &'static str,
    #[prop(optional_no_strip)] error: Option<String>,
    children: Children,
) -> impl IntoView {
    let class = error.is_some().then_some("field bad");
    view! {
        <fieldset data-step=step class=class>
            <legend><h2 tabindex="-1">{legend}</h2></legend>
            {(!hint.is_empty()).then(|| view! { <p class="hint">{hint}</p> })}
            <FieldFault name error/>
            {with_clip(legend, children())}
        </fieldset>
    }
}
