use domain::quiz::{Answered, Asked, score};
use leptos::prelude::*;

use super::questions;
use crate::frame::Frame;
use crate::parts::{Crumbs, ErrorSummary, Errors, Head, Shell};

/// The questions about an article.
#[derive(Clone)]
pub struct QuizPage {
    /// Name and title of the article.
    pub article: (String, String),
    pub questions: Vec<Asked>,
    /// Names of questions and what was chosen.
    pub chosen: Vec<(String, String)>,
    pub errors: Errors,
    /// How many somebody of the family got right, who sent the link.
    pub family: Option<usize>,
}

/// What somebody answered.
#[derive(Clone)]
pub struct ResultPage {
    pub article: (String, String),
    pub answered: Vec<Answered>,
}

pub fn page(data: QuizPage) -> impl IntoView {
    let (slug, title) = data.article;
    let frame = Frame::current();
    let count = data.questions.len();
    let heading = format!("{count} 道小题");
    let head = Head {
        title: data.errors.title(&format!("{heading}：{title}")),
        description: format!("看完《{title}》，做 {count} 道小题。不用登录，不记是谁。"),
        noindex: true,
        ..Head::default()
    };
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <Crumbs above=vec![(format!("article/{slug}"), title.clone())]/>
                <h1>{heading}</h1>
                <p>{format!("题目都出自《{title}》。不用登录，不记是谁，也不记您答了什么。")}</p>
                {data.family.map(|right| view! { <p class="notice">{format!("家人做了这 {count} 道题，答对 {right} 道。您也来试试。")}</p> })}
                <ErrorSummary errors=data.errors.clone()/>
                <form method="post" action=frame.href(&format!("quiz/{slug}")) novalidate>
                    {questions::to_answer(&data.questions, &data.chosen, &data.errors)}
                    <div class="actions">
                        <button class="button">"看答案"</button>
                        <a class="button quiet" href=frame.href(&format!("article/{slug}"))>"回到文章"</a>
                    </div>
                </form>
            </main>
        </Shell>
    }
}

pub fn result(data: ResultPage) -> impl IntoView {
    let (slug, title) = data.article;
    let frame = Frame::current();
    let right = score(&data.answered);
    let heading = format!("{} 题答对 {right} 题", data.answered.len());
    let family = format!("quiz/{slug}/family/{right}");
    let address = frame.site.url(&family);
    let head = Head { title: format!("{heading}：{title}"), noindex: true, ..Head::default() };
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <Crumbs above=vec![(format!("article/{slug}"), title.clone())]/>
                <h1>{heading}</h1>
                {questions::answered(&data.answered, false)}
                <section class="panel">
                    <h2>"请家人也来做"</h2>
                    <p>"长按下面的链接，复制发给家人，看谁答对得多。链接里只有答对几道，没有您是谁。"</p>
                    <p><a href=frame.href(&family) rel="nofollow">{address}</a></p>
                </section>
                <div class="actions">
                    <a class="button" href=frame.href(&format!("article/{slug}"))>"回到文章"</a>
                    <a class="button quiet" href=frame.href(&format!("quiz/{slug}"))>"再做一次"</a>
                    <a class="button quiet" href=frame.href("contest")>"参加知识竞赛"</a>
                </div>
            </main>
        </Shell>
    }
}
