//! Islands: what makes a page nicer where JavaScript runs. None of them makes anything possible.
//!
//! They are woken on pages the server drew whole. What they add is drawn only once they are awake,
//! so that a page whose script fails shows nothing that does not work.

mod answer_rows;
mod check_answers;
mod conditions;
mod counter;
mod dom;
mod draft;
mod faults;
mod form;
mod kept_files;
mod listen;
mod photos;
mod save_receipt;
mod steps;
mod track_code;
mod voice_note;
mod walk;

pub use check_answers::CheckAnswers;
pub use photos::Photos;
pub use save_receipt::SaveReceipt;
pub use steps::Steps;
pub use track_code::TrackCode;
pub use voice_note::VoiceNote;
