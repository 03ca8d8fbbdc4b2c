use leptos::prelude::*;

use crate::frame::Frame;
use crate::pages::desk::frame::{DeskPage, Top};

#[derive(Clone, Default)]
pub struct HistoryPage {
    pub top: Top,
    pub title: String,
    pub back: String,
    /// Newest first.
    pub texts: Vec<Kept>,
    /// Where restoring posts to; nothing where this person may not.
    pub restore: Option<String>,
    pub read: String,
}

#[derive(Clone)]
pub struct Kept {
    pub seq: u32,
    pub words: String,
    pub live: bool,
    /// What changed since the one before.
    pub compare: Option<String>,
}

pub fn page(data: HistoryPage) -> impl IntoView {
    let frame = Frame::current();
    let newest = data.texts.first().map(|text| text.seq);
    let line = |text: &Kept| {
        let compare = text.compare.as_ref().map(|path| view! { <a href=frame.href(path)>"和上一稿比较"</a> });
        let restore = data.restore.as_ref().filter(|_| Some(text.seq) != newest).map(|path| {
            view! {
                <form method="post" action=frame.href(path)>
                    <input type="hidden" name="read" value=data.read.clone()/>
                    <button class="button quiet" name="seq" value=text.seq.to_string()>"恢复成这一稿"</button>
                </form>
            }
        });
        view! {
            <li>
                <p><b>{text.words.clone()}</b>{text.live.then(|| view! { <span class="tag blue">"网上是这一稿"</span> })}</p>
                {compare}
                {restore}
            </li>
        }
    };
    let lines = data.texts.iter().map(line).collect_view();
    view! {
        <DeskPage top=data.top.clone() title=format!("历史：{}", data.title)>
            <h1>{format!("历史：{}", data.title)}</h1>
            <p><a href=frame.href(&data.back)>"返回稿件"</a></p>
            <ol class="history">{lines}</ol>
        </DeskPage>
    }
}
