use jiff::civil::Date;

use super::step::{CaseFacts, Decision, ItemEvent, Proof, Release, Step, Submission};
use super::{ItemState, Kind, NewsRule, NewsroomLaw, Stage};
use crate::event::Actor;
use crate::track::local_date;

impl ItemState {
    /// Whether an event may be added now.
    pub(super) fn admits(&self, event: &ItemEvent, newsroom: &NewsroomLaw) -> Result<(), NewsRule> {
        if event.at < self.last {
            return Err(NewsRule::Backwards);
        }
        // What a clock or the command line does; whatever decides is a person's.
        let by_house = match event.step {
            Step::WentLive | Step::Expired | Step::Imported { .. } => true,
            Step::Saved { .. } | Step::CorrectionBegun => event.actor == Actor::System,
            _ => false,
        };
        if event.actor.staff().is_none() && !by_house {
            return Err(NewsRule::Person);
        }
        match &event.step {
            Step::Begun { .. } => Err(NewsRule::Order),
            Step::Saved { .. } if self.stage.is_open() => Ok(()),
            Step::Saved { .. } => Err(NewsRule::Locked),
            Step::Imported { .. } if self.stage == Stage::Draft && self.digest.is_none() => Ok(()),
            Step::Submitted(submission) => self.admits_submission(submission, event, newsroom),
            Step::Proofread { digest, .. } if self.stage.is_review() => self.is_text(digest),
            Step::HitDecided { decision, .. } => self.admits_decision(decision, event),
            Step::FirstReviewed { digest, .. } => self.admits_approval(Stage::FirstReview, digest, event),
            Step::SecrecyReviewed { digest, .. } => {
                self.admits_approval(Stage::SecrecyReview, digest, event)?;
                if self.open_hits().is_empty() { Ok(()) } else { Err(NewsRule::HitsDecided) }
            }
            Step::Signed { digest, release, correction } => {
                self.admits_approval(Stage::Signing, digest, event)?;
                self.admits_signing(*release, correction.as_deref(), event)
            }
            Step::Rejected { reason } => match self.stage {
                stage if !stage.is_review() => Err(NewsRule::Order),
                _ if self.is_by_hand(event) => Err(NewsRule::OwnWork),
                _ => named(reason),
            },
            Step::TakenBack if self.stage.is_review() => Ok(()),
            Step::Unscheduled if self.stage == Stage::Scheduled => Ok(()),
            Step::WentLive => match self.scheduled.filter(|_| self.stage == Stage::Scheduled) {
                None => Err(NewsRule::Order),
                Some(time) if event.at < time => Err(NewsRule::TimeNotCome),
                Some(_) => Ok(()),
            },
            Step::EmergencyPublished { digest, reason } => self.admits_emergency(digest, reason),
            Step::AfterReviewed { .. } => self.admits_after_review(event),
            Step::CorrectionBegun if self.stage != Stage::Published => Err(NewsRule::Order),
            Step::CorrectionBegun if self.is_unreviewed() => Err(NewsRule::AfterReviewFirst),
            Step::CorrectionBegun => Ok(()),
            Step::CorrectionDropped if self.live.is_some() && (self.stage.is_open() || self.stage.is_review()) => {
                Ok(())
            }
            Step::DecisionAnnulled { .. } if self.live.is_some() && self.kind == Kind::Disclosure => Ok(()),
            Step::Withdrawn { note, .. } if self.live.is_some() => named(note),
            Step::Expired => match self.live.as_ref().and_then(|live| live.until) {
                None => Err(NewsRule::Order),
                Some(until) if local_date(event.at) <= until => Err(NewsRule::NotYetOver),
                Some(_) => Ok(()),
            },
            _ => Err(NewsRule::Order),
        }
    }

    fn admits_submission(
        &self,
        submission: &Submission,
        event: &ItemEvent,
        newsroom: &NewsroomLaw,
    ) -> Result<(), NewsRule> {
        if !self.stage.is_open() || self.digest.is_none() {
            return Err(NewsRule::Order);
        }
        self.is_text(&submission.digest)?;
        let today = local_date(event.at);
        if submission.until.is_some_and(|until| until < today) {
            return Err(NewsRule::UntilInPast);
        }
        match self.kind {
            Kind::Alert if !submission.origin.as_deref().is_some_and(|origin| origin.starts_with("https://")) => {
                Err(NewsRule::AlertOrigin)
            }
            Kind::Disclosure => {
                let case = submission.case.as_ref().ok_or(NewsRule::CaseFacts)?;
                admits_case(case, today, newsroom)
            }
            _ => Ok(()),
        }
    }

