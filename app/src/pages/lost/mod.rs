//! Pages for when something is missing or broken: what happened, and the ways out.

use leptos::prelude::*;

use crate::frame::Frame;
use crate::parts::{Head, Shell};

/// What went wrong, in the reader's terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    pub title: String,
    pub what: String,
}

impl Lost {
    /// 404
    #[must_use]
    pub fn not_found() -> Self {
        Self {
            title: "没有找到这个页面".to_owned(), what: "网址可能输错了，也可能页面已经撤下或换了地方。".to_owned()
        }
    }

    /// 500 and 503
    #[must_use]
    pub fn broken() -> Self {
        Self {
            title: "系统出了问题".to_owned(), what: "请过几分钟再试。急事请直接打电话，不要等。".to_owned()
        }
    }
}

pub fn page(lost: Lost) -> impl IntoView {
    let frame = Frame::current();
    let line = frame.site.hotline.iter().find(|line| line.lead).cloned();
    let head = Head { title: lost.title.clone(), noindex: true, ..Head::default() };
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1"><section class="lost">
                <h1>{lost.title}</h1>
                <p>{lost.what}</p>
                <h2>"您可以"</h2>
                <ul class="list">
                    <li><a href=frame.href("")>"回到首页"</a></li>
                    <li><a href=frame.href("report")>"我要投诉举报"</a></li>
                    <li><a href=frame.href("track")>"用查询码查进度"</a></li>
                    <li><a href=frame.href("read")>"看安全用药知识"</a></li>
                    {line.map(|line| view! { <li><a href=format!("tel:{}", line.number)>"打电话 "{line.number.clone()}</a></li> })}
                </ul>
            </section></main>
        </Shell>
    }
}
