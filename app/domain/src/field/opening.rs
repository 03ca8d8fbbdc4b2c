//! When a point that takes old medicine back is open: days of the week and hours of the day.

mod now;

use jiff::civil::{Date, Time};

pub use now::{NextOpen, OpenNow};

use crate::calendar::Calendar;

/// As residents are told it: `周一至周五 08:30—11:30、14:30—17:30`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Monday is 1, Sunday 7; ascending, none twice.
    days: Vec<i8>,
    /// In order, without overlap; at most [`SPANS_MAX`].
    hours: Vec<(Time, Time)>,
    /// Open on public holidays too.
    pub holidays: bool,
}

/// Morning, afternoon, evening.
const SPANS_MAX: usize = 3;
static NAMES: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];

/// What is wrong with what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpeningFault {
    #[error("请选择星期几开")]
    Days,
    #[error("开门时间写成 08:30-11:30 14:30-17:30 这样，先开后关，最多写三段")]
    Hours,
}

impl Opening {
    /// `days` as digits, Monday 1; `hours` as `08:30-11:30 14:30-17:30`.
    ///
    /// # Errors
    /// What is missing or cannot be read.
    pub fn parse(days: &str, hours: &str, holidays: bool) -> Result<Self, OpeningFault> {
        let days: Vec<i8> = (1..=7).filter(|day| days.contains(&day.to_string())).collect();
        if days.is_empty() {
            return Err(OpeningFault::Days);
        }
        Ok(Self { days, hours: spans(hours)?, holidays })
    }

    /// As [`Opening::parse`] reads it back.
    #[must_use]
    pub fn days_key(&self) -> String {
        self.days.iter().map(ToString::to_string).collect()
    }

    /// As [`Opening::parse`] reads it back.
    #[must_use]
    pub fn hours_key(&self) -> String {
        self.spoken(" ", "-")
    }

    /// Whether it is open on that day; `None` where that hangs on holidays nobody has published yet. A
    /// Saturday or Sunday that is worked stays what the point says of it.
    #[must_use]
    pub fn is_open_on(&self, day: Date, calendar: &Calendar) -> Option<bool> {
        let listed = self.days.contains(&day.weekday().to_monday_one_offset());
        if !listed || self.holidays {
            return Some(listed);
        }
        calendar.is_holiday(day).map(|holiday| !holiday)
    }

    #[must_use]
    pub fn words(&self) -> String {
        format!("{} {}", self.days_words(), self.hours_words())
    }

    /// `08:30—11:30、14:30—17:30`
    #[must_use]
    pub fn hours_words(&self) -> String {
        self.spoken("、", "—")
    }

    fn days_words(&self) -> String {
        let name = |day: &i8| usize::try_from(day - 1).ok().and_then(|place| NAMES.get(place)).copied();
        let named = |days: &[i8]| days.iter().filter_map(name).collect::<Vec<_>>();
        let (first, last) = (self.days.first(), self.days.last());
        let run = first.zip(last).is_some_and(|(first, last)| usize::try_from(last - first + 1) == Ok(self.days.len()));
        match named(&self.days).as_slice() {
            all if all.len() == 7 => "每天".to_owned(),
            [first, .., last] if run && self.days.len() > 2 => format!("{first}至{last}"),
            some => some.join("、"),
        }
    }

    fn spoken(&self, between: &str, dash: &str) -> String {
        let one = |(from, to): &(Time, Time)| format!("{}{dash}{}", from.strftime("%H:%M"), to.strftime("%H:%M"));
        self.hours.iter().map(one).collect::<Vec<_>>().join(between)
    }
}

fn spans(typed: &str) -> Result<Vec<(Time, Time)>, OpeningFault> {
    let plain: String = typed.chars().map(plain).collect();
    let mut spans = Vec::new();
    for part in plain.split_whitespace() {
        let (from, to) = part.split_once('-').ok_or(OpeningFault::Hours)?;
        let (from, to) = (time(from)?, time(to)?);
        let behind = spans.last().is_none_or(|(_, before): &(Time, Time)| *before < from);
        if from >= to || !behind {
            return Err(OpeningFault::Hours);
        }
        spans.push((from, to));
    }
    if spans.is_empty() || spans.len() > SPANS_MAX { Err(OpeningFault::Hours) } else { Ok(spans) }
}

