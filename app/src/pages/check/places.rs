use std::sync::Arc;

use domain::printed_number::{KindWords, Numbers};
use leptos::prelude::*;

use super::FIELD;
use crate::frame::Frame;
use crate::parts::percent;

/// Own drawing; part of the page, so that it needs no request and follows its colours.
const DRAWING: &str = include_str!("places.svg");

/// Where on a box the numbers stand.
#[component]
pub fn Places() -> impl IntoView {
    view! {
        <figure class="places">
            <div inner_html=DRAWING></div>
            <figcaption>
                <ol>
                    <li>"批准文号：药写“国药准字”，器械写“械注准”“械备”，化妆品写“妆网备字”“国妆特字”"</li>
                    <li>"产品批号，多印在侧面或者封口处"</li>
                    <li>"有效期"</li>
                    <li>"药品追溯码：条码下面的20位数字"</li>
                </ol>
            </figcaption>
        </figure>
    }
}

/// One example of every kind that has one.
#[component]
pub fn Examples(numbers: Arc<Numbers>) -> impl IntoView {
    let lines = numbers.words.kind.iter().filter_map(line).collect_view();
    view! { <ul class="list">{lines}</ul> }
}

fn line(words: &KindWords) -> Option<impl IntoView + use<>> {
    let example = words.example.clone()?;
    let href = Frame::current().href(&format!("check?{FIELD}={}", percent(&example)));
    Some(view! { <li><a href=href rel="nofollow">{words.name.clone()}<small>{example}</small></a></li> })
}
