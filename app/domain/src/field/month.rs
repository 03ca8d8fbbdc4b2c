use std::fmt;

use jiff::ToSpan;
use jiff::civil::Date;

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    first: Date,
}

impl Month {
    #[must_use]
    pub fn of(day: Date) -> Self {
        Self { first: day.first_of_month() }
    }

    /// `2026-11`
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        format!("{}-01", text.trim()).parse().ok().map(Self::of)
    }

    #[must_use]
    pub fn first_day(self) -> Date {
        self.first
    }

    #[must_use]
    pub fn last_day(self) -> Date {
        self.first.last_of_month()
    }

    /// Some months earlier.
    #[must_use]
    pub fn before(self, months: i32) -> Self {
        Self { first: self.first.saturating_sub(months.months()) }
    }

    /// `2026 年 11 月`
    #[must_use]
    pub fn words(self) -> String {
        format!("{} 年 {} 月", self.first.year(), self.first.month())
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.first.year(), self.first.month())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_ends_on_its_last_day() {
        let month = Month::parse("2028-02").unwrap();
        assert_eq!(month.last_day().to_string(), "2028-02-29");
        assert_eq!((month.before(2).to_string().as_str(), month.words().as_str()), ("2027-12", "2028 年 2 月"));
        assert_eq!(Month::parse("2028-13"), None);
    }
}
