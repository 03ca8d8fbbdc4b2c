use domain::ports::{TestResult, Training, TrainingQuestion};
use leptos::prelude::*;

use super::frame::OfficerPage;
use crate::frame::Frame;
use crate::parts::Choice;

#[derive(Clone)]
pub struct TrainingPage {
    pub training: Training,
    /// Of an earlier pass.
    pub certificate: Option<String>,
    pub result: Option<TestResult>,
    /// The answers just given, by question.
    pub chosen: Vec<Option<usize>>,
}

pub fn page(data: TrainingPage) -> impl IntoView {
    let frame = Frame::current();
    let TrainingPage { training, certificate, result, chosen } = data;
    let points = training
        .points
        .into_iter()
        .map(|point| view! { <section class="point"><h2>{point.title}</h2><p>{point.text}</p></section> })
        .collect_view();
    let wrong = result.as_ref().map(|result| result.wrong.clone()).unwrap_or_default();
    let marked = result.is_some();
    let questions = training
        .questions
        .into_iter()
        .enumerate()
        .map(|(number, asked)| {
            let chosen = chosen.get(number).copied().flatten();
            question(number, asked, chosen, marked, wrong.contains(&number))
        })
        .collect_view();
    let certificate = result.as_ref().and_then(|result| result.certificate.clone()).or(certificate);
    view! {
        <OfficerPage title="培训卡和小测验">
            <h1>{training.title}</h1>
            {result.map(said)}
            {certificate.map(|number| view! { <div class="done"><h2>"培训合格"</h2><p>{format!("合格证编号 {number}")}</p></div> })}
            {points}
            <h2>{format!("小测验：答对 {} 题算合格", training.pass)}</h2>
            <form method="post" action=frame.href("officer/training")>
                {questions}
                <div class="actions"><button class="button">"交卷"</button></div>
            </form>
        </OfficerPage>
    }
}

fn said(result: TestResult) -> impl IntoView {
    let (class, words) = if result.passed {
        ("done", format!("答对 {}/{}，合格。", result.right, result.of))
    } else {
        ("warn", format!("答对 {}/{}，还差一点。看看下面的说明，再答一次。", result.right, result.of))
    };
    view! { <div class=class role="status"><p>{words}</p></div> }
}

fn question(number: usize, asked: TrainingQuestion, chosen: Option<usize>, marked: bool, wrong: bool) -> impl IntoView {
    let class = if wrong { "field bad" } else { "field" };
    let options = asked
        .options
        .into_iter()
        .enumerate()
        .map(|(index, words)| {
            // Which name stands for which question is ours to choose; there are never more than these.
            let name = NAMES.get(number).copied().unwrap_or("q");
            view! { <Choice name value=index.to_string() words chosen=chosen == Some(index)/> }
        })
        .collect_view();
    view! {
        <fieldset class=class>
            <legend>{format!("{}. {}", number + 1, asked.ask)}</legend>
            {options}
            {marked.then(|| view! { <p class=if wrong { "error" } else { "hint" }>{asked.because}</p> })}
        </fieldset>
    }
}

/// Names under which the answers are posted.
pub const NAMES: [&str; 12] = ["q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8", "q9", "q10", "q11", "q12"];
