use std::sync::Arc;

use domain::region::{RegionCode, Regions};
use domain::report::{Answers, Wish, field};
use leptos::prelude::*;

use super::channel::Channel;
use super::respondent::Respondent;
use crate::frame::Frame;
use crate::parts::{Errors, PlaceSelect, Question, TextField};

/// Township and village, the shop or street in words, how it is sold there, and by whom.
#[component]
pub fn Whereabouts(
    regions: Arc<Regions>,
    township: Option<RegionCode>,
    wish: Wish,
    answers: Answers,
    errors: Errors,
) -> impl IntoView {
    let frame = Frame::current();
    let within = township.as_ref().map_or(frame.site.region.as_str(), |code| code.prefix()).to_owned();
    let change = township.map(|_| {
        let href = frame.href(&format!("report/new?wish={}", wish.as_str()));
        view! { <p><a href=href>"换一个乡镇"</a></p> }
    });
    let legend = if wish.asks_for_redress() { "在哪里，要投诉谁？" } else { "在哪里？" };
    view! {
        <Question step="where" legend>
            <PlaceSelect
                name=field::REGION hint="选发生的地方。网上买的，选您自己住的地方。" regions within
                chosen=answers.region.clone() error=errors.at(field::REGION)
            />
            {change}
            <TextField
                name=field::PLACE label="具体地点" optional=true hint="街道、店名、集市，例如：新街路口的药店"
                value=answers.place.clone() error=errors.at(field::PLACE)
            />
            <Channel answers=answers.clone() errors=errors.clone()/>
            <Respondent wish answers errors/>
        </Question>
    }
}
