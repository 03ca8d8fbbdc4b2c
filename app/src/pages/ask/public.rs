use domain::ports::PublicQuestion;
use domain::track::local_date;
use leptos::prelude::*;

use crate::frame::Frame;
use crate::parts::{ColumnMeta, Crumbs, Head, Pages, Paging, Paragraphs, Shell};

/// Questions and answers that were published.
#[derive(Clone)]
pub struct PublicPage {
    pub words: String,
    pub questions: Vec<PublicQuestion>,
    pub paging: Paging,
}

pub fn page(data: PublicPage) -> impl IntoView {
    let frame = Frame::current();
    let title = "用药问答";
    let description = "别人问过的用药问题和答复，已经去掉个人信息。".to_owned();
    let head = Head {
        title: title.to_owned(),
        description: description.clone(),
        column: Some(ColumnMeta { name: title.to_owned(), description, keywords: "咨询,问答,用药".to_owned() }),
        noindex: !data.words.is_empty(),
        ..Head::default()
    };
    let list = if data.questions.is_empty() {
        let words =
            if data.words.is_empty() { "还没有公开的问答。" } else { "没有找到，换个词试试。" };
        view! { <div class="empty"><p>{words}</p></div> }.into_any()
    } else {
        data.questions.into_iter().map(one).collect_view().into_any()
    };
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <Crumbs above=Vec::new()/>
                <h1>{title}</h1>
                <form class="search" role="search" method="get" action=frame.href("questions")>
                    <label class="spoken" for="q">"找问答"</label>
                    <input type="search" id="q" name="q" value=data.words maxlength="50"/>
                    <button class="button">"搜索"</button>
                </form>
                {list}
                <Pages paging=data.paging/>
                <p class="hint">"各人情况不一样，答复只供参考，不能代替看病。用药先看说明书，不舒服就去看医生，急的打120。"</p>
                <div class="actions"><a class="button" href=frame.href("ask")>"我也要问"</a></div>
            </main>
        </Shell>
    }
}

fn one(question: PublicQuestion) -> impl IntoView {
    view! {
        <section>
            <h2>{question.question}</h2>
            <Paragraphs text=question.answer/>
            <p class="hint">{format!("{} 公开", local_date(question.published_at))}</p>
        </section>
    }
}
