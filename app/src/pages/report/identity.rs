use std::sync::Arc;

use domain::law::Laws;
use domain::report::{Answers, Wish, field};
use leptos::prelude::*;

use crate::frame::Frame;
use crate::parts::{Choice, Errors, Group, Paragraphs, Question, TextField};

/// Who reports: a choice for a tip, needed by law for a complaint (令121 §10).
#[component]
pub fn Identity(laws: Arc<Laws>, wish: Wish, answers: Answers, errors: Errors) -> impl IntoView {
    if wish.asks_for_redress() {
        view! { <Complainant laws answers errors/> }.into_any()
    } else {
        view! { <Tipster laws answers errors/> }.into_any()
    }
}

#[component]
fn Complainant(laws: Arc<Laws>, answers: Answers, errors: Errors) -> impl IntoView {
    let to_tip = Frame::current().href("report/new?wish=tip");
    view! {
        <Question step="identity" legend="您是谁？">
            <Paragraphs text=laws.notice("complaint.identity")/>
            <details class="more">
                <summary>"不想留姓名"</summary>
                <Paragraphs text=laws.notice("complaint.no_identity")/>
                <p><a href=to_tip>"改成举报"</a></p>
            </details>
            <Person answers=answers.clone() errors=errors.clone() address_needed=true/>
            <Helper laws answers errors/>
        </Question>
    }
}

#[component]
fn Tipster(laws: Arc<Laws>, answers: Answers, errors: Errors) -> impl IntoView {
    let choice = |value: &'static str, words: &'static str, notice: &str, first: bool| {
        let chosen = answers.identity == value;
        let id = first.then(|| field::IDENTITY.to_owned());
        view! { <Choice name=field::IDENTITY value words small=laws.notice(notice).replace('\n', "") chosen id/> }
    };
    let choices = [
        choice("anonymous", "不留姓名", "tip.anonymous", true),
        choice("phone", "只留电话", "tip.phone_only", false),
        choice("named", "留姓名和电话", "tip.named", false),
    ];
    view! {
        <Question step="identity" legend="要不要留姓名？" name=field::IDENTITY error=errors.at(field::IDENTITY)>
            <div data-answer="留不留姓名">
                {choices}
            </div>
            <details class="more"><summary>"谁会看到"</summary><Paragraphs text=laws.notice("secrecy")/></details>
            <div data-when="identity=phone|named">
                <p class="hint">"选了“不留姓名”，下面不用写；写了也不会保存。"</p>
                <Person answers=answers.clone() errors=errors.clone() address_needed=false/>
                <Helper laws=laws.clone() answers errors/>
            </div>
        </Question>
    }
}

/// Whoever fills the form in for somebody else says so. An anonymous tip is not asked.
#[component]
fn Helper(laws: Arc<Laws>, answers: Answers, errors: Errors) -> impl IntoView {
    let chosen = answers.helper == "yes";
    view! {
        <Group name=field::HELPER label="谁在填这张表" optional=true>
            <Choice kind="checkbox" name=field::HELPER value="yes" words="我在帮别人填" chosen/>
        </Group>
        <div data-when="helper=yes">
            <Paragraphs text=laws.notice("helper")/>
            <TextField
                name=field::HELPER_NAME label="您的姓名（帮忙填的人）" autocomplete="off"
                value=answers.helper_name error=errors.at(field::HELPER_NAME)
            />
            <Group name=field::HELPER_CONSENT label="本人同意吗" error=errors.at(field::HELPER_CONSENT)>
                <Choice
                    kind="checkbox" name=field::HELPER_CONSENT value="yes" words="已经念给本人听，本人同意提交"
                    chosen=answers.helper_consent == "yes" id=Some(field::HELPER_CONSENT.to_owned())
                />
            </Group>
        </div>
    }
}

#[component]
fn Person(answers: Answers, errors: Errors, address_needed: bool) -> impl IntoView {
    let address_hint = if address_needed { "写到村就可以，最多 40 个字" } else { "最多 40 个字" };
    view! {
        <div data-when=(!address_needed).then_some("identity=named")>
            <TextField
                name=field::REPORTER_NAME label="姓名" autocomplete="name"
                value=answers.reporter_name error=errors.at(field::REPORTER_NAME)
            />
        </div>
        <TextField
            name=field::REPORTER_PHONE label="电话" kind="tel" inputmode="tel" autocomplete="tel"
            hint="手机号 11 位；固定电话带区号"
            value=answers.reporter_phone error=errors.at(field::REPORTER_PHONE)
        />
        <div data-when=(!address_needed).then_some("identity=named")>
            <TextField
                name=field::REPORTER_ADDRESS label="通讯地址" hint=address_hint optional=!address_needed
                value=answers.reporter_address error=errors.at(field::REPORTER_ADDRESS)
            />
        </div>
    }
}
