//! Pages for staff.

pub mod account;
pub mod audit;
pub mod batch;
pub mod board;
pub mod bulk;
pub mod custody;
mod due;
pub mod due_list;
pub mod due_transfers;
pub mod field;
mod form;
mod frame;
pub mod inbox;
pub mod kept;
mod label;
pub mod leave;
pub mod ledger;
pub mod letters;
pub mod matter;
pub mod news;
pub mod overview;
pub mod packet;
pub mod phone;
pub mod pictures;
mod poster;
pub mod quality;
pub mod questions;
pub mod reactions;
pub mod readers;
pub mod reminders;
pub mod sheet;
pub mod sign_in;
pub mod stuck;
pub mod supervision;
pub mod uses;
pub mod welcome;

pub use due::Light;
pub use frame::{Tab, Top};
pub use label::{LabelPage, label};
pub use poster::{PosterPage, poster};

/// One entry of a list to choose from: what is posted, and what is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub words: String,
}

impl Choice {
    #[must_use]
    pub fn new(value: impl Into<String>, words: impl Into<String>) -> Self {
        Self { value: value.into(), words: words.into() }
    }
}
