use domain::quality::{Flag, Mark};
use domain::track::local_date;
use leptos::prelude::*;

use super::form::options;
use super::frame::{DeskPage, Top};
use super::inbox::FilterField;
use crate::frame::Frame;
use domain::ports::QualityRow;

#[derive(Clone, Debug)]
pub struct QualityPage {
    pub top: Top,
    /// Mark, its count, and the list narrowed to it.
    pub counts: Vec<(Mark, u64, String)>,
    pub chosen: Option<Mark>,
    pub filters: Vec<FilterField>,
    /// Names of units late again and again, with how many matters.
    pub late_units: Vec<(String, u64)>,
    pub late_days: u16,
    pub rows: Vec<QualityLine>,
    pub total: u64,
    pub previous: Option<String>,
    pub next: Option<String>,
}

/// A row and the name behind its unit's key.
#[derive(Clone, Debug)]
pub struct QualityLine {
    pub row: QualityRow,
    pub unit: Option<String>,
}

pub fn page(data: QualityPage) -> impl IntoView {
    let frame = Frame::current();
    let empty = data.rows.is_empty();
    let rows = data.rows.into_iter().map(line).collect_view();
    let fields = data.filters.into_iter().map(filter).collect_view();
    let mark = data.chosen.map(Mark::as_str).unwrap_or_default();
    view! {
        <DeskPage top=data.top title="质量检查">
            <h1>"质量检查"</h1>
            <p>"系统按事项的办理过程挑出下面这些，请人再看一眼；挑出来不等于办错了。"</p>
            {counts(data.counts, data.chosen)}
            {late_units(data.late_units, data.late_days)}
            <form class="filters" method="get" action=frame.href("desk/quality")>
                <input type="hidden" name="mark" value=mark/>
                {fields}
                <button class="button quiet">"筛选"</button>
            </form>
            <p>{format!("共 {} 条", data.total)}</p>
            {if empty {
                view! { <div class="empty"><p>"没有要再看的事项。"</p></div> }.into_any()
            } else {
                table(rows).into_any()
            }}
            <nav class="pages" aria-label="翻页">
                {data.previous.map(|path| view! { <a rel="prev" href=frame.href(&path)>"上一页"</a> })}
                {data.next.map(|path| view! { <a rel="next" href=frame.href(&path)>"下一页"</a> })}
            </nav>
        </DeskPage>
    }
}

/// The flags of one matter, each as a badge with what it is about.
pub fn badges(flags: Vec<Flag>) -> impl IntoView {
    let badges = flags
        .into_iter()
        .map(|flag| view! { <li><span class="tag amber">{flag.mark.words()}</span>{flag.detail}</li> })
        .collect_view();
    view! { <ul class="flags">{badges}</ul> }
}

fn counts(counts: Vec<(Mark, u64, String)>, chosen: Option<Mark>) -> impl IntoView {
    let frame = Frame::current();
    let all = chosen.is_none().then_some("page");
    let links = counts
        .into_iter()
        .map(|(mark, count, path)| {
            let current = (chosen == Some(mark)).then_some("page");
            view! { <a href=frame.href(&path) aria-current=current>{mark.words()}" "<b>{count}<span class="spoken">" 条"</span></b></a> }
        })
        .collect_view();
    view! {
        <nav class="picks" aria-label="按问题看"><a href=frame.href("desk/quality") aria-current=all>"全部"</a>{links}</nav>
    }
}

fn late_units(units: Vec<(String, u64)>, days: u16) -> impl IntoView {
    let items = units.iter().map(|(unit, matters)| view! { <li>{format!("{unit}：{matters} 件")}</li> }).collect_view();
    (!units.is_empty()).then(|| view! { <h2>{format!("近 {days} 天多次超期的单位")}</h2><ul>{items}</ul> })
}

fn table(rows: impl IntoView) -> impl IntoView {
    view! {
        <table>
            <caption class="spoken">"要再看的事项"</caption>
            <thead>
                <tr>
                    <th scope="col">"编号"</th>
                    <th scope="col">"问题"</th>
                    <th scope="col">"具体情况"</th>
                    <th scope="col">"单位"</th>
                    <th scope="col">"日期"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn line(line: QualityLine) -> impl IntoView {
    let row = line.row;
    let link = Frame::current().href(&format!("desk/matter/{}", row.number));
    view! {
        <tr>
            <td data-label="编号"><a class="nowrap" href=link>{row.number}</a></td>
            <td data-label="问题"><span class="tag amber">{row.mark.words()}</span></td>
            <td data-label="情况"><span>{row.detail}</span></td>
            <td data-label="单位"><span>{line.unit.unwrap_or_else(|| "未分送".to_owned())}</span></td>
            <td data-label="日期"><span class="nowrap">{local_date(row.found_at).to_string()}</span></td>
        </tr>
    }
}

fn filter(field: FilterField) -> impl IntoView {
    view! { <label>{field.label}<select name=field.name>{options(field.choices, &field.chosen)}</select></label> }
}
