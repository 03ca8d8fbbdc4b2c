//! What desk forms add to the parts all forms are made of.

use leptos::prelude::*;

use super::Choice;
use crate::parts::{Errors, FieldFrame, described_by};

/// A list to choose one entry from.
#[component]
pub fn Select(
    name: &'static str,
    label: &'static str,
    #[prop(into)] chosen: String,
    choices: Vec<Choice>,
    errors: Errors,
) -> impl IntoView {
    let error = errors.at(name);
    let describedby = described_by(name, "", error.as_ref());
    let invalid = error.is_some().then_some("true");
    view! {
        <FieldFrame name label error>
            <select id=name name=name aria-describedby=describedby aria-invalid=invalid>{options(choices, &chosen)}</select>
        </FieldFrame>
    }
}

pub fn options(choices: Vec<Choice>, chosen: &str) -> impl IntoView + use<> {
    choices
        .into_iter()
        .map(|choice| {
            let selected = choice.value == chosen;
            view! { <option value=choice.value selected=selected>{choice.words}</option> }
        })
        .collect_view()
}

/// Why a step was not taken, where no field is at fault.
#[component]
pub fn Refused(title: &'static str, why: Option<String>) -> impl IntoView {
    why.map(|why| {
        view! { <div class="error-summary" role="alert" tabindex="-1" autofocus><h2>{title}</h2><p>{why}</p></div> }
    })
}
