use leptos::prelude::*;

use crate::frame::Frame;
use crate::pages::desk::due::Light;
use crate::pages::desk::form::options;
use crate::pages::desk::frame::{DeskPage, Top};
use crate::pages::desk::inbox::FilterField;

#[derive(Clone, Debug, Default)]
pub struct ListPage {
    pub top: Top,
    pub title: String,
    pub intro: String,
    /// Path inside the site and words: what can be begun or seen from here.
    pub ways: Vec<(String, String)>,
    /// Where the filters lead.
    pub path: String,
    pub filters: Vec<FilterField>,
    pub columns: Vec<&'static str>,
    pub lines: Vec<Line>,
    pub total: u64,
    pub page: u32,
    pub pages: u64,
    pub previous: Option<String>,
    pub next: Option<String>,
    pub nothing: String,
}

#[derive(Clone, Debug)]
pub struct Line {
    /// Path inside the site.
    pub link: String,
    pub number: String,
    pub small: String,
    /// One for each column behind the number and the limit.
    pub cells: Vec<Cell>,
    pub light: Option<Light>,
}

#[derive(Clone, Debug, Default)]
pub struct Cell {
    pub words: String,
    pub small: String,
}

impl Cell {
    #[must_use]
    pub fn new(words: impl Into<String>, small: impl Into<String>) -> Self {
        Self { words: words.into(), small: small.into() }
    }
}

pub fn list(data: ListPage) -> impl IntoView {
    let frame = Frame::current();
    let columns = data.columns.clone();
    let rows = data.lines.clone().into_iter().map(|line| row(line, &columns)).collect_view();
    let heads = columns.iter().map(|column| view! { <th scope="col">{*column}</th> }).collect_view();
    let way = |(path, words): &(String, String)| {
        view! { <a class="button quiet" href=frame.href(path)>{words.clone()}</a> }
    };
    let ways = data.ways.iter().map(way).collect_view();
    view! {
        <DeskPage top=data.top.clone() title=data.title.clone()>
            <h1>{data.title.clone()}</h1>
            {(!data.intro.is_empty()).then(|| view! { <p>{data.intro.clone()}</p> })}
            {(!data.ways.is_empty()).then(|| view! { <div class="actions">{ways}</div> })}
            {filters(&data)}
            <p>{format!("共 {} 项", data.total)}</p>
            {if data.lines.is_empty() {
                view! { <div class="empty"><p>{data.nothing.clone()}</p></div> }.into_any()
            } else {
                view! {
                    <table>
                        <caption class="spoken">{data.title.clone()}</caption>
                        <thead><tr><th scope="col">"编号"</th><th scope="col">"期限"</th>{heads}</tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                }
                .into_any()
            }}
            {pages(&data)}
        </DeskPage>
    }
}

fn row(line: Line, columns: &[&'static str]) -> impl IntoView + use<> {
    let link = Frame::current().href(&line.link);
    let cells = columns
        .iter()
        .zip(line.cells)
        .map(|(column, cell)| {
            let small = (!cell.small.is_empty()).then(|| view! { <small>{cell.small}</small> });
            view! { <td data-label=*column><span>{cell.words}</span>{small}</td> }
        })
        .collect_view();
    let light = line.light.map_or_else(
        || view! { <td data-label="期限"><span>"没有"</span></td> }.into_any(),
        |light| view! { <td data-label="期限" class=light.colour><span>{light.words}</span><small>{light.detail}</small></td> }.into_any(),
    );
    view! {
        <tr>
            <td data-label="编号"><a class="nowrap" href=link>{line.number}</a><small class="nowrap">{line.small}</small></td>
            {light}
            {cells}
        </tr>
    }
}

fn filters(data: &ListPage) -> impl IntoView + use<> {
    let fields = data
        .filters
        .clone()
        .into_iter()
        .map(|field| {
            view! { <label>{field.label}<select name=field.name>{options(field.choices, &field.chosen)}</select></label> }
        })
        .collect_view();
    let action = Frame::current().href(&data.path);
    (!data.filters.is_empty()).then(|| {
        view! { <form class="filters" method="get" action=action>{fields}<button class="button quiet">"筛选"</button></form> }
    })
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
