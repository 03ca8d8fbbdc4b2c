//! Counting days as 令121 §45 counts them, over the published working-day calendar.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};

use jiff::civil::{Date, Weekday};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::track::local_date;

/// One published year, as in `content/calendar/2026.toml`, or a region's own days in such a year, as
/// in `content/calendar/regions/`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarYear {
    pub year: i16,
    /// Region prefix of a place with holidays of its own; absent for the national calendar.
    #[serde(default)]
    pub region: Option<String>,
    /// Where the year was announced.
    pub source: String,
    /// The statutory holidays themselves, without the days moved around them.
    pub statutory: BTreeSet<Date>,
    /// Every day off inside the announced holidays.
    pub off: BTreeSet<Date>,
    /// Saturdays and Sundays that are worked.
    pub make_up: BTreeSet<Date>,
    /// Those of all these days whose notice was not at hand: what is counted over them is provisional.
    #[serde(default)]
    pub unconfirmed: BTreeSet<Date>,
}

/// The loaded years. A day beyond them is counted by its weekday and marked provisional, and so is a
/// count over a day that is not confirmed.
///
/// Clones share their years: a year that is published while the program runs is counted with
/// everywhere from the same moment on ([`Calendar::take_over`]).
#[derive(Clone, Debug, Default)]
pub struct Calendar(Arc<RwLock<Arc<Published>>>);

#[derive(Debug, Default, PartialEq, Eq)]
struct Published {
    years: BTreeMap<i16, CalendarYear>,
    /// Days of places with holidays of their own, laid over the national years by [`Calendar::of`].
    layers: Vec<CalendarYear>,
}

/// Days that a limit does not count: after `from`, up to and with `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Uncounted {
    pub from: Date,
    pub to: Date,
}

/// How a limit is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayUnit {
    /// 工作日
    Working,
    /// 自然日; a limit that would end on a statutory holiday ends after it (令121 §45)
    Natural,
    /// 日 of a law that moves no last day: it ends on that day, holiday or not
    Plain,
    /// 小时, to the minute
    Hour,
}

/// The last day of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    pub date: Date,
    /// The minute, for limits counted in hours.
    #[serde(default)]
    pub minute: Option<Timestamp>,
    /// True (暂估) when a counted day lies in a year whose calendar has not been published.
    pub provisional: bool,
}

/// Days a limit passed over, one after the other, for one reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftOut {
    pub from: Date,
    pub to: Date,
    pub why: Why,
}

/// Why a day is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// A Saturday or Sunday that is not worked.
    Weekend,
    /// A day off of the announced holidays.
    Holiday,
    /// Within a span that does not count (检测、鉴定).
    Pause,
    /// The last day would be a statutory holiday (令121 §45).
    Rolled,
}

impl Calendar {
    /// National years, and layers of places with holidays of their own.
    #[must_use]
    pub fn new(years: impl IntoIterator<Item = CalendarYear>) -> Self {
        let (layers, national): (Vec<_>, Vec<_>) = years.into_iter().partition(|year| year.region.is_some());
        Self::holding(Published { years: national.into_iter().map(|year| (year.year, year)).collect(), layers })
    }

    /// The calendar of a place: the national one with the holidays of its region laid over it.
    #[must_use]
    pub fn of(&self, region: &str) -> Self {
        let published = self.published();
        let mut years = published.years.clone();
        for layer in &published.layers {
            let here = layer.region.as_deref().is_some_and(|prefix| region.starts_with(prefix));
            if let Some(year) = years.get_mut(&layer.year).filter(|_| here) {
                year.statutory.extend(&layer.statutory);
                year.off.extend(&layer.off);
                year.make_up.extend(&layer.make_up);
                year.unconfirmed.extend(&layer.unconfirmed);
            }
        }
        Self::holding(Published { years, layers: Vec::new() })
    }

    /// Counts with another calendar's years from now on, here and in every clone. Answers the first
    /// day that may be counted differently; `None` when nothing changed.
    pub fn take_over(&self, other: &Self) -> Option<Date> {
        let new = other.published();
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let years: BTreeSet<_> = kept.years.keys().chain(new.years.keys()).copied().collect();
        let first = years.into_iter().find(|year| kept.years.get(year) != new.years.get(year));
        *kept = new;
        first.and_then(first_day)
    }

    /// The last day whose year is published; days after it are counted provisionally.
    #[must_use]
    pub fn published_until(&self) -> Option<Date> {
        self.published().years.keys().next_back().and_then(|year| Date::new(*year, 12, 31).ok())
    }

    /// The published years in their order, each with its source and all of its days: what differs
    /// when a calendar differs.
    #[must_use]
    pub fn years(&self) -> Vec<CalendarYear> {
        self.published().years.values().cloned().collect()
    }

    /// Whether the bureau works that day; by weekday alone where the year is not published.
    #[must_use]
    pub fn is_working(&self, day: Date) -> bool {
        self.published().is_working(day)
    }

    /// Whether the day lies inside an announced holiday, be it a Saturday or Sunday; `None` where its
    /// year is not published, since nobody can tell then.
    #[must_use]
    pub fn is_holiday(&self, day: Date) -> Option<bool> {
        let published = self.published();
        published.years.contains_key(&day.year()).then(|| published.is_holiday(day))
    }

