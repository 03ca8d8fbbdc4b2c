use domain::quiz::{Answered, Asked};
use leptos::prelude::*;

use crate::frame::Frame;
use crate::parts::{Choice, Errors, FieldFault};

/// Questions to be answered, each a group of its own; what was chosen before stays.
pub fn to_answer(questions: &[Asked], chosen: &[(String, String)], errors: &Errors) -> impl IntoView + use<> {
    let drawn = (1..).zip(questions).map(|(number, asked): (usize, _)| {
        let chosen = chosen.iter().find(|(id, _)| *id == asked.id).map(|(_, value)| value.clone());
        one(number, asked, &chosen.unwrap_or_default(), errors)
    });
    drawn.collect_view()
}

/// What was chosen, what is right and why. `lead` names the article below each.
pub fn answered(answered: &[Answered], lead: bool) -> impl IntoView + use<> {
    (1..).zip(answered).map(|(number, one): (usize, _)| told(number, one, lead)).collect_view()
}

fn one(number: usize, asked: &Asked, chosen: &str, errors: &Errors) -> impl IntoView + use<> {
    let error = errors.at(&asked.id);
    let class = if error.is_some() { "field bad" } else { "field" };
    let answers = (1..).zip(&asked.question.answers).map(|(at, words): (usize, _)| {
        let id = (at == 1).then(|| asked.id.clone());
        let value = at.to_string();
        let chosen = value == chosen;
        view! { <Choice name=asked.id.clone() value words=words.clone() chosen id/> }
    });
    view! {
        <fieldset class=class>
            <legend>{format!("{number}. {}", asked.question.ask)}</legend>
            <FieldFault name=asked.id.clone() error/>
            {answers.collect_view()}
        </fieldset>
    }
}

fn told(number: usize, one: &Answered, lead: bool) -> impl IntoView + use<> {
    let question = &one.asked.question;
    let chosen = question.answer(one.chosen).unwrap_or_default();
    let (class, said) = if one.is_right() {
        ("done", format!("✓ 答对了：{chosen}"))
    } else {
        ("warn", format!("✗ 您选的是“{chosen}”。应当选：{}", question.right_words()))
    };
    let article = Frame::current().href(&format!("article/{}", one.asked.article));
    view! {
        <section class=class>
            <h2>{format!("{number}. {}", question.ask)}</h2>
            <p><b>{said}</b></p>
            <p>{question.why.clone()}</p>
            {lead.then(|| view! { <p class="pages"><a href=article>"看这篇文章"<span class="spoken">{format!("（第 {number} 题）")}</span></a></p> })}
        </section>
    }
}
