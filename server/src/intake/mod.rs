//! Taking reports in: checked, sealed, numbered, and answered only once they would survive a power
//! cut.
//!
//! **Invariant:** the query code is stored nowhere. It is derived from the sender's idempotency
//! key, so that the same key gives the same receipt, and only a keyed hash of it is kept.

mod marks;
mod matters;
mod opening;
mod reception;
mod writer;

pub use matters::sealed_identity;
pub use opening::{Found, Opening};
pub use reception::{Equipment, Reception};
