//! One form of an officer: a plain form; with script one question a page and kept on the phone.

use std::sync::Arc;

use domain::field::{Ask, FormKind, Given, LedgerOutlet, Question, current_version};
use domain::law::Laws;
use domain::report::FieldError;
use leptos::prelude::*;

use super::ask::{AskField, is_one_tap};
use super::frame::{DutyPhone, OfficerPage};
use super::ring::RingFirst;
use super::send::Send;
use crate::frame::Frame;
use crate::parts::{ErrorSummary, Errors, FieldFault, Heard, Unsent, form_key, provide_clips, with_clip};

#[derive(Clone)]
pub struct OfficerForm {
    pub form: FormKind,
    pub laws: Arc<Laws>,
    /// Empty on the page that is for everybody.
    pub villages: Vec<VillageOption>,
    /// Of these villages; empty where the form does not ask.
    pub outlets: Vec<LedgerOutlet>,
    pub filled: FilledForm,
    /// The report's id; the same through every refusal.
    pub form_key: String,
    pub warning: Option<Warning>,
    /// Recordings of its questions.
    pub heard: Vec<Heard>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VillageOption {
    pub code: String,
    pub name: String,
}

/// The answers as they stand and what is wrong with them.
#[derive(Clone, Default)]
pub struct FilledForm {
    pub given: Given,
    pub errors: Vec<FieldError>,
}

/// Why a form that was sent is shown again although no answer is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warning {
    /// 401
    Unbound,
    /// 413
    TooLarge,
    /// 503
    Unavailable,
    /// 409
    SentBefore,
}

/// The name under which the signs of urgency are posted; they stand before everything else.
const URGENT: &str = "urgent";

pub fn page(data: OfficerForm) -> impl IntoView {
    provide_clips(data.heard.clone());
    let frame = Frame::current();
    let form = data.form;
    let errors = Errors::new(data.filled.errors.clone());
    let title = if data.warning.is_some() {
        format!("没有提交成功：{}", form.call())
    } else {
        errors.title(form.call())
    };
    let key = form_key("report", data.form_key.clone());
    let refused = (data.warning.is_some() || !errors.is_empty()).then_some("");
    let photo_worker = frame.assets.officer_photo_js.as_ref().map(|js| frame.href(js));
    let action = frame.href(&format!("officer/new/{}", form.as_str()));
    let asked = form.questions().iter().filter(|question| question.name != URGENT);
    let (folded, asked): (Vec<&'static Question>, Vec<&'static Question>) =
        asked.partition(|question| is_folded(form, question));
    let context = Context { data: data.clone(), errors: errors.clone() };
    let steps = asked.into_iter().map(|question| step(question, &context)).collect_view();
    let urgent = form.question(URGENT).map(|question| urgent(question, &context));
    view! {
        <OfficerPage title kind="form" last=key>
            <h1>{form.call()}</h1>
            {data.warning.map(|warning| view! { <WarningBox warning/> })}
            <ErrorSummary errors=errors.clone()/>
            <form
                id="report" method="post" action=action enctype="multipart/form-data" novalidate autocomplete="off"
                data-form=form.as_str() data-form-ver=current_version(form).to_string()
                data-photos-max=form.photos_max().to_string() data-something=something(form) data-refused=refused data-photo-worker=photo_worker
            >
                <input type="hidden" name="form_ver" value=current_version(form).to_string()/>
                {urgent}
                {steps}
                <Send form folded=folded.into_iter().map(|question| field(question, &context)).collect_view().into_any() errors/>
            </form>
        </OfficerPage>
    }
}

/// What every question needs to be drawn. No day is among it: a phone keeps the page for weeks.
#[derive(Clone)]
struct Context {
    data: OfficerForm,
    errors: Errors,
}

/// What may stay empty is folded away behind the photos, so that nobody walks past it page by page.
/// A villager's own filing is read to him question by question.
fn is_folded(form: FormKind, question: &Question) -> bool {
    if question.needed || question.only_if.is_some() || form == FormKind::Help {
        return false;
    }
    form == FormKind::Clue || matches!(question.ask, Ask::Text(_) | Ask::Long(_) | Ask::Day | Ask::Phone | Ask::Village)
}

