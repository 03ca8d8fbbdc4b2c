use jiff::civil::{Date, DateTime, Time};

use super::{NAMES, Opening};
use crate::calendar::Calendar;

/// How many days ahead the next open one is looked for: longer than the longest holiday.
const AHEAD: usize = 15;

/// Whether a point is open at a moment, as residents are told it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenNow {
    Open {
        until: Time,
    },
    /// Today, but not yet, or not just now.
    Later {
        from: Time,
    },
    /// It was open today.
    Over {
        next: Option<NextOpen>,
    },
    NotToday {
        next: Option<NextOpen>,
    },
    /// Nobody has published yet whether today is a holiday, and it is closed on those.
    Unsure,
}

/// When it opens again, seen from a day before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextOpen {
    day: Date,
    from: Time,
    /// 1 is tomorrow.
    ahead: usize,
}

impl Opening {
    /// `at` is a moment by Beijing time. A point is closed from the minute its hours end with.
    #[must_use]
    pub fn now(&self, at: DateTime, calendar: &Calendar) -> OpenNow {
        let (day, time) = (at.date(), at.time());
        match self.is_open_on(day, calendar) {
            Some(true) => self.at(day, time, calendar),
            Some(false) => OpenNow::NotToday { next: self.next_after(day, calendar) },
            None => OpenNow::Unsure,
        }
    }

    /// On a day it is open.
    fn at(&self, day: Date, time: Time, calendar: &Calendar) -> OpenNow {
        match self.hours.iter().find(|(_, to)| time < *to) {
            Some((from, until)) if *from <= time => OpenNow::Open { until: *until },
            Some((from, _)) => OpenNow::Later { from: *from },
            None => OpenNow::Over { next: self.next_after(day, calendar) },
        }
    }

    /// None is named behind a day that may be a holiday or not.
    fn next_after(&self, day: Date, calendar: &Calendar) -> Option<NextOpen> {
        let (from, _) = *self.hours.first()?;
        let mut days = std::iter::successors(day.tomorrow().ok(), |day| day.tomorrow().ok()).zip(1..=AHEAD);
        let (day, ahead) = days.find(|(day, _)| self.is_open_on(*day, calendar) != Some(false))?;
        self.is_open_on(day, calendar)?.then_some(NextOpen { day, from, ahead })
    }
}

impl OpenNow {
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open { .. })
    }

    /// Until when this stays true; `None`: until the day ends.
    #[must_use]
    pub fn until(self) -> Option<Time> {
        match self {
            Self::Open { until } => Some(until),
            Self::Later { from } => Some(from),
            Self::Over { .. } | Self::NotToday { .. } | Self::Unsure => None,
        }
    }

    #[must_use]
    pub fn words(self) -> String {
        let again = |next: Option<NextOpen>| next.map_or_else(String::new, |next| format!("，{}", next.words()));
        match self {
            Self::Open { until } => format!("现在开着，到 {}", clock(until)),
            Self::Later { from } => format!("现在没开，今天 {} 开", clock(from)),
            Self::Over { next } => format!("今天已经关了{}", again(next)),
            Self::NotToday { next } => format!("今天不开{}", again(next)),
            // It says nothing about now, so it is true at every hour.
            Self::Unsure => "去之前请先打电话问".to_owned(),
        }
    }
}

impl NextOpen {
    fn words(self) -> String {
        let weekday = usize::try_from(self.day.weekday().to_monday_zero_offset()).ok();
        let name = weekday.and_then(|place| NAMES.get(place)).copied().unwrap_or_default();
        let date = || format!("{} 月 {} 日", self.day.month(), self.day.day());
        let day = match self.ahead {
            1 => "明天".to_owned(),
            // The same day of the week a week later would be taken for today.
            2..=6 => name.to_owned(),
            _ => date(),
        };
        format!("{day} {} 开", clock(self.from))
    }
}

