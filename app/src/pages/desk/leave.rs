//! Leave: who stands in for a person, from which day to which.

use leptos::prelude::*;

use super::Choice;
use super::form::Select;
use super::frame::{DeskPage, Top};
use crate::frame::Frame;
use crate::parts::{ErrorSummary, Errors, TextField};

#[derive(Clone)]
pub struct LeavePage {
    pub top: Top,
    /// Named and not over: id, and in words who and when.
    pub named: Vec<(String, String)>,
    /// For whom this person stands in today.
    pub stands_in_for: Vec<String>,
    pub colleagues: Vec<Choice>,
    pub deputy: String,
    pub from: String,
    pub to: String,
    pub errors: Errors,
}

pub fn page(data: LeavePage) -> impl IntoView {
    let frame = Frame::current();
    let faulty = !data.errors.is_empty();
    let named = data
        .named
        .into_iter()
        .map(|(id, words)| {
            let end = frame.href(&format!("desk/leave/{id}/end"));
            view! { <li>{words}" "<form method="post" action=end><button class="button quiet">"取消"</button></form></li> }
        })
        .collect_view();
    let standing_in = (!data.stands_in_for.is_empty()).then(|| {
        view! { <div class="notice"><p>{format!("今天您代理：{}。您代办的投诉举报和稿件，会写明代谁。", data.stands_in_for.join("、"))}</p></div> }
    });
    let [from, to] = ["from", "to"].map(|field| data.errors.at(field));
    let choices: Vec<_> = std::iter::once(Choice::new("", "请选择")).chain(data.colleagues).collect();
    let errors = data.errors.clone();
    view! {
        <DeskPage top=data.top title="请假代理" faulty>
            <ErrorSummary errors=data.errors/>
            <h1>"请假代理"</h1>
            {standing_in}
            <section class="panel" aria-labelledby="name-deputy">
                <h2 id="name-deputy">"我请假，请同事代理"</h2>
                <p>"代理期间，这位同事可以办您能办的事；到期自动结束。每一步都记在代理人名下；投诉举报和稿件还写明代谁。"</p>
                <ul>{named}</ul>
                <form method="post" action=frame.href("desk/leave")>
                    <Select name="deputy" label="代理人（同一单位）" chosen=data.deputy choices errors/>
                    <TextField name="from" label="从哪天" value=data.from error=from kind="date"/>
                    <TextField name="to" label="到哪天（含当天）" value=data.to error=to kind="date"/>
                    <div class="actions"><button class="button">"请他代理"</button></div>
                </form>
            </section>
        </DeskPage>
    }
}
