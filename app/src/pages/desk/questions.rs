//! 咨询 at the desk: what waits, and one question with its answer and what may be published of it.

use domain::newsroom::mask::Hit;
use domain::ports::{DeskQuestion, Proposed, QuestionList};
use domain::question::{AnswerText, AskedText};
use domain::track::local_minute;
use leptos::prelude::*;

use super::form::Refused;
use super::frame::{DeskPage, Top};
use crate::frame::Frame;
use crate::parts::{Choice, ErrorSummary, Errors, FieldFault, Paragraphs, TextArea, TextField};

#[derive(Clone)]
pub struct QuestionsPage {
    pub top: Top,
    pub list: QuestionList,
}

#[derive(Clone)]
pub struct QuestionPage {
    pub top: Top,
    pub question: DeskQuestion,
    pub answer: String,
    pub public_question: String,
    pub public_answer: String,
    pub looked: bool,
    /// What in the words to be published points at a person.
    pub hits: Vec<Hit>,
    pub reason: String,
    /// The phone number, once somebody has said why.
    pub contact: Option<String>,
    pub errors: Errors,
    pub not_now: Option<String>,
}

pub fn list(data: QuestionsPage) -> impl IntoView {
    let QuestionList { waiting, answered } = data.list;
    let (proposed, answered): (Vec<_>, Vec<_>) = answered.into_iter().partition(proposed);
    view! {
        <DeskPage top=data.top title="咨询">
            <h1>"咨询"</h1>
            <h2>{format!("等答复 {} 条", waiting.len())}</h2>
            {lines(waiting, "没有等答复的咨询。")}
            {(!proposed.is_empty()).then(|| view! { <h2>"等核对后公开"</h2>{lines(proposed, "")} })}
            <h2>"已经答复"</h2>
            {lines(answered, "没有。")}
        </DeskPage>
    }
}

