use std::sync::Arc;

use domain::law::{Category as Kind, Group, Laws};
use domain::report::{Answers, Wish, field};
use leptos::prelude::*;

use crate::parts::{Errors, Question};

/// Which kind of problem: the common ones as tiles, the rest by group behind a line one can open.
/// All are one radio group, so that one field is posted.
#[component]
pub fn Category(laws: Arc<Laws>, wish: Wish, answers: Answers, errors: Errors) -> impl IntoView {
    let fits = |kind: &&Kind| wish.kinds().iter().any(|matter| kind.kinds.contains(matter));
    let chosen = answers.category;
    let mut common: Vec<&Kind> = laws.categories.iter().filter(fits).filter(|kind| kind.common).collect();
    // 说不清 is for whoever has read the others.
    common.sort_by_key(|kind| kind.code.ends_with("00"));
    let tiles = common.into_iter().enumerate().map(|(index, kind)| tile(kind, &chosen, index == 0)).collect_view();
    let groups = Group::ALL
        .into_iter()
        .map(|group| {
            let rest: Vec<&Kind> =
                laws.categories.iter().filter(fits).filter(|kind| !kind.common && kind.group == group).collect();
            more(group, &rest, &chosen)
        })
        .collect_view();
    view! {
        <Question
            step="category" legend="是哪一类问题？" name=field::CATEGORY error=errors.at(field::CATEGORY)
            hint="选最像的一样。拿不准，选“说不清”。"
        >
            <div data-answer="问题">
                <div class="tiles pick">{tiles}</div>
                {groups}
            </div>
        </Question>
    }
}

fn tile(kind: &Kind, chosen: &str, first: bool) -> impl IntoView + use<> {
    let id = first.then_some(field::CATEGORY);
    view! {
        <label class="tile">
            <input
                type="radio" name=field::CATEGORY value=kind.code.clone() id=id checked=kind.code == chosen
                data-elsewhere=kind.elsewhere.clone()
            />
            <span>{kind.words.clone()}{small(kind)}</span>
        </label>
    }
}

fn more(group: Group, kinds: &[&Kind], chosen: &str) -> impl IntoView + use<> {
    let open = kinds.iter().any(|kind| kind.code == chosen);
    let choices = kinds
        .iter()
        .map(|kind| {
            view! {
                <label class="choice">
                    <input
                        type="radio" name=field::CATEGORY value=kind.code.clone() checked=kind.code == chosen
                        data-elsewhere=kind.elsewhere.clone()
                    />
                    <span>{kind.words.clone()}{small(kind)}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <details class="more" open=open>
            <summary>{format!("{}：更多问题（{} 种）", group.name(), kinds.len())}</summary>
            {choices}
        </details>
    }
}

/// What to know before choosing: whose business it is, or that a call is faster.
fn small(kind: &Kind) -> Option<impl IntoView + use<>> {
    let words = match &kind.elsewhere {
        Some(elsewhere) => elsewhere.clone(),
        None if kind.urgency == 1 => "有人出事，先打 120 或 110".to_owned(),
        None => return None,
    };
    Some(view! { <small>{words}</small> })
}
