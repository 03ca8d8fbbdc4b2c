use domain::deadline::{Deadline, Master, Nearness};
use domain::matter::{MatterKind, Status};
use domain::ports::BookDue;
use leptos::prelude::*;

use super::Choice;
use super::due::Light;
use super::due_transfers::{DueTransfers, transfers};
use super::form::options;
use super::frame::{DeskPage, Top};
use super::inbox::{FilterField, kind_class};
use crate::frame::Frame;

#[derive(Clone, Debug)]
pub struct DuePage {
    pub top: Top,
    /// What is shown, and its heading.
    pub picks: Vec<Pick>,
    pub heading: &'static str,
    /// For those who see several units.
    pub units: Vec<UnitLine>,
    pub filters: Vec<FilterField>,
    /// Keeps the pick while filters change.
    pub pick: &'static str,
    pub narrowed: bool,
    pub lines: Vec<DueLine>,
    pub transfers: DueTransfers,
    /// Counting stopped before the end.
    pub more: bool,
    /// Paths inside the site.
    pub first: Option<String>,
    pub next: Option<String>,
}

/// One way to look at the list.
#[derive(Clone, Debug)]
pub struct Pick {
    pub words: &'static str,
    pub path: String,
    pub count: Option<u64>,
    pub alarm: bool,
    pub current: bool,
}

#[derive(Clone, Debug)]
pub struct UnitLine {
    pub name: String,
    pub path: Option<String>,
    pub overdue: u64,
    pub today: u64,
    pub this_week: u64,
    pub next_week: u64,
    /// Records beside the matters, and where they are listed.
    pub transfers: (BookDue, Option<String>),
    pub risks: (BookDue, Option<String>),
}

#[derive(Clone, Debug)]
pub struct DueLine {
    pub number: String,
    pub kind: MatterKind,
    pub category: String,
    pub status: Status,
    pub unit: Option<String>,
    pub handler: Option<String>,
    pub deadlines: Vec<(Deadline, Option<i32>)>,
    pub nearness: Option<Nearness>,
}

pub fn page(data: DuePage) -> impl IntoView {
    let frame = Frame::current();
    let empty = data.lines.is_empty();
    let rows = data.lines.into_iter().map(line).collect_view();
    let fields = data.filters.into_iter().map(filter).collect_view();
    let clear = frame.href(&format!("desk/due?pick={}", data.pick));
    view! {
        <DeskPage top=data.top title=format!("到期：{}", data.heading)>
            <h1>{data.heading}</h1>
            <p>"按每件事最近的一个日子排列，法定时限、本局内部时限、工单和督办都算；哪一天是谁定的，分栏写明。"</p>
            {picks(data.picks)}
            {data.more.then(|| view! { <p>"事项很多，只数了最早到期的一部分，实际件数更多。"</p> })}
            {(data.units.len() > 1).then(|| units(data.units))}
            <form class="filters" method="get" action=frame.href("desk/due")>
                <input type="hidden" name="pick" value=data.pick/>
                {fields}
                <button class="button quiet">"筛选"</button>
                {data.narrowed.then(|| view! { <a class="button quiet" href=clear>"清除筛选"</a> })}
            </form>
            {if empty {
                view! { <div class="empty"><p>"没有符合条件的事项。"</p></div> }.into_any()
            } else {
                table(rows).into_any()
            }}
            {transfers(data.transfers)}
            {pages(data.first, data.next)}
        </DeskPage>
    }
}

fn picks(picks: Vec<Pick>) -> impl IntoView {
    let frame = Frame::current();
    let links = picks
        .into_iter()
        .map(|pick| {
            let class = if pick.alarm { "red" } else { "" };
            let count = pick.count.map(|count| view! { <b class=class>{count}<span class="spoken">" 件"</span></b> });
            let current = pick.current.then_some("page");
            view! { <a href=frame.href(&pick.path) aria-current=current>{pick.words}" "{count}</a> }
        })
        .collect_view();
    view! { <nav class="picks" aria-label="按到期日看">{links}</nav> }
}

fn units(units: Vec<UnitLine>) -> impl IntoView {
    let frame = Frame::current();
    let rows = units
        .into_iter()
        .map(|unit| {
            let name = match unit.path {
                Some(path) => view! { <a href=frame.href(&path)>{unit.name}</a> }.into_any(),
                None => unit.name.into_any(),
            };
            let overdue = if unit.overdue > 0 { "num due red" } else { "num" };
            view! {
                <tr>
                    <td data-label="单位">{name}</td>
                    <td data-label="已超期" class=overdue>{unit.overdue}</td>
                    <td data-label="今天" class="num">{unit.today}</td>
                    <td data-label="本周" class="num">{unit.this_week}</td>
                    <td data-label="下周" class="num">{unit.next_week}</td>
                    {beside("移送", unit.transfers)}
                    {beside("风险、任务", unit.risks)}
                </tr>
            }
        })
        .collect_view();
    view! {
        <details class="more">
            <summary>"各单位到期件数"</summary>
            <p class="hint">"前四栏是投诉举报；移送、风险和任务数到下周为止。"</p>
            <table>
                <caption class="spoken">"各单位到期件数"</caption>
                <thead>
                    <tr>
                        <th scope="col">"单位"</th>
                        <th scope="col">"已超期"</th>
                        <th scope="col">"今天"</th>
                        <th scope="col">"本周"</th>
                        <th scope="col">"下周"</th>
                        <th scope="col">"移送"</th>
                        <th scope="col">"风险、任务"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    }
}

