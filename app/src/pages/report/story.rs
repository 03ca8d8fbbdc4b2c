use std::sync::Arc;

use domain::law::Laws;
use domain::question;
use domain::report::{Answers, Evidence, Wish, field};
use leptos::prelude::*;

use super::drug::Drug;
use super::seen::Seen;
use super::voice::Voice;
use crate::parts::{Errors, Question, TextArea, TextField};

/// What happened, ticked, said or written; when, how much was paid, what stood on the box.
#[component]
pub fn Story(laws: Arc<Laws>, wish: Wish, answers: Answers, errors: Errors, lost: Evidence) -> impl IntoView {
    let tip = wish == Wish::Tip;
    let (legend, label) =
        if tip { ("看到了什么？", "还想说的") } else { ("发生了什么事？", "经过") };
    let written = view! {
        <TextArea
            name=field::STORY label max=question::Story::MAX optional=tip
            hint="谁、在哪里、做了什么；您看到或买到什么。只是怀疑，就写“怀疑”。这里不要写自己的姓名、电话。"
            value=answers.story.clone() error=errors.at(field::STORY)
        />
    };
    view! {
        <Question step="story" legend hint=if tip { "勾选、录音、写字、照片，有一样就行。" } else { "" }>
            {(wish != Wish::Complaint).then(|| view! { <Seen laws=laws.clone() answers=answers.clone() errors=errors.clone()/> })}
            {written}
            <Voice laws=laws.clone() error=errors.at(field::VOICE) lost=lost.voice/>
            <Details wish answers=answers.clone() errors=errors.clone()/>
            <Drug laws answers errors/>
        </Question>
    }
}

/// A complaint is asked for day and money openly; of a tip they are beside the point.
#[component]
fn Details(wish: Wish, answers: Answers, errors: Errors) -> impl IntoView {
    let open = [&answers.happened_on, &answers.amount].into_iter().any(|typed| !typed.is_empty())
        || [field::HAPPENED_ON, field::AMOUNT].into_iter().any(|name| errors.at(name).is_some());
    let fields = view! {
        <TextField
            name=field::HAPPENED_ON label="哪一天" kind="date" optional=true hint="记不清，选大概的日子"
            value=answers.happened_on error=errors.at(field::HAPPENED_ON)
        />
        <TextField
            name=field::AMOUNT label="花了多少钱（元）" inputmode="decimal" optional=true hint="例如 35 或 35.5"
            value=answers.amount error=errors.at(field::AMOUNT)
        />
    };
    if wish == Wish::Tip {
        view! { <details class="more" open=open><summary>"记得哪一天、花了多少钱"</summary>{fields}</details> }
            .into_any()
    } else {
        fields.into_any()
    }
}
