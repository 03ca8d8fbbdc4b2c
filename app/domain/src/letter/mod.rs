//! Letters (文书): the forms of 文书式样2026 as templates, filled from a matter.
//!
//! **Invariant:** a letter to the respondent is drawn from [`RespondentFacts`], a type that has no
//! place for the reporter, their words or their numbers (令121 §37). What an officer types for the
//! respondent is held against the sealed identity by [`secrecy`] before it is drawn.

mod check;
mod draw;
mod facts;
mod number;
mod places;
pub mod secrecy;
mod template;
mod typed;

#[cfg(test)]
mod tests;

pub use check::{TemplateFault, repeated};
pub use draw::{Facts, Letter, Part, Unfit};
pub use facts::{
    InsideFacts, InsideField, Known, Office, ReporterFacts, ReporterField, RespondentFacts, RespondentField,
};
pub use number::{agency_mark, document_number, form_number, series};
pub use template::{Audience, Block, Field, Kind, List, Recipient, Row, Template};
pub use typed::{Typed, Values};
