use std::sync::Arc;

use domain::printed_number::{Found, Numbers, Query, ShapeWords};
use leptos::prelude::*;

/// What is told about one number.
#[component]
pub fn Answer(
    found: Found,
    numbers: Arc<Numbers>,
    /// Shows the way to the official query at once.
    open: bool,
) -> impl IntoView {
    let words = &numbers.words;
    let said = words.of(found.kind).cloned();
    let query = words.query_of(found.kind).cloned();
    let told = ShapeWords::from(words).tell(&found);
    view! {
        <section class="number">
            <h3>{told.name}</h3>
            {told.printed.map(|printed| view! { <p class="printed">{printed}</p> })}
            {told.not_medicine.map(|words| view! { <p class="no-medicine">{words}</p> })}
            <p>{said.as_ref().map(|said| said.thing.clone())}</p>
            <Odd odd=told.odd/>
            <Parts found/>
            <p>{said.map(|said| said.next)}</p>
            {query.map(|query| view! { <Official query open/> })}
        </section>
    }
}

#[component]
fn Odd(odd: Vec<String>) -> impl IntoView {
    (!odd.is_empty()).then(|| {
        let lines = odd.into_iter().map(|words| view! { <li>{words}</li> }).collect_view();
        view! { <div class="warn"><h4>"有地方要再看看"</h4><ul>{lines}</ul></div> }
    })
}

#[component]
fn Parts(found: Found) -> impl IntoView {
    (!found.parts.is_empty()).then(|| {
        let rows = found
            .parts
            .into_iter()
            .map(|part| view! { <div><dt>{part.label}</dt><dd>{part.value}</dd></div> })
            .collect_view();
        view! { <dl class="facts">{rows}</dl> }
    })
}

#[component]
fn Official(query: Query, open: bool) -> impl IntoView {
    let steps = query.steps.into_iter().map(|step| view! { <li>{step}</li> }).collect_view();
    let link = query.url.map(|url| {
        let words = format!("打开{}", query.name);
        view! { <p><a class="button quiet" href=url rel="external noreferrer">{words}</a></p> }
    });
    view! {
        <details class="more" open=open>
            <summary>{format!("怎么核对：{}", query.name)}</summary>
            <ol>{steps}</ol>
            {link}
        </details>
    }
}
