//! Matters by the reporter's phone number.

use leptos::prelude::*;

use super::frame::{DeskPage, Top};
use crate::frame::Frame;
use crate::parts::{ErrorSummary, Errors, TextField};

#[derive(Clone)]
pub struct PhonePage {
    pub top: Top,
    pub reason: String,
    pub errors: Errors,
    /// Numbers of matters; `None` before anything was looked for.
    pub found: Option<Vec<String>>,
}

pub fn page(data: PhonePage) -> impl IntoView {
    let frame = Frame::current();
    let faulty = !data.errors.is_empty();
    let (phone_fault, reason_fault) = (data.errors.at("phone"), data.errors.at("reason"));
    view! {
        <DeskPage top=data.top title="按电话查事项" faulty>
            <ErrorSummary errors=data.errors/>
            <h1>"按电话查事项"</h1>
            <p>"对方打电话来问、又没有查询码时用。查找人和事由记入审计记录，号码不记。"</p>
            {data.found.map(found)}
            <form method="post" action=frame.href("desk/phone")>
                <TextField name="phone" label="对方留的电话" value=String::new() error=phone_fault kind="tel" inputmode="tel"/>
                <TextField name="reason" label="查找事由" hint="至少 4 个字，例如：对方来电问进度" value=data.reason error=reason_fault/>
                <div class="actions"><button class="button">"查找"</button></div>
            </form>
        </DeskPage>
    }
}

fn found(numbers: Vec<String>) -> impl IntoView {
    let none = numbers.is_empty().then(|| view! { <p>"没有留这个电话的事项。"</p> });
    let rows = numbers.into_iter().map(|number| {
        let link = Frame::current().href(&format!("desk/matter/{number}"));
        view! { <li><a href=link>{number}</a></li> }
    });
    view! {
        <section class="panel" aria-labelledby="found" role="status">
            <h2 id="found">"查到的事项"</h2>
            {none}
            <ul>{rows.collect_view()}</ul>
        </section>
    }
}
