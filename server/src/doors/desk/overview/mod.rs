//! 办理情况: the page of numbers, the list behind each of them, the sheet for paper, the tables.

mod behind;
mod drawn;
mod sheet;

use app::pages::desk::overview::{self, OverviewPage};
use app::parts::Errors;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::access::{Action, Staff};
use domain::overview::Stretch;
use domain::report::FieldError;
use domain::text;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;

use super::answer::trouble;
use super::signed::{Seat, Signed};
use super::spreadsheet;
use super::top::{Counts, Done, top};
use crate::doors::{Trouble, respond};
use crate::services::Services;

const HERE: &str = "desk/overview";

pub fn routes() -> Router<Services> {
    Router::new()
        .route("/desk/overview", get(show))
        .route("/desk/overview/list", get(behind::list))
        .route("/desk/overview/sheet", get(sheet::show))
        .route("/desk/overview/table/{name}", get(table))
}

/// Days as the address writes them; without them, the month of today.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    from: String,
    to: String,
}

async fn show(Seat { services, visit, staff }: Seat, Query(asked): Query<Asked>) -> Result<Response, Trouble> {
    let today = services.today();
    let (stretch, faults) = match asked.stretch(today) {
        Ok(stretch) => (stretch, Vec::new()),
        Err(faults) => (Stretch::months(today, 1), faults),
    };
    let found = services.overviews.overview(&staff, stretch, services.now()).await.map_err(trouble)?;
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let typed = |typed: &str, shown: Date| if faults.is_empty() { shown.to_string() } else { typed.to_owned() };
    let page = OverviewPage {
        top: top(&services, &staff, HERE, Counts::default(), &Done::default()),
        title: format!("{}办理情况：{}", whose(&services, &staff), stretch.words()),
        from: typed(&asked.from, stretch.from),
        to: typed(&asked.to, stretch.to),
        errors: Errors::new(faults),
        stretches: stretches(today, stretch),
        ways: ways(&staff, stretch),
        sentences: found.sentences(drawn::speaker(&staff)),
        is_empty: found.total.is_empty(),
        tables: drawn::tables(&found),
        topics: drawn::topics(&found),
    };
    respond::personal_page(visit.frame, status, move || overview::page(page.clone())).await
}

async fn table(
    State(services): State<Services>,
    Signed(staff): Signed,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let ending = spreadsheet::Ending::of(&name, "overview").ok_or(Trouble::NotFound)?;
    staff.may_ever(Action::Export).map_err(|denied| trouble(denied.into()))?;
    let stretch = asked.stretch(services.today()).unwrap_or_else(|_| Stretch::months(services.today(), 1));
    let found = services.overviews.export(&staff, stretch, services.now()).await.map_err(trouble)?;
    let head = ["分类", "名称", "收到", "投诉", "举报和线索", "办结", "在办", "超期", "评价", "基本满意以上"];
    spreadsheet::answer("overview", "办理情况", ending, &head, &drawn::cells(&found), services.now())
}

impl Asked {
    fn stretch(&self, today: Date) -> Result<Stretch, Vec<FieldError>> {
        let (from, to) = (text::clean(&self.from), text::clean(&self.to));
        if from.is_empty() && to.is_empty() {
            return Ok(Stretch::months(today, 1));
        }
        let fault = |field: &str, message: &str| FieldError { field: field.to_owned(), message: message.to_owned() };
        let mut faults = Vec::new();
        let mut read = |field, typed: &str| {
            let day = typed.parse::<Date>().ok();
            if day.is_none() {
                faults.push(fault(field, "日期写成 2026-11-01 这样"));
            }
            day
        };
        let (from, to) = (read("from", &from), read("to", &to));
        let stretch = from.zip(to).and_then(|(from, to)| Stretch::new(from, to));
        if faults.is_empty() && stretch.is_none() {
            faults.push(fault("to", "结束的日期不能早于开始的日期"));
        }
        stretch.ok_or(faults)
    }
}

fn path(stretch: Stretch, page: &str) -> String {
    format!("{HERE}{page}?from={}&to={}", stretch.from, stretch.to)
}

fn stretches(today: Date, shown: Stretch) -> Vec<(String, String, bool)> {
    let (month, quarter) = (Stretch::months(today, 1), Stretch::quarter(today));
    let last_year = today.saturating_sub(1.year());
    let all = [month.before(), month, quarter.before(), quarter, Stretch::year(last_year), Stretch::year(today)];
    all.into_iter().map(|one| (one.words(), path(one, ""), one == shown)).collect()
}

fn ways(staff: &Staff, stretch: Stretch) -> Vec<(String, String)> {
    let sheet = (path(stretch, "/sheet"), "打印：情况通报".to_owned());
    let tables = [("xlsx", "导出 Excel"), ("csv", "导出 CSV")];
    let tables = tables.map(|(ending, words)| (path(stretch, &format!("/table/overview.{ending}")), words.to_owned()));
    let may_export = staff.may_ever(Action::Export).is_ok();
    std::iter::once(sheet).chain(tables.into_iter().filter(|_| may_export)).collect()
}

/// The bureau's, or the one unit's they may see.
fn whose(services: &Services, staff: &Staff) -> String {
    match staff.narrowed_to_unit() {
        Some(key) => services.site.unit(key).map_or_else(|| key.to_owned(), |unit| unit.name.clone()),
        None => services.site.bureau.clone(),
    }
}
