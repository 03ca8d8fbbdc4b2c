//! How much came in, how it went and what it was about, on one page.

use leptos::prelude::*;

use super::frame::{DeskPage, Top};
use crate::frame::Frame;
use crate::parts::{ErrorSummary, Errors, TextField};

#[derive(Clone, Default)]
pub struct OverviewPage {
    pub top: Top,
    /// Whose numbers these are, and of which days.
    pub title: String,
    pub from: String,
    pub to: String,
    pub errors: Errors,
    /// Words, path inside the site, whether it is shown now.
    pub stretches: Vec<(String, String, bool)>,
    /// Path and words: the sheet, the tables.
    pub ways: Vec<(String, String)>,
    pub sentences: Vec<String>,
    pub tables: Vec<NumberTable>,
    pub topics: Vec<TopicTable>,
    pub is_empty: bool,
}

/// Numbers by township or by unit, the sum last.
#[derive(Clone, Debug, Default)]
pub struct NumberTable {
    pub caption: &'static str,
    pub head: &'static str,
    pub rows: Vec<NumberRow>,
}

#[derive(Clone, Debug, Default)]
pub struct NumberRow {
    pub words: String,
    /// In the order of [`COLUMNS`]: what is shown, where it leads.
    pub cells: Vec<(String, Option<String>)>,
}

#[derive(Clone, Debug, Default)]
pub struct TopicTable {
    pub caption: &'static str,
    pub nothing: &'static str,
    /// Words, how many, where it leads.
    pub rows: Vec<(String, u64, String)>,
}

pub const COLUMNS: [&str; 6] = ["收到", "办结", "在办", "超期", "评价", "满意"];

pub fn page(data: OverviewPage) -> impl IntoView {
    let frame = Frame::current();
    let faulty = !data.errors.is_empty();
    let way = |(path, words): &(String, String)| {
        view! { <a class="button quiet" href=frame.href(path)>{words.clone()}</a> }
    };
    let ways = data.ways.iter().map(way).collect_view();
    let said = data.sentences.clone().into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
    view! {
        <DeskPage top=data.top.clone() title=data.title.clone() faulty>
            <ErrorSummary errors=data.errors.clone()/>
            <h1>{data.title.clone()}</h1>
            {stretches(&data)}
            <div class="actions">{ways}</div>
            {if data.is_empty {
                view! { <div class="empty"><p>"这段时间没有收到、也没有办结的事项，现在也没有在办的。换一段时间看看。"</p></div> }
                    .into_any()
            } else {
                let tables = data.tables.clone().into_iter().map(numbers).collect_view();
                let topics = data.topics.clone().into_iter().map(topic).collect_view();
                view! {
                    {said}
                    <p class="hint">
                        "收到、办结按所选的日期数，评价数的是这段时间办结、对方评价过的；在办、超期是现在的。超期是定了的日子已经过了，法定时限、本局内部时限、工单和督办都算。满意是基本满意以上占评价的比例。"
                    </p>
                    {tables}
                    {topics}
                }
                .into_any()
            }}
        </DeskPage>
    }
}

fn stretches(data: &OverviewPage) -> impl IntoView + use<> {
    let frame = Frame::current();
    let links = data.stretches.clone().into_iter();
    let links = links
        .map(|(words, path, current)| {
            view! { <a href=frame.href(&path) aria-current=current.then_some("page")>{words}</a> }
        })
        .collect_view();
    let (from, to) = (data.from.clone(), data.to.clone());
    let (from_error, to_error) = (data.errors.at("from"), data.errors.at("to"));
    view! {
        <nav class="picks" aria-label="选时间">{links}</nav>
        <form class="filters" method="get" action=frame.href("desk/overview")>
            <TextField name="from" label="从哪天" value=from error=from_error kind="date"/>
            <TextField name="to" label="到哪天" value=to error=to_error kind="date"/>
            <button class="button quiet">"看这段时间"</button>
        </form>
    }
}

fn numbers(table: NumberTable) -> impl IntoView {
    let rows = table.rows.into_iter().map(|row| number_row(table.head, row)).collect_view();
    let heads = COLUMNS.map(|column| view! { <th scope="col">{column}</th> }).collect_view();
    view! {
        <section class="panel">
            <h2>{table.caption}</h2>
            <table>
                <caption class="spoken">{table.caption}</caption>
                <thead><tr><th scope="col">{table.head}</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

fn number_row(head: &'static str, row: NumberRow) -> impl IntoView {
    let frame = Frame::current();
    let cells = row.cells.into_iter().zip(COLUMNS).map(|((shown, path), label)| {
        let shown = match path {
            Some(path) => view! { <a href=frame.href(&path)>{shown}</a> }.into_any(),
            None => shown.into_any(),
        };
        view! { <td data-label=label class="num"><span>{shown}</span></td> }
    });
    view! { <tr><th scope="row" data-label=head>{row.words}</th>{cells.collect_view()}</tr> }
}

fn topic(table: TopicTable) -> impl IntoView {
    let frame = Frame::current();
    let empty = table.rows.is_empty();
    let rows = table.rows.into_iter().map(|(words, count, path)| {
        view! {
            <tr>
                <th scope="row" data-label="内容">{words}</th>
                <td data-label="件数" class="num"><a href=frame.href(&path)>{count}</a></td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <section class="panel">
            <h2>{table.caption}</h2>
            {if empty {
                view! { <p>{table.nothing}</p> }.into_any()
            } else {
                view! {
                    <table>
                        <caption class="spoken">{table.caption}</caption>
                        <thead><tr><th scope="col">"内容"</th><th scope="col">"件数"</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                }
                .into_any()
            }}
        </section>
    }
}