fn clock(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::CalendarYear;

    fn said(days: &str, hours: &str, holidays: bool, at: &str) -> String {
        let year: CalendarYear = toml::from_str(include_str!("../../../../../content/calendar/2026.toml")).unwrap();
        let opening = Opening::parse(days, hours, holidays).unwrap();
        opening.now(at.parse().unwrap(), &Calendar::new([year])).words()
    }

    #[test]
    fn a_point_says_whether_it_is_open_at_this_minute() {
        let both = "8:30-11:30 14:30-17:30";
        // 2026-11-20 is a Friday.
        for (days, hours, at, words) in [
            ("5", both, "2026-11-20T00:00", "现在没开，今天 08:30 开"),
            ("5", both, "2026-11-20T08:29:59", "现在没开，今天 08:30 开"),
            ("5", both, "2026-11-20T08:30", "现在开着，到 11:30"),
            ("5", both, "2026-11-20T11:29:59", "现在开着，到 11:30"),
            ("5", both, "2026-11-20T11:30", "现在没开，今天 14:30 开"),
            ("5", both, "2026-11-20T14:30", "现在开着，到 17:30"),
            ("12345", both, "2026-11-20T17:30", "今天已经关了，周一 08:30 开"),
            ("1234567", both, "2026-11-20T23:59", "今天已经关了，明天 08:30 开"),
            ("5", both, "2026-11-20T18:00", "今天已经关了，11 月 27 日 08:30 开"),
            ("4", "9:00-10:00", "2026-11-20T09:30", "今天不开，周四 09:00 开"),
            ("6", "9:00-10:00", "2026-11-20T09:30", "今天不开，明天 09:00 开"),
        ] {
            assert_eq!(said(days, hours, false, at), words, "{days} {at}");
        }
    }

    #[test]
    fn holidays_are_passed_over_unless_the_point_is_open_on_them() {
        assert_eq!(said("12345", "8:30-11:30", false, "2026-09-30T12:00"), "今天已经关了，10 月 8 日 08:30 开");
        assert_eq!(said("12345", "8:30-11:30", false, "2026-10-01T09:00"), "今天不开，10 月 8 日 08:30 开");
        assert_eq!(said("12345", "8:30-11:30", true, "2026-10-01T09:00"), "现在开着，到 11:30");
    }

    #[test]
    fn a_weekend_inside_a_holiday_is_a_holiday() {
        // 2026-10-03 is a Saturday, 2026-10-10 one that is worked, 2026-11-21 one like any other.
        for (days, holidays, at, words) in [
            ("1234567", false, "2026-10-03T09:00", "今天不开，周四 08:30 开"),
            ("1234567", true, "2026-10-03T09:00", "现在开着，到 11:30"),
            ("67", false, "2026-10-04T09:00", "今天不开，周六 08:30 开"),
            ("1234567", false, "2026-09-30T12:00", "今天已经关了，10 月 8 日 08:30 开"),
            ("1234567", false, "2026-10-10T09:00", "现在开着，到 11:30"),
            ("1234567", false, "2026-11-21T09:00", "现在开着，到 11:30"),
        ] {
            assert_eq!(said(days, "8:30-11:30", holidays, at), words, "{days} {at}");
        }
    }

    #[test]
    fn nothing_is_said_of_days_whose_holidays_are_not_published() {
        for (days, holidays, at, words) in [
            ("1234567", false, "2027-01-01T09:00", "去之前请先打电话问"),
            ("12345", false, "2027-01-04T09:00", "去之前请先打电话问"),
            ("1234567", true, "2027-01-01T09:00", "现在开着，到 11:30"),
            ("12345", false, "2027-01-02T09:00", "今天不开"),
            ("12345", false, "2026-12-31T12:00", "今天已经关了"),
            ("6", false, "2026-12-31T09:00", "今天不开"),
            ("12345", true, "2026-12-31T12:00", "今天已经关了，明天 08:30 开"),
            ("12345", false, "2026-12-31T09:00", "现在开着，到 11:30"),
        ] {
            assert_eq!(said(days, "8:30-11:30", holidays, at), words, "{days} {at}");
        }
    }

    #[test]
    fn what_is_said_stays_true_until_the_time_it_names() {
        let opening = Opening::parse("5", "8:30-11:30 14:30-17:30", true).unwrap();
        let calendar = Calendar::default();
        let until = |at: &str| opening.now(at.parse().unwrap(), &calendar).until().map(clock);
        for (at, then) in
            [("08:00", Some("08:30")), ("09:00", Some("11:30")), ("12:00", Some("14:30")), ("18:00", None)]
        {
            assert_eq!(until(&format!("2026-11-20T{at}")).as_deref(), then, "{at}");
        }
    }
}
