use crate::event::Event;
use crate::matter::MatterState;
use crate::track::{self, Step};

/// What an officer hears of a clue: what any person who reported may be told (令121 §36, §37), and
/// nothing of how the case goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feedback {
    pub status: &'static str,
    /// Oldest first.
    pub steps: Vec<Step>,
    pub ended: bool,
}

#[must_use]
pub fn feedback(state: &MatterState, events: &[Event]) -> Feedback {
    Feedback { status: state.status().words(), steps: track::timeline(events), ended: state.stage.is_end() }
}
