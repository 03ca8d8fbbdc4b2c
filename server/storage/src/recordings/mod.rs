//! Recordings of articles, and their bytes.

mod bytes;
mod keep;
mod list;

/// Bytes of one piece.
const PIECE: usize = 256 << 10;
