//! The question for the code, with what to do when it is lost.

use std::sync::Arc;

use domain::law::Laws;
use leptos::prelude::*;

use crate::frame::Frame;
use crate::islands::TrackCode;
use crate::parts::{ErrorSummary, Errors, Head, Paragraphs, Shell, TextField};
use domain::report::FieldError;

/// The name under which the code is posted.
const CODE: &str = "code";

#[derive(Clone)]
pub struct AskPage {
    pub laws: Arc<Laws>,
    /// As typed, shown again after a refusal.
    pub typed: String,
    pub error: Option<String>,
}

pub fn page(data: AskPage) -> impl IntoView {
    let frame = Frame::current();
    let faults = data.error.iter().map(|message| FieldError { field: CODE.to_owned(), message: message.clone() });
    let errors = Errors::new(faults.collect());
    let head = Head {
        title: errors.title("查进度"),
        description: "用回执上的16位查询码，查看投诉、举报办到哪一步，咨询的答复也在这里。".to_owned(),
        islands: true,
        noindex: data.error.is_some(),
        ..Head::default()
    };
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <nav class="crumbs" aria-label="所在位置"><a href=frame.href("")>"首页"</a>" › 查进度"</nav>
                <h1>"查进度"</h1>
                <ErrorSummary errors=errors.clone()/>
                <form method="post" action=frame.href("track") novalidate>
                    <TextField
                        name=CODE label="查询码" inputmode="numeric" hint="回执上的 16 位数字，中间的空格写不写都行"
                        value=data.typed error=errors.at(CODE)
                    />
                    <div class="actions"><button class="button">"查"</button></div>
                </form>
                <TrackCode/>
                <h2>"查询码丢了怎么办"</h2>
                <Paragraphs text=data.laws.notice("lost_code")/>
            </main>
        </Shell>
    }
}
