use std::sync::Arc;

use domain::law::{Laws, Sighting};
use domain::report::{Answers, field};
use leptos::prelude::*;

use crate::parts::{Choice, Errors, Group};

/// What a tip may tick instead of writing, and how long ago it was seen.
#[component]
pub fn Seen(laws: Arc<Laws>, answers: Answers, errors: Errors) -> impl IntoView {
    let choice = |kind: &'static str, name: &'static str, one: &Sighting, chosen: bool, first: bool| {
        let (value, words) = (one.key.clone(), one.text.clone());
        view! { <Choice kind name value words chosen id=first.then(|| name.to_owned())/> }
    };
    let seen = laws
        .sightings
        .seen
        .iter()
        .enumerate()
        .map(|(index, one)| choice("checkbox", field::SEEN, one, answers.seen.contains(&one.key), index == 0));
    let when = laws
        .sightings
        .when
        .iter()
        .enumerate()
        .map(|(index, one)| choice("radio", field::SEEN_WHEN, one, answers.seen_when == one.key, index == 0));
    let (seen, when) = (seen.collect_view(), when.collect_view());
    view! {
        <Group name=field::SEEN label="勾选看到的" hint="可以选几样。只选自己看到、遇到的。" optional=true>{seen}</Group>
        <Group name=field::SEEN_WHEN label="什么时候看到的" optional=true error=errors.at(field::SEEN_WHEN)>{when}</Group>
    }
}
