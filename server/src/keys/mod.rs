//! Secrets: the key file, envelope encryption of what is personal, and keyed hashes of what is
//! only ever looked up.

mod cipher;
mod codes;
mod envelope;
mod file;
mod keyring;
mod sealing;

pub use cipher::Cipher;
pub use envelope::{FileKey, KeyError};
pub use file::KeyFileError;
pub use keyring::{Keyring, Purpose};
pub use sealing::{OVERHEAD, SealFault};
