use std::sync::Arc;

use domain::asking::{Typed, field};
use domain::law::Laws;
use domain::question::AskedText;
use leptos::prelude::*;

use crate::frame::Frame;
use crate::parts::{Choice, Crumbs, ErrorSummary, Errors, Head, Paragraphs, Sheet, Shell, TextArea};

/// The first screen: the question.
#[derive(Clone)]
pub struct StartPage {
    pub laws: Arc<Laws>,
    pub typed: Typed,
    pub errors: Errors,
}

pub fn page(data: StartPage) -> impl IntoView {
    let frame = Frame::current();
    let head = Head {
        title: data.errors.title("用药问一问"),
        description: "药怎么吃、怎么放、号码怎么看，写下来问本局，用查询码看答复。".to_owned(),
        sheet: Sheet::Form,
        ..Head::default()
    };
    let Typed { question, unwell, .. } = data.typed;
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <Crumbs above=Vec::new()/>
                <h1>"用药问一问"</h1>
                <Emergency laws=data.laws/>
                <ErrorSummary errors=data.errors.clone()/>
                <form method="post" action=frame.href("ask/look") autocomplete="off" novalidate>
                    <TextArea
                        name=field::QUESTION label="您想问什么？" max=AskedText::MAX rows=5
                        hint="写药名、谁用、想知道什么。不要写姓名、住址、身份证号。"
                        value=question error=data.errors.at(field::QUESTION)
                    />
                    <Choice kind="checkbox" name=field::UNWELL value="yes" words="有人现在不舒服" chosen=unwell/>
                    <div class="actions"><button class="button">"下一步"</button></div>
                </form>
                <div class="actions">
                    <a class="button quiet" href=frame.href("questions")>"看看别人问过什么"</a>
                    <a class="button quiet" href=frame.href("track")>"用查询码看答复"</a>
                </div>
            </main>
        </Shell>
    }
}

/// Help first; questions wait.
#[component]
pub fn Emergency(laws: Arc<Laws>) -> impl IntoView {
    view! {
        <section class="warn">
            <h2>"有人现在不舒服，先打120"</h2>
            <Paragraphs text=laws.notice("start.emergency")/>
            <p><a class="button" href="tel:120">"打120"</a></p>
        </section>
    }
}