    fn admits_decision(&self, decision: &Decision, event: &ItemEvent) -> Result<(), NewsRule> {
        match decision {
            _ if self.stage.is_end() || self.stage == Stage::Scheduled || self.stage == Stage::Published => {
                Err(NewsRule::Locked)
            }
            Decision::Mask => Ok(()),
            Decision::Keep { reason } if reason.trim().is_empty() => Err(NewsRule::KeepReason),
            // That somebody stays recognisable is not for the author alone to say.
            Decision::Keep { .. } if self.is_by_hand(event) => Err(NewsRule::OwnWork),
            Decision::Keep { .. } => Ok(()),
        }
    }

    fn admits_approval(&self, stage: Stage, digest: &str, event: &ItemEvent) -> Result<(), NewsRule> {
        match self.stage {
            now if now != stage => Err(NewsRule::Order),
            _ if self.is_by_hand(event) => Err(NewsRule::OwnWork),
            _ => self.is_text(digest),
        }
    }

    fn admits_signing(&self, release: Release, correction: Option<&str>, event: &ItemEvent) -> Result<(), NewsRule> {
        let blocking = self.submitted.as_ref().is_some_and(|submitted| submitted.blocking > 0);
        let hits = || self.submitted.iter().flat_map(|submitted| &submitted.hits);
        let by_others = self.proofs.values().any(|proof| !self.hands.contains(&proof.by));
        match release {
            _ if blocking => Err(NewsRule::BlockingFindings),
            _ if self.proofs.len() < Proof::ALL.len() => Err(NewsRule::ProofsFirst),
            _ if !by_others => Err(NewsRule::ProofBySomebodyElse),
            _ if !self.open_hits().is_empty() => Err(NewsRule::HitsDecided),
            _ if hits().any(|hit| self.decision(hit) == Some(&Decision::Mask)) => Err(NewsRule::HitsMasked),
            _ if self.live.is_some() && correction.is_none_or(|note| note.trim().is_empty()) => {
                Err(NewsRule::CorrectionNote)
            }
            Release::At { at } if at <= event.at => Err(NewsRule::ScheduleInPast),
            _ => Ok(()),
        }
    }

    fn admits_emergency(&self, digest: &str, reason: &str) -> Result<(), NewsRule> {
        if self.kind == Kind::Disclosure {
            return Err(NewsRule::EmergencyNotForCases);
        }
        if !(self.stage.is_open() || self.stage.is_review()) || self.digest.is_none() {
            return Err(NewsRule::Order);
        }
        if self.is_unreviewed() {
            return Err(NewsRule::AfterReviewFirst);
        }
        self.is_text(digest)?;
        named(reason)
    }

    fn admits_after_review(&self, event: &ItemEvent) -> Result<(), NewsRule> {
        let emergency = self.emergency.as_ref().filter(|emergency| emergency.reviewed.is_none());
        let emergency = emergency.ok_or(NewsRule::Order)?;
        let by = event.actor.staff();
        let own = by == Some(emergency.by.by) || by.is_some_and(|by| emergency.hands.contains(&by));
        if own { Err(NewsRule::OwnWork) } else { Ok(()) }
    }

    fn is_unreviewed(&self) -> bool {
        self.emergency.as_ref().is_some_and(|emergency| emergency.reviewed.is_none())
    }

    fn is_by_hand(&self, event: &ItemEvent) -> bool {
        event.actor.staff().is_some_and(|by| self.hands.contains(&by))
    }

    fn is_text(&self, digest: &str) -> Result<(), NewsRule> {
        if self.digest.as_deref() == Some(digest) { Ok(()) } else { Err(NewsRule::OtherText) }
    }
}

fn admits_case(case: &CaseFacts, today: Date, newsroom: &NewsroomLaw) -> Result<(), NewsRule> {
    match newsroom.take_down(case.decided, case.penalty) {
        None => Err(NewsRule::WarningOnly),
        Some(_) if !case.in_effect || case.decided > today => Err(NewsRule::DecisionInEffect),
        Some(_) if case.police_object => Err(NewsRule::PoliceObject),
        Some(until) if until < today => Err(NewsRule::UntilInPast),
        Some(_) => Ok(()),
    }
}

fn named(reason: &str) -> Result<(), NewsRule> {
    if reason.trim().is_empty() { Err(NewsRule::ReasonNamed) } else { Ok(()) }
}
