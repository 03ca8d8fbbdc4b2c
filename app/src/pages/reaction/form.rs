use std::sync::Arc;

use domain::field::{Ask, Given, Question};
use domain::law::Laws;
use domain::reaction::{CONSENT, Element, options};
use leptos::prelude::*;

use super::privacy;
use crate::frame::Frame;
use crate::parts::{
    Choice, ErrorSummary, Errors, FieldFault, FieldFrame, Head, Heard, Paragraphs, Sheet, Shell, TextArea, TextField,
    Unsent, described_by, form_key, provide_clips, with_clip,
};

/// The form's `id`.
const FORM: &str = "reaction";

#[derive(Clone)]
pub struct ReactionForm {
    pub laws: Arc<Laws>,
    /// Where it may have been: townships, each under its county on a large site.
    pub towns: Vec<Town>,
    pub given: Given,
    pub errors: Errors,
    pub form_key: String,
    /// Recordings of its parts.
    pub heard: Vec<Heard>,
    /// Why nothing was kept, where it is not the answers.
    pub unsent: Option<(&'static str, &'static str)>,
}

#[derive(Clone, Debug)]
pub struct Town {
    pub code: String,
    pub name: String,
}

/// The heading over the consent.
const AGREED: &str = "您的同意";

pub fn page(data: ReactionForm) -> impl IntoView {
    provide_clips(data.heard.clone());
    let frame = Frame::current();
    let head = Head {
        title: data.errors.title("用药后不舒服"),
        description: "用药后不舒服，先看哪些情况要马上打120，再把情况告诉我们，交给不良反应监测机构。".to_owned(),
        sheet: Sheet::Form,
        noindex: !data.errors.is_empty(),
        ..Head::default()
    };
    let (laws, errors) = (data.laws.clone(), data.errors.clone());
    let elements = Element::ALL.map(|element| section(element, &data)).into_iter().collect_view();
    let consent = errors.at(CONSENT);
    let class = if consent.is_some() { "field bad" } else { "field" };
    view! {
        <Shell head last=form_key(FORM, data.form_key.clone())>
            <main id="main" class="wrap" tabindex="-1">
                <nav class="crumbs" aria-label="所在位置"><a href=frame.href("")>"首页"</a>" › 用药后不舒服"</nav>
                <h1>"用药后不舒服"</h1>
                <section class="danger">
                    <h2>"先看要不要打 120"</h2>
                    <Paragraphs text=laws.notice("reaction.danger")/>
                    <p>"人要紧，这张表以后再填。"</p>
                    <a class="button danger" href="tel:120">"打 120"</a>
                </section>
                {data.unsent.map(|(heading, words)| view! { <Unsent heading words/> })}
                <ErrorSummary errors=errors.clone()/>
                <details class="more">
                    <summary>"不良反应是什么意思，报了以后怎么办"</summary>
                    <Paragraphs text=laws.notice("reaction.what")/>
                    <Paragraphs text=laws.notice("reaction.after")/>
                </details>
                <form id=FORM method="post" action=frame.href("reaction") enctype="multipart/form-data" novalidate autocomplete="off">
                    {elements}
                    <fieldset class=class>
                        <legend><h2>{AGREED}</h2></legend>
                        {with_clip(AGREED, view! { <Paragraphs text=privacy(&laws)/> }.into_any())}
                        <FieldFault name=CONSENT error=consent/>
                        <Choice
                            kind="checkbox" name=CONSENT value="yes" id=Some(CONSENT.to_owned()) chosen=data.given.one(CONSENT) == "yes"
                            words="我单独同意：用上面这些身体和用药的情况，交给不良反应监测机构"
                        />
                    </fieldset>
                    <div class="actions"><button class="button" type="submit">"提交"</button></div>
                </form>
                <p class="hint">"怀疑药是坏的、过期的、来路不明的，请到"<a href=frame.href("report")>"我要投诉举报"</a>"。"</p>
            </main>
        </Shell>
    }
}

fn section(element: Element, data: &ReactionForm) -> impl IntoView + use<> {
    let fields = element.questions().map(|question| field(question, data)).collect_view();
    let hint = (element == Element::Teller)
        .then(|| view! { <p class="hint">"可以不留。不留的话，监测人员没法问清楚，有的就不能往上报。"</p> });
    let asked = with_clip(element.words(), view! { {hint}{fields} }.into_any());
    view! { <fieldset><legend><h2>{element.words()}</h2></legend>{asked}</fieldset> }
}

