//! Where a matter stands: plain status, what happened, the next legal step, and what one can do.

use std::sync::Arc;

use domain::law::Laws;
use domain::matter::{MatterKind, Stage, Status};
use domain::ports::TrackedMatter;
use domain::query_code::QueryCode;
use jiff::civil::Date;
use leptos::prelude::*;

use super::actions::{Add, Onward};
use crate::frame::Frame;
use crate::pages::report::due;
use crate::parts::{ErrorSummary, Errors, Head, Messages, Paragraphs, Shell, Timeline};

#[derive(Clone)]
pub struct FoundPage {
    pub laws: Arc<Laws>,
    pub today: Date,
    pub code: QueryCode,
    pub matters: Vec<TrackedMatter>,
    /// What was just done, in one sentence.
    pub done: Option<String>,
    pub refusal: Refusal,
    /// Makes a double tap one message; one a form.
    pub form_keys: Vec<String>,
}

/// A message that could not be taken, with what was typed.
#[derive(Clone, Default)]
pub struct Refusal {
    /// The matter it was for.
    pub number: String,
    pub text: String,
    pub errors: Errors,
    pub photos_lost: bool,
}

pub fn page(data: FoundPage) -> impl IntoView {
    let frame = Frame::current();
    let errors = data.refusal.errors.clone();
    let head = Head { title: errors.title("办到哪一步"), islands: true, noindex: true, ..Head::default() };
    let (laws, code, refusal, today) = (data.laws, data.code, data.refusal, data.today);
    let keys = data.form_keys.into_iter().chain(std::iter::repeat(String::new()));
    let matters = data
        .matters
        .into_iter()
        .zip(keys)
        .enumerate()
        .map(|(index, (matter, form_key))| {
            let mine = if refusal.number == matter.number { refusal.clone() } else { Refusal::default() };
            view! { <Matter index matter form_key today code=code.clone() refusal=mine/> }
        })
        .collect_view();
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <nav class="crumbs" aria-label="所在位置"><a href=frame.href("")>"首页"</a>" › "<a href=frame.href("track")>"查进度"</a></nav>
                <h1>"办到哪一步"</h1>
                {data.done.map(|done| view! { <div class="done" role="status"><p>{done}</p></div> })}
                <ErrorSummary errors/>
                {matters}
                <h2>"说明"</h2>
                <Paragraphs text=laws.notice("channel")/>
                <p><a href=frame.href("track")>"查另一个查询码"</a></p>
            </main>
        </Shell>
    }
}

#[component]
fn Matter(
    index: usize,
    matter: TrackedMatter,
    form_key: String,
    today: Date,
    code: QueryCode,
    refusal: Refusal,
) -> impl IntoView {
    let bureau = Frame::current().site.bureau.clone();
    let registration = matter.state.registration_no.clone();
    let overdue = matter.next.as_ref().is_some_and(|step| step.due.date < today);
    let messages = (!matter.messages.is_empty()).then(|| {
        view! { <h3>"留言"</h3><Messages messages=matter.messages person="您" bureau/> }
    });
    let withdraw = format!("撤回这件{}", matter.kind.words());
    let withdrawable = !matter.state.status().is_end() && !matter.state.withdrawal_asked;
    let (code_to_add, number_to_add, number) = (code.clone(), matter.number.clone(), matter.number.clone());
    let rateable = matter.state.stage == Stage::Closed && matter.state.rating.is_none();
    let rate = rateable.then(|| (number.clone(), code.clone()));
    let data = matter.state.custody.wish.is_none().then(|| (number.clone(), code.clone()));
    view! {
        <section aria-labelledby=format!("matter-{index}")>
            <h2 id=format!("matter-{index}")>{matter.kind.words()}" "<span class="nowrap">{matter.number.clone()}</span></h2>
            <p class="status">{matter.state.status().words()}</p>
            <p class="hint">{meaning(matter.kind, matter.state.status())}</p>
            {registration.map(|number| view! { <p>"全国12315平台登记编号：" <b>{number}</b></p> })}
            {matter.state.withdrawal_asked.then(|| view! { <p class="notice">"您已申请撤回。"</p> })}
            {matter.others.map(|number| view! { <p class="hint">{others(number)}</p> })}
            {matter.next.map(due)}
            {overdue.then(|| view! { <p class="due red">"这个日子已经过了。可以在下面留言问，也可以拨打12315。"</p> })}
            <h3>"经过"</h3>
            <Timeline steps=matter.timeline/>
            {messages}
            // Also after the end: the bureau reads what is added, and new facts may come up late.
            <Add index number=number_to_add code=code_to_add form_key refusal/>
            {rate.map(|(number, code)| view! { <Onward path="track/rate" words="评价办理情况" number code/> })}
            {data.map(|(number, code)| view! { <Onward path="track/data" words="查阅、更正、删除我的个人信息" number code/> })}
            {withdrawable.then(|| view! { <Onward path="track/withdraw" words=withdraw number code/> })}
        </section>
    }
}

/// That one is not alone, and nothing of anybody else.
fn others(number: u64) -> String {
    format!(
        "到上个月底，还有 {number} 人以上反映过同一名称的商家，这些事已经受理或者立案。人数多少，不说明查实了没有。"
    )
}

/// What a status means, without promising anything.
fn meaning(kind: MatterKind, status: Status) -> &'static str {
    match (kind, status) {
        (_, Status::Received) => "已经收到，还没有登记到全国12315平台。",
        (MatterKind::Complaint, Status::Registered) => "已登记，等有权处理的部门决定是否受理。",
        (MatterKind::Tip, Status::Registered) => "已登记，等有权处理的部门核查。",
        (_, Status::Accepted) => "已受理。双方都愿意，才能调解。",
        (_, Status::Refused) => "没有受理，理由见下面的经过。",
        (_, Status::IdentityAsked) => "本局需要核对身份，请按下面经过里写的日期补充材料。",
        (_, Status::Mediating) => "正在调解。",
        (_, Status::MediationEnded) => "调解已经结束，结果见下面的经过。",
        (_, Status::Verifying) => "正在核查。为了保密和查案，有的情况不能告诉您。",
        (_, Status::Handling) => "正在处理。为了保密和查案，有的情况不能告诉您。",
        (_, Status::Redirected) => "这件事由别的部门处理，去哪里反映见下面的经过。",
        (_, Status::Repeat) => "与您此前的举报是同一件事，不再另行处理，进展看此前那一件。",
        (_, Status::Closed) => "已经办结，结果见下面的经过。",
        (_, Status::Withdrawn) => "您已撤回。",
    }
}
