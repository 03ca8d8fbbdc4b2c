//! What the doors of all ledgers share: reading what was typed, lights, lists and turning pages.

mod show;
mod typed;

pub use show::{Asked, day_light, happened, lights, page_of, townships, unit_name};
pub use typed::Typed;
