//! Sheets with a code that opens the report form with a place filled in: one a village, one an outlet.

use app::pages::desk::field::{FieldRow, FieldTable};
use app::pages::desk::inbox::FilterField;
use app::pages::desk::{Choice, PosterPage, poster};
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::{Action, Staff};
use domain::region::{Level, Region, RegionCode};
use serde::Deserialize;
use uuid::Uuid;

use super::{answer_table, head, may};
use crate::doors::desk::answer::trouble;
use crate::doors::desk::ledger::townships;
use crate::doors::desk::signed::Seat;
use crate::doors::desk::top::Done;
use crate::doors::{At, Trouble, respond};

const PATH: &str = "desk/field/posters";

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    town: String,
}

/// The villages of one township; without one, of the first the person sees.
pub async fn list(Seat { services, visit, staff }: Seat, Query(asked): Query<Asked>) -> Result<Response, Trouble> {
    may(&staff, Action::ReadField)?;
    let towns = townships(&services, &staff, false);
    let chosen = towns.iter().find(|town| town.value == asked.town).or_else(|| towns.first());
    let town = chosen.and_then(|town| RegionCode::parse(&town.value).ok());
    let places = town.iter().flat_map(|town| services.regions.within(town.prefix()));
    let page = FieldTable {
        top: head(&services, &staff, &Done::default()),
        title: "扫码海报".to_owned(),
        intro: "一个村一张，打在A4纸上贴出去。扫码打开举报表，地方已经填好。药店、卫生室的海报在台账里，点进那一家。"
            .to_owned(),
        ways: vec![("desk/field/outlets".to_owned(), "药店卫生室台账".to_owned())],
        path: PATH.to_owned(),
        filters: filters(towns, town.as_ref()),
        columns: vec!["地方", "区划代码"],
        rows: places.map(row).collect(),
        nothing: "您的地区里没有村。",
        ..FieldTable::default()
    };
    answer_table(visit, page).await
}

fn filters(towns: Vec<Choice>, chosen: Option<&RegionCode>) -> Vec<FilterField> {
    let chosen = chosen.map(ToString::to_string).unwrap_or_default();
    vec![FilterField { name: "town", label: "乡镇", chosen, choices: towns }]
}

fn row(place: &Region) -> FieldRow {
    let small = if place.level == Level::Township { "说不清哪个村的，贴这一张" } else { "" };
    let cells = vec![(place.name.clone(), small.to_owned()), (place.code.to_string(), String::new())];
    FieldRow { link: format!("{PATH}/{}", place.code), cells, alarm: false }
}

pub async fn of_place(Seat { services, visit, staff }: Seat, Path(code): Path<String>) -> Result<Response, Trouble> {
    may(&staff, Action::ReadField)?;
    let code = RegionCode::parse(&code).map_err(|_| Trouble::NotFound)?;
    let town = code.township().ok_or(Trouble::NotFound)?;
    if services.regions.get(&code).is_none() || !sees(&staff, &code) {
        return Err(Trouble::NotFound);
    }
    let data = PosterPage {
        place: services.regions.full_name(&code),
        below: String::new(),
        url: services.site.url(&format!("report/new?wish=tip&region={code}")),
        back: format!("{PATH}?town={town}"),
    };
    respond::personal_page(visit.frame, StatusCode::OK, move || poster(data.clone())).await
}

pub async fn of_outlet(Seat { services, visit, staff }: Seat, At(id): At<Uuid>) -> Result<Response, Trouble> {
    let outlet = services.field_desk.outlet(&staff, id, services.now()).await.map_err(trouble)?;
    let data = PosterPage {
        place: outlet.name,
        below: format!("{}　{}", services.regions.full_name(&outlet.code), outlet.address).trim().to_owned(),
        url: services.site.url(&format!("report/new?wish=tip&outlet={id}")),
        back: format!("desk/field/outlets/{id}"),
    };
    respond::personal_page(visit.frame, StatusCode::OK, move || poster(data.clone())).await
}

fn sees(staff: &Staff, code: &RegionCode) -> bool {
    staff.seen_regions().iter().any(|prefix| code.is_within(prefix))
}
