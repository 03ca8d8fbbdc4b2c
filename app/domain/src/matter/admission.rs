//! Whether an event may be added to a matter, and the rule it would break.

use uuid::Uuid;

use super::clocks::{ClockStep, Moment, Pause, Running};
use super::office::OfficeStep;
use super::state::stage_of;
use super::{ComplaintStep, MatterKind, MatterState, Rule, Stage, Status};
use crate::calendar::Calendar;
use crate::event::{Event, EventKind};
use crate::law::{Clock, GroundSet, Laws};
use crate::track::local_date;

impl MatterState {
    pub(super) fn admits(&self, event: &Event, calendar: &Calendar, laws: &Laws) -> Result<(), Rule> {
        let by = event.actor.staff();
        if by.is_some_and(|by| self.office.conflicts.contains(&by)) {
            return Err(Rule::Conflict);
        }
        if self.history.moments.last().is_some_and(|(_, last)| event.at < *last && !event.kind.is_correspondence()) {
            return Err(Rule::NoFuture);
        }
        match &event.kind {
            EventKind::Received { .. } => Err(Rule::ReceivedOnce),
            EventKind::StatusSet { status, .. } => self.admits_status(*status),
            EventKind::Complaint(step) => self.admits_complaint(step, event, calendar, laws),
            EventKind::Tip(step) if self.kind == MatterKind::Tip => {
                step.next(self.stage, &self.history).and_then(|_| self.office.admits_filing(step, by))
            }
            EventKind::Tip(_) => Err(Rule::Order),
            EventKind::Clock(step) => self.admits_clock(step, event, calendar, laws),
            EventKind::Office(step) => self.admits_office(step, by),
            EventKind::Assigned { .. } if self.stage.is_end() => Err(Rule::Ended),
            EventKind::Withdrawn if self.stage.is_end() => Err(Rule::Ended),
            EventKind::Withdrawn if self.withdrawal_asked || self.stage == Stage::Terminated => Err(Rule::Order),
            EventKind::Closed { note } => self.admits_closing(note),
            EventKind::Reopened { .. } if self.stage.is_end() && self.stage != Stage::Withdrawn => Ok(()),
            EventKind::Reopened { .. } => Err(Rule::Order),
            EventKind::Rated { grade, .. } if self.stage == Stage::Closed && self.rating.is_none() => {
                if (1..=5).contains(grade) { Ok(()) } else { Err(Rule::Order) }
            }
            EventKind::Rated { .. } => Err(Rule::Order),
            EventKind::CalledBack { .. } if self.rating.is_some_and(|grade| grade <= 2) && !self.called_back => Ok(()),
            EventKind::CalledBack { .. } => Err(Rule::Order),
            EventKind::DataDestroyed { .. } if !self.stage.is_end() => Err(Rule::Order),
            other => self.custody.admits(other, by),
        }
    }

    /// What 12315 reports about a matter that is handled there: coarser than the desk's own steps.
    fn admits_status(&self, next: Status) -> Result<(), Rule> {
        let stage = stage_of(next).ok_or(Rule::Order)?;
        let fits = match self.kind {
            MatterKind::Complaint => next != Status::Verifying,
            MatterKind::Tip => matches!(next, Status::Verifying | Status::Closed),
        };
        match (self.stage, stage) {
            (now, _) if now.is_end() => Err(Rule::Ended),
            (now, then) if !fits || now == then => Err(Rule::Order),
            (now, Stage::Refused) if !matches!(now, Stage::Received | Stage::IdentityAsked) => {
                Err(Rule::AcceptedIsNotRefused)
            }
            (Stage::Received | Stage::IdentityAsked, Stage::Mediating) => Err(Rule::AcceptBeforeMediation),
            (Stage::Received | Stage::IdentityAsked, _) | (_, Stage::Closed | Stage::Mediating) => Ok(()),
            _ => Err(Rule::Order),
        }
    }

