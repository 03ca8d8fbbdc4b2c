//! A matter (事项): its kind, its number, its stage, and what the law lets happen next.
//!
//! What happened is a list of events; [`MatterState`] is a fold of them, and [`MatterState::apply`]
//! (rules in `admission`) is the only place that says whether an event may be added. One file for each machine: complaints
//! ([`complaint`], 令121 §10–§25), tips and clues ([`tip`], 程序规定 §18–§20), what both share
//! ([`office`], [`clocks`]).

mod admission;
pub mod clocks;
pub mod complaint;
mod custody;
mod kind;
pub mod office;
mod refusal;
mod stage;
mod state;
mod status;
pub mod tip;

#[cfg(test)]
pub(crate) mod tests;

pub use clocks::{ClockStep, Moment, Pause, Running};
pub use complaint::ComplaintStep;
pub use custody::{Custody, DataWish};
pub use kind::{MatterId, MatterKind};
pub use office::OfficeStep;
pub use refusal::{Refusal, Rule};
pub use stage::Stage;
pub use state::MatterState;
pub use status::Status;
pub use tip::{Decision, TipStep};
