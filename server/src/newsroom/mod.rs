//! The newsroom (采编): written, checked, signed, published, corrected and taken down. What is pasted
//! becomes clean Markdown here.
//!
//! **Invariant:** a step is about the text its signer read, named by digest; texts and steps are only
//! ever appended; residents see exactly the text that was signed.

mod bets;
mod bringing;
mod carrying;
mod columns;
mod desk;
mod drafts;
mod names;
mod outside;
pub mod paste;
mod press_room;
pub mod sheet;
mod step;
mod ticking;

pub use carrying::{Carried, Outcome};
pub use desk::NewsDesk;
pub use press_room::PressRoom;
pub use ticking::Tick;
