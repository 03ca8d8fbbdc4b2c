//! What village officers (村药品安全信息员) record: seven forms, each a typed record.
//!
//! A form is described by its [`Question`]s, which pages draw, and read by its `check`, which holds
//! the answers to the rules. Phones send what was filled in hours or weeks ago, so the rules ask for
//! little: what is not needed to act on a report is never refused for being empty.

mod choice;
mod clue;
mod envelope;
mod errand;
mod feedback;
mod form;
mod given;
mod help;
mod household;
mod merit;
mod month;
mod opening;
mod outlet;
mod patrol;
mod person;
mod publicity;
mod question;
mod reaction;
mod read_back;
mod record;
mod sheet;
mod take_back;
mod urgency;
mod version;

pub(crate) use choice::choices;
pub use choice::{Choice, Opt};
pub use clue::{Clue, Tile};
pub use envelope::{Envelope, Expected};
pub use errand::{ErrandKind, time_left};
pub use feedback::{Feedback, feedback};
pub use form::FormKind;
pub use given::{Given, Value};
pub use help::{CONSENT as HELP_CONSENT, Help};
pub use household::{Aid, Finding, Household};
pub use merit::{MeritRule, MeritRules, Merits};
pub use month::Month;
pub use opening::{NextOpen, OpenNow, Opening, OpeningFault};
pub use outlet::{Checked, LedgerOutlet, NOT_LISTED};
pub use patrol::{Patrol, PlaceKind, Seen, Step};
pub use person::{Pin, PinFault};
pub use publicity::{Publicity, Topic, Way};
pub use question::{Ask, OnlyIf, Question, Ring};
pub use reaction::{AfterDoctor, Guardian, Outcome, ProductKind, Reaction, Sex, Sign};
pub use read_back::{Line, lines};
pub use record::{Record, Rules};
pub use take_back::{HandedTo, TakeBack, kilograms};
pub use urgency::Urgency;
pub use version::{FORM_LIFE_MONTHS, FormVersion, accepted, current_version};

#[cfg(test)]
mod tests;
