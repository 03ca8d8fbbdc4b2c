//! The outlets of an officer's villages, those to go to first at the top.

use domain::field::{Choice, LedgerOutlet};
use leptos::prelude::*;

use super::form::VillageOption;
use super::frame::OfficerPage;
use crate::frame::Frame;

#[derive(Clone)]
pub struct OutletsPage {
    pub villages: Vec<VillageOption>,
    /// Not seen for longest first.
    pub outlets: Vec<LedgerOutlet>,
}

pub fn page(data: OutletsPage) -> impl IntoView {
    let OutletsPage { villages, outlets } = data;
    let empty = outlets.is_empty().then(|| {
        view! {
            <div class="empty">
                <p>"您负责的村，台账里还没有药店、卫生室。请乡镇协管员登记。"</p>
            </div>
        }
    });
    let shown = outlets.into_iter().map(|outlet| outlet_view(outlet, &villages)).collect_view();
    view! {
        <OfficerPage title="村里的药店、卫生室">
            <h1>"村里的药店、卫生室"</h1>
            <p class="hint">"您负责的村里还开着的，很久没去的在前。新开的、关了的，请告诉乡镇协管员。"</p>
            {empty}
            <ul class="reports">{shown}</ul>
        </OfficerPage>
    }
}

fn outlet_view(outlet: LedgerOutlet, villages: &[VillageOption]) -> impl IntoView + use<> {
    let frame = Frame::current();
    let village = villages.iter().find(|village| village.code == outlet.village.as_str());
    let place = format!("{}{}", village.map_or("", |village| &village.name), outlet.address);
    let last = outlet.visited_on.map_or_else(|| "还没去过".to_owned(), |day| format!("最近一次去：{day}"));
    let patrol = frame.href(&format!("officer/new/patrol?outlet={}", outlet.id));
    view! {
        <li class="report">
            <h2>{outlet.name.clone()}</h2>
            <p>{outlet.kind.words()}"，"{place}</p>
            <p class="state">{last}</p>
            <div class="actions"><a class="button quiet" href=patrol>"去巡查"<span class="spoken">"："{outlet.name}</span></a></div>
        </li>
    }
}
