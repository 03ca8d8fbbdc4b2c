//! How often texts are read and what readers say, counted without knowing anybody: no cookie, no
//! address, nothing of a request is kept but which page it was for.

mod counter;
mod honest;
mod readership;

pub use counter::{Hits, item_of};
pub use honest::is_person;
pub use readership::Readership;
