use leptos::prelude::*;

use crate::frame::Frame;
use crate::parts::{ColumnMeta, Crumbs, Entry, EntryList, Head, Pages, Paging, SearchBox, Shell};

/// A list of articles or cases, newest first.
#[derive(Clone)]
pub struct ListPage {
    pub title: String,
    pub description: String,
    pub keywords: String,
    /// The ways up, from the home page down.
    pub above: Vec<(String, String)>,
    /// The columns to choose from, where there are any.
    pub columns: Vec<ColumnLink>,
    pub entries: Vec<Entry>,
    pub paging: Paging,
    /// What to say where there is nothing to show.
    pub empty: &'static str,
}

#[derive(Clone)]
pub struct ColumnLink {
    /// Inside the site.
    pub path: String,
    pub name: String,
    /// The one that is shown.
    pub here: bool,
}

pub fn page(list: ListPage) -> impl IntoView {
    let head = Head {
        title: title_of_page(&list),
        description: list.description.clone(),
        column: Some(ColumnMeta {
            name: list.title.clone(),
            description: list.description.clone(),
            keywords: list.keywords,
        }),
        ..Head::default()
    };
    let entries = list.entries;
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <Crumbs above=list.above/>
                <h1>{list.title}</h1>
                <p>{list.description}</p>
                <SearchBox/>
                {columns(list.columns)}
                {if entries.is_empty() { nothing(list.empty) } else { view! { <EntryList entries/> }.into_any() }}
                <Pages paging=list.paging/>
            </main>
        </Shell>
    }
}

fn title_of_page(list: &ListPage) -> String {
    match list.paging.page {
        0 | 1 => list.title.clone(),
        page => format!("{}（第 {page} 页）", list.title),
    }
}

fn columns(columns: Vec<ColumnLink>) -> Option<AnyView> {
    let frame = Frame::current();
    let links = columns
        .iter()
        .map(|column| {
            view! { <a href=frame.href(&column.path) aria-current=column.here.then_some("page")>{column.name.clone()}</a> }
        })
        .collect_view();
    (!columns.is_empty()).then(|| view! { <nav class="columns" aria-label="栏目">{links}</nav> }.into_any())
}

fn nothing(words: &'static str) -> AnyView {
    let frame = Frame::current();
    view! {
        <div class="empty">
            <p>{words}</p>
            <a class="button quiet" href=frame.href("")>"回到首页"</a>
        </div>
    }
    .into_any()
}
