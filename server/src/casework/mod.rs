//! The desk's work on matters: finding them, reading them, deciding. Every call asks first what
//! the person may do; a matter outside their area or unit does not exist for them.

mod caseload;
mod change;
mod custody;
mod identity;
mod inbox;
mod note;
mod picture;
mod reach;
mod reading;

pub use caseload::Caseload;
pub(crate) use note::checked_reason;
