use leptos::prelude::*;

use crate::frame::Frame;
use crate::pages::desk::frame::{DeskPage, Top};

/// A sheet for paper: the browser prints it.
#[derive(Clone, Default)]
pub struct PaperPage {
    pub top: Top,
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
    let foot = data.foot.clone().into_iter().map(|line| view! { <p class="num">{line}</p> }).collect_view();
    let signatures = data.signatures.clone().into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
    let back = Frame::current().href(&data.back);
    view! {
        <DeskPage top=data.top.clone() title=data.title.clone()>
            <p class="filters"><a class="button quiet" href=back>"回到移送"</a></p>
            <article class="prose">
                <p>{data.head.clone()}</p>
                <h1>{data.title.clone()}</h1>
                {(!data.document_no.is_empty()).then(|| view! { <p>{data.document_no.clone()}</p> })}
                {(!data.to.is_empty()).then(|| view! { <p>{format!("{}：", data.to)}</p> })}
                {paragraphs}
                {data.table.clone().map(table)}
                {foot}
                {signatures}
            </article>
        </DeskPage>
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
