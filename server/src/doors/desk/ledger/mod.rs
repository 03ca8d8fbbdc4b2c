//! What the doors of all ledgers share: reading what was typed, lights, lists and turning pages.

mod answer;
mod choose;
mod show;
mod typed;

pub use answer::{answer_file, answer_form, answer_list, blank_form, file_of, refused_step};
pub use choose::{filter, first};
pub use show::{Asked, day_light, lights, page_of, townships, unit_name};
pub use typed::Typed;
