//! The same article in another language or script: an article of its own, which says what it is a variant of.

mod behind;
mod fault;
mod language;
mod shape;
#[cfg(test)]
mod tests;

pub use behind::is_behind;
pub use fault::{Around, Claim, VariantFault, faults};
pub use language::{Language, Languages, PLAIN, PLAIN_WORDS, Writing};
pub use shape::shape_faults;
