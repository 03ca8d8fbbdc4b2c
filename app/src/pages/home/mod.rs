//! The home page: the site's menu, at most six ways in; below, the other pages and what is new.

use leptos::prelude::*;

use crate::frame::Frame;
use crate::parts::{Entry, EntryList, Head, Shell, Tile, Tiles};

/// What the home page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// The menu.
    pub tiles: Vec<Tile>,
    /// Paths and words of the pages that are not in it.
    pub pages: Vec<(&'static str, &'static str)>,
    pub disclosures: Vec<Entry>,
    pub articles: Vec<Entry>,
    /// Notices, alerts, campaigns and leaflets; nothing is said where there are none.
    pub notices: Vec<Entry>,
}

pub fn page(home: Home) -> impl IntoView {
    let frame = Frame::current();
    let head = Head {
        description: format!(
            "{}：看安全用药知识和典型案例，投诉举报药品、医疗器械、化妆品问题，用查询码查进度。",
            frame.site.name
        ),
        ..Head::default()
    };
    let pages =
        home.pages.into_iter().map(|(path, words)| view! { <a href=frame.href(path)>{words}</a> }).collect_view();
    view! {
        <Shell head wide=true>
            <main id="main" class="wrap" tabindex="-1">
                <h1 class="spoken">{frame.site.name.clone()}</h1>
                {(!home.tiles.is_empty()).then(|| view! { <Tiles tiles=home.tiles/> })}
                <p class="pages">{pages}</p>
                {(!home.notices.is_empty()).then(|| newest("通知提示", "全部通知", frame.href("notices"), home.notices.clone(), ""))}
                <div class="halves">
                    {newest("典型案例", "全部案例", frame.href("disclosures"), home.disclosures, "还没有发布典型案例。")}
                    {newest("安全用药", "全部文章", frame.href("read"), home.articles, "还没有发布文章。")}
                </div>
            </main>
        </Shell>
    }
}

fn newest(title: &'static str, all: &'static str, href: String, entries: Vec<Entry>, empty: &'static str) -> AnyView {
    let list = if entries.is_empty() {
        view! { <div class="empty"><p>{empty}</p></div> }.into_any()
    } else {
        view! { <EntryList entries/><p class="pages"><a href=href>{all}</a></p> }.into_any()
    };
    view! { <section><h2>{title}</h2>{list}</section> }.into_any()
}
