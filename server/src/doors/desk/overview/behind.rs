use app::pages::desk::Light;
use app::pages::desk::ledger::{Cell, Line, ListPage};
use app::parts::percent;
use axum::extract::Query;
use axum::response::Response;
use domain::overview::Stretch;
use domain::ports::{Behind, Counted, InboxRow};
use domain::track::local_minute;
use serde::Deserialize;

use super::{Asked, HERE, path};
use crate::doors::Trouble;
use crate::doors::desk::answer::trouble;
use crate::doors::desk::ledger::{answer_list, unit_name};
use crate::doors::desk::signed::Seat;
use crate::doors::desk::top::{Counts, Done, top};
use crate::services::Services;

/// Which number was followed; what the address does not know is passed over.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Narrowed {
    from: String,
    to: String,
    what: String,
    town: Option<String>,
    unit: Option<String>,
    category: Option<String>,
    drug: Option<String>,
    page: String,
}

pub(super) async fn list(
    Seat { services, visit, staff }: Seat,
    Query(narrowed): Query<Narrowed>,
) -> Result<Response, Trouble> {
    let today = services.today();
    let days = Asked { from: narrowed.from.clone(), to: narrowed.to.clone() };
    let stretch = days.stretch(today).unwrap_or_else(|_| Stretch::months(today, 1));
    let asked = narrowed.asked(stretch);
    let found = services.overviews.behind(&staff, &asked, services.now()).await.map_err(trouble)?;
    let pages = found.total.div_ceil(u64::from(found.page_size.max(1)));
    let at = |page: u32| format!("{}&page={page}", narrowed.path(&asked));
    let page = ListPage {
        top: top(&services, &staff, HERE, Counts::default(), &Done::default()),
        title: format!("{}事项：{}", asked.what.words(), stretch.words()),
        intro: narrowed.words(&services),
        ways: vec![(path(stretch, ""), "回到办理情况".to_owned())],
        columns: vec!["类别、对象", "地点", "进度、单位"],
        lines: found.rows.into_iter().map(|row| line(&services, row)).collect(),
        total: found.total,
        page: asked.page,
        pages,
        previous: (asked.page > 1).then(|| at(asked.page - 1)),
        next: (u64::from(asked.page) < pages).then(|| at(asked.page + 1)),
        nothing: "没有这样的事项。".to_owned(),
        path: format!("{HERE}/list"),
        ..ListPage::default()
    };
    answer_list(visit, page).await
}

fn line(services: &Services, row: InboxRow) -> Line {
    let light = row.next.as_ref().zip(row.days_left).map(|(next, days)| Light::of(next, days));
    let kind = format!("{}：{}", row.kind.words(), row.category);
    let held = match row.unit.as_deref() {
        Some(unit) => unit_name(services, Some(unit)),
        None => "未分送".to_owned(),
    };
    Line {
        link: format!("desk/matter/{}", row.number),
        small: local_minute(row.received_at),
        cells: vec![
            Cell::new(kind, row.respondent.unwrap_or_default()),
            Cell::new(row.region_name, String::new()),
            Cell::new(row.stage.words(), held),
        ],
        light,
        number: row.number,
    }
}

impl Narrowed {
    fn asked(&self, stretch: Stretch) -> Behind {
        Behind {
            what: Counted::parse(&self.what).unwrap_or(Counted::Received),
            stretch,
            town: self.town.clone(),
            unit: self.unit.clone(),
            category: self.category.clone(),
            drug: self.drug.clone(),
            page: self.page.parse().unwrap_or(1).max(1),
        }
    }

    fn path(&self, asked: &Behind) -> String {
        let parts = [("town", &self.town), ("unit", &self.unit), ("category", &self.category), ("drug", &self.drug)];
        let narrowed =
            parts.into_iter().filter_map(|(name, value)| Some(format!("&{name}={}", percent(value.as_ref()?))));
        let narrowed: String = narrowed.collect();
        format!("{}&what={}{narrowed}", path(asked.stretch, "/list"), asked.what.as_str())
    }

    /// What the list is narrowed to, as the page of numbers named it.
    fn words(&self, services: &Services) -> String {
        let town = self.town.as_ref().map(|town| {
            let code = domain::region::RegionCode::parse(&format!("{town:0<12}"));
            code.map_or_else(|_| town.clone(), |code| services.regions.full_name(&code))
        });
        let unit = self.unit.as_ref().map(|unit| match unit.as_str() {
            "" => "未分送".to_owned(),
            key => unit_name(services, Some(key)),
        });
        let category = self
            .category
            .as_ref()
            .map(|key| services.laws.category(key).map_or_else(|| key.clone(), |category| category.label.clone()));
        let all: Vec<String> = [town, unit, category, self.drug.clone()].into_iter().flatten().collect();
        all.join("，")
    }
}
