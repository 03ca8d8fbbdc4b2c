//! What residents read, and the facts the program counts with: files in, checked and typed data out.

mod check;
mod dictionaries;
mod fault;
mod front_matter;
mod gather;
mod index;
mod letters;
mod load;
mod markdown;
mod newsroom_law;
mod numbers;
mod pictures;
pub mod plain;
mod records;
mod references;
mod search_words;
mod shelf;
mod shelves;
mod site;
mod spelling;
mod toml_file;
mod watch;
pub mod words;

pub use check::{Checked, Lit, check, review};
pub use dictionaries::{Dictionaries, dictionaries, mask_words};
pub use fault::Fault;
pub use load::{Loaded, Reading, load};
pub use numbers::numbers;
pub use records::{Keeping, keeping};
pub use shelf::{File, Shelf};
pub use shelves::Shelves;
pub use site::{read_site, site_file};
pub use watch::{Look, Watcher};
