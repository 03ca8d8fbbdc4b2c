use domain::printed_number::{Found, Kind, recognise};
use leptos::prelude::*;

use super::list::ColumnLink;
use crate::frame::Frame;
use crate::parts::{ColumnMeta, Crumbs, Entry, EntryList, Head, Pages, Paging, SearchBox, Shell, percent};

/// What was found, or the way to start where nothing was asked.
#[derive(Clone)]
pub struct SearchPage {
    pub words: String,
    /// The words that were looked for because what was typed finds nothing.
    pub instead: Vec<String>,
    /// Words to mark in what was found.
    pub marks: Vec<String>,
    /// What staff put first, on the first page only.
    pub best: Vec<Entry>,
    pub articles: Vec<Entry>,
    pub article_total: usize,
    /// Articles in other languages and scripts.
    pub variants: Vec<Entry>,
    pub variant_total: usize,
    pub disclosures: Vec<Entry>,
    pub disclosure_total: usize,
    /// Alerts, notices, campaigns and leaflets.
    pub posts: Vec<Entry>,
    pub post_total: usize,
    pub columns: Vec<ColumnLink>,
    pub paging: Paging,
}

pub fn page(data: SearchPage) -> impl IntoView {
    let title = if data.words.is_empty() { "搜索".to_owned() } else { format!("搜索“{}”", data.words) };
    let description = "用药名、问题或者两个字的词，找安全用药文章、典型案例和通知提示。".to_owned();
    let head = Head {
        title: title.clone(),
        description: description.clone(),
        column: Some(ColumnMeta {
            name: "搜索".to_owned(),
            description,
            keywords: "搜索,安全用药,典型案例,通知公告".to_owned(),
        }),
        noindex: true,
        ..Head::default()
    };
    let found = [&data.best, &data.articles, &data.variants, &data.disclosures, &data.posts]
        .iter()
        .any(|entries| !entries.is_empty());
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <Crumbs above=Vec::new()/>
                <h1>{title}</h1>
                <SearchBox words=data.words.clone()/>
                {number(&data.words)}
                {match (data.words.is_empty(), found) {
                    (true, _) => columns("也可以按栏目看", data.columns),
                    (false, false) => nothing(data.columns),
                    (false, true) => results(data),
                }}
            </main>
        </Shell>
    }
}

/// The way on for somebody who typed a number off a box.
fn number(words: &str) -> Option<impl IntoView + use<>> {
    // What is odd about its year is the other page's to say.
    let known = |found: &Found| found.kind.is_public() && found.kind != Kind::Batch;
    let number = recognise(words, i16::MAX).into_iter().find(known)?;
    let href = Frame::current().href(&format!("check?q={}", percent(&number.normal)));
    Some(
        view! { <div class="notice"><p>"这像是盒子或者证上的号码。"<a href=href rel="nofollow">"查一查是什么"</a></p></div> },
    )
}

fn results(data: SearchPage) -> AnyView {
    let part = |title: String, entries: Vec<Entry>| {
        let marks = data.marks.clone();
        (!entries.is_empty()).then(|| view! { <section><h2>{title}</h2><EntryList entries marks/></section> })
    };
    let instead = (!data.instead.is_empty()).then(|| {
        let none = if data.variants.is_empty() { "没有找到" } else { "简体文字里没有" };
        let words = format!("{none}“{}”，下面是“{}”的结果。", data.words, data.instead.join("”“"));
        view! { <p role="status">{words}</p> }
    });
    view! {
        {part("先看这里".to_owned(), data.best)}
        {instead}
        {part(format!("文章 {} 篇", data.article_total), data.articles)}
        {part(format!("其他文字 {} 篇", data.variant_total), data.variants)}
        {part(format!("典型案例 {} 个", data.disclosure_total), data.disclosures)}
        {part(format!("通知和提示 {} 条", data.post_total), data.posts)}
        <Pages paging=data.paging/>
    }
    .into_any()
}

fn nothing(links: Vec<ColumnLink>) -> AnyView {
    let frame = Frame::current();
    let line = frame.site.hotline.iter().find(|line| line.lead).cloned();
    view! {
        <div class="empty">
            <p>"没有找到。换个短一点的词试试，例如“过期药”“假药”。"</p>
            {line.map(|line| view! { <p>"还是找不到，可以打电话问："<a href=format!("tel:{}", line.number)>{line.number.clone()}</a></p> })}
        </div>
        {columns("也可以按栏目找", links)}
    }
    .into_any()
}

fn columns(title: &'static str, columns: Vec<ColumnLink>) -> AnyView {
    let frame = Frame::current();
    let links = columns
        .into_iter()
        .map(|column| view! { <li><a href=frame.href(&column.path)>{column.name}</a></li> })
        .collect_view();
    view! { <h2>{title}</h2><ul class="list">{links}</ul> }.into_any()
}
