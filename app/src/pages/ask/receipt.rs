use std::sync::Arc;

use domain::law::Laws;
use domain::query_code::QueryCode;
use leptos::prelude::*;

use crate::frame::Frame;
use crate::parts::{Head, Paragraphs, Shell};

/// What an asker takes away.
#[derive(Clone)]
pub struct AskedPage {
    pub laws: Arc<Laws>,
    pub code: QueryCode,
}

pub fn page(data: AskedPage) -> impl IntoView {
    let frame = Frame::current();
    let head = Head { title: "问题收到了".to_owned(), noindex: true, ..Head::default() };
    let groups = data.code.groups().into_iter().map(|group| view! { <span>{group.to_owned()}</span> }).collect_view();
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <section class="receipt">
                    <h1>"问题收到了"</h1>
                    <h2>"查询码"</h2>
                    <p class="code" aria-label="查询码">{groups}</p>
                    <Paragraphs text=data.laws.notice("code.only_key")/>
                </section>
                <div class="warn">
                    <h2>"现在就保存查询码"</h2>
                    <p>"可以抄下来、截屏，或者打印。这一页只能看一天。"</p>
                </div>
                <p>"答复写好以后，凭查询码能看到。病情变重的，不要等答复，去看医生；急的打120。"</p>
                <div class="actions">
                    <a class="button" href=frame.href("track")>"用查询码看答复"</a>
                    <a class="button quiet" href=frame.href("")>"回到首页"</a>
                </div>
            </main>
        </Shell>
    }
}