fn field(question: &'static Question, data: &ReactionForm) -> AnyView {
    let (name, label) = (question.name, label(question));
    let (value, error) = (data.given.one(name).to_owned(), data.errors.at(name));
    let optional = !question.needed && question.only_if.is_none();
    let hint = hint(question);
    match question.ask {
        Ask::One(_) | Ask::Tiles(_) => group(question, "radio", data, error),
        Ask::Many(_) => group(question, "checkbox", data, error),
        Ask::Long(max) => {
            view! { <TextArea name label hint="什么时候、怎么开始的、后来怎样" value error max rows=5/> }.into_any()
        }
        Ask::Number(_) => view! { <TextField name label hint value error inputmode="numeric"/> }.into_any(),
        Ask::Phone => {
            view! { <TextField name label value error optional kind="tel" inputmode="tel" autocomplete="tel"/> }
                .into_any()
        }
        Ask::Day => view! { <TextField name label value error optional kind="date"/> }.into_any(),
        Ask::Village => towns(data, error).into_any(),
        Ask::Consent(_) => guardian(data, error).into_any(),
        Ask::Text(_) | Ask::Kilograms | Ask::Category | Ask::Requests | Ask::Outlet => {
            view! { <TextField name label hint value error optional=optional && name != "product"/> }.into_any()
        }
    }
}

/// The officers' question, said to somebody who answers for himself.
fn label(question: &Question) -> &'static str {
    match question.name {
        "guardian" => "不满 14 岁的，哪位监护人同意？",
        _ => question.label,
    }
}

fn hint(question: &Question) -> &'static str {
    match question.name {
        "product" => "照着盒子写",
        "kind" => "打了疫苗不舒服，也请马上告诉打针的地方",
        "approval_no" => "盒子上“国药准字”那一串",
        _ => question.hint,
    }
}

fn group(question: &'static Question, kind: &'static str, data: &ReactionForm, error: Option<String>) -> AnyView {
    let name = question.name;
    let (optional, hint) = (!question.needed && question.only_if.is_none(), hint(question));
    let class = if error.is_some() { "field bad" } else { "field" };
    let choices = options(question).enumerate().map(|(index, option)| {
        let chosen = data.given.several(name).any(|value| value == option.key);
        let id = (index == 0).then(|| name.to_owned());
        view! { <Choice kind name value=option.key words=option.words chosen id/> }
    });
    let choices = choices.collect_view();
    view! {
        <fieldset class=class>
            <legend>{label(question)}{optional.then(|| view! { <small>"（可以不填）"</small> })}</legend>
            {(!hint.is_empty()).then(|| view! { <p class="hint">{hint}</p> })}
            <FieldFault name error/>
            {choices}
        </fieldset>
    }
    .into_any()
}

fn guardian(data: &ReactionForm, error: Option<String>) -> impl IntoView + use<> {
    const NAME: &str = "guardian_consent";
    let class = if error.is_some() { "field bad" } else { "field" };
    let chosen = data.given.one(NAME) == "yes";
    view! {
        <div class=class>
            <p class="hint">"孩子不满 14 岁才要选。请孩子的父母或者其他监护人来填，或者先得到他们同意。"</p>
            <FieldFault name=NAME error/>
            <Choice kind="checkbox" name=NAME value="yes" id=Some(NAME.to_owned()) chosen words="监护人知道，同意把孩子用药的情况报上来"/>
        </div>
    }
}

fn towns(data: &ReactionForm, error: Option<String>) -> impl IntoView + use<> {
    const NAME: &str = "village";
    let describedby = described_by(NAME, "", error.as_ref());
    let invalid = error.is_some().then_some("true");
    let chosen = data.given.one(NAME).trim().to_owned();
    let options = data.towns.clone().into_iter().map(|town| {
        let selected = town.code == chosen;
        view! { <option value=town.code selected=selected>{town.name}</option> }
    });
    let options = options.collect_view();
    view! {
        <FieldFrame name=NAME label="住在哪个乡镇？" error>
            <select id=NAME name=NAME aria-describedby=describedby aria-invalid=invalid>
                <option value="">"请选择"</option>
                {options}
            </select>
        </FieldFrame>
    }
}
