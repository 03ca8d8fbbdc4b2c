//! Letters on paper: A4 in the grid of GB/T 9704 (公文格式), fonts embedded.

mod draw;
mod font;
mod lines;
mod sheet;

pub use draw::draw;
pub use font::Fonts;
