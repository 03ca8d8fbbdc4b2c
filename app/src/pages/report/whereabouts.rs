use std::sync::Arc;

use domain::region::{Region, RegionCode, Regions};
use domain::report::{Answers, Wish, field};
use leptos::prelude::*;

use crate::frame::Frame;
use crate::parts::{Errors, FieldFrame, Question, TextField, described_by};

/// Township and village from the region table, never free typing; the shop or street in words.
#[component]
pub fn Whereabouts(
    regions: Arc<Regions>,
    township: Option<RegionCode>,
    wish: Wish,
    answers: Answers,
    errors: Errors,
) -> impl IntoView {
    let frame = Frame::current();
    let error = errors.at(field::REGION);
    let hint = "选发生的地方。网上买的，选您自己住的地方。";
    let describedby = described_by(field::REGION, hint, error.as_ref());
    let invalid = error.is_some().then_some("true");
    let prefix = township.as_ref().map_or(frame.site.region.as_str(), |code| code.prefix());
    let groups = regions.townships(prefix).map(|town| group(&regions, town, &answers.region)).collect_view();
    let change = township.map(|_| {
        let href = frame.href(&format!("report/new?wish={}", wish.as_str()));
        view! { <p><a href=href>"换一个乡镇"</a></p> }
    });
    view! {
        <Question step="where" legend="在哪里？">
            <FieldFrame name=field::REGION label="乡镇和村" hint error>
                <select id=field::REGION name=field::REGION aria-describedby=describedby aria-invalid=invalid>
                    <option value="">"请选择"</option>
                    {groups}
                </select>
            </FieldFrame>
            {change}
            <TextField
                name=field::PLACE label="具体地点" optional=true hint="街道、店名、集市，例如：新街路口的药店"
                value=answers.place error=errors.at(field::PLACE)
            />
        </Question>
    }
}

fn group(regions: &Regions, town: &Region, chosen: &str) -> impl IntoView + use<> {
    let villages = regions
        .villages(town.code.prefix())
        .map(|village| option(village.code.as_str(), village.name.clone(), chosen))
        .collect_view();
    view! {
        <optgroup label=town.name.clone()>
            {option(town.code.as_str(), format!("{}（说不清哪个村）", town.name), chosen)}
            {villages}
        </optgroup>
    }
}

fn option(code: &str, name: String, chosen: &str) -> impl IntoView + use<> {
    view! { <option value=code.to_owned() selected=code == chosen.trim()>{name}</option> }
}
