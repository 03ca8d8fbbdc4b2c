use std::collections::BTreeMap;

use domain::newsroom::Remarked;
use domain::reading::{Block, Myth};
use leptos::prelude::*;

use crate::marks::without_marks;

/// What stands beside a text while it is written, as HTML.
#[must_use]
pub fn preview(blocks: Vec<Block>, faults: Vec<Remarked>) -> String {
    without_marks(&view! { <Preview blocks faults/> }.to_html())
}

/// The text as residents will read it, so far as it can be drawn, behind what has to be mended first.
#[component]
pub fn Preview(blocks: Vec<Block>, faults: Vec<Remarked>) -> impl IntoView {
    (!blocks.is_empty() || !faults.is_empty()).then(|| {
        view! { <section class="panel prose"><h2>"预览"</h2>{mend(faults)}<Blocks blocks/></section> }
    })
}

fn mend(faults: Vec<Remarked>) -> impl IntoView {
    (!faults.is_empty()).then(|| {
        let line = |fault: Remarked| view! { <li><b>{format!("第 {} 行", fault.line)}</b>" "{fault.what}</li> };
        let lines = faults.into_iter().map(line).collect_view();
        view! { <div class="finding red"><h3>"正文要先改（改好才能送审）"</h3><ul>{lines}</ul></div> }
    })
}

/// What a page puts under headings of its text, by heading.
#[derive(Default)]
pub struct Beside(BTreeMap<String, AnyView>);

impl Beside {
    pub fn put(&mut self, heading: String, view: impl IntoAny) {
        self.0.insert(heading, view.into_any());
    }

    fn take(&mut self, heading: Option<&str>) -> Option<AnyView> {
        heading.and_then(|heading| self.0.remove(heading))
    }
}

/// The parts of an article or a case, each drawn as what it is.
#[component]
pub fn Blocks(blocks: Vec<Block>, #[prop(optional)] beside: Beside) -> impl IntoView {
    let mut beside = beside;
    let drawn = |one: Block| {
        let under = beside.take(one.heading());
        block(one, under)
    };
    blocks.into_iter().map(drawn).collect_view()
}

fn block(block: Block, under: Option<AnyView>) -> AnyView {
    match block {
        Block::Prose { html } => view! { <div inner_html=html></div> }.into_any(),
        Block::Danger { title, html } => part(Some("danger"), title, under, html),
        Block::NotFor { title, html } => part(Some("not-for"), title, under, html),
        Block::Section { title, html, .. } => part(None, title, under, html),
        Block::Steps { title, items } => steps(title, under, items),
        Block::Myths { title, pairs } => myths(title, under, pairs),
    }
}

fn part(class: Option<&'static str>, title: String, under: Option<AnyView>, html: String) -> AnyView {
    view! { <section class=class><h2>{title}</h2>{under}<div inner_html=html></div></section> }.into_any()
}

fn steps(title: String, under: Option<AnyView>, items: Vec<String>) -> AnyView {
    let items = items.into_iter().map(|item| view! { <li inner_html=item></li> }).collect_view();
    view! { <section><h2>{title}</h2>{under}<ol class="steps">{items}</ol></section> }.into_any()
}

/// The marks are for the eye; the ear hears the words.
fn myths(title: String, under: Option<AnyView>, pairs: Vec<Myth>) -> AnyView {
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
    view! { <section><h2>{title}</h2>{under}<ul class="myths">{pairs}</ul></section> }.into_any()
}
