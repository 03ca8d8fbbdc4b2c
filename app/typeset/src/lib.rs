//! Texts residents read: Markdown to typed blocks, blocks to HTML.
//!
//! The server reads and draws every text with this, and the editor's live preview is the same code
//! compiled to WebAssembly (package `preview`): what a writer sees is what residents will.

mod drawing;
mod fault;
mod markdown;
mod marks;
mod picture;

pub use drawing::{Beside, Blocks, Preview, preview};
pub use fault::{Fault, breaks_before};
pub use markdown::{Around, Origin, Text, filed, read, read_what_can_be};
pub use marks::without_marks;
pub use picture::{Picture, Pictures};
