use domain::ports::OwnQuestion;
use domain::track::local_minute;
use leptos::prelude::*;

use crate::frame::Frame;
use crate::parts::{Head, Paragraphs, Shell};

/// A question and its answer, for whoever holds the code.
#[derive(Clone)]
pub struct ShownPage {
    pub question: OwnQuestion,
}

pub fn page(data: ShownPage) -> impl IntoView {
    let frame = Frame::current();
    let head = Head { title: "您的咨询".to_owned(), noindex: true, ..Head::default() };
    let OwnQuestion { text, asked_at, answer, published } = data.question;
    let answered = match answer {
        Some(answer) => view! {
            <section class="done">
                <h2>"答复"</h2>
                <Paragraphs text=answer.text/>
                <p class="hint">{format!("{} {}", frame.site.bureau, local_minute(answer.at))}</p>
            </section>
        }
        .into_any(),
        None => view! { <p class="status">"还没有答复"</p><p>"答复写好以后，用同一个查询码就能看到。"</p> }.into_any(),
    };
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <nav class="crumbs" aria-label="所在位置"><a href=frame.href("")>"首页"</a>" › "<a href=frame.href("track")>"查进度"</a></nav>
                <h1>"您的咨询"</h1>
                <h2>"您问的"</h2>
                <Paragraphs text=text/>
                <p class="hint">{format!("{} 收到", local_minute(asked_at))}</p>
                {answered}
                {published.then(|| view! { <p>"这条问答去掉个人信息后，已经"<a href=frame.href("questions")>"公开"</a>"。"</p> })}
                <p class="hint">"答复只是用药知识，不能代替看病。用药先看说明书，不舒服就去看医生，急的打120。"</p>
                <div class="actions">
                    <a class="button quiet" href=frame.href("ask")>"再问一个"</a>
                    <a class="button quiet" href=frame.href("track")>"查另一个查询码"</a>
                </div>
            </main>
        </Shell>
    }
}