fn lines(questions: Vec<DeskQuestion>, empty: &'static str) -> AnyView {
    if questions.is_empty() {
        return view! { <div class="empty"><p>{empty}</p></div> }.into_any();
    }
    let rows = questions.into_iter().map(row).collect_view();
    view! {
        <table>
            <caption class="spoken">"咨询"</caption>
            <thead><tr><th scope="col">"问题"</th><th scope="col">"收到"</th><th scope="col">"公开"</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(question: DeskQuestion) -> impl IntoView {
    let link = Frame::current().href(&format!("desk/questions/{}", question.id));
    let shown: String = question.text.chars().take(60).collect();
    view! {
        <tr>
            <td data-label="问题"><a href=link>{shown}</a></td>
            <td data-label="收到"><span class="nowrap">{local_minute(question.asked_at)}</span></td>
            <td data-label="公开">{openness(&question)}</td>
        </tr>
    }
}

/// Waits for a colleague who reads it before everybody does.
fn proposed(question: &DeskQuestion) -> bool {
    question.proposed.as_ref().is_some_and(|proposed| proposed.published_at.is_none())
}

fn openness(question: &DeskQuestion) -> &'static str {
    match (&question.proposed, question.may_publish) {
        (Some(Proposed { published_at: Some(_), .. }), _) => "已公开",
        (Some(Proposed { own: true, .. }), _) => "等同事核对",
        (Some(_), _) => "等您核对",
        (None, true) => "同意公开",
        (None, false) => "不公开",
    }
}

pub fn one(data: QuestionPage) -> impl IntoView {
    let question = data.question.clone();
    let version = question.version.to_string();
    let faulty = !data.errors.is_empty() || data.not_now.is_some();
    let answered = question.answer.clone().map(|answer| {
        view! { <p class="hint">{format!("{} {} 答复。下面可以更正，咨询人会看到新的；已经公开的会自动撤下，要重新核对。", local_minute(answer.at), answer.by)}</p> }
    });
    let button = if question.answer.is_some() { "更正答复" } else { "发出答复" };
    let action = Frame::current().href(&format!("desk/questions/{}/answer", question.id));
    view! {
        <DeskPage top=data.top.clone() title="答复咨询" faulty>
            <ErrorSummary errors=data.errors.clone()/>
            <Refused title="没有记下" why=data.not_now.clone()/>
            <h1>"答复咨询"</h1>
            <p class="hint">{format!("{} 收到，{}", local_minute(question.asked_at), openness(&question))}</p>
            <Paragraphs text=question.text.clone()/>
            {contact(&data)}
            <h2>"答复"</h2>
            {answered}
            <form method="post" action=action novalidate>
                <input type="hidden" name="version" value=version/>
                <TextArea
                    name="answer" label="写给咨询人的话" max=AnswerText::MAX rows=8
                    hint="请他先看说明书、去看医生。不断定药的真假，不替人诊断，不让人自己停药、加减药。不要写手机号。"
                    value=data.answer.clone() error=data.errors.at("answer")
                />
                <div class="actions"><button class="button">{button}</button></div>
            </form>
            {publication(&data)}
        </DeskPage>
    }
}

fn contact(data: &QuestionPage) -> AnyView {
    if let Some(phone) = &data.contact {
        let call = format!("tel:{phone}");
        return view! { <div class="notice"><p>"电话 "<a href=call>{phone.clone()}</a>"。这次查看已经记下。"</p></div> }
            .into_any();
    }
    if !data.question.has_contact {
        return view! { <p class="hint">"没有留电话，或者已经按期删掉。"</p> }.into_any();
    }
    let action = Frame::current().href(&format!("desk/questions/{}/contact", data.question.id));
    let error = data.errors.at("reason");
    let open = error.is_some();
    view! {
        <details class="more" open=open>
            <summary>"留了电话"</summary>
            <form method="post" action=action novalidate>
                <TextField name="reason" label="为什么要看电话" hint="写下的理由会进审计记录" value=data.reason.clone() error/>
                <button class="button quiet">"看电话"</button>
            </form>
        </details>
    }
    .into_any()
}

fn publication(data: &QuestionPage) -> AnyView {
    let question = &data.question;
    match &question.proposed {
        Some(public) if public.published_at.is_some() => published(question, public).into_any(),
        Some(public) => view! { {proposal(data, public)}{writing(data)} }.into_any(),
        None if question.may_publish && question.answer.is_some() => writing(data).into_any(),
        None => ().into_any(),
    }
}

/// Words somebody proposed, for a colleague to read.
fn proposal(data: &QuestionPage, public: &Proposed) -> impl IntoView + use<> {
    let id = data.question.id;
    let version = data.question.version.to_string();
    let frame = Frame::current();
    let (publish, back) =
        (frame.href(&format!("desk/questions/{id}/publish")), frame.href(&format!("desk/questions/{id}/take-down")));
    let next = if public.own {
        view! { <p>"公开的内容是您写的，要由别的同事核对以后公开。"</p> }.into_any()
    } else {
        view! {
            <p>"请核对：说得对不对，有没有姓名、村名、电话这些能认出人的内容。核对过的，由您公开。"</p>
            {pointing(&data.hits)}
            <form method="post" action=publish>
                <input type="hidden" name="version" value=version.clone()/>
                <div class="actions"><button class="button">"核对过，公开"</button></div>
            </form>
        }
        .into_any()
    };
    view! {
        <h2>"等核对后公开"</h2>
        <h3>{public.question.clone()}</h3>
        <Paragraphs text=public.answer.clone()/>
        {next}
        <form method="post" action=back>
            <input type="hidden" name="version" value=version/>
            <div class="actions"><button class="button quiet">"不公开，退回"</button></div>
        </form>
    }
}

/// The form in which the words to be published are written.
fn writing(data: &QuestionPage) -> impl IntoView + use<> {
    let (question, errors) = (&data.question, &data.errors);
    let action = Frame::current().href(&format!("desk/questions/{}/propose", question.id));
    let title = if question.proposed.is_some() { "改公开的内容" } else { "公开这条问答" };
    let error = errors.at("looked");
    let looked = (!data.hits.is_empty()).then(|| {
        view! {
            {pointing(&data.hits)}
            <FieldFault name="looked" error/>
            <Choice
                kind="checkbox" name="looked" value="yes" chosen=data.looked id=Some("looked".to_owned())
                words="我看过，留下的不指向任何人"
            />
        }
    });
    view! {
        <h2>{title}</h2>
        <p>"咨询人同意公开。先去掉姓名、村名、年龄这些能认出人的内容，系统不一定都找得出。写好以后由别的同事核对、公开。"</p>
        <form method="post" action=action novalidate>
            <input type="hidden" name="version" value=question.version.to_string()/>
            <TextArea
                name="public_question" label="公开的问题" max=AskedText::MAX rows=4
                value=data.public_question.clone() error=errors.at("public_question")
            />
            <TextArea
                name="public_answer" label="公开的答复" max=AnswerText::MAX rows=8
                value=data.public_answer.clone() error=errors.at("public_answer")
            />
            {looked}
            <div class="actions"><button class="button">"请同事核对"</button></div>
        </form>
    }
}

/// What in the words points at a person.
fn pointing(hits: &[Hit]) -> Option<impl IntoView + use<>> {
    let line = |hit: &Hit| format!("{} {}：可以写成“{}”", hit.kind.words(), hit.text, hit.mask);
    let lines = hits.iter().map(|hit| view! { <li>{line(hit)}</li> }).collect_view();
    (!hits.is_empty()).then(|| view! { <div class="warn"><h3>"可能指向个人"</h3><ul>{lines}</ul></div> })
}

fn published(question: &DeskQuestion, public: &Proposed) -> impl IntoView + use<> {
    let frame = Frame::current();
    let action = frame.href(&format!("desk/questions/{}/take-down", question.id));
    let since = public.published_at.map(|at| format!("{} 公开", local_minute(at)));
    view! {
        <h2>"已经公开"</h2>
        <p class="hint">{since}</p>
        <h3>{public.question.clone()}</h3>
        <Paragraphs text=public.answer.clone()/>
        <form method="post" action=action>
            <input type="hidden" name="version" value=question.version.to_string()/>
            <div class="actions">
                <button class="button quiet">"撤下"</button>
                <a class="button quiet" href=frame.href("questions")>"看公开的问答"</a>
            </div>
        </form>
    }
}