    fn admits_complaint(
        &self,
        step: &ComplaintStep,
        event: &Event,
        calendar: &Calendar,
        laws: &Laws,
    ) -> Result<(), Rule> {
        if self.kind != MatterKind::Complaint {
            return Err(Rule::Order);
        }
        step.next(self.stage, &self.history)?;
        match step {
            ComplaintStep::IdentityAsked { until } => {
                let decision = self.running("T1", laws, calendar).and_then(|clock| clock.due);
                let in_time = local_date(event.at) <= *until && decision.is_none_or(|due| *until <= due.date);
                if in_time { Ok(()) } else { Err(Rule::IdentityWithinDecision) }
            }
            ComplaintStep::Refused { grounds, .. } => self.grounds(GroundSet::Refusal, grounds, event, laws, calendar),
            ComplaintStep::Terminated { grounds, .. } => {
                self.grounds(GroundSet::Termination, grounds, event, laws, calendar)
            }
            _ => Ok(()),
        }
    }

    /// Every decision against the complainant names at least one ground of the law, and none that
    /// cannot be true yet.
    fn grounds(
        &self,
        set: GroundSet,
        numbers: &[u8],
        event: &Event,
        laws: &Laws,
        calendar: &Calendar,
    ) -> Result<(), Rule> {
        let today = local_date(event.at);
        if numbers.is_empty() {
            return Err(Rule::GroundsNamed);
        }
        for number in numbers {
            let ground = laws.ground(set, *number, today).ok_or(Rule::GroundsNamed)?;
            let clock = ground.after_clock.as_deref().and_then(|id| self.running(id, laws, calendar));
            if clock.is_some_and(|clock| clock.due.is_none_or(|due| today <= due.date)) {
                return Err(Rule::MediationExpired);
            }
        }
        Ok(())
    }

    fn admits_clock(&self, step: &ClockStep, event: &Event, calendar: &Calendar, laws: &Laws) -> Result<(), Rule> {
        match step {
            ClockStep::RulesChosen { rules, .. } if laws.has_handling_rules(rules) => Ok(()),
            ClockStep::RulesChosen { .. } => Err(Rule::Order),
            ClockStep::Resumed { ground, .. } if self.history.open_pause() == Some(*ground) => Ok(()),
            ClockStep::Resumed { .. } => Err(Rule::PauseOpen),
            ClockStep::OrderAnswered { number } if self.history.orders.iter().any(|one| one.number == *number) => {
                Ok(())
            }
            ClockStep::OrderAnswered { .. } => Err(Rule::Order),
            _ if self.stage.is_end() => Err(Rule::Ended),
            ClockStep::OrderTaken { .. } => Ok(()),
            ClockStep::Paused { ground, .. } => self.admits_pause(*ground, calendar, laws),
            ClockStep::ExtensionAsked { clock, .. } => self.admits_extension(clock, event, calendar, laws),
            ClockStep::Extended { clock, length, .. } => {
                self.admits_approval(clock, event)?;
                self.admits_length(clock, *length, laws)
            }
            ClockStep::ExtensionDenied { clock, .. } => self.admits_approval(clock, event),
        }
    }

    fn admits_pause(&self, ground: Pause, calendar: &Calendar, laws: &Laws) -> Result<(), Rule> {
        if self.history.open_pause().is_some() {
            return Err(Rule::PauseOpen);
        }
        let open = self.clocks(laws, calendar).into_iter().filter(Running::is_open);
        let fits = open.filter_map(|clock| self.rule(&clock.id, laws)).any(|clock| clock.pauses.contains(&ground));
        if fits { Ok(()) } else { Err(Rule::PauseFits) }
    }

    fn admits_extension(&self, id: &str, event: &Event, calendar: &Calendar, laws: &Laws) -> Result<(), Rule> {
        let clock = self.running(id, laws, calendar).filter(Running::is_open).ok_or(Rule::Order)?;
        let rule = self.rule(id, laws).ok_or(Rule::Order)?;
        let again = rule.extension_again || !clock.extended;
        if rule.extension.is_none() || !again || self.history.asked.iter().any(|asked| asked.clock == id) {
            return Err(Rule::ExtensionOnce);
        }
        let late = clock.due.is_some_and(|due| due.date < local_date(event.at));
        if late { Err(Rule::ExtensionInTime) } else { Ok(()) }
    }

