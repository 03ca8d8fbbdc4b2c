//! The desk's work on matters: finding them, reading them, deciding. Every call asks first what
//! the person may do; a matter outside their area or unit does not exist for them.

mod act;
mod caseload;
mod change;
mod clue;
mod custody;
mod handover;
mod identity;
mod inbox;
mod lists;
mod note;
mod picture;
mod reach;
mod reading;

pub use caseload::Caseload;
pub(crate) use change::{TRIES, too_busy};
pub use handover::Handover;
pub(crate) use note::checked_reason;
