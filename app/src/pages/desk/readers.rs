//! How texts are read: how often each was asked for, and whether it was understood.

use domain::ports::{ItemReaders, ReadDay, ReadLine};
use leptos::prelude::*;

use super::frame::{DeskPage, Top};
use crate::frame::Frame;

/// Height and width of the chart's ground, and of a day, in its own units.
const HEIGHT: u64 = 120;
const DAY: u64 = 14;

#[derive(Clone, Debug)]
pub struct ReadersPage {
    pub top: Top,
    /// Days that are looked back.
    pub days: u16,
    pub lines: Vec<ReadLine>,
}

#[derive(Clone, Debug)]
pub struct ItemReadersPage {
    pub top: Top,
    pub days: u16,
    pub found: ItemReaders,
}

pub fn list(data: ReadersPage) -> impl IntoView {
    let empty = data.lines.is_empty();
    let rows = data.lines.into_iter().map(row).collect_view();
    view! {
        <DeskPage top=data.top title="阅读情况">
            <h1>"阅读情况"</h1>
            <p>{format!("近 {} 天。只数次数：不用 Cookie，不记地址，不知道是谁；搜索引擎等自报身份的程序和登录的工作人员不算。", data.days)}</p>
            {if empty {
                view! { <div class="empty"><p>"这段时间还没有记到阅读。"</p></div> }.into_any()
            } else {
                view! {
                    <table>
                        <caption class="spoken">"各篇的阅读和回答"</caption>
                        <thead>
                            <tr><th scope="col">"标题"</th><th scope="col">"打开"</th><th scope="col">"看懂了"</th><th scope="col">"没看懂"</th></tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                }.into_any()
            }}
        </DeskPage>
    }
}

pub fn item(data: ItemReadersPage) -> impl IntoView {
    let frame = Frame::current();
    let line = data.found.line;
    let answers = line.understood + line.not_understood;
    let clear = (answers > 0).then(|| format!("，其中 {}% 说看懂了", line.understood * 100 / answers));
    let page = frame.href(&format!("{}/{}", line.kind, line.slug));
    let rows = data.found.days.iter().rev().filter(|day| is_not_empty(day)).map(day_row).collect_view();
    view! {
        <DeskPage top=data.top title=line.title.clone()>
            <h1>{line.title.clone()}</h1>
            <p>{format!("近 {} 天打开 {} 次，{answers} 人次回答看没看懂", data.days, line.hits)}{clear}"。"</p>
            <p><a href=page>"看这一页"</a>"　"<a href=frame.href(&format!("desk/news/{}", line.item))>"去改这一篇"</a></p>
            {chart(&data.found.days)}
            <table>
                <caption class="spoken">"每天的次数，没有人看的日子不列"</caption>
                <thead>
                    <tr><th scope="col">"日期"</th><th scope="col">"打开"</th><th scope="col">"看懂了"</th><th scope="col">"没看懂"</th></tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </DeskPage>
    }
}

fn row(line: ReadLine) -> impl IntoView {
    let link = Frame::current().href(&format!("desk/readers/{}", line.item));
    view! {
        <tr>
            <td data-label="标题"><a href=link>{line.title}</a></td>
            <td class="num" data-label="打开">{line.hits}</td>
            <td class="num" data-label="看懂了">{line.understood}</td>
            <td class="num" data-label="没看懂">{line.not_understood}</td>
        </tr>
    }
}

fn day_row(day: &ReadDay) -> impl IntoView + use<> {
    view! {
        <tr>
            <td data-label="日期"><span class="nowrap">{day.day.to_string()}</span></td>
            <td class="num" data-label="打开">{day.hits}</td>
            <td class="num" data-label="看懂了">{day.understood}</td>
            <td class="num" data-label="没看懂">{day.not_understood}</td>
        </tr>
    }
}

fn is_not_empty(day: &ReadDay) -> bool {
    day.hits + day.understood + day.not_understood > 0
}

/// A bar a day; the table below says the same in numbers.
fn chart(days: &[ReadDay]) -> impl IntoView + use<> {
    let most = days.iter().map(|day| day.hits).max().unwrap_or(0);
    let width = (0..days.len()).fold(0, |width, _| width + DAY).max(1);
    let bars = (0..)
        .zip(days)
        .filter(|(_, day)| day.hits > 0)
        .map(|(place, day)| {
            let high = (day.hits * HEIGHT / most.max(1)).max(2);
            let (x, y) = (place * DAY + 1, 16 + HEIGHT - high);
            view! { <rect x=x y=y width=DAY - 2 height=high></rect> }
        })
        .collect_view();
    let ends = days.first().zip(days.last()).map(|(first, last)| {
        view! {
            <text x="0" y=HEIGHT + 32>{first.day.to_string()}</text>
            <text x=width y=HEIGHT + 32 text-anchor="end">{last.day.to_string()}</text>
        }
    });
    (most > 0).then(|| {
        view! {
            <svg class="readers" viewBox=format!("0 0 {width} {}", HEIGHT + 38) role="img" aria-label=format!("每天打开的次数，最多一天 {most} 次")>
                <text x="0" y="11">{most}</text>
                <line x1="0" x2=width y1=HEIGHT + 16 y2=HEIGHT + 16></line>
                {bars}
                {ends}
            </svg>
        }
    })
}
