//! 公开数据: the same numbers as a chart, as a table and as a file.

mod chart;

use domain::field::kilograms;
use domain::open_numbers::OpenMonth;
use domain::ports::OpenTable;
use leptos::prelude::*;

use crate::frame::Frame;
use crate::parts::{ColumnMeta, Crumbs, Head, Shell};

const TITLE: &str = "公开数据";

/// The heads of the table, in page and file.
pub const HEADS: [&str; 7] = ["月份", "收到", "办结", "按期", "天数", "满意", "公斤"];

pub fn page(data: OpenTable) -> impl IntoView {
    let frame = Frame::current();
    let description = "每个月收到多少投诉举报、办结多少、按期多少、用了几天、满意多少，回收了多少过期药。".to_owned();
    let head = Head {
        title: TITLE.to_owned(),
        description: description.clone(),
        column: Some(ColumnMeta {
            name: TITLE.to_owned(),
            description: description.clone(),
            keywords: "公开数据,投诉举报,办结,满意率,过期药回收".to_owned(),
        }),
        ..Head::default()
    };
    let heads = HEADS.iter().map(|head| view! { <th scope="col">{*head}</th> }).collect_view();
    let rows = data.months.iter().map(|month| row(month, data.smallest)).collect_view();
    let chart = chart::draw(&data.months);
    let nothing = chart.is_none().then(|| view! { <p class="empty">"这些月份没有数字可以画。"</p> });
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <Crumbs above=Vec::new()/>
                <h1>{TITLE}</h1>
                <p>{description}</p>
                <h2>"每月收到和办结"</h2>
                {chart}
                {nothing}
                <h2>"数字"</h2>
                <div class="prose">
                    <table tabindex="0">
                        <caption class="spoken">{TITLE}</caption>
                        <thead><tr>{heads}</tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                <p><a class="button quiet" href=frame.href("numbers.csv")>"下载表格（CSV）"</a></p>
                <h2>"怎么算的"</h2>
                <ul>
                    <li>"只算整个月，这个月还没过完，不算。"</li>
                    <li>"收到、办结：投诉、举报和线索的件数，按收到、办结的那天算。"</li>
                    <li>"按期：当月办结的里面，法定期限都没有超过的占多少。"</li>
                    <li>"天数：当月办结的，按从收到到办结的天数排队，排在正中间那一件的天数（自然天，双休日和节假日也算）。"</li>
                    <li>"满意：当月办结、对方评价过的里面，基本满意以上的占多少。"</li>
                    <li>"公斤：村药品安全信息员登记的过期药回收重量。"</li>
                    <li>{format!("少于 {} 件的不写数，也不算占比和天数：{}。", data.smallest, data.why)}</li>
                </ul>
            </main>
        </Shell>
    }
}

fn row(month: &OpenMonth, smallest: u64) -> impl IntoView + use<> {
    let [name, cells @ ..] = cells(month, smallest);
    let cells = cells.into_iter().map(|cell| view! { <td>{cell}</td> }).collect_view();
    view! { <tr><th scope="row">{name}</th>{cells}</tr> }
}

/// A line of the table, in page and file.
#[must_use]
pub fn cells(month: &OpenMonth, smallest: u64) -> [String; 7] {
    [
        month.month.to_string(),
        month.received.words(smallest),
        month.handled.words(smallest),
        month.in_time.words(),
        month.days.words(),
        month.content.words(),
        kilograms(month.grams),
    ]
}
