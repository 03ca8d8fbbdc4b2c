use domain::letter::{Field, Kind};
use leptos::prelude::*;

use crate::parts::{Errors, described_by, textarea_text};

/// A field of a template: the same frame as every field, with names that come from data.
pub fn field(field: &Field, value: &str, choices: &[(String, String)], errors: &Errors) -> impl IntoView + use<> {
    let name = field.key.clone();
    let error = errors.at(&name);
    let hint = hint(field);
    let described = described_by(&name, &hint, error.as_ref());
    let invalid = error.is_some().then_some("true");
    let class = if error.is_some() { "field bad" } else { "field" };
    let control = control(field, value, choices, described, invalid);
    let optional = field.optional.then(|| view! { <small>"（可以不填）"</small> });
    view! {
        <div class=class>
            <label for=name.clone()>{field.label.clone()}{optional}</label>
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> })}
            {error.map(|message| view! { <p class="error" id=format!("{name}-error")>{message}</p> })}
            {control}
        </div>
    }
}

fn control(
    field: &Field,
    value: &str,
    choices: &[(String, String)],
    described: Option<String>,
    invalid: Option<&'static str>,
) -> AnyView {
    let (name, value) = (field.key.clone(), value.to_owned());
    let kind = match field.kind {
        Kind::Date => "date",
        Kind::Time => "datetime-local",
        Kind::Text | Kind::Long | Kind::Choice => "text",
    };
    match field.kind {
        Kind::Long => view! {
            <textarea id=name.clone() name=name rows="5" autocomplete="off" aria-describedby=described aria-invalid=invalid
                inner_html=textarea_text(&value)></textarea>
        }
        .into_any(),
        Kind::Choice => {
            let options = std::iter::once((String::new(), "请选择".to_owned())).chain(choices.iter().cloned());
            let options = options.map(|(posted, words)| {
                let selected = posted == value;
                view! { <option value=posted selected=selected>{words}</option> }
            });
            let options = options.collect_view();
            view! { <select id=name.clone() name=name aria-describedby=described aria-invalid=invalid>{options}</select> }
                .into_any()
        }
        Kind::Text | Kind::Date | Kind::Time => view! {
            <input type=kind id=name.clone() name=name value=value autocomplete="off" aria-describedby=described aria-invalid=invalid/>
        }
        .into_any(),
    }
}

fn hint(field: &Field) -> String {
    match field.kind {
        Kind::Long if field.help.is_empty() => format!("最多 {} 个字", field.longest()),
        Kind::Long => format!("{}。最多 {} 个字", field.help, field.longest()),
        _ => field.help.clone(),
    }
}
