//! What a query code shows: plain status, what happened, and the next legal step with its day.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};

use crate::calendar::{Calendar, DayUnit, Due};
use crate::event::Event;
use crate::law::Laws;
use crate::matter::{MatterState, Running};

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

/// The next legal step that a resident is told of: the earliest day among the statutory limits that
/// run and have words for residents. While one stands still (检测、鉴定) it has no day.
#[must_use]
pub fn next_step(state: &MatterState, laws: &Laws, calendar: &Calendar) -> Option<NextStep> {
    if state.stage.is_end() {
        return None;
    }
    let running = state.clocks(laws, calendar).into_iter().filter(Running::is_open);
    running.filter_map(step).min_by_key(|step| step.due.date)
}

/// The earliest day anything is due on: what lists of the desk are ordered by. Publication limits
/// run on after a case is closed; the orders of other masters count too.
#[must_use]
pub fn due_day(state: &MatterState, laws: &Laws, calendar: &Calendar) -> Option<Date> {
    let running = state.clocks(laws, calendar).into_iter().filter(Running::is_open);
    let ordered = state.history.orders.iter().map(|order| order.due);
    let supervised = state.office.supervisions.iter().map(|one| one.until);
    running.filter_map(|clock| clock.due).map(|due| due.date).chain(ordered).chain(supervised).min()
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

fn step(clock: Running) -> Option<NextStep> {
    Some(NextStep {
        due: clock.due?,
        text: clock.public_text?,
        clock_id: clock.id,
        title: clock.title,
        basis: clock.basis,
        working_days: clock.unit == DayUnit::Working,
    })
}
