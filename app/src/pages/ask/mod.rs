//! 咨询: a question about medicine in two screens, its receipt, its answer, and what was published.

mod look;
mod public;
mod receipt;
mod shown;
mod start;

pub use look::{FORM_KEY, LookPage, Note, page as look};
pub use public::{PublicPage, page as public};
pub use receipt::{AskedPage, page as receipt};
pub use shown::{ShownPage, page as shown};
pub use start::{StartPage, page as start};
