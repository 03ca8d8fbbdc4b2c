//! What a desk form can ask for: one step a form, with the permission it needs and the event it
//! becomes. Whether the step may be taken now is for [`crate::matter::MatterState::apply`] to say.

mod name;
mod offer;

pub use name::{StepName, Theme};
pub use offer::{Desk, likely, offers};

use crate::access::{Action, Staff};
use crate::event::EventKind;
use crate::matter::office::Person;
use crate::matter::{ClockStep, ComplaintStep, OfficeStep, TipStep};

/// A step as a member of staff asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeskStep {
    /// To a unit, by its key.
    Dispatch {
        unit: String,
    },
    /// The person themselves become the handler.
    Take,
    NameHandler {
        person: Person,
    },
    /// The person themselves are involved.
    Conflict {
        reason: String,
    },
    Office(OfficeStep),
    Complaint(ComplaintStep),
    Tip(TipStep),
    Clock(ClockStep),
    Close {
        note: String,
    },
    Reopen {
        reason: String,
    },
    /// Somebody spoke with a person who gave one of the two lowest grades.
    CallBack {
        note: String,
    },
}

impl DeskStep {
    /// The permission it needs.
    #[must_use]
    pub fn action(&self) -> Action {
        match self {
            Self::Dispatch { .. } => Action::Assign,
            Self::NameHandler { .. } | Self::Reopen { .. } => Action::Approve,
            Self::Take | Self::Close { .. } | Self::CallBack { .. } => Action::Handle,
            Self::Conflict { .. } => Action::Note,
            Self::Complaint(ComplaintStep::ChallengeDecided { .. }) => Action::Approve,
            Self::Complaint(_) => Action::Handle,
            Self::Tip(step) => of_tip(step),
            Self::Clock(
                ClockStep::Extended { .. } | ClockStep::ExtensionDenied { .. } | ClockStep::RulesChosen { .. },
            ) => Action::Approve,
            Self::Clock(_) => Action::Handle,
            Self::Office(step) => of_office(step),
        }
    }

    /// What happens to the matter when `by` takes the step.
    #[must_use]
    pub fn event(&self, by: &Staff) -> EventKind {
        let named = |person: &Person| OfficeStep::Taken { staff: person.id, name: person.name.clone() };
        match self {
            Self::Dispatch { unit } => EventKind::Assigned { unit: unit.clone() },
            Self::Take => EventKind::Office(OfficeStep::Taken { staff: by.id, name: by.name.clone() }),
            Self::NameHandler { person } => EventKind::Office(named(person)),
            Self::Conflict { reason } => EventKind::Office(OfficeStep::ConflictDeclared {
                staff: by.id,
                name: by.name.clone(),
                reason: reason.clone(),
            }),
            Self::Office(step) => EventKind::Office(step.clone()),
            Self::Complaint(step) => EventKind::Complaint(step.clone()),
            Self::Tip(step) => EventKind::Tip(step.clone()),
            Self::Clock(step) => EventKind::Clock(step.clone()),
            Self::Close { note } => EventKind::Closed { note: note.clone() },
            Self::Reopen { reason } => EventKind::Reopened { reason: reason.clone() },
            Self::CallBack { note } => EventKind::CalledBack { note: note.clone() },
        }
    }
}

/// A head decides whether a case is filed (程序规定 §19); handing over has a permission of its own.
fn of_tip(step: &TipStep) -> Action {
    match step {
        TipStep::Filed { .. } | TipStep::NotFiled { .. } | TipStep::FilingRejected { .. } => Action::Approve,
        TipStep::SentToPolice { .. } | TipStep::BackFromPolice { .. } | TipStep::MovedOn { .. } => Action::Transfer,
        _ => Action::Handle,
    }
}

fn of_office(step: &OfficeStep) -> Action {
    match step {
        OfficeStep::Noted { .. } | OfficeStep::Transcribed { .. } | OfficeStep::ConflictDeclared { .. } => Action::Note,
        OfficeStep::Supervised { .. } | OfficeStep::SupervisionLifted { .. } | OfficeStep::Escalated { .. } => {
            Action::Supervise
        }
        OfficeStep::Released { .. } | OfficeStep::LawsuitOver { .. } => Action::Approve,
        _ => Action::Handle,
    }
}
