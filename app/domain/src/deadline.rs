//! What a matter is due for: the law's limits, the bureau's own, other masters' orders, supervision.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::calendar::{Calendar, Due};
use crate::law::Laws;
use crate::matter::{MatterState, Running};
use crate::track::local_date;

/// Who set a day. The four never look alike: only the first is law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Master {
    /// 法定时限
    Law,
    /// 本局内部时限
    Bureau,
    /// 12345 or another master's order
    Order,
    /// 督办
    Supervision,
}

/// A day that a matter still has to meet, or one that stands still.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    pub master: Master,
    /// The clock's id, the order's number or the supervision's id.
    pub id: String,
    pub title: String,
    /// `None` while it stands still (检测、鉴定).
    pub due: Option<Due>,
    /// Law and article, or who set it.
    pub basis: String,
}

/// How near a day is, as the desk sorts its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nearness {
    Overdue,
    Today,
    /// Up to and with this week's Sunday.
    ThisWeek,
    NextWeek,
    Later,
}

/// Every day a matter still has to meet, the nearest first; those that stand still come last.
#[must_use]
pub fn deadlines(state: &MatterState, laws: &Laws, calendar: &Calendar) -> Vec<Deadline> {
    let clocks = open_limits(state.clocks(laws, calendar)).into_iter();
    let orders = state.history.orders.iter().map(|order| Deadline {
        master: Master::Order,
        id: order.number.clone(),
        title: format!("{}工单 {}", order.master, order.number),
        due: Some(fixed(order.due)),
        basis: format!("{}要求", order.master),
    });
    let supervisions = state.office.supervisions.iter().map(|one| Deadline {
        master: Master::Supervision,
        id: one.id.to_string(),
        title: if one.listed {
            format!("挂牌督办：{}", one.requirement)
        } else {
            format!("督办：{}", one.requirement)
        },
        due: Some(fixed(one.until)),
        basis: "督办要求".to_owned(),
    });
    nearest_first(clocks.chain(orders).chain(supervisions).collect())
}

/// The limits among these that were not met yet, the nearest first.
#[must_use]
pub fn open_limits(clocks: Vec<Running>) -> Vec<Deadline> {
    nearest_first(clocks.into_iter().filter(Running::is_open).map(Deadline::of_clock).collect())
}

fn nearest_first(mut all: Vec<Deadline>) -> Vec<Deadline> {
    all.sort_by_key(|deadline| (deadline.due.is_none(), deadline.due.map(|due| due.date), deadline.master));
    all
}

impl Deadline {
    fn of_clock(clock: Running) -> Self {
        Self {
            master: if clock.local { Master::Bureau } else { Master::Law },
            id: clock.id,
            title: clock.title,
            due: clock.due,
            basis: clock.basis,
        }
    }

    /// Whether its time has run out at a moment: to the minute for hours, by the day otherwise.
    #[must_use]
    pub fn is_over(&self, at: Timestamp) -> bool {
        self.due.is_some_and(|due| was_missed(due, at))
    }
}

/// Whether something done at that moment came after a limit.
#[must_use]
pub fn was_missed(due: Due, at: Timestamp) -> bool {
    due.minute.map_or_else(|| due.date < local_date(at), |minute| minute < at)
}

impl Nearness {
    #[must_use]
    pub fn of(due: Date, today: Date) -> Self {
        let sunday = end_of_week(today);
        let next = sunday.saturating_add(jiff::Span::new().days(7));
        match due {
            due if due < today => Self::Overdue,
            due if due == today => Self::Today,
            due if due <= sunday => Self::ThisWeek,
            due if due <= next => Self::NextWeek,
            _ => Self::Later,
        }
    }
}

/// The Sunday of a day's week.
#[must_use]
pub fn end_of_week(day: Date) -> Date {
    let left = 7 - day.weekday().to_monday_one_offset();
    day.saturating_add(jiff::Span::new().days(i64::from(left)))
}

impl Master {
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Law => "法定时限",
            Self::Bureau => "本局内部时限",
            Self::Order => "工单",
            Self::Supervision => "督办",
        }
    }
}

fn fixed(date: Date) -> Due {
    Due { date, minute: None, provisional: false }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_is_sorted_by_the_week_it_lies_in() {
        let today = date(2026, 11, 20); // a Friday
        let cases = [
            (date(2026, 11, 19), Nearness::Overdue),
            (date(2026, 11, 20), Nearness::Today),
            (date(2026, 11, 21), Nearness::ThisWeek),
            (date(2026, 11, 22), Nearness::ThisWeek),
            (date(2026, 11, 23), Nearness::NextWeek),
            (date(2026, 11, 29), Nearness::NextWeek),
            (date(2026, 11, 30), Nearness::Later),
        ];
        for (due, nearness) in cases {
            assert_eq!(Nearness::of(due, today), nearness, "{due}");
        }
        assert_eq!(end_of_week(date(2026, 11, 22)), date(2026, 11, 22), "a Sunday ends its own week");
    }

    #[test]
    fn hours_are_missed_by_the_minute_and_days_by_the_day() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let day = fixed(date(2026, 11, 20));
        assert!(!was_missed(day, at("2026-11-20T23:59:00+08:00")));
        assert!(was_missed(day, at("2026-11-21T00:00:00+08:00")));
        let hour = Due { minute: Some(at("2026-11-20T16:20:00+08:00")), ..day };
        assert!(!was_missed(hour, at("2026-11-20T16:20:00+08:00")));
        assert!(was_missed(hour, at("2026-11-20T16:21:00+08:00")));
    }
}
