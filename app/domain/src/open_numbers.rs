//! 公开数据: what everybody is told of a month's work. Small counts are held back, so that nobody in a
//! village is recognised by them; shares are made only of counts that are told.

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

/// A share as it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ToldShare {
    /// `87.5%`
    Share(String),
    /// Of too few to be told.
    Few,
    /// Of nothing.
    None,
}

/// A month as it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenMonth {
    pub month: Month,
    pub received: Told,
    pub handled: Told,
    pub in_time: ToldShare,
    pub content: ToldShare,
    /// Says nothing about a person, so it is told whatever it is.
    pub grams: u64,
}

impl CountedMonth {
    #[must_use]
    pub fn told(&self, smallest: u64) -> OpenMonth {
        let of = |part: u64, whole: u64| match Told::of(whole, smallest) {
            Told::Count(0) => ToldShare::None,
            Told::Count(whole) => share(part.min(whole), whole).map_or(ToldShare::None, ToldShare::Share),
            Told::Few => ToldShare::Few,
        };
        OpenMonth {
            month: self.month,
            received: Told::of(self.received, smallest),
            handled: Told::of(self.handled, smallest),
            in_time: of(self.handled.saturating_sub(self.late), self.handled),
            content: of(self.content, self.rated),
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

impl ToldShare {
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Share(share) => share,
            Self::Few => "太少",
            Self::None => "没有",
        }
    }

    #[must_use]
    pub fn share(&self) -> Option<&str> {
        match self {
            Self::Share(share) => Some(share),
            Self::Few | Self::None => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(received: u64, handled: u64, late: u64, rated: u64, content: u64) -> CountedMonth {
        let month = Month::parse("2026-10").unwrap();
        CountedMonth { month, received, handled, late, rated, content, grams: 2_500 }
    }

    #[test]
    fn few_are_held_back_and_no_share_is_made_of_them() {
        let told = counted(4, 5, 1, 1, 1).told(5);
        assert_eq!((told.received, told.handled), (Told::Few, Told::Count(5)));
        assert_eq!((told.in_time.words(), told.content.words()), ("80.0%", "太少"));
        assert_eq!((told.received.words(5).as_str(), told.received.count()), ("少于5", None));
    }

    #[test]
    fn nothing_is_told_as_nothing() {
        let told = counted(0, 0, 0, 0, 0).told(5);
        assert_eq!((told.received, told.handled), (Told::Count(0), Told::Count(0)));
        assert_eq!((told.in_time, told.content), (ToldShare::None, ToldShare::None));
    }
}
