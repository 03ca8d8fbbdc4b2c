use domain::audit::Fault;
use domain::ports::{Trail, TrailCheck, TrailLine};
use domain::track::local_minute;
use leptos::prelude::*;

use super::Choice;
use super::form::options;
use super::frame::{DeskPage, Top};
use crate::frame::Frame;

#[derive(Clone, Debug)]
pub struct AuditPage {
    pub top: Top,
    pub trail: Trail,
    /// What came of checking the newest rows, where that was asked.
    pub check: Option<TrailCheck>,
    pub asked: AuditAsked,
    pub people: Vec<Choice>,
    pub sorts: Vec<Choice>,
    pub narrowed: bool,
    /// Paths inside the site.
    pub newest: Option<String>,
    pub older: Option<String>,
}

/// The filter as it was typed.
#[derive(Clone, Debug, Default)]
pub struct AuditAsked {
    pub person: String,
    pub subject: String,
    pub sort: String,
    pub from: String,
    pub to: String,
}

pub fn page(data: AuditPage) -> impl IntoView {
    let frame = Frame::current();
    let AuditAsked { person, subject, sort, from, to } = data.asked;
    let (empty, narrowed) = (data.trail.lines.is_empty(), data.narrowed);
    let state = state(&data.trail);
    view! {
        <DeskPage top=data.top title="审计记录">
            <h1>"审计记录"</h1>
            {data.check.map(checked)}
            <p>{state}</p>
            <div class="actions"><a class="button quiet" href=frame.href("desk/audit?check=1")>"核对最近 10000 行"</a></div>
            <form class="filters" method="get" action=frame.href("desk/audit") role="search">
                <label>"人员"<select name="person">{options(data.people, &person)}</select></label>
                <label>"编号或登录名"<input type="search" name="subject" value=subject/></label>
                <label>"做了什么"<select name="sort">{options(data.sorts, &sort)}</select></label>
                <label>"从哪天"<input type="date" name="from" value=from/></label>
                <label>"到哪天"<input type="date" name="to" value=to/></label>
                <button class="button quiet">"筛选"</button>
                {narrowed.then(|| view! { <a class="button quiet" href=frame.href("desk/audit")>"清除筛选"</a> })}
            </form>
            {if empty { nothing(narrowed).into_any() } else { table(data.trail.lines).into_any() }}
            {pages(data.newest, data.older)}
        </DeskPage>
    }
}

fn state(trail: &Trail) -> String {
    let written = format!("共写下 {} 行，只增不改", trail.newest);
    match trail.sealed {
        None => format!("{written}；还没有封签。"),
        Some((row, at)) => format!("{written}；封签到第 {row} 行（{}）。", local_minute(at)),
    }
}

fn checked(check: TrailCheck) -> impl IntoView {
    let TrailCheck { first, last, faults, more } = check;
    if faults.is_empty() {
        let words = if last < first {
            "还没有可以核对的记录。".to_owned()
        } else {
            format!(
                "第 {first} 行到第 {last} 行完整，没有改过、删过或换过位置。全部核对请在服务器上运行 yaoan audit verify。"
            )
        };
        return view! { <div class="done" role="status"><p>{words}</p></div> }.into_any();
    }
    let items = faults.iter().map(Fault::words).map(|words| view! { <li>{words}</li> }).collect_view();
    let rest = (more > 0).then(|| view! { <p>{format!("另有 {more} 处没有列出。")}</p> });
    view! {
        <div class="error-summary" role="alert" tabindex="-1">
            <h2>"审计记录不完整，请保留现场并报告"</h2>
            <ul>{items}</ul>
            {rest}
        </div>
    }
    .into_any()
}

fn table(lines: Vec<TrailLine>) -> impl IntoView {
    let rows = lines.into_iter().map(line).collect_view();
    view! {
        <table>
            <caption class="spoken">"审计记录，新的在前"</caption>
            <thead>
                <tr>
                    <th scope="col">"时间"</th>
                    <th scope="col">"谁"</th>
                    <th scope="col">"做了什么"</th>
                    <th scope="col">"对象"</th>
                    <th scope="col">"行号、哈希"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn line(line: TrailLine) -> impl IntoView {
    let subject = if line.of_matter {
        let link = Frame::current().href(&format!("desk/matter/{}", line.subject));
        view! { <a class="nowrap" href=link>{line.subject}</a> }.into_any()
    } else {
        view! { <span>{line.subject}</span> }.into_any()
    };
    view! {
        <tr>
            <td data-label="时间"><span class="nowrap">{local_minute(line.at)}</span></td>
            <td data-label="谁"><span>{line.who}</span></td>
            <td data-label="做了什么"><span>{line.what}</span></td>
            <td data-label="对象">{subject}</td>
            <td data-label="行号、哈希"><span>{line.seq}</span><small>{line.hash}</small></td>
        </tr>
    }
}

fn nothing(narrowed: bool) -> impl IntoView {
    let words = if narrowed {
        "没有符合条件的记录。换个条件，或者清除筛选看看。"
    } else {
        "还没有审计记录。有人登录、有事项进来，这里就会写下。"
    };
    view! { <div class="empty"><p>{words}</p></div> }
}

fn pages(newest: Option<String>, older: Option<String>) -> impl IntoView {
    let frame = Frame::current();
    (newest.is_some() || older.is_some()).then(|| {
        view! {
            <nav class="pages" aria-label="翻页">
                {newest.map(|path| view! { <a rel="first" href=frame.href(&path)>"最新的"</a> })}
                {older.map(|path| view! { <a rel="next" href=frame.href(&path)>"更早的"</a> })}
            </nav>
        }
    })
}
