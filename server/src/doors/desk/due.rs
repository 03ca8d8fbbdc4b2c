use app::pages::desk::Choice;
use app::pages::desk::due_list::{self, DueLine, DuePage, Pick as Link, UnitLine, with_all};
use app::pages::desk::due_transfers::DueTransfers;
use app::pages::desk::inbox::FilterField;
use app::parts::percent;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Staff;
use domain::ports::{DueAsked, DueCounts, DueList, DueRow, DueTransfer, Pick, Place, UnitCounts};
use serde::Deserialize;
use uuid::Uuid;

use super::answer::trouble;
use super::signed::Seat;
use super::top::{Counts, Done, top};
use crate::doors::{Trouble, respond};
use crate::services::Services;

/// The list's address after the question mark; what it does not know it passes over.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    pick: String,
    unit: String,
    handler: String,
    clock: String,
    /// `2026-11-20.1234`: where the page before ended.
    after: String,
}

const PICKS: [(Pick, &str, &str); 8] = [
    (Pick::Near, "near", "到下周为止"),
    (Pick::Overdue, "overdue", "已超期"),
    (Pick::Today, "today", "今天到期"),
    (Pick::ThisWeek, "week", "本周到期"),
    (Pick::NextWeek, "next", "下周到期"),
    (Pick::Paused, "paused", "期限暂停"),
    (Pick::Provisional, "provisional", "暂估"),
    (Pick::Orders, "orders", "12345工单"),
];

pub async fn show(Seat { services, visit, staff }: Seat, Query(asked): Query<Asked>) -> Result<Response, Trouble> {
    let found = services.deadlines.due(&staff, &asked.question(), services.now()).await.map_err(trouble)?;
    let reminders = services.deadlines.reminder_count(&staff).await.map_err(trouble)?;
    let counts = Counts { reminders: Some(reminders), ..Counts::default() };
    let top = top(&services, &staff, "desk/due", counts, &Done::default());
    let data = DuePage { top, ..page(&services, &staff, found, &asked) };
    respond::personal_page(visit.frame, StatusCode::OK, move || due_list::page(data.clone())).await
}

fn page(services: &Services, staff: &Staff, found: DueList, asked: &Asked) -> DuePage {
    let (_, name, heading) = asked.pick();
    let name_of = |key: &str| services.site.unit(key).map_or(key.to_owned(), |unit| unit.name.clone());
    DuePage {
        top: Default::default(),
        picks: PICKS.iter().map(|pick| link(pick, &found.counts, asked)).collect(),
        heading,
        units: found.units.into_iter().map(|unit| unit_line(unit, name_of)).collect(),
        filters: filters(services, staff, &found.handlers, asked),
        pick: name,
        narrowed: !(asked.unit.is_empty() && asked.handler.is_empty() && asked.clock.is_empty()),
        transfers: transfers(found.transfers, found.transfer_counts, name_of),
        lines: found.rows.into_iter().map(|row| line(row, name_of)).collect(),
        more: found.counts.more,
        first: (!asked.after.is_empty()).then(|| asked.path(name, "")),
        next: found.next.map(|place| asked.path(name, &format!("{}.{}", place.due, place.seq))),
    }
}

fn link((pick, name, words): &(Pick, &'static str, &'static str), counts: &DueCounts, asked: &Asked) -> Link {
    let count = match pick {
        Pick::Near => None,
        Pick::Overdue => Some(counts.overdue),
        Pick::Today => Some(counts.today),
        Pick::ThisWeek => Some(counts.this_week),
        Pick::NextWeek => Some(counts.next_week),
        Pick::Paused => Some(counts.paused),
        Pick::Provisional => Some(counts.provisional),
        Pick::Orders => Some(counts.orders),
    };
    Link {
        words,
        path: asked.path(name, ""),
        count,
        alarm: *pick == Pick::Overdue && count.is_some_and(|count| count > 0),
        current: asked.pick().0 == *pick,
    }
}

