//! What a query code shows: plain status, what happened, and the next legal step with its day.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};

use crate::calendar::{Calendar, Due};
use crate::event::Event;
use crate::law::{Clock, Laws};
use crate::matter::{MatterKind, MatterState, Status};

/// One line of the public timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub at: Timestamp,
    pub text: String,
}

/// The next step the law sets a day for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextStep {
    pub clock_id: String,
    pub title: String,
    pub due: Due,
    /// The resident's sentence, day count filled in.
    pub text: String,
    /// Law and article.
    pub basis: String,
    /// Counted in working days rather than calendar days.
    pub working_days: bool,
}

/// The public part of a matter's events, oldest first.
#[must_use]
pub fn timeline(events: &[Event]) -> Vec<Step> {
    events.iter().filter_map(|event| Some(Step { at: event.at, text: event.kind.public_text()? })).collect()
}

/// The next legal step, if the law sets a day for one in this state.
///
/// Complaint: T1 until accepted or refused (令121 §15), then T3 (§23). Tip: T6 until closed
/// (程序规定 §18). The clock in force on the day its event happened applies.
#[must_use]
pub fn next_step(state: &MatterState, laws: &Laws, calendar: &Calendar) -> Option<NextStep> {
    let (id, start) = match (state.kind, state.status) {
        (_, status) if status.is_end() => return None,
        (MatterKind::Complaint, Status::Accepted | Status::Mediating) => ("T3", state.accepted_at?),
        (MatterKind::Complaint, _) => ("T1", state.received_at),
        (MatterKind::Tip, _) => ("T6", state.received_at),
    };
    let start = local_date(start);
    let clock = laws.clock(id, start)?;
    step(clock, start, laws, calendar)
}

/// The day something happened in China, whose clocks all run at UTC+8.
#[must_use]
pub fn local_date(at: Timestamp) -> Date {
    at.to_zoned(beijing()).date()
}

/// `2026-11-21 09:30` in Beijing time.
#[must_use]
pub fn local_minute(at: Timestamp) -> String {
    at.to_zoned(beijing()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// Beijing time. China has had no summer time since 1991, so a fixed offset is exact.
#[must_use]
pub fn beijing() -> TimeZone {
    TimeZone::fixed(Offset::constant(8))
}

fn step(clock: &Clock, start: Date, laws: &Laws, calendar: &Calendar) -> Option<NextStep> {
    Some(NextStep {
        clock_id: clock.id.clone(),
        title: clock.title.clone(),
        due: clock.due(start, calendar).ok()?,
        text: clock.public_text()?,
        basis: laws.cite(&clock.law, &clock.article),
        working_days: clock.unit == crate::calendar::DayUnit::Working,
    })
}
