//! Recordings of articles and of the questions of forms, and their bytes.

mod bytes;
mod keep;
mod list;

use domain::recording::Subject;

/// Bytes of one piece.
const PIECE: usize = 256 << 10;

/// The columns `item` and `form`, one of which is filled.
fn columns(subject: Subject) -> (Option<String>, Option<String>) {
    match subject {
        Subject::Item(item) => (Some(item.to_string()), None),
        Subject::Form(form) => (None, Some(form.key())),
    }
}
