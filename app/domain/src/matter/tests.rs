//! The published procedures as tables, and what no sequence of events may break.

mod procedures;
mod sequences;

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::*;
use crate::calendar::{Calendar, CalendarYear};
use crate::event::{Actor, Event, EventKind, Source};
use crate::law::Laws;

pub(crate) fn laws() -> Laws {
    crate::law::test_laws().clone()
}

pub(crate) fn calendar() -> Calendar {
    let year = |text| toml::from_str::<CalendarYear>(text).unwrap();
    Calendar::new([
        year(include_str!("../../../../content/calendar/2025.toml")),
        year(include_str!("../../../../content/calendar/2026.toml")),
    ])
}

const HANDLER: Uuid = Uuid::from_u128(1);
const LEAD: Uuid = Uuid::from_u128(2);

/// Nine in the morning of a day in Beijing.
fn morning(day: Date) -> Timestamp {
    format!("{day}T09:00:00+08:00").parse().unwrap()
}

fn by(id: Uuid, at: Timestamp, kind: EventKind) -> Event {
    Event { at, actor: Actor::Staff { id, name: "某某".into() }, kind }
}

fn system(at: Timestamp, kind: EventKind) -> Event {
    Event { at, actor: Actor::System, kind }
}

fn received() -> EventKind {
    EventKind::Received { source: Source::Web, notice_version: "1".into() }
}

/// A matter to which things happen, day by day.
struct Life {
    kind: MatterKind,
    events: Vec<Event>,
    laws: Laws,
    calendar: Calendar,
}

impl Life {
    fn begin(kind: MatterKind, on: Date) -> Self {
        Self { kind, events: vec![system(morning(on), received())], laws: laws(), calendar: calendar() }
    }

    fn state(&self) -> MatterState {
        MatterState::replay(self.kind, &self.events).unwrap()
    }

    fn tries(&self, person: Uuid, on: Date, kind: EventKind) -> Result<Event, Rule> {
        let event = by(person, morning(on), kind);
        self.state().apply(&event, &self.calendar, &self.laws).map(|_| event).map_err(|refusal| refusal.rule)
    }

    fn does(mut self, person: Uuid, on: Date, kind: EventKind) -> Self {
        let event = self.tries(person, on, kind.clone()).unwrap_or_else(|rule| panic!("{kind:?} broke {rule:?}"));
        self.events.push(event);
        self
    }

    fn due(&self, id: &str) -> Option<Date> {
        let running = self.state().clocks(&self.laws, &self.calendar);
        running
            .into_iter()
            .find(|clock| clock.id == id && clock.is_open())
            .and_then(|clock| clock.due)
            .map(|due| due.date)
    }
}

fn complaint(step: ComplaintStep) -> EventKind {
    EventKind::Complaint(step)
}

fn tip(step: TipStep) -> EventKind {
    EventKind::Tip(step)
}

fn accepted() -> EventKind {
    complaint(ComplaintStep::Accepted { contact: "消建股 0883-3211423".into() })
}

fn closed() -> EventKind {
    EventKind::Closed { note: "双方已和解。".into() }
}
