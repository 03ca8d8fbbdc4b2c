//! Where a reporter claims a reward: code and word, and what stands behind them.

use domain::ports::ClaimView;
use domain::reward::yuan;
use leptos::prelude::*;

use crate::frame::Frame;
use crate::parts::{ErrorSummary, Errors, Head, Sheet, Shell, TextField};

#[derive(Clone, Default)]
pub struct ClaimPage {
    pub code: String,
    /// The word must be typed again: it is the first time.
    pub choose: bool,
    pub errors: Errors,
}

/// The question for code and word.
pub fn claim(data: ClaimPage) -> impl IntoView {
    let title = if data.choose { "定一个领奖暗语" } else { "凭领奖码查奖励" };
    let head = Head { title: data.errors.title(title), sheet: Sheet::Form, noindex: true, ..Head::default() };
    let action = Frame::current().href("reward");
    let errors = data.errors.clone();
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <h1>{title}</h1>
                <ErrorSummary errors=errors.clone()/>
                {data.choose.then(|| view! {
                    <div class="notice"><p>"这个领奖码是第一次使用。请自己定一个领奖暗语，输入两次。以后领奖要领奖码和暗语两样都对，本局不知道您的暗语，忘了不能找回。"</p></div>
                })}
                <form method="post" action=action autocomplete="off">
                    <TextField name="code" label="领奖码" hint="24 位字母和数字，在回执上" value=data.code error=errors.at("code")/>
                    <TextField name="word" label="领奖暗语" hint="4 到 20 个字；第一次使用时自己定" value="" error=errors.at("word") kind="password"/>
                    {data.choose.then(|| view! {
                        <TextField name="again" label="再输入一次暗语" value="" error=errors.at("again") kind="password"/>
                    })}
                    <div class="actions"><button class="button">"查看"</button></div>
                </form>
                <p class="hint">"举报时选了“希望获得举报奖励”的，才有领奖码。是否奖励，由本局按规定认定。"</p>
            </main>
        </Shell>
    }
}

#[derive(Clone)]
pub struct OpenPage {
    pub view: ClaimView,
    pub code: String,
    pub word: String,
}

/// What code and word opened.
pub fn open(data: OpenPage) -> impl IntoView {
    let head = Head { title: "举报奖励".to_owned(), sheet: Sheet::Form, noindex: true, ..Head::default() };
    let frame = Frame::current();
    let view = data.view;
    let amount = view.amount.map(|amount| {
        let grade = view.grade.map(|grade| format!("{grade} 级，")).unwrap_or_default();
        view! { <p>{format!("{grade}您可以领取 {} 元。", yuan(amount))}</p> }
    });
    let collect = view
        .collect_by
        .map(|day| view! { <p>{format!("请尽早领取，最晚 {day}；接到领奖通知晚的，从接到通知那天算起。")}</p> });
    let action = frame.href("reward/apply");
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <h1>"举报奖励"</h1>
                <p class="status">{view.stage.public_text()}</p>
                <p>{format!("奖励编号 {}", view.number)}</p>
                {amount}
                {collect}
                {view.may_apply.then(|| view! {
                    <form method="post" action=action autocomplete="off">
                        <input type="hidden" name="code" value=data.code/>
                        <input type="hidden" name="word" value=data.word/>
                        <div class="actions"><button class="button">"申请领奖"</button></div>
                    </form>
                })}
                {(view.applied && view.amount.is_none()).then(|| view! { <p>"您已经申请领奖。请过一段时间再看结果。"</p> })}
                <div class="actions"><a class="button quiet" href=frame.href("")>"回到首页"</a></div>
            </main>
        </Shell>
    }
}
