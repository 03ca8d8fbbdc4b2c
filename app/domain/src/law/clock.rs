use jiff::civil::Date;
use serde::Deserialize;

use crate::calendar::{Calendar, DayUnit, Due};

/// One statutory limit (domain facts T1–T16): a number of days from an event.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    pub id: String,
    pub title: String,
    pub applies_to: Applies,
    pub days: u16,
    pub unit: DayUnit,
    pub starts: Starts,
    #[serde(default)]
    pub extension_days: Option<u16>,
    #[serde(default)]
    pub pauses: Vec<Pause>,
    pub law: String,
    pub article: String,
    #[serde(default)]
    pub valid_from: Option<Date>,
    #[serde(default)]
    pub valid_to: Option<Date>,
    /// What a resident reads about this limit; `{days}` is filled from `days`.
    #[serde(default)]
    pub public_text: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Applies {
    Complaint,
    Tip,
    Case,
    Publish,
}

/// The event a clock counts from; the event's day itself is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Starts {
    Received,
    Accepted,
    MediationEnded,
    ClueFound,
    Filed,
    Decided,
    Changed,
    TestReport,
    Seized,
    Dispute,
    Published,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pause {
    Testing,
    Appraisal,
    Hearing,
}

/// The day-counting rule itself (令121 §45).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counting {
    pub law: String,
    pub article: String,
    pub first_day_counted: bool,
    pub roll: String,
    pub text: String,
}

impl Clock {
    #[must_use]
    pub fn in_force(&self, on: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= on) && self.valid_to.is_none_or(|to| on <= to)
    }

    /// The last day of this limit when its event happened on `start`.
    ///
    /// # Errors
    /// When the result would leave the calendar's range.
    pub fn due(&self, start: Date, calendar: &Calendar) -> Result<Due, jiff::Error> {
        calendar.due(start, self.days, self.unit)
    }

    /// The resident's sentence with the number filled in.
    #[must_use]
    pub fn public_text(&self) -> Option<String> {
        let text = self.public_text.as_deref()?;
        Some(text.replace("{days}", &self.days.to_string()))
    }
}
