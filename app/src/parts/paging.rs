use leptos::prelude::*;

use crate::frame::Frame;

/// Which page of a list this is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    /// Inside the site, without a query.
    pub path: String,
    /// What the list is narrowed by, as it stands in an address: `q=%E8%8D%AF`; empty: nothing.
    pub query: String,
    /// Counted from 1.
    pub page: u32,
    pub pages: u32,
}

impl Paging {
    fn href(&self, frame: &Frame, page: u32) -> String {
        let narrowed = (!self.query.is_empty()).then(|| self.query.clone());
        let page = (page > 1).then(|| format!("page={page}"));
        let query: Vec<String> = narrowed.into_iter().chain(page).collect();
        let path = frame.href(&self.path);
        if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) }
    }
}

/// The way to the pages before and behind; nothing where there is only one.
#[component]
pub fn Pages(paging: Paging) -> impl IntoView {
    let frame = Frame::current();
    let Paging { page, pages, .. } = paging;
    let before = (page > 1).then(|| view! { <a rel="prev" href=paging.href(&frame, page - 1)>"上一页"</a> });
    let behind = (page < pages).then(|| view! { <a rel="next" href=paging.href(&frame, page + 1)>"下一页"</a> });
    (pages > 1).then(|| {
        view! {
            <nav class="pages" aria-label="翻页">{before}<span>{format!("第 {page} 页，共 {pages} 页")}</span>{behind}</nav>
        }
    })
}