    /// Counts `days` from `start` by 令121 §45: the first day is not counted, and a natural-day
    /// limit that ends on a statutory holiday ends on the first day after that holiday. Days that
    /// do not count (检测、鉴定) are left out. [`DayUnit::Hour`] is counted by [`Calendar::due_at`].
    ///
    /// # Errors
    /// When the result would leave the calendar's range (year 9999).
    pub fn due(&self, start: Date, days: u16, unit: DayUnit, uncounted: &[Uncounted]) -> Result<Due, jiff::Error> {
        self.published().count(start, days, unit, uncounted, |_, _| {})
    }

    /// The same, with the days that were passed over, in their order.
    ///
    /// # Errors
    /// As above.
    pub fn due_explained(
        &self,
        start: Date,
        days: u16,
        unit: DayUnit,
        uncounted: &[Uncounted],
    ) -> Result<(Due, Vec<LeftOut>), jiff::Error> {
        let mut left_out: Vec<LeftOut> = Vec::new();
        let due = self.published().count(start, days, unit, uncounted, |day, why| match left_out.last_mut() {
            Some(last) if last.why == why && last.to.tomorrow().is_ok_and(|next| next == day) => last.to = day,
            _ => left_out.push(LeftOut { from: day, to: day, why }),
        })?;
        Ok((due, left_out))
    }

    /// The same from a moment: hours run to the minute, through nights and holidays; days run from
    /// the moment's day in Beijing.
    ///
    /// # Errors
    /// As above.
    pub fn due_at(
        &self,
        start: Timestamp,
        length: u16,
        unit: DayUnit,
        uncounted: &[Uncounted],
    ) -> Result<Due, jiff::Error> {
        if unit != DayUnit::Hour {
            return self.due(local_date(start), length, unit, uncounted);
        }
        let minute = start.checked_add(SignedDuration::from_hours(i64::from(length)))?;
        Ok(Due { date: local_date(minute), minute: Some(minute), provisional: false })
    }

    /// Working days after `today` up to and with `due`; negative when `due` has passed.
    #[must_use]
    pub fn working_days_left(&self, today: Date, due: Date) -> i32 {
        let published = self.published();
        let (from, to, sign) = if today <= due { (today, due, 1) } else { (due, today, -1) };
        let counted = from
            .series(jiff::Span::new().days(1))
            .skip(1)
            .take_while(|day| *day <= to)
            .filter(|day| published.is_working(*day))
            .count();
        sign * i32::try_from(counted).unwrap_or(i32::MAX)
    }

    fn holding(published: Published) -> Self {
        Self(Arc::new(RwLock::new(Arc::new(published))))
    }

    /// One count is made with one set of years, whatever is taken over meanwhile.
    fn published(&self) -> Arc<Published> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Published {
    /// `pass` is told of every day that is not counted.
    fn count(
        &self,
        start: Date,
        days: u16,
        unit: DayUnit,
        uncounted: &[Uncounted],
        mut pass: impl FnMut(Date, Why),
    ) -> Result<Due, jiff::Error> {
        let mut day = start;
        let mut left = days;
        let mut provisional = false;
        while left > 0 {
            day = day.tomorrow()?;
            provisional |= unit != DayUnit::Plain && self.is_provisional(day);
            match self.not_counted(day, unit, uncounted) {
                Some(why) => pass(day, why),
                None => left -= 1,
            }
        }
        if unit == DayUnit::Natural && self.is_statutory(day) {
            // The holiday ends with its last announced day off, not with the statutory day itself.
            while self.is_holiday(day) {
                pass(day, Why::Rolled);
                day = day.tomorrow()?;
            }
        }
        Ok(Due { date: day, minute: None, provisional })
    }

    fn is_provisional(&self, day: Date) -> bool {
        self.years.get(&day.year()).is_none_or(|year| year.unconfirmed.contains(&day))
    }

    fn not_counted(&self, day: Date, unit: DayUnit, uncounted: &[Uncounted]) -> Option<Why> {
        match () {
            () if uncounted.iter().any(|span| span.from < day && day <= span.to) => Some(Why::Pause),
            () if unit != DayUnit::Working || self.is_working(day) => None,
            () if self.is_holiday(day) => Some(Why::Holiday),
            () => Some(Why::Weekend),
        }
    }

    fn is_working(&self, day: Date) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        match self.years.get(&day.year()) {
            Some(year) if weekend => year.make_up.contains(&day),
            Some(year) => !year.off.contains(&day),
            None => !weekend,
        }
    }

    fn is_statutory(&self, day: Date) -> bool {
        self.years.get(&day.year()).is_some_and(|year| year.statutory.contains(&day))
    }

    fn is_holiday(&self, day: Date) -> bool {
        self.years.get(&day.year()).is_some_and(|year| year.off.contains(&day))
    }
}

fn first_day(year: i16) -> Option<Date> {
    Date::new(year, 1, 1).ok()
}

#[cfg(test)]
mod tests;
