use domain::reading::{Block, Myth};
use leptos::prelude::*;

/// The parts of an article or a case, each drawn as what it is.
#[component]
pub fn Blocks(blocks: Vec<Block>) -> impl IntoView {
    blocks.into_iter().map(block).collect_view()
}

fn block(block: Block) -> AnyView {
    match block {
        Block::Prose { html } => view! { <div inner_html=html></div> }.into_any(),
        Block::Danger { title, html } => part(Some("danger"), title, html),
        Block::NotFor { title, html } => part(Some("not-for"), title, html),
        Block::Section { title, html, .. } => part(None, title, html),
        Block::Steps { title, items } => steps(title, items),
        Block::Myths { title, pairs } => myths(title, pairs),
    }
}

fn part(class: Option<&'static str>, title: String, html: String) -> AnyView {
    view! { <section class=class><h2>{title}</h2><div inner_html=html></div></section> }.into_any()
}

fn steps(title: String, items: Vec<String>) -> AnyView {
    let items = items.into_iter().map(|item| view! { <li inner_html=item></li> }).collect_view();
    view! { <section><h2>{title}</h2><ol class="steps">{items}</ol></section> }.into_any()
}

/// The marks are for the eye; the ear hears the words.
fn myths(title: String, pairs: Vec<Myth>) -> AnyView {
    let pairs = pairs
        .into_iter()
        .map(|pair| {
            view! {
                <li>
                    <p class="no"><b class="no" aria-hidden="true">"✗"</b><span class="spoken">"误会："</span><span inner_html=pair.wrong></span></p>
                    <p class="yes"><b class="yes" aria-hidden="true">"✓"</b><span class="spoken">"实情："</span><span inner_html=pair.right></span></p>
                </li>
            }
        })
        .collect_view();
    view! { <section><h2>{title}</h2><ul class="myths">{pairs}</ul></section> }.into_any()
}