fn beside(label: &'static str, (due, path): (BookDue, Option<String>)) -> impl IntoView {
    let all = due.overdue + due.near;
    let number = match path.filter(|_| all > 0) {
        Some(path) => view! { <a href=Frame::current().href(&path)>{all}</a> }.into_any(),
        None => all.into_any(),
    };
    let late = (due.overdue > 0).then(|| view! { <small class="due red">{format!("超期 {}", due.overdue)}</small> });
    view! { <td data-label=label class="num"><span>{number}</span>{late}</td> }
}

fn filter(field: FilterField) -> impl IntoView {
    view! { <label>{field.label}<select name=field.name>{options(field.choices, &field.chosen)}</select></label> }
}

fn table(rows: impl IntoView) -> impl IntoView {
    view! {
        <table>
            <caption class="spoken">"按到期日排列的事项"</caption>
            <thead>
                <tr>
                    <th scope="col">"编号、类别"</th>
                    <th scope="col">"承办"</th>
                    <th scope="col">"法定时限"</th>
                    <th scope="col">"本局内部时限"</th>
                    <th scope="col">"工单、督办"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn line(line: DueLine) -> impl IntoView {
    let link = Frame::current().href(&format!("desk/matter/{}", line.number));
    let of = |masters: &[Master]| -> Vec<_> {
        line.deadlines.iter().filter(|(day, _)| masters.contains(&day.master)).cloned().collect()
    };
    let law = of(&[Master::Law]);
    let class = law.first().map_or("", |(day, left)| light(day, *left).map_or("", |light| light.colour));
    let locals = of(&[Master::Bureau]).into_iter().map(|(day, left)| local(&day, left)).collect_view();
    let orders =
        of(&[Master::Order, Master::Supervision]).into_iter().map(|(day, left)| local(&day, left)).collect_view();
    view! {
        <tr>
            <td data-label="编号">
                <span><a class="nowrap" href=link>{line.number.clone()}</a></span>
                <small><span class=kind_class(line.kind)>{line.kind.words()}</span>{line.category.clone()}</small>
            </td>
            <td data-label="承办">
                <span>{line.unit.clone().unwrap_or_else(|| "未分送".to_owned())}</span>
                <small>{line.handler.clone()}" "{line.status.words()}</small>
            </td>
            <td data-label="法定时限" class=class>{law.into_iter().map(|(day, left)| statutory(&day, left)).collect_view()}</td>
            <td data-label="内部时限">{locals}</td>
            <td data-label="工单督办">{orders}</td>
        </tr>
    }
}

/// The law's: a light, the day, law and article.
pub(super) fn statutory(day: &Deadline, left: Option<i32>) -> impl IntoView + use<> {
    let words = light(day, left).map_or_else(|| "暂停".to_owned(), |light| light.words);
    let until = day.due.map(|due| match due.minute {
        Some(minute) => format!("{} 前", domain::track::local_minute(minute)),
        None => format!("{} 前", due.date),
    });
    view! { <span>{words}</span><small>{until}{day.title.clone()}<br/>{day.basis.clone()}</small> }
}

/// Not the law's: words without a light, and who set it.
pub(super) fn local(day: &Deadline, left: Option<i32>) -> impl IntoView + use<> {
    let words = left.map_or_else(|| "暂停".to_owned(), plain);
    let until = day.due.map(|due| format!("{} 前", due.date));
    let who = match day.master {
        Master::Bureau => "内部",
        Master::Order => "工单",
        _ => "督办",
    };
    view! { <span><span class="tag">{who}</span>{words}</span><small>{until}{day.title.clone()}</small> }
}

pub(super) fn plain(left: i32) -> String {
    match left {
        ..0 => format!("已过 {} 个工作日", left.saturating_neg()),
        0 => "今天".to_owned(),
        _ => format!("还有 {left} 个工作日"),
    }
}

pub(super) fn light(day: &Deadline, left: Option<i32>) -> Option<Light> {
    day.due.zip(left).map(|(due, left)| Light::of_day(due, &day.title, &day.basis, left))
}

fn pages(first: Option<String>, next: Option<String>) -> impl IntoView {
    let frame = Frame::current();
    (first.is_some() || next.is_some()).then(|| {
        view! {
            <nav class="pages" aria-label="翻页">
                {first.map(|path| view! { <a href=frame.href(&path)>"回到第一页"</a> })}
                {next.map(|path| view! { <a rel="next" href=frame.href(&path)>"下一页"</a> })}
            </nav>
        }
    })
}

/// Entries of a list to choose from, everything first.
#[must_use]
pub fn with_all(rest: impl IntoIterator<Item = Choice>) -> Vec<Choice> {
    std::iter::once(Choice::new("", "全部")).chain(rest).collect()
}
