use leptos::prelude::*;

use crate::frame::Frame;
use crate::pages::desk::frame::{DeskPage, Top};

#[derive(Clone, Default)]
pub struct ComparePage {
    pub top: Top,
    pub title: String,
    pub back: String,
    pub older: String,
    pub newer: String,
    pub rows: Vec<Compared>,
}

/// A line of both texts, side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Compared {
    Same(String),
    Changed {
        older: Option<String>,
        newer: Option<String>,
    },
    /// So many lines that are alike.
    Skipped(usize),
}

pub fn page(data: ComparePage) -> impl IntoView {
    let frame = Frame::current();
    let rows = data.rows.clone().into_iter().map(row).collect_view();
    let same = data.rows.iter().all(|row| !matches!(row, Compared::Changed { .. }));
    view! {
        <DeskPage top=data.top.clone() title=format!("比较：{}", data.title)>
            <h1>{format!("比较：{}", data.title)}</h1>
            <p><a href=frame.href(&data.back)>"返回历史"</a></p>
            {same.then(|| view! { <p>"两稿一样。"</p> })}
            <table class="compare">
                <thead><tr><th scope="col">{data.older.clone()}</th><th scope="col">{data.newer.clone()}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </DeskPage>
    }
}

fn row(row: Compared) -> AnyView {
    match row {
        Compared::Same(line) => {
            view! { <tr><td data-label="旧">{line.clone()}</td><td data-label="新">{line}</td></tr> }.into_any()
        }
        Compared::Skipped(count) => {
            view! { <tr class="skipped"><td colspan="2">{format!("相同的 {count} 行")}</td></tr> }.into_any()
        }
        Compared::Changed { older, newer } => {
            let older = older.map(|line| view! { <del>{line}</del> });
            let newer = newer.map(|line| view! { <ins>{line}</ins> });
            view! { <tr class="changed"><td data-label="旧">{older}</td><td data-label="新">{newer}</td></tr> }
                .into_any()
        }
    }
}
