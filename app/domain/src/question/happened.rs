use jiff::civil::Date;

use super::Refused;
use crate::text;

/// The day it happened or was bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HappenedOn(Date);

impl HappenedOn {
    /// Reads `2026-11-20`, `2026/11/20`, `2026.11.20` or `2026年11月20日`.
    ///
    /// # Errors
    /// Not a date, in the future of `today`, or before 1990.
    pub fn parse(typed: &str, today: Date) -> Result<Option<Self>, Refused> {
        let cleaned = text::clean(typed);
        if cleaned.is_empty() {
            return Ok(None);
        }
        let parts: Vec<i16> = cleaned
            .split(['-', '/', '.', '年', '月', '日'])
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map_while(|part| part.parse().ok())
            .collect();
        let date = match parts.as_slice() {
            [year, month, day] => civil(*year, *month, *day),
            _ => None,
        };
        match date {
            None => Err(Refused::new("日期看不懂，请写成 2026-11-20 这样")),
            Some(date) if date > today => Err(Refused::new("日期在今天以后，请核对")),
            Some(date) if date.year() < 1990 => Err(Refused::new("日期太早，请核对年份")),
            Some(date) => Ok(Some(Self(date))),
        }
    }

    #[must_use]
    pub fn date(self) -> Date {
        self.0
    }
}

fn civil(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_as_people_write_them() {
        let today = date(2026, 11, 21);
        for typed in ["2026-11-20", "2026/11/20", "2026年11月20日", "２０２６．１１．２０"] {
            let read = HappenedOn::parse(typed, today).unwrap().unwrap();
            assert_eq!(read.date(), date(2026, 11, 20), "{typed}");
        }
    }

    #[test]
    fn tomorrow_has_not_happened() {
        let refused = HappenedOn::parse("2026-11-22", date(2026, 11, 21)).unwrap_err();
        assert_eq!(refused.0, "日期在今天以后，请核对");
        assert!(HappenedOn::parse("2026-02-30", date(2026, 11, 21)).is_err());
    }
}
