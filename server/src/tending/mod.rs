//! Tending the site: looks through every page residents can reach, as they get it, and keeps what
//! should be mended for the board of the desk.

mod caretaker;
mod look;
mod night;

pub use caretaker::Caretaker;
pub use night::keep;
