use std::sync::Arc;

use domain::region::{Level, Region, Regions};
use leptos::prelude::*;

use super::{FieldFrame, described_by};
use crate::frame::Frame;

/// Township and village from the region table, never free typing.
#[component]
pub fn PlaceSelect(
    name: &'static str,
    hint: &'static str,
    regions: Arc<Regions>,
    /// Prefix of what is offered.
    within: String,
    chosen: String,
    error: Option<String>,
) -> impl IntoView {
    let describedby = described_by(name, hint, error.as_ref());
    let invalid = error.is_some().then_some("true");
    let groups = regions.townships(&within).map(|town| group(&regions, town, &chosen)).collect_view();
    view! {
        <FieldFrame name=name label="乡镇和村" hint error>
            <select id=name name=name aria-describedby=describedby aria-invalid=invalid>
                <option value="">"请选择"</option>
                {groups}
            </select>
        </FieldFrame>
    }
}

/// Townships to choose from, each under its county.
#[must_use]
pub fn township_options(regions: &Regions) -> impl IntoView + use<> {
    let prefix = Frame::current().site.region.clone();
    let counties = regions.within(&prefix).filter(|region| region.level == Level::County);
    let group = |county: &Region| {
        let towns = regions.townships(county.code.prefix());
        let towns = towns
            .map(|town| view! { <option value=town.code.as_str().to_owned()>{town.name.clone()}</option> })
            .collect_view();
        view! { <optgroup label=county.name.clone()>{towns}</optgroup> }
    };
    counties.map(group).collect_view()
}

fn group(regions: &Regions, town: &Region, chosen: &str) -> impl IntoView + use<> {
    let villages: Vec<_> = regions
        .villages(town.code.prefix())
        .map(|village| option(village.code.as_str(), village.name.clone(), chosen))
        .collect();
    let unsure = if villages.is_empty() { town.name.clone() } else { format!("{}（说不清哪个村）", town.name) };
    view! {
        <optgroup label=town.name.clone()>
            {option(town.code.as_str(), unsure, chosen)}
            {villages}
        </optgroup>
    }
}

fn option(code: &str, name: String, chosen: &str) -> impl IntoView + use<> {
    view! { <option value=code.to_owned() selected=code == chosen.trim()>{name}</option> }
}
