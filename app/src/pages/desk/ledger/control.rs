use leptos::prelude::*;

use crate::pages::desk::Choice;
use crate::pages::desk::form::options;
use crate::parts::{Choice as Card, Errors, FieldFault, FieldFrame, TextArea, described_by};

/// One answer of a form.
#[derive(Clone, Debug)]
pub struct Input {
    pub name: &'static str,
    /// Tells fields of the same name apart where one page has several forms.
    pub id: String,
    pub label: &'static str,
    pub hint: &'static str,
    pub value: String,
    pub optional: bool,
    pub control: Control,
}

#[derive(Clone, Debug)]
pub enum Control {
    Line,
    /// At most so many characters.
    Area(usize),
    Date,
    /// Date and time of day.
    Minute,
    Select(Vec<Choice>),
    /// Any of them; those chosen by value.
    Checks(Vec<Choice>, Vec<String>),
}

impl Input {
    #[must_use]
    pub fn new(name: &'static str, label: &'static str, control: Control) -> Self {
        Self { name, id: name.to_owned(), label, hint: "", value: String::new(), optional: false, control }
    }

    #[must_use]
    pub fn hint(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }

    #[must_use]
    pub fn value(self, value: impl Into<String>) -> Self {
        Self { value: value.into(), ..self }
    }

    #[must_use]
    pub fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    #[must_use]
    pub fn id(self, id: impl Into<String>) -> Self {
        Self { id: id.into(), ..self }
    }
}

pub(in crate::pages::desk) fn control(input: Input, errors: &Errors) -> AnyView {
    let error = errors.at(&input.id);
    let Input { name, id, label, hint, value, optional, control } = input;
    match control {
        Control::Line => one_line(name, id, label, hint, value, optional, "text", error),
        Control::Date => one_line(name, id, label, hint, value, optional, "date", error),
        Control::Minute => one_line(name, id, label, hint, value, optional, "datetime-local", error),
        Control::Area(max) => view! { <TextArea name label hint id value error max rows=4/> }.into_any(),
        Control::Select(choices) => {
            let describedby = described_by(&id, hint, error.as_ref());
            let invalid = error.is_some().then_some("true");
            view! {
                <FieldFrame name=id.clone() label hint optional error>
                    <select id=id name=name aria-describedby=describedby aria-invalid=invalid>{options(choices, &value)}</select>
                </FieldFrame>
            }
            .into_any()
        }
        Control::Checks(choices, chosen) => checks(name, id, label, choices, &chosen, error),
    }
}

#[expect(clippy::too_many_arguments, reason = "the parts of one input, taken apart above")]
fn one_line(
    name: &'static str,
    id: String,
    label: &'static str,
    hint: &'static str,
    value: String,
    optional: bool,
    kind: &'static str,
    error: Option<String>,
) -> AnyView {
    let describedby = described_by(&id, hint, error.as_ref());
    let invalid = error.is_some().then_some("true");
    view! {
        <FieldFrame name=id.clone() label hint optional error>
            <input
                type=kind id=id name=name value=value autocomplete="off"
                aria-describedby=describedby aria-invalid=invalid
            />
        </FieldFrame>
    }
    .into_any()
}

fn checks(
    name: &'static str,
    id: String,
    label: &'static str,
    choices: Vec<Choice>,
    chosen: &[String],
    error: Option<String>,
) -> AnyView {
    let class = if error.is_some() { "field bad" } else { "field" };
    let boxes = choices
        .into_iter()
        .enumerate()
        .map(|(place, choice)| {
            let ticked = chosen.contains(&choice.value);
            let id = (place == 0).then(|| id.clone());
            view! { <Card name value=choice.value words=choice.words chosen=ticked kind="checkbox" id/> }
        })
        .collect_view();
    view! {
        <fieldset class=class>
            <legend>{label}</legend>
            <FieldFault name=id.clone() error/>
            {boxes}
        </fieldset>
    }
    .into_any()
}
