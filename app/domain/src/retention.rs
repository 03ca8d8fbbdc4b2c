//! How long who reported is known: until the period after the end of the matter is over, unless
//! something still needs it.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use crate::law::{Laws, ReactionRetention, RetentionRule};
use crate::ledger::Book;
use crate::matter::{MatterState, Moment};
use crate::track::local_date;

/// Why something is kept beyond its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hold {
    Supervised,
    Lawsuit,
    /// The person asks about the data, and waits for an answer.
    Wish,
    Transfer,
    Risk,
    Reward,
}

/// The rule a matter falls under and the last day of its period; `None` while it has not ended, when
/// nothing is left, or where no rule speaks of it.
#[must_use]
pub fn period<'a>(state: &MatterState, laws: &'a Laws) -> Option<(&'a RetentionRule, Date)> {
    let ended = state.closed_at.filter(|_| state.stage.is_end() && !state.custody.destroyed)?;
    let history = &state.history;
    let case = [Moment::Filed, Moment::SentToPolice].iter().any(|moment| history.last(*moment).is_some());
    let rule = laws.kept(state.kind, case)?;
    let last = local_date(ended).checked_add(i32::from(rule.months).months()).ok()?;
    Some((rule, last))
}

/// The last day of what a reaction says of a person. Whoever judges it may ask back, so the time runs
/// from the day it was handed on; what nobody hands on does not stay for ever either.
#[must_use]
pub fn reaction_last(received_at: Timestamp, filed_at: Option<Timestamp>, rule: &ReactionRetention) -> Option<Date> {
    let (from, months) = match filed_at {
        Some(filed_at) => (filed_at, rule.months),
        None => (received_at, rule.unfiled_months),
    };
    local_date(from).checked_add(i32::from(months).months()).ok()
}

/// What still needs it; `open` are the books with an open record about the matter.
#[must_use]
pub fn holds(state: &MatterState, open: &[Book]) -> Vec<Hold> {
    let office = &state.office;
    let mut holds = Vec::new();
    let mut hold = |so: bool, why| holds.extend(so.then_some(why));
    hold(!office.supervisions.is_empty(), Hold::Supervised);
    hold(office.lawsuit.is_some(), Hold::Lawsuit);
    hold(state.custody.wish.is_some(), Hold::Wish);
    hold(open.contains(&Book::Transfer), Hold::Transfer);
    hold(open.contains(&Book::Risk), Hold::Risk);
    hold(open.contains(&Book::Reward), Hold::Reward);
    holds
}

impl Hold {
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Supervised => "督办没有解除",
            Self::Lawsuit => "有复议、诉讼",
            Self::Wish => "个人信息申请没有答复",
            Self::Transfer => "移送没有办结",
            Self::Risk => "风险没有销号",
            Self::Reward => "举报奖励没有办结",
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::event::{Actor, Event, EventKind, Source};
    use crate::matter::{DataWish, MatterKind, OfficeStep, TipStep};

    fn laws() -> &'static Laws {
        crate::law::test_laws()
    }

    fn state(kind: MatterKind, steps: &[EventKind]) -> MatterState {
        let at: Timestamp = "2026-03-31T20:00:00+08:00".parse().unwrap();
        let received = EventKind::Received { source: Source::Web, notice_version: "1".into() };
        let closed = EventKind::Closed { note: "办结".into() };
        let actor = Actor::Staff { id: Uuid::nil(), name: "某".into() };
        let kinds = std::iter::once(&received).chain(steps).chain([&closed]);
        let events: Vec<Event> = kinds.map(|kind| Event { at, actor: actor.clone(), kind: kind.clone() }).collect();
        MatterState::replay(kind, &events).unwrap()
    }

    #[test]
    fn each_kind_has_its_period_counted_from_its_end_in_beijing() {
        let filed = EventKind::Tip(TipStep::Filed { case_no: "1".into() });
        let verified = EventKind::Tip(TipStep::VerificationStarted);
        for (kind, steps, key, last) in [
            (MatterKind::Complaint, vec![], "complaint", date(2029, 3, 31)),
            (MatterKind::Tip, vec![verified.clone()], "tip", date(2029, 3, 31)),
            (MatterKind::Tip, vec![verified, filed], "tip-case", date(2031, 3, 31)),
        ] {
            let state = state(kind, &steps);
            let (rule, day) = period(&state, laws()).unwrap();
            assert_eq!((rule.key.as_str(), day), (key, last));
        }
    }

    #[test]
    fn what_has_not_ended_or_is_destroyed_has_no_period() {
        let mut open = state(MatterKind::Tip, &[]);
        open.closed_at = None;
        assert_eq!(period(&open, laws()), None);
        let destroyed = EventKind::DataDestroyed { rule: "tip".into(), identity: true, photos: 0 };
        let event = Event { at: "2030-01-01T00:00:00Z".parse().unwrap(), actor: Actor::System, kind: destroyed };
        let gone = state(MatterKind::Tip, &[]).applied(&event);
        assert!(gone.custody.destroyed && period(&gone, laws()).is_none());
    }

    #[test]
    fn a_reaction_goes_after_it_was_handed_on_and_at_last_without() {
        let rule = &laws().reaction_retention;
        let (received, filed) = ("2026-11-22T20:00:00Z".parse().unwrap(), "2027-01-31T01:00:00Z".parse().unwrap());
        assert_eq!(reaction_last(received, Some(filed), rule), Some(date(2028, 1, 31)));
        assert_eq!(reaction_last(received, None, rule), Some(date(2028, 11, 23)), "a day of Beijing");
        assert!(!rule.words().contains('{'));
    }

    #[test]
    fn whatever_still_needs_it_holds_it() {
        let supervised = OfficeStep::Supervised {
            supervision: Uuid::nil(),
            listed: false,
            requirement: "查".into(),
            until: date(2026, 4, 1),
        };
        let lawsuit = OfficeStep::LawsuitNoted { what: "行政复议".into() };
        let over = OfficeStep::LawsuitOver { outcome: "维持".into() };
        let wish = EventKind::DataAsked { wish: DataWish::Delete, note: String::new() };
        let of = |steps: &[EventKind]| holds(&state(MatterKind::Tip, steps), &[]);
        assert_eq!(of(&[EventKind::Office(supervised)]), [Hold::Supervised]);
        assert_eq!(of(&[EventKind::Office(lawsuit.clone())]), [Hold::Lawsuit]);
        assert_eq!(of(&[EventKind::Office(lawsuit), EventKind::Office(over)]), []);
        assert_eq!(of(&[wish]), [Hold::Wish]);
        let books = [Book::Transfer, Book::Risk, Book::Reward, Book::Task, Book::Minutes];
        let held = holds(&state(MatterKind::Tip, &[]), &books);
        assert_eq!(held, [Hold::Transfer, Hold::Risk, Hold::Reward]);
    }
}
