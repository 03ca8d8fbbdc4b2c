use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::clocks::{History, Moment, Running};
use super::office::{Office, OfficeStep};
use super::{Custody, MatterKind, Refusal, Stage, Status};
use crate::calendar::Calendar;
use crate::event::{Actor, Event, EventKind};
use crate::law::{Applies, Clock, Laws};
use crate::track::local_date;

/// The state of a matter after a list of events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatterState {
    pub kind: MatterKind,
    pub stage: Stage,
    pub received_at: Timestamp,
    pub closed_at: Option<Timestamp>,
    /// 12315's 登记编号: text, because its 25 digits overflow numbers.
    pub registration_no: Option<String>,
    pub registered_at: Option<Timestamp>,
    /// Key of the unit that handles it now.
    pub unit: Option<String>,
    pub office: Office,
    pub history: History,
    #[serde(default)]
    pub custody: Custody,
    /// The reporter asked to withdraw a tip; the bureau may still verify it.
    pub withdrawal_asked: bool,
    /// Once, after closing (好差评): 1 is the lowest of five grades.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<u8>,
    /// The person who gave one of the two lowest grades was called back.
    #[serde(default)]
    pub called_back: bool,
    /// The end was only reported by 12315: no step of the desk led to it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ended_by_12315: bool,
    /// The house opened it itself: there is no reporter, and 12315 gives it no number.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub found_within: bool,
}

impl MatterState {
    /// Reads the state off a matter's events, oldest first. `None` unless the first is `Received`.
    #[must_use]
    pub fn replay<'a>(kind: MatterKind, events: impl IntoIterator<Item = &'a Event>) -> Option<Self> {
        let mut events = events.into_iter();
        let first = events.next()?;
        let mut state = match first.kind {
            EventKind::Received { source, .. } => {
                Self { found_within: source.is_within(), ..Self::received(kind, first.at) }
            }
            _ => return None,
        };
        for event in events {
            state = state.applied(event);
        }
        Some(state)
    }

    #[must_use]
    pub fn received(kind: MatterKind, at: Timestamp) -> Self {
        let mut history = History::default();
        history.note(Moment::Received, at);
        Self {
            kind,
            stage: Stage::Received,
            received_at: at,
            closed_at: None,
            registration_no: None,
            registered_at: None,
            unit: None,
            office: Office::default(),
            history,
            custody: Custody::default(),
            withdrawal_asked: false,
            rating: None,
            called_back: false,
            ended_by_12315: false,
            found_within: false,
        }
    }

    /// Whether it still is to be entered in 12315.
    #[must_use]
    pub fn waits_for_12315(&self) -> bool {
        self.registration_no.is_none() && !self.found_within
    }

    /// In the words the reporter may be told.
    #[must_use]
    pub fn status(&self) -> Status {
        self.stage.status(self.registration_no.is_some())
    }

    /// The state after an event that is about to happen.
    ///
    /// # Errors
    /// [`Refusal`] names the rule the event breaks.
    pub fn apply(&self, event: &Event, calendar: &Calendar, laws: &Laws) -> Result<Self, Refusal> {
        self.admits(event, calendar, laws).map_err(|rule| rule.refuse(laws))?;
        Ok(self.clone().applied(event))
    }

    /// The limits that started, statutory ones before the bureau's own; in each the order of the data.
    #[must_use]
    pub fn clocks(&self, laws: &Laws, calendar: &Calendar) -> Vec<Running> {
        let received = local_date(self.received_at);
        let rules = self.history.rules(laws, received);
        let clocks = laws.clocks_under(rules, received).chain(&laws.local).filter(|clock| self.is_about(clock));
        self.history.running(clocks, laws, calendar)
    }

    /// The state after an event. Events that were stored have happened, so this never refuses.
    #[must_use]
    pub fn applied(mut self, event: &Event) -> Self {
        let (at, by) = (event.at, event.actor.staff());
        self.custody.applied(&event.kind, by);
        // A step looks at what was before its own moment.
        let next = match &event.kind {
            EventKind::Complaint(step) => step.next(self.stage, &self.history).ok(),
            EventKind::Tip(step) => step.next(self.stage, &self.history).ok(),
            _ => None,
        };
        self.stage = next.unwrap_or(self.stage);
        if let Some(moment) = event.kind.moment() {
            self.history.note(moment, at);
        }
        match &event.kind {
            EventKind::Registered { registration_no, registered_at } => {
                self.registration_no = Some(registration_no.clone());
                self.registered_at = Some(*registered_at);
            }
            EventKind::Assigned { unit } => {
                self.unit = Some(unit.clone());
                self.office.assigned(unit);
            }
            EventKind::StatusSet { status, .. } => {
                self.stage = stage_of(*status).unwrap_or(self.stage);
                self.ended_by_12315 = self.stage.is_end();
            }
            EventKind::Tip(step) => {
                step.pauses(&mut self.history, at);
                self.office.filing_applied(step, by);
            }
            EventKind::Clock(step) => self.history.applied(step, by, at),
            EventKind::Office(step) => {
                self.office.applied(step, by);
                if matches!(step, OfficeStep::Returned { .. }) {
                    self.unit = None;
                }
            }
            EventKind::Withdrawn => self.withdrawn(),
            EventKind::Closed { .. } => self.stage = Stage::Closed,
            EventKind::Reopened { .. } => {
                self.stage = self.reopened_stage();
                self.ended_by_12315 = false;
            }
            EventKind::Rated { grade, .. } => self.rating = Some(*grade),
            EventKind::CalledBack { .. } => self.called_back = true,
            _ => {}
        }
        self.closed_at = if self.stage.is_end() { self.closed_at.or(Some(at)) } else { None };
        self
    }

    fn withdrawn(&mut self) {
        match (self.kind, self.stage) {
            (MatterKind::Tip, _) => self.withdrawal_asked = true,
            (MatterKind::Complaint, Stage::Received | Stage::IdentityAsked) => self.stage = Stage::Withdrawn,
            // Mediation had begun by law, so its end is told to both sides (令121 §23).
            (MatterKind::Complaint, stage) if !stage.is_end() => {
                self.stage = Stage::Terminated;
                if let Some(at) = self.history.last(Moment::Withdrawn) {
                    self.history.note(Moment::Terminated, at);
                }
            }
            (MatterKind::Complaint, _) => {}
        }
    }

    fn reopened_stage(&self) -> Stage {
        match self.kind {
            MatterKind::Tip => Stage::Verifying,
            MatterKind::Complaint if self.history.last(Moment::Accepted).is_some() => Stage::Accepted,
            MatterKind::Complaint => Stage::Received,
        }
    }

    fn is_about(&self, clock: &Clock) -> bool {
        match clock.applies_to {
            Applies::Complaint => self.kind == MatterKind::Complaint,
            Applies::Tip => self.kind == MatterKind::Tip,
            Applies::Any | Applies::Case | Applies::Publish => true,
            Applies::Transfer => false,
        }
    }
}

/// What 12315 reports is coarser than the stages of the desk.
pub(super) fn stage_of(status: Status) -> Option<Stage> {
    Some(match status {
        Status::Accepted => Stage::Accepted,
        Status::Refused => Stage::Refused,
        Status::Mediating => Stage::Mediating,
        Status::Verifying => Stage::Verifying,
        Status::Closed => Stage::Closed,
        _ => return None,
    })
}

impl Actor {
    /// The member of staff who did it.
    #[must_use]
    pub fn staff(&self) -> Option<Uuid> {
        match self {
            Self::Staff { id, .. } => Some(*id),
            Self::Reporter | Self::System => None,
        }
    }
}
