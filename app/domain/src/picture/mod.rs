//! Pictures of the newsroom: what of one is shown, and what is said about it.
//!
//! The original stays as it came. What residents see is drawn anew from it after an [`Edit`]: turned,
//! with regions made unrecognizable, cut. Pure rules; drawing is the server's.

mod about;
mod area;
mod edit;
mod ninth;
#[cfg(test)]
mod tests;
mod typed;

pub use about::{ALT_MAX, About, CREDIT_MAX};
pub use area::{Area, Spot, WHOLE};
pub use edit::{BLURS_MAX, Edit, Turn};
pub use ninth::{NINTHS, Ninth};
pub use typed::{TypedPicture, percent};

/// Widths residents' phones choose from, in pixels; none is drawn larger than the picture is.
pub const WIDTHS: [u32; 3] = [360, 720, 1080];

/// Edge of the square that stands for the picture where it is shared, in pixels, around its focus.
pub const CARD: u32 = 360;

/// The widths of a picture that is so wide: all that fit, and its own where that is less than the
/// largest.
#[must_use]
pub fn widths(own: u32) -> Vec<u32> {
    let mut widths: Vec<u32> = WIDTHS.into_iter().filter(|width| *width < own).collect();
    if widths.len() < WIDTHS.len() {
        widths.push(own);
    }
    widths
}

/// The name a new picture is known by in texts: made from its SHA-256, so that the same file is the
/// same picture.
#[must_use]
pub fn name_of(sha256: &[u8; 32]) -> String {
    let mut name = format!("tu-{}", hex::encode(sha256));
    name.truncate(15);
    name
}
