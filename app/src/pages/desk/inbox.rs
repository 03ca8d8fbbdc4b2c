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
    /// Lists people come for: path inside the site, words, whether it is this one.
    pub views: Vec<ViewLink>,
    pub saved: Vec<SavedLink>,
    /// The address of this list, to be kept or taken along: what stands behind the question mark.
    pub query: String,
    /// Tables of the list may leave the house.
    pub may_export: bool,
    pub bulk: Bulk,
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
pub struct ViewLink {
    pub path: String,
    pub words: String,
    pub current: bool,
}

/// A filter somebody kept.
#[derive(Clone, Debug)]
pub struct SavedLink {
    pub id: String,
    pub name: String,
    pub path: String,
}

/// What may be done with several matters at once.
#[derive(Clone, Debug, Default)]
pub struct Bulk {
    pub units: Vec<Choice>,
    pub people: Vec<Choice>,
}

impl Bulk {
    fn is_none(&self) -> bool {
        self.units.is_empty() && self.people.is_empty()
    }
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
    let several = !data.bulk.is_none();
    let rows = data.lines.into_iter().map(|row| line(row, several)).collect_view();
    let list = if empty { nothing(narrowed).into_any() } else { table(rows, several).into_any() };
    let list = if several && !empty { with_bulk(list, data.bulk).into_any() } else { list };
    let fields = data.filters.into_iter().map(filter).collect_view();
    view! {
        <DeskPage top=data.top title=data.heading.clone()>
            <h1>{data.heading}" "{(data.unregistered > 0).then(|| view! {
                <span class="tag amber">{format!("未录入12315 {} 件", data.unregistered)}</span>
            })}</h1>
            {views(data.views)}
            <form class="filters" method="get" action=frame.href("desk") role="search">
                <label>"编号、登记编号或内容"<input type="search" name="q" value=data.words/></label>
                {fields}
                <button class="button quiet">"筛选"</button>
                {narrowed.then(|| view! { <a class="button quiet" href=frame.href("desk")>"清除筛选"</a> })}
            </form>
            <p>{format!("符合条件的 {} 件{}；在办共 {} 件", data.total, if data.more { "以上" } else { "" }, data.open)}</p>
            {list}
            {pages(data.page, data.pages, data.previous, data.next)}
            {kept(data.saved, data.query.clone())}
            {data.may_export.then(|| exports(&data.query))}
        </DeskPage>
    }
}

fn views(views: Vec<ViewLink>) -> impl IntoView {
    let frame = Frame::current();
    let links = views
        .into_iter()
        .map(|one| view! { <a href=frame.href(&one.path) aria-current=one.current.then_some("page")>{one.words}</a> })
        .collect_view();
    view! { <nav class="views" aria-label="常用列表">{links}</nav> }
}

/// The list with one form around it; the buttons say which step is asked for.
fn with_bulk(list: AnyView, bulk: Bulk) -> impl IntoView {
    let action = Frame::current().href("desk/bulk");
    let choose =
        |name: &'static str, label: &'static str, step: &'static str, button: &'static str, choices: Vec<Choice>| {
            (!choices.is_empty()).then(|| {
                let choices = std::iter::once(Choice::new("", "请选择")).chain(choices).collect();
                view! {
                    <label>{label}<select name=name>{options(choices, "")}</select></label>
                    <button class="button quiet" name="step" value=step>{button}</button>
                }
            })
        };
    view! {
        <form method="post" action=action>
            {list}
            <div class="filters bulk">
                {choose("unit", "选中的分送到", "dispatch", "分送选中的", bulk.units)}
                {choose("staff", "选中的承办人", "name-handler", "指定承办人", bulk.people)}
            </div>
        </form>
    }
}

fn kept(saved: Vec<SavedLink>, query: String) -> impl IntoView {
    let frame = Frame::current();
    let items = saved
        .into_iter()
        .map(|one| {
            let forget = frame.href(&format!("desk/filters/{}/forget", one.id));
            let spoken = one.name.clone();
            view! {
                <li>
                    <a href=frame.href(&one.path)>{one.name}</a>
                    <form method="post" action=forget><button class="link">"删去"<span class="spoken">{spoken}</span></button></form>
                </li>
            }
        })
        .collect_view();
    view! {
        <details class="step">
            <summary>"存下来的筛选"</summary>
            <ul class="saved">{items}</ul>
            <form class="filters" method="post" action=frame.href("desk/filters")>
                <input type="hidden" name="query" value=query/>
                <label>"把现在的筛选存为"<input type="text" name="name" autocomplete="off"/></label>
                <button class="button quiet">"存下"</button>
            </form>
        </details>
    }
}

fn exports(query: &str) -> impl IntoView + use<> {
    let frame = Frame::current();
    let link = |kind: &str| frame.href(&format!("desk/export/list.{kind}?{query}"));
    view! {
        <p>"导出这个列表（不含身份信息，会记入审计）："<a href=link("xlsx")>"Excel 表格"</a>"　"<a href=link("csv")>"CSV"</a></p>
    }
}

fn table(rows: impl IntoView, several: bool) -> impl IntoView {
    view! {
        <table>
            <caption class="spoken">"事项列表"</caption>
            <thead>
                <tr>
                    {several.then(|| view! { <th scope="col"><span class="spoken">"选中"</span></th> })}
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

fn line(line: InboxLine, several: bool) -> impl IntoView {
    let row = line.row;
    let light = row.next.as_ref().zip(row.days_left).map(|(next, days)| Light::of(next, days));
    let link = Frame::current().href(&format!("desk/matter/{}", row.number));
    let photos = (row.photos > 0).then(|| format!("，照片 {} 张", row.photos));
    let pick = several.then(|| {
        let (number, label) = (row.number.clone(), format!("选中 {}", row.number));
        view! { <td data-label="选中"><input type="checkbox" name="number" value=number aria-label=label/></td> }
    });
    let held = match (line.unit, row.handler) {
        (Some(unit), Some(handler)) => format!("{unit} {handler}"),
        (Some(unit), None) => unit,
        (None, _) => "未分送".to_owned(),
    };
    view! {
        <tr>
            {pick}
            <td data-label="编号"><a class="nowrap" href=link>{row.number}</a><small class="nowrap">{local_minute(row.received_at)}</small></td>
            <td data-label="类别"><span><span class=kind_class(row.kind)>{row.kind.words()}</span>{row.category}{photos}</span></td>
            <td data-label="对象"><span>{row.respondent.unwrap_or_else(|| "没有写".to_owned())}</span></td>
            <td data-label="地点"><span>{row.region_name}</span></td>
            <td data-label="状态"><span class="nowrap">{row.stage.words()}</span><small>{held}</small></td>
            {due::cell(light)}
            <td data-label="12315">{registration(row.registration_no, row.waits_for_12315)}</td>
        </tr>
    }
}

/// The long number of 12315 by its ends, as people compare it.
fn registration(number: Option<String>, waits: bool) -> impl IntoView {
    let Some(number) = number else {
        if !waits {
            return view! { <span>"本局线索"</span> }.into_any();
        }
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
