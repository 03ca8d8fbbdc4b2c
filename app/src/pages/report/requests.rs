use std::sync::Arc;

use domain::law::Laws;
use domain::report::{Answers, field};
use leptos::prelude::*;

use crate::parts::{Choice, Errors, Paragraphs, Question};

/// What a complainant asks for, and the two consents of the official form (文书式样2026, form 1).
#[component]
pub fn Requests(laws: Arc<Laws>, answers: Answers, errors: Errors) -> impl IntoView {
    let choices = laws
        .requests
        .iter()
        .enumerate()
        .map(|(index, request)| {
            let chosen = answers.requests.contains(&request.key);
            let id = (index == 0).then(|| field::REQUESTS.to_owned());
            let (value, words) = (request.key.clone(), request.text.clone());
            view! { <Choice kind="checkbox" name=field::REQUESTS value words chosen id/> }
        })
        .collect_view();
    view! {
        <Question
            step="requests" legend="您要求对方怎么做？" name=field::REQUESTS error=errors.at(field::REQUESTS)
            hint="可以选几样。"
        >
            <div data-answer="要求">{choices}</div>
            <details class="more">
                <summary>"买了药，能不能退？"</summary>
                <Paragraphs text=laws.notice("complaint.refund")/>
            </details>
            <div class="field" data-answer="另外">
                <p class="hint">"下面两样可以选，也可以不选："</p>
                <Choice
                    kind="checkbox" name=field::MEDIATION_CONSENT value="yes" words="同意委托调解"
                    small="由市场监管局委托的组织来调解" chosen=answers.mediation_consent == "yes"
                />
                <Choice
                    kind="checkbox" name=field::PUBLISH_CONSENT value="yes" words="同意公示投诉信息"
                    small="公开商家被投诉的情况" chosen=answers.publish_consent == "yes"
                />
            </div>
        </Question>
    }
}
