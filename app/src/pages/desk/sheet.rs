//! Numbers as a sheet for paper: sentences, then tables.

use leptos::prelude::*;

use crate::frame::Frame;
use crate::parts::{Audience, Head, Shell};

/// Numbers for the bureau's papers, in the grid of a letter.
#[derive(Clone, Debug, Default)]
pub struct SheetPage {
    /// Who says it.
    pub head: String,
    pub title: String,
    pub sentences: Vec<String>,
    pub tables: Vec<SheetTable>,
    /// Lines at the lower right: office and day.
    pub foot: Vec<String>,
    /// Where the numbers came from: path inside the site, and words.
    pub back: (String, &'static str),
}

#[derive(Clone, Debug, Default)]
pub struct SheetTable {
    pub caption: String,
    pub heads: Vec<&'static str>,
    pub rows: Vec<Vec<String>>,
}

pub fn page(data: SheetPage) -> impl IntoView {
    let frame = Frame::current();
    let head = Head { title: format!("{}{}", data.head, data.title), noindex: true, ..Head::default() };
    let sentences = data.sentences.clone().into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
    let tables = data.tables.clone().into_iter().map(table).collect_view();
    let foot = data.foot.clone().into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
    let demo = frame.demo.then(|| view! { <p class="letter-demo">"演示环境的文书，不具有效力"</p> });
    view! {
        <Shell head audience=Audience::Desk>
            <main id="main" class="letter-page" tabindex="-1">
                <nav class="letter-bar" aria-label="打印">
                    <a href=frame.href(&data.back.0)>{data.back.1}</a>
                    <span>"数字按打开这一页的时候数。用浏览器的打印（Ctrl+P）打到A4纸上，页边距选“默认”。"</span>
                </nav>
                {demo}
                <article class="letter">
                    <h1 class="letter-title">{data.head.clone()}<br/>{data.title.clone()}</h1>
                    {sentences}
                    {tables}
                    <div class="letter-close">{foot}</div>
                </article>
            </main>
        </Shell>
    }
}

fn table(table: SheetTable) -> impl IntoView {
    let heads = table.heads.iter().map(|head| view! { <th scope="col">{*head}</th> }).collect_view();
    let rows = table.rows.into_iter().map(|cells| {
        let cells = cells.into_iter().zip(&table.heads);
        let cells = cells.map(|(cell, head)| view! { <td data-label=*head><span>{cell}</span></td> }).collect_view();
        view! { <tr>{cells}</tr> }
    });
    view! {
        <h2>{table.caption.clone()}</h2>
        <table>
            <caption class="spoken">{table.caption}</caption>
            <thead><tr>{heads}</tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}
