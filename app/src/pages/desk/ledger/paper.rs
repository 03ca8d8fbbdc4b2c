use leptos::prelude::*;

use crate::frame::Frame;
use crate::parts::{Audience, Head, Shell};

/// A sheet for paper: the browser prints it.
#[derive(Clone, Default)]
pub struct PaperPage {
    /// Who issues it.
    pub head: String,
    pub title: String,
    pub document_no: String,
    pub to: String,
    pub paragraphs: Vec<String>,
    pub table: Option<PaperTable>,
    /// Lines at the lower right: office and day.
    pub foot: Vec<String>,
    /// Lines to be signed by hand.
    pub signatures: Vec<String>,
    pub back: String,
}

#[derive(Clone, Default)]
pub struct PaperTable {
    pub heads: Vec<&'static str>,
    pub rows: Vec<Vec<String>>,
}

pub fn paper(data: PaperPage) -> impl IntoView {
    let paragraphs = data.paragraphs.clone().into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
    let foot = data.foot.clone().into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
    let signatures = data.signatures.clone().into_iter().map(|line| view! { <p class="letter-to">{line}</p> });
    let signatures = signatures.collect_view();
    let frame = Frame::current();
    let back = frame.href(&data.back);
    let demo = frame.demo.then(|| view! { <p class="letter-demo">"演示环境的文书，不具有效力"</p> });
    let head = Head { title: data.title.clone(), noindex: true, ..Head::default() };
    view! {
        <Shell head audience=Audience::Desk>
            <main id="main" class="letter-page" tabindex="-1">
                <nav class="letter-bar" aria-label="打印">
                    <a href=back>"回到移送"</a>
                    <span>"用浏览器的打印（Ctrl+P）打到A4纸上，页边距选“默认”。"</span>
                </nav>
                {demo}
                <article class="letter">
                    <h1 class="letter-title">{data.head.clone()}<br/>{data.title.clone()}</h1>
                    <p class="letter-number">{data.document_no.clone()}</p>
                    {(!data.to.is_empty()).then(|| view! { <p class="letter-to">{format!("{}：", data.to)}</p> })}
                    {paragraphs}
                    {data.table.clone().map(table)}
                    <div class="letter-close">{foot}</div>
                    {signatures}
                </article>
            </main>
        </Shell>
    }
}

fn table(table: PaperTable) -> impl IntoView {
    let heads = table.heads.iter().map(|head| view! { <th scope="col">{*head}</th> }).collect_view();
    let rows = table.rows.into_iter().map(|cells| {
        let cells = cells.into_iter().zip(&table.heads);
        let cells = cells.map(|(cell, head)| view! { <td data-label=*head><span>{cell}</span></td> }).collect_view();
        view! { <tr>{cells}</tr> }
    });
    view! { <table><thead><tr>{heads}</tr></thead><tbody>{rows.collect_view()}</tbody></table> }
}
