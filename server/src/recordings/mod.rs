//! Recordings of articles and of the questions of forms: taken in at the desk, heard beside the words they say.

mod studio;

pub use studio::Studio;
