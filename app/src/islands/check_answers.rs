use leptos::prelude::*;

use super::answer_rows::Row;
use super::walk::Walk;

/// Everything that was answered, each with the way back to it. Stands inside [`Steps`](super::Steps).
#[island]
pub fn CheckAnswers() -> impl IntoView {
    let walk = use_context::<Walk>();
    let rows = move || {
        let walk = walk?;
        let rows = walk.rows.get();
        (!rows.is_empty()).then(|| {
            let lines = rows.into_iter().map(|row| line(walk, row)).collect_view();
            view! { <dl class="answers">{lines}</dl> }
        })
    };
    view! { {rows} }
}

fn line(walk: Walk, row: Row) -> impl IntoView {
    let (question, name) = (row.question, row.name.clone());
    view! {
        <div>
            <dt>{row.name}</dt>
            <dd>{row.answer}</dd>
            <dd class="change">
                <button class="link" type="button" on:click=move |_| walk.change(question)>
                    "修改"<span class="spoken">{name}</span>
                </button>
            </dd>
        </div>
    }
}