    fn admits_approval(&self, id: &str, event: &Event) -> Result<(), Rule> {
        let asked = self.history.asked.iter().find(|asked| asked.clock == id).ok_or(Rule::ExtensionAsked)?;
        let by = event.actor.staff();
        if by.is_some() && asked.by == by { Err(Rule::ExtensionBySomebodyElse) } else { Ok(()) }
    }

    /// The first extension is as long as the law says; a later one as long as was decided together.
    fn admits_length(&self, id: &str, length: u16, laws: &Laws) -> Result<(), Rule> {
        let rule = self.rule(id, laws).ok_or(Rule::Order)?;
        let first = !self.history.extensions.iter().any(|extension| extension.clock == id);
        let fits = if first { rule.extension == Some(length) } else { rule.extension_again && length > 0 };
        if fits { Ok(()) } else { Err(Rule::ExtensionOnce) }
    }

    fn admits_office(&self, step: &OfficeStep, by: Option<Uuid>) -> Result<(), Rule> {
        match step {
            OfficeStep::Noted { .. } | OfficeStep::Transcribed { .. } | OfficeStep::ConflictDeclared { .. } => Ok(()),
            // Most lawsuits begin after a matter has ended.
            OfficeStep::LawsuitNoted { .. } if self.office.lawsuit.is_none() => Ok(()),
            OfficeStep::LawsuitOver { .. } if self.office.lawsuit.is_some() => Ok(()),
            OfficeStep::LawsuitNoted { .. } | OfficeStep::LawsuitOver { .. } => Err(Rule::Order),
            OfficeStep::SupervisionProgress { supervision, .. } if self.office.supervision(*supervision).is_some() => {
                Ok(())
            }
            OfficeStep::SupervisionLifted { supervision, .. } => match self.office.supervision(*supervision) {
                Some(one) if one.by == by => Ok(()),
                _ => Err(Rule::SupervisionLifted),
            },
            OfficeStep::SupervisionProgress { .. } => Err(Rule::Order),
            _ if self.stage.is_end() => Err(Rule::Ended),
            OfficeStep::Taken { staff, .. } if self.office.conflicts.contains(staff) => Err(Rule::Conflict),
            OfficeStep::Released { .. } if self.office.handler.is_none() => Err(Rule::Order),
            OfficeStep::Taken { .. } | OfficeStep::Returned { .. } if self.unit.is_none() => {
                Err(Rule::ReturnToReceiver)
            }
            OfficeStep::SameFact { other } if self.office.same_fact.contains(other) => Err(Rule::Order),
            OfficeStep::ClueLinked { other } if self.office.clues.contains(other) => Err(Rule::Order),
            _ => Ok(()),
        }
    }

    fn admits_closing(&self, note: &str) -> Result<(), Rule> {
        let clue = self.history.is_open(Moment::ClueFound, Moment::ClueSettled);
        match self.stage {
            _ if note.is_empty() => Err(Rule::AnswerFirst),
            stage if stage.is_end() => Err(Rule::Ended),
            _ if !self.office.supervisions.is_empty() => Err(Rule::SupervisionLifted),
            Stage::Settled | Stage::Terminated if clue => Err(Rule::ClueSettledFirst),
            Stage::Terminated if self.history.is_open(Moment::Terminated, Moment::PartiesTold) => {
                Err(Rule::PartiesToldFirst)
            }
            Stage::Settled | Stage::Terminated | Stage::Decided | Stage::NotFiled | Stage::AtPolice => Ok(()),
            _ => Err(Rule::Order),
        }
    }

    fn running(&self, id: &str, laws: &Laws, calendar: &Calendar) -> Option<Running> {
        self.clocks(laws, calendar).into_iter().find(|clock| clock.id == id)
    }

    fn rule<'a>(&self, id: &str, laws: &'a Laws) -> Option<&'a Clock> {
        let received = local_date(self.received_at);
        let rules = self.history.rules(laws, received);
        laws.clocks
            .iter()
            .find(|clock| clock.id == id && clock.rules.as_deref().map_or(clock.in_force(received), |own| own == rules))
    }
}
