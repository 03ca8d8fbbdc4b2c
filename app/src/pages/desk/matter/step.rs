use leptos::prelude::*;

use super::MatterPage;
use crate::frame::Frame;
use crate::pages::desk::Choice;
use crate::pages::desk::form::options;
use crate::parts::{FieldFault, FieldFrame, described_by, textarea_text};

/// A step that may be taken now, as a form of its own.
#[derive(Clone, Debug)]
pub struct StepForm {
    /// The last part of its address.
    pub name: &'static str,
    /// What it does; also what its button says.
    pub title: &'static str,
    pub hint: String,
    pub fields: Vec<StepField>,
    /// It was just refused, so it stands open with what was typed.
    pub refused: bool,
}

#[derive(Clone, Debug)]
pub struct StepField {
    pub name: &'static str,
    pub label: &'static str,
    pub hint: &'static str,
    pub control: Control,
    /// Typed before, or filled in to be edited.
    pub value: String,
    pub error: Option<String>,
}

#[derive(Clone, Debug)]
pub enum Control {
    Line,
    Area {
        max: usize,
    },
    Day,
    Choose(Vec<Choice>),
    /// Several of them; `chosen` by value.
    Ticks {
        choices: Vec<Choice>,
        chosen: Vec<String>,
    },
}

/// The forms of one theme.
#[derive(Clone, Debug)]
pub struct StepGroup {
    pub title: &'static str,
    pub forms: Vec<StepForm>,
}

/// Where the fault of a form's field is shown: the id of its control.
#[must_use]
pub fn field_id(form: &str, field: &str) -> String {
    format!("{form}-{field}")
}

/// What usually comes next, open; then the rest by theme, shut.
pub(super) fn steps(data: &MatterPage) -> impl IntoView + use<> {
    let (number, version) = (data.number.clone(), data.version);
    let next = data.next_steps.clone();
    let next = (!next.is_empty()).then(|| {
        let number = number.clone();
        let forms = next
            .into_iter()
            .map(|step| {
                let title = step.title;
                view! { <h3>{title}</h3> {form(&number, version, step)} }
            })
            .collect_view();
        view! {
            <section class="panel next-steps" aria-labelledby="next-steps">
                <h2 id="next-steps">"下一步"</h2>
                {forms}
            </section>
        }
    });
    let rest = data.step_groups.clone();
    let rest = (!rest.is_empty()).then(|| {
        let groups = rest.into_iter().map(|group| themed(&number, version, group)).collect_view();
        view! {
            <section class="panel" aria-labelledby="other-steps">
                <h2 id="other-steps">"其他步骤"</h2>
                {groups}
            </section>
        }
    });
    view! { {next}{rest} }
}

fn themed(number: &str, version: u32, group: StepGroup) -> impl IntoView + use<> {
    let forms = group
        .forms
        .into_iter()
        .map(|step| {
            let (title, open) = (step.title, step.refused);
            view! { <details class="step" open=open><summary>{title}</summary>{form(number, version, step)}</details> }
        })
        .collect_view();
    view! { <div class="theme"><h3>{group.title}</h3>{forms}</div> }
}

fn form(number: &str, version: u32, step: StepForm) -> impl IntoView + use<> {
    let action = Frame::current().href(&format!("desk/matter/{number}/step/{}", step.name));
    let name = step.name;
    let fields = step.fields.into_iter().map(|one| field(name, one)).collect_view();
    let hint = (!step.hint.is_empty()).then(|| view! { <p class="hint">{step.hint}</p> });
    view! {
        <form method="post" action=action>
            <input type="hidden" name="seen" value=version.to_string()/>
            {hint}
            {fields}
            <div class="actions"><button class="button quiet">{step.title}</button></div>
        </form>
    }
}

fn field(form: &str, field: StepField) -> AnyView {
    let id = field_id(form, field.name);
    if let Control::Ticks { choices, chosen } = field.control {
        return ticks(&id, field.name, field.label, field.error, choices, &chosen).into_any();
    }
    let describedby = described_by(&id, field.hint, field.error.as_ref());
    let invalid = field.error.is_some().then_some("true");
    let (name, value) = (field.name, field.value);
    let control = match field.control {
        Control::Area { max } => view! {
            <textarea
                id=id.clone() name=name rows="4" autocomplete="off" data-max=max.to_string()
                aria-describedby=describedby aria-invalid=invalid inner_html=textarea_text(&value)
            ></textarea>
        }
        .into_any(),
        Control::Choose(choices) => view! {
            <select id=id.clone() name=name aria-describedby=describedby aria-invalid=invalid>{options(choices, &value)}</select>
        }
        .into_any(),
        Control::Day => view! {
            <input type="date" id=id.clone() name=name value=value aria-describedby=describedby aria-invalid=invalid/>
        }
        .into_any(),
        Control::Line | Control::Ticks { .. } => view! {
            <input type="text" id=id.clone() name=name value=value autocomplete="off" aria-describedby=describedby aria-invalid=invalid/>
        }
        .into_any(),
    };
    view! { <FieldFrame name=id label=field.label hint=field.hint error=field.error>{control}</FieldFrame> }.into_any()
}

fn ticks(
    id: &str,
    name: &'static str,
    label: &'static str,
    error: Option<String>,
    choices: Vec<Choice>,
    chosen: &[String],
) -> impl IntoView + use<> {
    let class = if error.is_some() { "field bad" } else { "field" };
    let boxes = choices
        .into_iter()
        .map(|choice| {
            let checked = chosen.contains(&choice.value);
            view! {
                <label class="tick">
                    <input type="checkbox" name=name value=choice.value checked=checked/>
                    <span>{choice.words}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class=class id=id.to_owned() tabindex="-1">
            <legend>{label}</legend>
            <FieldFault name=id.to_owned() error/>
            {boxes}
        </fieldset>
    }
}
