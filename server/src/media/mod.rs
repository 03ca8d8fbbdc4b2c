//! Pictures and sounds: what is taken in, how the original is kept sealed, and the copy that is shown.

mod bare;
mod copy_maker;
mod gallery;
mod hush;
mod inspect;
mod shown;
mod sound;
mod vault;
mod voice;

pub use bare::is_bare;
pub use copy_maker::CopyMaker;
pub use gallery::{CheckedPhoto, Gallery, GalleryError};
pub use hush::hushed;
pub use inspect::{Inspected, MAX_FILE_BYTES, MAX_FILES, MAX_PIXELS, inspect};
pub use shown::{Unreadable, jpeg, opaque, shown_copy, with_pixels};
pub use sound::sound_of;
pub use vault::{Vault, shown_id};
pub use voice::voice_type;
