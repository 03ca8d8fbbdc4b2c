//! An addition that could not be kept: nothing can be looked up now either, but what was typed is
//! there to be sent again.

use domain::query_code::QueryCode;
use leptos::prelude::*;

use super::Refusal;
use super::actions::Add;
use crate::frame::Frame;
use crate::parts::{Head, Shell, Unsent};

#[derive(Clone)]
pub struct UnsentPage {
    pub code: QueryCode,
    /// The refused form keeps its key, so that sending it twice is one message.
    pub form_key: String,
    pub refusal: Refusal,
}

pub fn page(data: UnsentPage) -> impl IntoView {
    let frame = Frame::current();
    let head =
        Head { title: "没有提交：补充内容".to_owned(), islands: true, noindex: true, ..Head::default() };
    let UnsentPage { code, form_key, refusal } = data;
    let number = refusal.number.clone();
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <nav class="crumbs" aria-label="所在位置"><a href=frame.href("")>"首页"</a>" › "<a href=frame.href("track")>"查进度"</a></nav>
                <h1>"补充内容"</h1>
                <Unsent
                    heading="现在存不下，没有提交"
                    words="写的内容还在下面。请过几分钟再按“补充”；照片要重新选一次。急事请直接打电话。"
                />
                <Add index=0 number code form_key refusal/>
            </main>
        </Shell>
    }
}
