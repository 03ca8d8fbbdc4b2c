//! Following a matter by its query code. The code is posted, never part of an address.

mod actions;
mod ask;
mod data;
mod found;
mod rate;
mod unsent;
mod withdraw;

pub use ask::{AskPage, page as ask};
pub use data::{DataPage, page as data};
pub use found::{FoundPage, Refusal, page as found};
pub use rate::{GRADES, RatePage, page as rate};
pub use unsent::{UnsentPage, page as unsent};
pub use withdraw::{WithdrawPage, page as withdraw};
