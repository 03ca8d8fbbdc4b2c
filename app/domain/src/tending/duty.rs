use jiff::ToSpan;
use jiff::civil::Date;

/// From a day on, up to and without another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DutyPeriod {
    pub from: Date,
    pub before: Date,
}

/// Whether a unit has handed in its case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// Key of the unit.
    pub unit: String,
    /// In the period that is over.
    pub last: bool,
    /// In the one that runs.
    pub now: bool,
}

impl DutyPeriod {
    #[must_use]
    pub fn holds(self, day: Date) -> bool {
        self.from <= day && day < self.before
    }
}

/// The period that is over and the one that runs, where something is due before a day of each month
/// (1 to 28).
#[must_use]
pub fn periods(day: i8, today: Date) -> (DutyPeriod, DutyPeriod) {
    let this = today.first_of_month().saturating_add(i64::from(day.clamp(1, 28) - 1).days());
    let next = if today < this { this } else { this.saturating_add(1.month()) };
    let begun = next.saturating_sub(1.month());
    (DutyPeriod { from: begun.saturating_sub(1.month()), before: begun }, DutyPeriod { from: begun, before: next })
}

/// Which of the units handed in a case; `handed_in` holds unit and day of every case.
#[must_use]
pub fn duties(units: &[String], handed_in: &[(String, Date)], day: i8, today: Date) -> Vec<Duty> {
    let (last, now) = periods(day, today);
    let done = |unit: &String, period: DutyPeriod| handed_in.iter().any(|(own, day)| own == unit && period.holds(*day));
    units.iter().map(|unit| Duty { unit: unit.clone(), last: done(unit, last), now: done(unit, now) }).collect()
}
