//! Pictures of the newsroom: the original is kept sealed and as it came; what residents see is drawn
//! anew from its pixels, cut and with marked regions destroyed, in the sizes phones ask for.

mod album;
mod carrying;
mod draw;
#[cfg(test)]
mod tests;

pub use album::Album;
pub use draw::{Drawing, draw, whole};
