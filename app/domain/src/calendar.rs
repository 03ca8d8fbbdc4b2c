//! Counting days as 令121 §45 counts them, over the published working-day calendar.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday};
use serde::Deserialize;

/// One published year, as in `content/calendar/2026.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarYear {
    pub year: i16,
    /// Where the year was announced.
    pub source: String,
    /// The statutory holidays themselves, without the days moved around them.
    pub statutory: BTreeSet<Date>,
    /// Every day off inside the announced holidays.
    pub off: BTreeSet<Date>,
    /// Saturdays and Sundays that are worked.
    pub make_up: BTreeSet<Date>,
}

/// The loaded years. A day beyond them is counted by its weekday and marked provisional.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    years: BTreeMap<i16, CalendarYear>,
}

/// How a limit is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayUnit {
    /// 工作日
    Working,
    /// 自然日
    Natural,
}

/// The last day of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    pub date: Date,
    /// True (暂估) when a counted day lies in a year whose calendar has not been published.
    pub provisional: bool,
}

impl Calendar {
    #[must_use]
    pub fn new(years: impl IntoIterator<Item = CalendarYear>) -> Self {
        Self { years: years.into_iter().map(|year| (year.year, year)).collect() }
    }

    /// Whether the bureau works that day; by weekday alone where the year is not published.
    #[must_use]
    pub fn is_working(&self, day: Date) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        match self.years.get(&day.year()) {
            Some(year) if weekend => year.make_up.contains(&day),
            Some(year) => !year.off.contains(&day),
            None => !weekend,
        }
    }

    /// Counts `days` from `start` by 令121 §45: the first day is not counted, and a natural-day
    /// limit that ends on a statutory holiday ends on the first day after that holiday.
    ///
    /// # Errors
    /// When the result would leave the calendar's range (year 9999).
    pub fn due(&self, start: Date, days: u16, unit: DayUnit) -> Result<Due, jiff::Error> {
        let mut day = start;
        let mut left = days;
        let mut provisional = false;
        while left > 0 {
            day = day.tomorrow()?;
            provisional |= !self.is_published(day);
            if unit == DayUnit::Natural || self.is_working(day) {
                left -= 1;
            }
        }
        if unit == DayUnit::Natural && self.is_statutory(day) {
            // The holiday ends with its last announced day off, not with the statutory day itself.
            while self.is_holiday(day) {
                day = day.tomorrow()?;
            }
        }
        Ok(Due { date: day, provisional })
    }

    /// Working days after `today` up to and with `due`; negative when `due` has passed.
    #[must_use]
    pub fn working_days_left(&self, today: Date, due: Date) -> i32 {
        let (from, to, sign) = if today <= due { (today, due, 1) } else { (due, today, -1) };
        let counted = from
            .series(jiff::Span::new().days(1))
            .skip(1)
            .take_while(|day| *day <= to)
            .filter(|day| self.is_working(*day))
            .count();
        sign * i32::try_from(counted).unwrap_or(i32::MAX)
    }

    fn is_published(&self, day: Date) -> bool {
        self.years.contains_key(&day.year())
    }

    fn is_statutory(&self, day: Date) -> bool {
        self.years.get(&day.year()).is_some_and(|year| year.statutory.contains(&day))
    }

    fn is_holiday(&self, day: Date) -> bool {
        self.years.get(&day.year()).is_some_and(|year| year.off.contains(&day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn calendar() -> Calendar {
        let year = |text| toml::from_str::<CalendarYear>(text).unwrap();
        Calendar::new([
            year(include_str!("../../../content/calendar/2025.toml")),
            year(include_str!("../../../content/calendar/2026.toml")),
        ])
    }

    #[test]
    fn worked_examples_of_2026() {
        let calendar = calendar();
        let cases = [
            (date(2026, 2, 13), 7, DayUnit::Working, date(2026, 3, 2)),
            (date(2026, 2, 13), 15, DayUnit::Working, date(2026, 3, 12)),
            (date(2026, 9, 30), 7, DayUnit::Working, date(2026, 10, 15)),
            (date(2026, 9, 30), 15, DayUnit::Working, date(2026, 10, 27)),
            (date(2026, 4, 28), 60, DayUnit::Natural, date(2026, 6, 27)),
        ];
        for (start, days, unit, expected) in cases {
            let due = calendar.due(start, days, unit).unwrap();
            assert_eq!(due, Due { date: expected, provisional: false }, "{start} + {days} {unit:?}");
        }
    }

    #[test]
    fn a_natural_limit_ending_on_a_statutory_holiday_moves_behind_the_holiday() {
        let due = calendar().due(date(2026, 8, 2), 60, DayUnit::Natural).unwrap();
        assert_eq!(due.date, date(2026, 10, 8));
    }

    #[test]
    fn days_beyond_the_published_calendar_are_provisional() {
        let due = calendar().due(date(2026, 12, 25), 7, DayUnit::Working).unwrap();
        assert!(due.provisional);
    }

    #[test]
    fn each_published_year_has_its_announced_number_of_working_days() {
        let calendar = calendar();
        for year in [2025, 2026] {
            let worked = date(year, 1, 1)
                .series(jiff::Span::new().days(1))
                .take_while(|day| day.year() == year)
                .filter(|day| calendar.is_working(*day))
                .count();
            assert_eq!(worked, 248, "{year}");
        }
    }

    #[test]
    fn days_left_are_signed() {
        let calendar = calendar();
        assert_eq!(calendar.working_days_left(date(2026, 11, 20), date(2026, 11, 23)), 1);
        assert_eq!(calendar.working_days_left(date(2026, 11, 23), date(2026, 11, 20)), -1);
    }
}
