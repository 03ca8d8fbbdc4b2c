use domain::quiz::Asked;
use leptos::prelude::*;

use super::contest::{TOWN, Town};
use super::questions;
use crate::frame::Frame;
use crate::parts::{Crumbs, ErrorSummary, Errors, Head, Sheet, Shell};

/// Name of the field that holds the paper's own number, which its questions are drawn by.
pub const FORM_KEY: &str = "form_key";

/// Name of the field that proves that the number was drawn here.
pub const DRAWN_HERE: &str = "drawn_here";

/// The ten questions of one paper.
#[derive(Clone)]
pub struct PaperPage {
    pub town: Town,
    pub form_key: String,
    pub proof: String,
    pub questions: Vec<Asked>,
    /// Names of questions and what was chosen.
    pub chosen: Vec<(String, String)>,
    pub errors: Errors,
}

pub fn page(data: PaperPage) -> impl IntoView {
    let frame = Frame::current();
    let title = format!("{} 道题", data.questions.len());
    let head =
        Head { title: data.errors.title("知识竞赛答题"), sheet: Sheet::Form, noindex: true, ..Head::default() };
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <Crumbs above=vec![("contest".to_owned(), "知识竞赛".to_owned())]/>
                <h1>{title}</h1>
                <p>{format!("为{}答题。", data.town.name)}</p>
                <ErrorSummary errors=data.errors.clone()/>
                <form method="post" action=frame.href("contest") autocomplete="off" novalidate>
                    <input type="hidden" name=FORM_KEY value=data.form_key/>
                    <input type="hidden" name=DRAWN_HERE value=data.proof/>
                    <input type="hidden" name=TOWN value=data.town.code/>
                    {questions::to_answer(&data.questions, &data.chosen, &data.errors)}
                    <div class="actions"><button class="button">"交卷"</button></div>
                </form>
            </main>
        </Shell>
    }
}