fn unit_line(unit: UnitCounts, name_of: impl Fn(&str) -> String) -> UnitLine {
    let key = unit.unit.as_deref().map(percent);
    let list = |list: &str| key.as_ref().map(|key| format!("desk/{list}?unit={key}"));
    UnitLine {
        transfers: (unit.transfers, list("transfers")),
        risks: (unit.risks, list("risks")),
        name: unit.unit.as_deref().map_or_else(|| "未分送".to_owned(), name_of),
        path: unit.unit.map(|key| format!("desk/due?unit={}", percent(&key))),
        overdue: unit.overdue,
        today: unit.today,
        this_week: unit.this_week,
        next_week: unit.next_week,
    }
}

fn line(row: DueRow, name_of: impl Fn(&str) -> String) -> DueLine {
    DueLine {
        unit: row.unit.as_deref().map(name_of),
        number: row.number,
        kind: row.kind,
        category: row.category,
        status: row.status,
        handler: row.handler,
        deadlines: row.deadlines,
        nearness: row.nearness,
    }
}

fn transfers(lines: Vec<DueTransfer>, (overdue, today): (u64, u64), name_of: impl Fn(&str) -> String) -> DueTransfers {
    let named = |line: DueTransfer| DueTransfer { unit: name_of(&line.unit), ..line };
    DueTransfers { lines: lines.into_iter().map(named).collect(), overdue, today }
}

fn filters(services: &Services, staff: &Staff, handlers: &[(Uuid, String)], asked: &Asked) -> Vec<FilterField> {
    let field = |name, label, chosen: &str, choices| FilterField { name, label, chosen: chosen.to_owned(), choices };
    let mut fields = Vec::new();
    if staff.narrowed_to_unit().is_none() {
        let units = services.site.unit.iter().map(|unit| Choice::new(&unit.key, &unit.name));
        fields.push(field("unit", "承办单位", &asked.unit, with_all(units)));
    }
    let people = handlers.iter().map(|(id, name)| Choice::new(id.to_string(), name));
    fields.push(field("handler", "承办人", &asked.handler, with_all(people)));
    fields.push(field("clock", "时限", &asked.clock, with_all(clocks(services))));
    fields
}

/// Each limit once, whatever versions of it there are.
fn clocks(services: &Services) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    for clock in services.laws.clocks.iter().chain(&services.laws.local) {
        if !choices.iter().any(|choice| choice.value == clock.id) {
            let whose = if clock.is_local() { "内部" } else { "法定" };
            choices.push(Choice::new(&clock.id, format!("{whose} {} {}", clock.id, clock.title)));
        }
    }
    choices
}

impl Asked {
    fn question(&self) -> DueAsked {
        let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        DueAsked {
            pick: self.pick().0,
            unit: filled(&self.unit),
            handler: Uuid::try_parse(&self.handler).ok(),
            clock: filled(&self.clock),
            after: self.place(),
        }
    }

    fn pick(&self) -> (Pick, &'static str, &'static str) {
        PICKS.into_iter().find(|(_, name, _)| *name == self.pick).unwrap_or((Pick::Near, "near", "到下周为止"))
    }

    fn place(&self) -> Option<Place> {
        let (due, seq) = self.after.split_once('.')?;
        Some(Place { due: due.parse().ok()?, seq: seq.parse().ok()? })
    }

    /// This list looked at in another way, or further down.
    fn path(&self, pick: &str, after: &str) -> String {
        let parts = [
            ("pick", pick),
            ("unit", &self.unit),
            ("handler", &self.handler),
            ("clock", &self.clock),
            ("after", after),
        ];
        let pairs = parts.iter().filter(|(_, value)| !value.is_empty());
        let query: Vec<_> = pairs.map(|(name, value)| format!("{name}={}", percent(value))).collect();
        format!("desk/due?{}", query.join("&"))
    }
}
