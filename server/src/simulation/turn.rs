//! What happens next to a matter: the reporter, the clerk, a handler or a head does something.

use domain::desk_step::DeskStep;
use domain::law::Laws;
use domain::matter::{ClockStep, MatterKind, MatterState, Moment, OfficeStep, Stage};
use domain::track::local_date;
use jiff::{Timestamp, ToSpan};
use uuid::Uuid;

use super::case::Case;
use super::{complaint, tip, wrong};

/// Who does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Clerk,
    Handler,
    Lead,
    Leader,
    /// The handler of a unit that has nothing to do with it.
    Stranger,
}

#[derive(Clone, Debug)]
pub enum Move {
    Desk(Who, DeskStep),
    /// Somebody does something they may not: the answer must be a refusal that names a rule, or that
    /// the matter is none of theirs.
    Wrong(Who, DeskStep),
    Register,
    ViewIdentity,
    Tell,
    Add,
    Withdraw,
    Rate(u8),
}

/// Under what a move is chosen.
#[derive(Clone, Copy)]
pub struct Now<'a> {
    pub laws: &'a Laws,
    pub at: Timestamp,
}

/// `None`: nothing more happens to it.
pub fn next(case: &Case, state: &MatterState, now: Now<'_>) -> Option<Move> {
    let dice = &case.dice;
    if case.turns >= 60 {
        return None;
    }
    if state.stage.is_end() {
        return after_the_end(case, state);
    }
    if dice.chance(4) {
        return Some(wrong::step(case, state, now));
    }
    if let Some(step) = dispatch(case, state) {
        return Some(step);
    }
    if let Some(step) = pending(case, state, now) {
        return Some(step);
    }
    if dice.chance(6) {
        return Some(beside(case, state, now));
    }
    match state.kind {
        MatterKind::Complaint => complaint::next(case, state, now),
        MatterKind::Tip => tip::next(case, state, now),
    }
}

fn dispatch(case: &Case, state: &MatterState) -> Option<Move> {
    if state.waits_for_12315() && !case.forgotten && case.dice.chance(75) {
        return Some(Move::Register);
    }
    if state.unit.is_none() {
        // The unit is filled in by whoever knows the place.
        return Some(Move::Desk(Who::Clerk, DeskStep::Dispatch { unit: String::new() }));
    }
    state.office.handler.is_none().then_some(Move::Desk(Who::Handler, DeskStep::Take))
}

/// What was begun is ended before anything else.
fn pending(case: &Case, state: &MatterState, now: Now<'_>) -> Option<Move> {
    let history = &state.history;
    if let Some(asked) = history.asked.first() {
        let clock = asked.clock.clone();
        let length = now.laws.clock(&clock, local_date(state.received_at)).and_then(|clock| clock.extension);
        let step = match length {
            Some(length) if case.dice.chance(80) => {
                ClockStep::Extended { clock, length, reason: "案情复杂".to_owned() }
            }
            _ => ClockStep::ExtensionDenied { clock, reason: "抓紧办理".to_owned() },
        };
        return Some(Move::Desk(Who::Lead, DeskStep::Clock(step)));
    }
    if let Some(ground) = history.open_pause().filter(|_| state.stage != Stage::Suspended) {
        let step = ClockStep::Resumed { ground, note: "结论已出".to_owned() };
        return Some(Move::Desk(Who::Handler, DeskStep::Clock(step)));
    }
    if let Some(one) = state.office.supervisions.first() {
        let (supervision, note) = (one.id, "已按要求办理".to_owned());
        let step = match case.dice.chance(60) {
            true => OfficeStep::SupervisionLifted { supervision, note },
            false => OfficeStep::SupervisionProgress { supervision, note },
        };
        let who = if matches!(step, OfficeStep::SupervisionLifted { .. }) { Who::Leader } else { Who::Handler };
        return Some(Move::Desk(who, DeskStep::Office(step)));
    }
    let order = history.orders.first().filter(|_| case.dice.chance(40))?;
    Some(Move::Desk(Who::Handler, DeskStep::Clock(ClockStep::OrderAnswered { number: order.number.clone() })))
}

/// Things that go on beside the course of a matter.
fn beside(case: &Case, state: &MatterState, now: Now<'_>) -> Move {
    let today = local_date(now.at);
    match case.dice.throw(7) {
        0 => Move::Add,
        1 => Move::Tell,
        2 => Move::ViewIdentity,
        3 => Move::Desk(Who::Handler, DeskStep::Office(OfficeStep::Noted { text: "电话联系过一次".to_owned() })),
        4 => {
            let number = format!("12345-{}-{}", case.number, case.turns);
            let due = today.saturating_add(i64::from(5 + case.turns % 10).days());
            let step = ClockStep::OrderTaken { master: "12345".to_owned(), number, due };
            Move::Desk(Who::Handler, DeskStep::Clock(step))
        }
        5 => {
            let step = OfficeStep::Supervised {
                supervision: Uuid::from_u64_pair(case.dice.throw(u64::MAX), case.dice.throw(u64::MAX)),
                listed: case.dice.chance(20),
                requirement: "查清事实，按时办结".to_owned(),
                until: today.saturating_add(15.days()),
            };
            Move::Desk(Who::Leader, DeskStep::Office(step))
        }
        _ if state.stage == Stage::Received || state.kind == MatterKind::Tip => Move::Withdraw,
        _ => Move::Add,
    }
}

/// Publication, a rating, sometimes a second look.
fn after_the_end(case: &Case, state: &MatterState) -> Option<Move> {
    let unpublished = state.history.is_open(Moment::Decided, Moment::Published)
        || state.history.is_open(Moment::DecidedElsewhere, Moment::Published);
    if state.stage == Stage::Closed && state.kind == MatterKind::Tip && unpublished {
        return Some(Move::Desk(Who::Handler, DeskStep::Tip(domain::matter::TipStep::Published)));
    }
    match case.dice.throw(100) {
        0..25 if state.stage == Stage::Closed && state.rating.is_none() => {
            Some(Move::Rate(u8::try_from(case.dice.throw(5) + 1).unwrap_or(5)))
        }
        25..27 if state.stage != Stage::Withdrawn => {
            Some(Move::Desk(Who::Lead, DeskStep::Reopen { reason: "有新的证据".to_owned() }))
        }
        27..29 => Some(Move::Wrong(Who::Handler, DeskStep::Close { note: "再办结一次".to_owned() })),
        _ => None,
    }
}
