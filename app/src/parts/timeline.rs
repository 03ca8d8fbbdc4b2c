use domain::track::{Step, local_minute};
use leptos::prelude::*;

/// What happened, oldest first; the last line is where it stands.
#[component]
pub fn Timeline(steps: Vec<Step>) -> impl IntoView {
    let last = steps.len().saturating_sub(1);
    let lines = steps
        .into_iter()
        .enumerate()
        .map(|(index, step)| {
            let at = local_minute(step.at);
            view! {
                <li class=(index == last).then_some("now")>
                    <time datetime=step.at.to_string()>{at}</time>
                    <p>{step.text}</p>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="timeline">{lines}</ol> }
}
