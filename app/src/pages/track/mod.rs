//! Following a matter by its query code. The code is posted, never part of an address.

mod actions;
mod ask;
mod found;
mod withdraw;

pub use ask::{AskPage, page as ask};
pub use found::{FoundPage, Refusal, page as found};
pub use withdraw::{WithdrawPage, page as withdraw};
