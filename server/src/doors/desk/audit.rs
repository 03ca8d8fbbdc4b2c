use app::pages::desk::Choice;
use app::pages::desk::audit::{self, AuditAsked, AuditPage};
use app::parts::percent;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use domain::audit::Sort;
use domain::ports::{Trail, TrailFilter};
use serde::Deserialize;

use super::answer::trouble;
use super::signed::Seat;
use super::top::{Counts, Done, top};
use crate::doors::{Trouble, respond};

/// The address after the question mark. What it does not know it passes over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Asked {
    person: String,
    subject: String,
    sort: String,
    from: String,
    to: String,
    before: String,
    check: String,
}

pub async fn show(Seat { services, visit, staff }: Seat, Query(asked): Query<Asked>) -> Result<Response, Trouble> {
    let trail = services.audit.trail(&staff, &asked.filter()).await.map_err(trouble)?;
    let check = match asked.check.as_str() {
        "1" => Some(services.audit.check_newest(&staff).await.map_err(trouble)?),
        _ => None,
    };
    let data = AuditPage {
        top: top(&services, &staff, "desk/audit", Counts::default(), &Done::default()),
        check,
        people: people(&trail),
        sorts: sorts(),
        narrowed: asked.is_narrowed(),
        newest: (!asked.before.is_empty()).then(|| asked.path(None)),
        older: trail.next.map(|row| asked.path(Some(row))),
        asked: asked.typed(),
        trail,
    };
    respond::personal_page(visit.frame, StatusCode::OK, move || audit::page(data.clone())).await
}

impl Asked {
    fn filter(&self) -> TrailFilter {
        TrailFilter {
            person: self.person.parse().ok(),
            subject: Some(self.subject.trim()).filter(|text| !text.is_empty()).map(str::to_owned),
            sort: Sort::parse(&self.sort),
            from: self.from.parse().ok(),
            to: self.to.parse().ok(),
            before: self.before.parse().ok(),
        }
    }

    fn is_narrowed(&self) -> bool {
        TrailFilter { before: None, ..self.filter() } != TrailFilter::default()
    }

    fn typed(&self) -> AuditAsked {
        let Self { person, subject, sort, from, to, .. } = self.clone();
        AuditAsked { person, subject, sort, from, to }
    }

    /// This list before a row, or from the newest on.
    fn path(&self, before: Option<i64>) -> String {
        let before = before.map(|row| row.to_string()).unwrap_or_default();
        let parts = [
            ("person", &self.person),
            ("subject", &self.subject),
            ("sort", &self.sort),
            ("from", &self.from),
            ("to", &self.to),
            ("before", &before),
        ];
        let filled = parts.iter().filter(|(_, value)| !value.is_empty());
        let query: Vec<String> = filled.map(|(name, value)| format!("{name}={}", percent(value))).collect();
        if query.is_empty() { "desk/audit".to_owned() } else { format!("desk/audit?{}", query.join("&")) }
    }
}

fn people(trail: &Trail) -> Vec<Choice> {
    let each = trail.people.iter().map(|(id, name)| Choice::new(id.to_string(), name));
    std::iter::once(Choice::new("", "全部")).chain(each).collect()
}

fn sorts() -> Vec<Choice> {
    let each = Sort::ALL.into_iter().map(|sort| Choice::new(sort.as_str(), sort.words()));
    std::iter::once(Choice::new("", "全部")).chain(each).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn older_rows_keep_the_filter_and_what_is_not_known_is_passed_over() {
        let asked = Asked {
            subject: " YX-2026-000001 ".into(),
            sort: "nonsense".into(),
            from: "2026-13-01".into(),
            person: "x".into(),
            ..Asked::default()
        };
        let filter = asked.filter();
        assert_eq!(filter, TrailFilter { subject: Some("YX-2026-000001".into()), ..TrailFilter::default() });
        assert!(asked.is_narrowed());
        let asked = Asked { sort: "identity".into(), before: "90".into(), ..Asked::default() };
        assert_eq!(asked.path(Some(40)), "desk/audit?sort=identity&before=40");
        assert_eq!(
            (asked.path(None), Asked::default().path(None)),
            ("desk/audit?sort=identity".into(), "desk/audit".into())
        );
    }
}
