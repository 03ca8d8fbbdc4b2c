use app::pages::desk::Choice;
use app::pages::desk::due_list::with_all;
use app::pages::desk::inbox::FilterField;
use app::pages::desk::quality::{self, QualityLine, QualityPage};
use app::parts::percent;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use domain::ports::QualityAsked;
use domain::quality::Mark;
use serde::Deserialize;

use super::answer::trouble;
use super::signed::Seat;
use super::top::{Counts, Done, top};
use crate::doors::{Trouble, respond};
use crate::services::Services;

/// The page's address after the question mark.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    mark: String,
    unit: String,
    page: String,
}

pub async fn show(Seat { services, visit, staff }: Seat, Query(asked): Query<Asked>) -> Result<Response, Trouble> {
    let question = asked.question();
    let found = services.deadlines.quality(&staff, &question, services.now()).await.map_err(trouble)?;
    let reminders = services.deadlines.reminder_count(&staff).await.map_err(trouble)?;
    let counts = Counts { reminders: Some(reminders), ..Counts::default() };
    let name_of = |key: &str| services.site.unit(key).map_or(key.to_owned(), |unit| unit.name.clone());
    let more = u64::from(question.page) * u64::from(found.page_size) < found.total;
    let data = QualityPage {
        top: top(&services, &staff, "desk/quality", counts, &Done::default()),
        counts: found.counts.into_iter().map(|(mark, count)| (mark, count, asked.path(mark.as_str(), 1))).collect(),
        chosen: question.mark,
        filters: match staff.narrowed_to_unit() {
            None => vec![units(&services, &asked)],
            Some(_) => Vec::new(),
        },
        late_units: found.late_units.into_iter().map(|late| (name_of(&late.unit), late.matters)).collect(),
        late_days: found.late_rule.0,
        rows: found.rows.into_iter().map(|row| QualityLine { unit: row.unit.as_deref().map(name_of), row }).collect(),
        total: found.total,
        previous: (question.page > 1).then(|| asked.path(&asked.mark, question.page - 1)),
        next: more.then(|| asked.path(&asked.mark, question.page + 1)),
    };
    respond::personal_page(visit.frame, StatusCode::OK, move || quality::page(data.clone())).await
}

fn units(services: &Services, asked: &Asked) -> FilterField {
    let units = services.site.unit.iter().map(|unit| Choice::new(&unit.key, &unit.name));
    FilterField { name: "unit", label: "承办单位", chosen: asked.unit.clone(), choices: with_all(units) }
}

impl Asked {
    fn question(&self) -> QualityAsked {
        QualityAsked {
            mark: Mark::parse(&self.mark),
            unit: (!self.unit.is_empty()).then(|| self.unit.clone()),
            page: self.page.parse().unwrap_or(1).clamp(1, 1_000),
        }
    }

    fn path(&self, mark: &str, page: u32) -> String {
        let page = if page > 1 { page.to_string() } else { String::new() };
        let parts = [("mark", mark), ("unit", self.unit.as_str()), ("page", page.as_str())];
        let pairs = parts.iter().filter(|(_, value)| !value.is_empty());
        let query: Vec<_> = pairs.map(|(name, value)| format!("{name}={}", percent(value))).collect();
        format!("desk/quality?{}", query.join("&"))
    }
}
