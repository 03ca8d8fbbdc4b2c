use domain::question;
use domain::report::{Answers, field};
use leptos::prelude::*;

use crate::parts::{Errors, Question, TextArea, TextField};

/// What happened, when, and how much was paid.
#[component]
pub fn Story(answers: Answers, errors: Errors) -> impl IntoView {
    view! {
        <Question step="story" legend="发生了什么事？">
            <TextArea
                name=field::STORY label="经过" max=question::Story::MAX
                hint="谁、在哪里、做了什么；您看到或买到什么。只是怀疑，就写“怀疑”。这里不要写自己的姓名、电话。"
                value=answers.story error=errors.at(field::STORY)
            />
            <TextField
                name=field::HAPPENED_ON label="哪一天" kind="date" optional=true hint="记不清，选大概的日子"
                value=answers.happened_on error=errors.at(field::HAPPENED_ON)
            />
            <TextField
                name=field::AMOUNT label="花了多少钱（元）" inputmode="decimal" optional=true hint="例如 35 或 35.5"
                value=answers.amount error=errors.at(field::AMOUNT)
            />
        </Question>
    }
}
