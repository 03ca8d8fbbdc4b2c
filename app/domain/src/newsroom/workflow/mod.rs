//! An item of the newsroom from its first draft to its last day: 三审三校, 先审后发.
//!
//! What happened to an item is a list of events; [`ItemState`] is a fold of them, and
//! [`ItemState::apply`] is the only place that says whether an event may be added. The text itself is
//! kept beside the events; an event names the text it is about by its digest, so that nobody approves
//! another text than the one they read.

mod checklist;
mod gate;
mod kind;
mod law;
mod offer;
mod refusal;
mod state;
mod step;

#[cfg(test)]
mod sequences;
#[cfg(test)]
mod tests;

pub use checklist::{Check, CheckKey};
pub use kind::{Kind, Stage};
pub use law::{NewsroomFile, NewsroomLaw, Penalty, TakeDown, WithdrawalReason};
pub use offer::Offer;
pub use refusal::{NewsRefusal, NewsRule};
pub use state::{Correction, Emergency, ItemState, Live, Rejected, Signature};
pub use step::{CaseFacts, Decision, HitKey, ItemEvent, Proof, Release, Step, Submission, Withdrawal};