/// What phones type for colon, dash and comma.
fn plain(typed: char) -> char {
    match typed {
        '０'..='９' => char::from_u32(u32::from(typed) - u32::from('０') + u32::from('0')).unwrap_or(typed),
        '：' => ':',
        '－' | '—' | '–' | '~' | '～' | '至' | '到' => '-',
        '，' | ',' | '、' | '；' | ';' => ' ',
        other => other,
    }
}

fn time(text: &str) -> Result<Time, OpeningFault> {
    let (hour, minute) = text.split_once(':').ok_or(OpeningFault::Hours)?;
    let number = |text: &str| text.parse::<i8>().ok().filter(|_| (1..=2).contains(&text.len()));
    let (hour, minute) = number(hour).zip(number(minute)).ok_or(OpeningFault::Hours)?;
    Time::new(hour, minute, 0, 0).map_err(|_| OpeningFault::Hours)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::calendar::CalendarYear;

    fn opening(days: &str, hours: &str) -> Opening {
        Opening::parse(days, hours, false).unwrap()
    }

    #[test]
    fn hours_are_read_as_phones_type_them() {
        for typed in ["8:30-11:30 14:30-17:30", "08：30—11：30，14：30～17：30", "8:30到11:30、14:30至17:30"]
        {
            let read = opening("12345", typed);
            assert_eq!(read.hours_key(), "08:30-11:30 14:30-17:30");
            assert_eq!(read.words(), "周一至周五 08:30—11:30、14:30—17:30");
            assert_eq!(opening(&read.days_key(), &read.hours_key()), read);
        }
        for wrong in ["", "上午", "8-11", "11:30-8:30", "8:00-12:00 11:00-13:00", "25:00-26:00", "8:00-8:00"] {
            assert_eq!(Opening::parse("1", wrong, false), Err(OpeningFault::Hours), "{wrong}");
        }
        assert_eq!(Opening::parse("089", "8:00-9:00", false), Err(OpeningFault::Days));
    }

    #[test]
    fn days_are_named_as_people_name_them() {
        for (days, words) in [
            ("1234567", "每天"),
            ("67", "周六、周日"),
            ("135", "周一、周三、周五"),
            ("456", "周四至周六"),
            ("2", "周二"),
        ] {
            assert_eq!(opening(days, "8:00-9:00").days_words(), words);
        }
    }

    #[test]
    fn a_holiday_is_closed_unless_the_point_says_otherwise() {
        let year: CalendarYear = toml::from_str(include_str!("../../../../content/calendar/2026.toml")).unwrap();
        let calendar = Calendar::new([year]);
        let (yes, no) = (Some(true), Some(false));
        // In the week, every day, every day and on holidays too.
        for (day, open) in [
            (date(2026, 10, 1), [no, no, yes]),
            (date(2026, 10, 3), [no, no, yes]),
            (date(2026, 10, 4), [no, no, yes]),
            (date(2026, 10, 8), [yes, yes, yes]),
            (date(2026, 10, 10), [no, yes, yes]),
            (date(2026, 11, 20), [yes, yes, yes]),
            (date(2026, 11, 21), [no, yes, yes]),
            (date(2027, 1, 1), [None, None, yes]),
            (date(2027, 1, 2), [no, None, yes]),
            (date(2027, 1, 4), [None, None, yes]),
        ] {
            let always = Opening { holidays: true, ..opening("1234567", "8:00-9:00") };
            let points = [opening("12345", "8:00-9:00"), opening("1234567", "8:00-9:00"), always];
            assert_eq!(points.map(|point| point.is_open_on(day, &calendar)), open, "{day}");
        }
    }
}
