use jiff::civil::Date;
use serde::Deserialize;

use super::Laws;
use crate::calendar::DayUnit;
use crate::matter::{Moment, Pause};

/// One limit: a length of time from one moment to another. Statutory limits (T1–T16 and
/// those of transfers to the police) stand in `content/laws/clocks.toml`, the bureau's own limits
/// (本局内部时限) in the site file; the two never look alike.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    pub id: String,
    pub title: String,
    pub applies_to: Applies,
    /// In `unit`.
    pub length: u16,
    pub unit: DayUnit,
    pub starts: Moment,
    /// The first of these after its start ends it.
    pub stops: Vec<Moment>,
    /// How much one extension adds, in `unit`.
    #[serde(default)]
    pub extension: Option<u16>,
    /// After the first extension further ones are possible, by collective decision, each of a length
    /// that is written into it.
    #[serde(default)]
    pub extension_again: bool,
    #[serde(default)]
    pub pauses: Vec<Pause>,
    /// Key of the law; empty for a limit of the bureau's own.
    #[serde(default)]
    pub law: String,
    #[serde(default)]
    pub article: String,
    /// The handling rules it belongs to (令121, 令20), where it changed from one to the next; a matter
    /// keeps the rules it came in under.
    #[serde(default)]
    pub rules: Option<String>,
    #[serde(default)]
    pub valid_from: Option<Date>,
    #[serde(default)]
    pub valid_to: Option<Date>,
    /// What a resident reads about this limit; `{days}` is filled from `length`.
    #[serde(default)]
    pub public_text: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Applies {
    Any,
    Complaint,
    Tip,
    /// A case that was filed, whatever led to it.
    Case,
    Publish,
    Transfer,
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

    /// Whether the bureau set it for itself.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.law.is_empty()
    }

    /// By which law and article, or that it is the bureau's own.
    #[must_use]
    pub fn basis(&self, laws: &Laws) -> String {
        if self.is_local() { "本局内部时限".to_owned() } else { laws.cite(&self.law, &self.article) }
    }

    /// The resident's sentence with the number filled in.
    #[must_use]
    pub fn public_text(&self) -> Option<String> {
        let text = self.public_text.as_deref()?;
        Some(text.replace("{days}", &self.length.to_string()))
    }
}
