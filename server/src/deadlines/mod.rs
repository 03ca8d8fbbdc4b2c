//! What is due: lists by day, reminders, quality flags, and counting anew when a calendar year is
//! published. Everything here is derived from events, law and calendar, and can be made anew.

mod due_list;
mod due_transfers;
mod inspect;
mod ledger;
mod quality_list;
mod recount;
mod remind;
mod schedule;

pub use ledger::Ledger;
pub use remind::Remind;
