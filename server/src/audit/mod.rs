//! The audit trail as this installation keeps it: sealed with its key, anchored outside the
//! database, verified, exported and, where the setting says so, freed of old rows.

mod anchor;
mod export;
mod keeper;
mod trail;

pub use anchor::Anchor;
pub use keeper::{Keeper, Pruned, Verified, console};
