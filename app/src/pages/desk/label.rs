use leptos::prelude::*;

use crate::frame::Frame;
use crate::parts::{Audience, Head, Shell};

/// What is stuck on a sealed bag of medicines that were taken back.
#[derive(Clone, Debug, Default)]
pub struct LabelPage {
    pub number: String,
    /// Label and value, in the order they were asked.
    pub facts: Vec<(String, String)>,
    /// Path inside the site.
    pub back: String,
}

pub fn label(data: LabelPage) -> impl IntoView {
    let frame = Frame::current();
    let head = Head { title: format!("回收标签 {}", data.number), noindex: true, ..Head::default() };
    let demo = frame.demo.then(|| view! { <p class="letter-demo">"演示环境的标签，不要使用"</p> });
    let facts = data.facts.iter().cloned().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> });
    let facts = facts.collect_view();
    view! {
        <Shell head audience=Audience::Desk>
            <main id="main" class="letter-page label-page" tabindex="-1">
                <nav class="letter-bar" aria-label="打印">
                    <a href=frame.href(&data.back)>"回到这条记录"</a>
                    <span>"用浏览器的打印（Ctrl+P），剪下来贴在封好的袋子上。"</span>
                </nav>
                {demo}
                <article class="bag-label">
                    <h1>"回收的过期药　已封存"</h1>
                    <p class="bag-number">{data.number.clone()}</p>
                    <dl>{facts}</dl>
                    <p>"不能再用，不能送人，不能卖。"</p>
                    <p class="bag-sign">"封装人＿＿＿＿＿＿　第二人＿＿＿＿＿＿　接收人＿＿＿＿＿＿"</p>
                    <p class="bag-foot">{frame.site.bureau.clone()}</p>
                </article>
            </main>
        </Shell>
    }
}
