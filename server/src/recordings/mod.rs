//! Recordings of articles: taken in at the desk, heard by residents beside the words they say.

mod studio;

pub use studio::Studio;
