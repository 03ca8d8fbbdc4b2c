use leptos::prelude::*;

use crate::frame::Frame;
use crate::pages::desk::form::options;
use crate::pages::desk::frame::{DeskPage, Top};
use crate::pages::desk::inbox::FilterField;

#[derive(Clone, Debug, Default)]
pub struct ListPage {
    pub top: Top,
    /// Path inside the site and words: what may be begun, and what texts are found by.
    pub ways: Vec<(String, String)>,
    pub filters: Vec<FilterField>,
    pub words: String,
    pub rows: Vec<Row>,
    pub total: u64,
    pub page: u32,
    pub pages: u64,
    pub previous: Option<String>,
    pub next: Option<String>,
    /// When the clock last looked, and whether it stands still.
    pub tick: String,
    pub late: bool,
}

#[derive(Clone, Debug)]
pub struct Row {
    /// Inside the site.
    pub link: String,
    pub title: String,
    pub kind: &'static str,
    pub stage: &'static str,
    /// What else is to be known: a time it goes out, that it is live.
    pub small: String,
    pub unit: String,
    pub changed: String,
}

pub fn page(data: ListPage) -> impl IntoView {
    let frame = Frame::current();
    let way = |(path, words): &(String, String)| {
        view! { <a class="button quiet" href=frame.href(path)>{words.clone()}</a> }
    };
    let ways = data.ways.iter().map(way).collect_view();
    let rows = data.rows.clone().into_iter().map(row).collect_view();
    let tick = if data.late { "warn" } else { "hint" };
    view! {
        <DeskPage top=data.top.clone() title="采编">
            <h1>"采编"</h1>
            {(!data.ways.is_empty()).then(|| view! { <div class="actions">{ways}</div> })}
            {filters(&data)}
            <p>{format!("共 {} 篇", data.total)}</p>
            {if data.rows.is_empty() {
                view! { <div class="empty"><p>"没有符合条件的稿件。"</p></div> }.into_any()
            } else {
                view! {
                    <table>
                        <caption class="spoken">"稿件"</caption>
                        <thead>
                            <tr><th scope="col">"标题"</th><th scope="col">"进度"</th><th scope="col">"单位"</th><th scope="col">"最近变动"</th></tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                }
                .into_any()
            }}
            {pages(&data)}
            <p class=tick>{data.tick.clone()}</p>
        </DeskPage>
    }
}

fn row(row: Row) -> impl IntoView {
    let link = Frame::current().href(&row.link);
    view! {
        <tr>
            <td data-label="标题"><a href=link>{row.title}</a><small>{row.kind}</small></td>
            <td data-label="进度"><span>{row.stage}</span>{(!row.small.is_empty()).then(|| view! { <small>{row.small}</small> })}</td>
            <td data-label="单位"><span>{row.unit}</span></td>
            <td data-label="最近变动"><span class="nowrap">{row.changed}</span></td>
        </tr>
    }
}

fn filters(data: &ListPage) -> impl IntoView + use<> {
    let select = |field: FilterField| {
        view! { <label>{field.label}<select name=field.name>{options(field.choices, &field.chosen)}</select></label> }
    };
    let fields = data.filters.clone().into_iter().map(select).collect_view();
    let action = Frame::current().href("desk/news");
    view! {
        <form class="filters" method="get" action=action>
            {fields}
            <label>"标题里的字"<input name="words" value=data.words.clone() autocomplete="off"/></label>
            <button class="button quiet">"筛选"</button>
        </form>
    }
}

fn pages(data: &ListPage) -> impl IntoView + use<> {
    let frame = Frame::current();
    let (page, pages) = (data.page, data.pages);
    let (previous, next) = (data.previous.clone(), data.next.clone());
    (pages > 1).then(|| {
        view! {
            <nav class="pages" aria-label="翻页">
                {previous.map(|path| view! { <a rel="prev" href=frame.href(&path)>"上一页"</a> })}
                <span>{format!("第 {page} 页，共 {pages} 页")}</span>
                {next.map(|path| view! { <a rel="next" href=frame.href(&path)>"下一页"</a> })}
            </nav>
        }
    })
}
