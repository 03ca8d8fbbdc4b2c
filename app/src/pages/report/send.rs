use std::sync::Arc;

use domain::law::Laws;
use domain::report::Wish;
use leptos::prelude::*;

use crate::frame::Frame;
use crate::islands::CheckAnswers;
use crate::parts::{Choice, Paragraphs, with_clip};

/// The last look, who processes the answers and why (个人信息保护法 §17), and the button.
#[component]
pub fn Send(laws: Arc<Laws>, wish: Wish, reward_wished: bool) -> impl IntoView {
    let (legend, button) = match wish {
        Wish::Complaint => ("看一遍，提交", "提交投诉"),
        Wish::Tip => ("看一遍，提交", "提交举报"),
        Wish::Both => ("看一遍，提交", "提交投诉和举报"),
    };
    let truth = (wish != Wish::Complaint).then(|| view! { <Paragraphs text=laws.notice("tip.truth")/> });
    let mixed = (wish == Wish::Both).then(|| view! { <Paragraphs text=laws.notice("start.mixed")/> });
    view! {
        <fieldset data-step="send">
            <legend><h2 tabindex="-1">{legend}</h2></legend>
            {with_clip(legend, view! { <CheckAnswers/> }.into_any())}
            {truth}
            {mixed}
            {(wish != Wish::Complaint).then(|| view! {
                <Choice
                    name="reward_wish" value="yes" kind="checkbox" chosen=reward_wished words="希望获得举报奖励"
                    small="符合规定条件才有，由本局认定。选了，回执上会多一个领奖码。"
                />
            })}
            <details class="more"><summary>"怎么用您的信息（提交前请看）"</summary><Paragraphs text=privacy(&laws)/></details>
            <div class="hp" aria-hidden="true">
                <label>"这一格请空着"<input type="text" name="left_empty" tabindex="-1" autocomplete="off"/></label>
            </div>
            <div class="actions"><button class="button" type="submit">{button}</button></div>
        </fieldset>
    }
}

/// With the bureau's name and phone, and how long what is kept.
fn privacy(laws: &Laws) -> String {
    Frame::current().naming_the_bureau(&laws.privacy_notice())
}
