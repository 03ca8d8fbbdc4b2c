//! The home page: at most six ways in, the first of them to report; below, what is new.

use leptos::prelude::*;

use crate::frame::Frame;
use crate::parts::{Entry, EntryList, Head, Icon, Shell, Tile, Tiles};

/// What the home page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    pub disclosures: Vec<Entry>,
    pub articles: Vec<Entry>,
    /// Notices, alerts, campaigns and leaflets; nothing is said where there are none.
    pub notices: Vec<Entry>,
}

/// The key of the column about old medicine in `content/columns.toml`.
pub const TAKE_BACK: &str = "take-back";

pub fn page(home: Home) -> impl IntoView {
    let frame = Frame::current();
    let head = Head {
        description: format!(
            "{}：看安全用药知识和典型案例，投诉举报药品、医疗器械、化妆品问题，用查询码查进度。",
            frame.site.name
        ),
        ..Head::default()
    };
    view! {
        <Shell head wide=true>
            <main id="main" class="wrap" tabindex="-1">
                <h1 class="spoken">{frame.site.name.clone()}</h1>
                <Tiles tiles=tiles()/>
                <p class="pages">
                    <a href=frame.href("check")>"盒子上的号码是什么意思？查一查"</a>
                    <a href=frame.href("outlets")>"附近的药店、卫生室"</a>
                    <a href=frame.href("numbers")>"公开数据：每月收到、办结多少"</a>
                    <a href=frame.href("contest")>"知识竞赛：十道用药题"</a>
                </p>
                {(!home.notices.is_empty()).then(|| newest("通知提示", "全部通知", frame.href("notices"), home.notices.clone(), ""))}
                <div class="halves">
                    {newest("典型案例", "全部案例", frame.href("disclosures"), home.disclosures, "还没有发布典型案例。")}
                    {newest("安全用药", "全部文章", frame.href("read"), home.articles, "还没有发布文章。")}
                </div>
            </main>
        </Shell>
    }
}

fn tiles() -> Vec<Tile> {
    let tile = |icon, words, more, path| Tile { icon, words, more, path };
    vec![
        tile(Icon::Report, "我要投诉举报", "买到问题药、无证卖药、虚假宣传。举报可以不留姓名", "report"),
        tile(Icon::Follow, "查进度", "用查询码", "track"),
        tile(Icon::Read, "安全用药", "看得懂的用药知识", "read"),
        tile(Icon::Cases, "典型案例", "用案例讲法律", "disclosures"),
        tile(Icon::TakeBack, "过期药怎么办", "送到哪里、什么时候收", "take-back"),
        tile(Icon::Search, "搜一搜", "药名、问题", "search"),
    ]
}

fn newest(title: &'static str, all: &'static str, href: String, entries: Vec<Entry>, empty: &'static str) -> AnyView {
    let list = if entries.is_empty() {
        view! { <div class="empty"><p>{empty}</p></div> }.into_any()
    } else {
        view! { <EntryList entries/><p class="pages"><a href=href>{all}</a></p> }.into_any()
    };
    view! { <section><h2>{title}</h2>{list}</section> }.into_any()
}
