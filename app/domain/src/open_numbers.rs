//! 公开数据: what everybody is told of a month's work. Small counts are held back, so that nobody in a
//! village is recognised by them; shares are made only of counts that are told.

use std::fmt;

use jiff::SignedDuration;
use serde::Deserialize;

use crate::field::Month;
use crate::overview::share;
use crate::tending::Threshold;

/// `content/laws/open-numbers.toml`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenRules {
    /// Counts below it are held back.
    pub smallest: Threshold,
    /// Whole months that are told.
    pub months: Threshold,
}

/// A month as it was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountedMonth {
    pub month: Month,
    pub received: u64,
    pub handled: u64,
    /// Of those handled: a step of the law was taken after its last day.
    pub late: u64,
    /// Of those handled: how long the one in the middle took from receipt to its end.
    pub took: Option<SignedDuration>,
    /// Of those handled: rated at all, and rated 基本满意 or better.
    pub rated: u64,
    pub content: u64,
    /// Old medicine that was taken back.
    pub grams: u64,
}

/// A count as it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    Count(u64),
    /// Some, and fewer than are told.
    Few,
}

/// What is made of a count, as it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure<T> {
    Told(T),
    /// Of too few to be told.
    Few,
    /// Of nothing.
    None,
}

/// Days and tenths of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    tenths: u32,
}

/// A month as it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenMonth {
    pub month: Month,
    pub received: Told,
    pub handled: Told,
    /// `87.5%`
    pub in_time: Figure<String>,
    pub content: Figure<String>,
    /// From receipt to the end of handling.
    pub days: Figure<Days>,
    /// Says nothing about a person, so it is told whatever it is.
    pub grams: u64,
}

impl CountedMonth {
    #[must_use]
    pub fn told(&self, smallest: u64) -> OpenMonth {
        let of = |part: u64, whole: u64| Figure::of(whole, smallest, || share(part.min(whole), whole));
        OpenMonth {
            month: self.month,
            received: Told::of(self.received, smallest),
            handled: Told::of(self.handled, smallest),
            in_time: of(self.handled.saturating_sub(self.late), self.handled),
            content: of(self.content, self.rated),
            days: Figure::of(self.handled, smallest, || self.took.map(Days::of)),
            grams: self.grams,
        }
    }
}

impl Told {
    #[must_use]
    pub fn of(count: u64, smallest: u64) -> Self {
        if count > 0 && count < smallest { Self::Few } else { Self::Count(count) }
    }

    #[must_use]
    pub fn words(self, smallest: u64) -> String {
        match self {
            Self::Count(count) => count.to_string(),
            Self::Few => format!("少于{smallest}"),
        }
    }

    #[must_use]
    pub fn count(self) -> Option<u64> {
        match self {
            Self::Count(count) => Some(count),
            Self::Few => None,
        }
    }
}

impl<T> Figure<T> {
    fn of(whole: u64, smallest: u64, make: impl FnOnce() -> Option<T>) -> Self {
        match Told::of(whole, smallest) {
            Told::Count(0) => Self::None,
            Told::Count(_) => make().map_or(Self::None, Self::Told),
            Told::Few => Self::Few,
        }
    }

    #[must_use]
    pub fn told(&self) -> Option<&T> {
        match self {
            Self::Told(told) => Some(told),
            Self::Few | Self::None => None,
        }
    }
}

impl<T: fmt::Display> Figure<T> {
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Told(told) => told.to_string(),
            Self::Few => "太少".to_owned(),
            Self::None => "没有".to_owned(),
        }
    }
}

impl Days {
    /// To the nearest tenth.
    #[must_use]
    pub fn of(took: SignedDuration) -> Self {
        const TENTH: i64 = 24 * 60 * 60 / 10;
        let tenths = took.as_secs().saturating_add(TENTH / 2) / TENTH;
        Self { tenths: u32::try_from(tenths.max(0)).unwrap_or(u32::MAX) }
    }

    /// As a number.
    #[must_use]
    pub fn number(self) -> f64 {
        f64::from(self.tenths) / 10.0
    }
}

/// `12.5`
impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.tenths / 10, self.tenths % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(received: u64, handled: u64, late: u64, rated: u64, content: u64) -> CountedMonth {
        let month = Month::parse("2026-10").unwrap();
        let took = (handled > 0).then(|| SignedDuration::from_hours(300));
        CountedMonth { month, received, handled, late, took, rated, content, grams: 2_500 }
    }

    #[test]
    fn few_are_held_back_and_no_share_is_made_of_them() {
        let told = counted(4, 5, 1, 1, 1).told(5);
        assert_eq!((told.received, told.handled), (Told::Few, Told::Count(5)));
        assert_eq!((told.in_time.words().as_str(), told.content.words().as_str()), ("80.0%", "太少"));
        assert_eq!(told.days.words(), "12.5");
        assert_eq!(counted(9, 4, 0, 0, 0).told(5).days, Figure::Few, "of few nobody learns how long theirs took");
        assert_eq!((told.received.words(5).as_str(), told.received.count()), ("少于5", None));
    }

    #[test]
    fn nothing_is_told_as_nothing() {
        let told = counted(0, 0, 0, 0, 0).told(5);
        assert_eq!((told.received, told.handled), (Told::Count(0), Told::Count(0)));
        assert_eq!((told.in_time, told.content), (Figure::None, Figure::None));
        assert_eq!(told.days, Figure::None);
    }

    #[test]
    fn days_are_told_to_the_nearest_tenth() {
        for (minutes, words) in
            [(-5, "0.0"), (0, "0.0"), (71, "0.0"), (72, "0.1"), (1440, "1.0"), (14_400_000, "10000.0")]
        {
            assert_eq!(Days::of(SignedDuration::from_mins(minutes)).to_string(), words, "{minutes}");
        }
        assert!((Days::of(SignedDuration::from_hours(300)).number() - 12.5).abs() < f64::EPSILON);
    }
}
