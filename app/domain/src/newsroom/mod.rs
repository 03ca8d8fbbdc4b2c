//! The newsroom (采编): what is looked at before a text is published, and who must have looked.
//!
//! Everything here is a pure rule. The words it works with stand in `content/words`, the law's part in
//! `content/laws`.

mod looked;
pub mod mask;
mod neighbour;
mod passage;
mod place;
pub mod reading;
pub mod wording;
pub mod workflow;

pub use looked::{Body, Looked, Remarked};
pub use neighbour::Neighbour;
pub use passage::{Passage, Piece};
pub use place::Place;
