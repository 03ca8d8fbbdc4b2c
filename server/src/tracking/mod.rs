//! What the holder of a query code may see and do, and what keeps others from finding codes.

mod addition;
mod guard;
mod tracker;

pub use guard::Guard;
pub use tracker::Tracker;
