//! The spreadsheet way: matters without a number out, the platform's export back in.

mod columns;
mod export;
mod import;
mod incoming;
mod table;
mod workbook;

pub(crate) use export::EXPORTED_AT_ONCE;
pub(crate) use table::{Cell, Row, Table};
