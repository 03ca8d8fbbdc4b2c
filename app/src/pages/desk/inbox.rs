use domain::matter::MatterKind;
use domain::ports::InboxRow;
use domain::track::local_minute;
use leptos::prelude::*;

use super::Choice;
use super::due::{self, Light};
use super::form::options;
use super::frame::{DeskPage, Top};
use crate::frame::Frame;

#[derive(Clone, Debug)]
pub struct InboxPage {
    pub top: Top,
    pub heading: String,
    pub open: u64,
    pub unregistered: u64,
    pub total: u64,
    /// There are more than `total`, where counting stopped.
    pub more: bool,
    pub lines: Vec<InboxLine>,
    pub filters: Vec<FilterField>,
    pub words: String,
    /// Whether the list is narrowed in any way.
    pub narrowed: bool,
    pub page: u32,
    pub pages: u64,
    /// Paths inside the site.
    pub previous: Option<String>,
    pub next: Option<String>,
}

/// A row and the names behind its keys.
#[derive(Clone, Debug)]
pub struct InboxLine {
    pub row: InboxRow,
    pub unit: Option<String>,
}

#[derive(Clone, Debug)]
pub struct FilterField {
    pub name: &'static str,
    pub label: &'static str,
    pub chosen: String,
    pub choices: Vec<Choice>,
}

pub fn page(data: InboxPage) -> impl IntoView {
    let frame = Frame::current();
    let empty = data.lines.is_empty();
    let narrowed = data.narrowed;
    let rows = data.lines.into_iter().map(line).collect_view();
    let fields = data.filters.into_iter().map(filter).collect_view();
    view! {
        <DeskPage top=data.top title=data.heading.clone()>
            <h1>{data.heading}" "{(data.unregistered > 0).then(|| view! {
                <span class="tag amber">{format!("未录入12315 {} 件", data.unregistered)}</span>
            })}</h1>
            <form class="filters" method="get" action=frame.href("desk") role="search">
                <label>"编号、登记编号或内容"<input type="search" name="q" value=data.words/></label>
                {fields}
                <button class="button quiet">"筛选"</button>
                {narrowed.then(|| view! { <a class="button quiet" href=frame.href("desk")>"清除筛选"</a> })}
            </form>
            <p>{format!("符合条件的 {} 件{}；在办共 {} 件", data.total, if data.more { "以上" } else { "" }, data.open)}</p>
            {if empty { nothing(narrowed).into_any() } else { table(rows).into_any() }}
            {pages(data.page, data.pages, data.previous, data.next)}
        </DeskPage>
    }
}

fn table(rows: impl IntoView) -> impl IntoView {
    view! {
        <table>
            <caption class="spoken">"事项列表"</caption>
            <thead>
                <tr>
                    <th scope="col">"编号、收到时间"</th>
                    <th scope="col">"类别"</th>
                    <th scope="col">"对象"</th>
                    <th scope="col">"地点"</th>
                    <th scope="col">"状态"</th>
                    <th scope="col">"法定时限"</th>
                    <th scope="col">"12315"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn line(line: InboxLine) -> impl IntoView {
    let row = line.row;
    let light = row.next.as_ref().zip(row.days_left).map(|(next, days)| Light::of(next, days));
    let link = Frame::current().href(&format!("desk/matter/{}", row.number));
    let photos = (row.photos > 0).then(|| format!("，照片 {} 张", row.photos));
    view! {
        <tr>
            <td data-label="编号"><a class="nowrap" href=link>{row.number}</a><small class="nowrap">{local_minute(row.received_at)}</small></td>
            <td data-label="类别"><span><span class=kind_class(row.kind)>{row.kind.words()}</span>{row.category}{photos}</span></td>
            <td data-label="对象"><span>{row.respondent.unwrap_or_else(|| "没有写".to_owned())}</span></td>
            <td data-label="地点"><span>{row.region_name}</span></td>
            <td data-label="状态"><span class="nowrap">{row.status.words()}</span><small>{line.unit.unwrap_or_else(|| "未分送".to_owned())}</small></td>
            {due::cell(light)}
            <td data-label="12315">{registration(row.registration_no)}</td>
        </tr>
    }
}

/// The long number of 12315 by its ends, as people compare it.
fn registration(number: Option<String>) -> impl IntoView {
    let Some(number) = number else {
        return view! { <span class="tag amber">"未录入"</span> }.into_any();
    };
    let length = number.chars().count();
    if length <= 12 {
        return view! { <span class="nowrap">{number}</span> }.into_any();
    }
    let head: String = number.chars().take(4).collect();
    let tail: String = number.chars().skip(length - 4).collect();
    view! { <span class="nowrap"><span aria-hidden="true">{head}"…"{tail}</span><span class="spoken">{number}</span></span> }
        .into_any()
}

fn filter(field: FilterField) -> impl IntoView {
    view! { <label>{field.label}<select name=field.name>{options(field.choices, &field.chosen)}</select></label> }
}

fn nothing(narrowed: bool) -> impl IntoView {
    let words = if narrowed {
        "没有符合条件的事项。换个条件，或者清除筛选看看。"
    } else {
        "现在没有待办的事项。群众提交后会出现在这里。"
    };
    view! { <div class="empty"><p>{words}</p></div> }
}

fn pages(page: u32, pages: u64, previous: Option<String>, next: Option<String>) -> impl IntoView {
    let frame = Frame::current();
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

pub(super) fn kind_class(kind: MatterKind) -> &'static str {
    match kind {
        MatterKind::Complaint => "tag blue",
        MatterKind::Tip => "tag",
    }
}
