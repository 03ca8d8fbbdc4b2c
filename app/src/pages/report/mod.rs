//! Reporting: what a person wants, the form, and the receipt.

mod category;
mod channel;
mod drug;
mod form;
mod identity;
mod photos;
mod receipt;
mod requests;
mod respondent;
mod seen;
mod send;
mod start;
mod story;
mod township;
mod voice;
mod whereabouts;

pub use form::{Filled, FormPage, Warning, page as form};
pub use receipt::{ReceiptMatterView, ReceiptPage, due, gone as receipt_gone, page as receipt};
pub use start::{StartPage, page as start};
pub use township::{TownshipPage, page as township};
