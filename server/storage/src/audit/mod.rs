//! The audit trail: a chain of rows, one for each event of a matter, one for each entry of a ledger and
//! one for whatever else staff do, written in the transaction that does it.
//!
//! Each row's hash covers the row before it, so that a row that is changed, taken out, put in or
//! moved no longer fits. Whoever may write the whole database could compute the chain anew; against
//! that the newest hash is sealed from time to time with a key that is not in the database.

#[macro_use]
mod row;

mod append;
mod backfill;
mod chain;
mod check;
mod list;
mod prune;
mod seal;
mod snapshot;
mod uncovered;
mod verify;

pub(crate) use append::{Entry, append, close, note};
pub(crate) use chain::Written;
pub use chain::seal_text;
pub use check::{Findings, LISTED_FAULTS, Mac};
pub use list::AuditFilter;
pub use row::AuditRow;
pub use seal::{Cut, Seal, Sealing};
pub use snapshot::AuditSnapshot;
pub use verify::{Checked, Start};
