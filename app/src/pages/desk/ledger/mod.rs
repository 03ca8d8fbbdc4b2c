//! Pages all ledgers are drawn with: a list, one record with what may be done about it, an empty
//! form. What stands in them is the door's to say.

mod control;
mod file;
mod form;
mod list;
mod paper;

pub(in crate::pages::desk) use control::control;
pub use control::{Control, Input};
pub(in crate::pages::desk) use file::panel;
pub use file::{FilePage, Panel, file};
pub use form::{FormPage, form};
pub use list::{Cell, Line, ListPage, list};
pub use paper::{PaperPage, PaperTable, paper};