/// Answers one of which a clue needs where it has no photo.
fn something(form: FormKind) -> Option<&'static str> {
    (form == FormKind::Clue).then_some("story place")
}

/// Where one of two amounts is enough, the second must be given if the first is not.
fn unless(form: FormKind, question: &Question) -> Option<&'static str> {
    (form == FormKind::TakeBack && question.name == "kg").then_some("boxes")
}

fn step(question: &'static Question, context: &Context) -> impl IntoView + use<> {
    let form = context.data.form;
    let unless = unless(form, question);
    // What is asked only then has to be answered then; but whoever cannot find a shop walks on.
    let asked_for = question.only_if.is_some() && form != FormKind::Help && !matches!(question.ask, Ask::Outlet);
    let needed = question.needed || unless.is_some() || asked_for;
    let error = context.errors.at(question.name);
    let class = error.is_some().then_some("field bad");
    let answers = view! {
        <AskField question laws=context.data.laws.clone() villages=context.data.villages.clone() outlets=context.data.outlets.clone() given=context.data.filled.given.clone() alone=true/>
    };
    view! {
        <fieldset
            data-step=question.name data-question=question.name class=class data-needed=needed.then_some("")
            data-unless=unless data-one-tap=is_one_tap(question.ask).then_some("") data-if=only_if(question)
        >
            <legend><h2 tabindex="-1">{question.label}</h2></legend>
            {(!question.hint.is_empty()).then(|| view! { <p class="hint">{question.hint}</p> })}
            {question.ring.map(|ring| view! { <RingFirst ring/> })}
            <p class="error" data-fault hidden>"请先回答这一题"</p>
            <FieldFault name=question.name error/>
            {with_clip(question.label, answers.into_any())}
        </fieldset>
    }
}

fn field(question: &'static Question, context: &Context) -> impl IntoView + use<> {
    let error = context.errors.at(question.name);
    let class = if error.is_some() { "field bad" } else { "field" };
    view! {
        <div class=class data-question=question.name data-if=only_if(question)>
            <AskField question laws=context.data.laws.clone() villages=context.data.villages.clone() given=context.data.filled.given.clone() alone=false error/>
        </div>
    }
}

/// `name=a b` or `name<14`, read by the script; without it the question is always shown.
fn only_if(question: &Question) -> Option<String> {
    question.only_if.map(|only_if| match only_if {
        domain::field::OnlyIf::Is(name, values) => format!("{name}={}", values.join(" ")),
        domain::field::OnlyIf::Under(name, number) => format!("{name}<{number}"),
    })
}

/// Stands before the first question: whoever is in a hurry rings first.
fn urgent(question: &'static Question, context: &Context) -> impl IntoView + use<> {
    let open = context.data.filled.given.several(question.name).next().is_some();
    view! {
        <details class="more urgent" open=open data-question=question.name>
            <summary>{question.label}</summary>
            <p class="hint">{question.hint}</p>
            <DutyPhone/>
            <AskField question laws=context.data.laws.clone() villages=Vec::new() given=context.data.filled.given.clone() alone=true/>
        </details>
    }
}

#[component]
fn WarningBox(warning: Warning) -> impl IntoView {
    let frame = Frame::current();
    let (heading, words) = match warning {
        Warning::Unbound => ("这部手机没有绑定，没有提交", "填的内容还在下面。请向协管员要绑定码，绑定后再提交。"),
        Warning::TooLarge => ("照片太大，没有提交", "文字还在。请少选几张照片，再提交一次。"),
        Warning::Unavailable => {
            ("现在存不下，没有提交", "填的内容还在下面。请过几分钟再提交；照片要重新选一次。急事请直接打电话。")
        }
        Warning::SentBefore => {
            ("这张表已经提交过一次", "前一次的内容已经收到；这一次改过的内容也留下了，协管员会核对。")
        }
    };
    view! {
        <Unsent heading words>
            {(warning == Warning::Unbound).then(|| view! { <li><a href=frame.href("officer/bind")>"绑定这部手机"</a></li> })}
        </Unsent>
    }
}
