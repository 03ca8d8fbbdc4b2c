use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::step::{Decision, HitKey, ItemEvent, Proof, Release, Step, Submission, Withdrawal};
use super::{Kind, NewsRefusal, NewsroomLaw, Stage};
use crate::calendar::{Calendar, DayUnit, Due};
use crate::event::Actor;
use crate::law::Laws;
use crate::track::local_date;

/// The state of an item after a list of events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemState {
    pub kind: Kind,
    pub stage: Stage,
    /// The version that is worked on, counted from 1.
    pub version: u32,
    /// Digest of the text as it was saved last.
    pub digest: Option<String>,
    /// Who worked on this version.
    pub hands: BTreeSet<Uuid>,
    pub submitted: Option<Submission>,
    pub submitted_by: Option<Signature>,
    pub first: Option<Signature>,
    pub secrecy: Option<Signature>,
    pub signed: Option<Signature>,
    pub proofs: BTreeMap<Proof, Signature>,
    /// A list of pairs, because keys of JSON objects are single words.
    pub decisions: Vec<(HitKey, Decision)>,
    pub rejected: Option<Rejected>,
    pub scheduled: Option<Timestamp>,
    /// The note the next release carries.
    pub correction: Option<String>,
    pub emergency: Option<Emergency>,
    /// What residents see; stays while a new version is worked on.
    pub live: Option<Live>,
    /// The address the version that is worked on gets when it goes live, if it is another one.
    #[serde(default)]
    pub address: Option<String>,
    pub annulled: Option<Date>,
    pub withdrawn: Option<(Withdrawal, String)>,
    pub last: Timestamp,
}

/// Who did something, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    pub at: Timestamp,
    pub by: Uuid,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejected {
    pub by: Signature,
    /// Where it was given back.
    pub stage: Stage,
    pub reason: String,
}

/// A text that went out before its reviews.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Emergency {
    pub by: Signature,
    pub reason: String,
    pub reviewed: Option<Signature>,
    /// Who had worked on the text that went out.
    pub hands: BTreeSet<Uuid>,
}

/// The version on the site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Live {
    pub version: u32,
    pub digest: String,
    /// `PubDate`: never changes, whatever is corrected.
    pub published: Timestamp,
    /// 更新时间, and what was corrected, oldest first.
    pub corrections: Vec<Correction>,
    /// Last day it may stand.
    pub until: Option<Date>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    pub version: u32,
    pub at: Timestamp,
    pub note: String,
}

impl ItemState {
    /// Reads the state off an item's events, oldest first. `None` unless the first is `Begun`.
    #[must_use]
    pub fn replay<'a>(events: impl IntoIterator<Item = &'a ItemEvent>, newsroom: &NewsroomLaw) -> Option<Self> {
        let mut events = events.into_iter();
        let begun = Self::begun(events.next()?)?;
        Some(events.fold(begun, |state, event| state.applied(event, newsroom)))
    }

    #[must_use]
    pub fn begun(event: &ItemEvent) -> Option<Self> {
        let Step::Begun { kind } = event.step else { return None };
        Some(Self {
            kind,
            stage: Stage::Draft,
            version: 1,
            digest: None,
            hands: event.actor.staff().into_iter().collect(),
            submitted: None,
            submitted_by: None,
            first: None,
            secrecy: None,
            signed: None,
            proofs: BTreeMap::new(),
            decisions: Vec::new(),
            rejected: None,
            scheduled: None,
            correction: None,
            emergency: None,
            live: None,
            address: None,
            annulled: None,
            withdrawn: None,
            last: event.at,
        })
    }

    /// The state after an event that is about to happen.
    ///
    /// # Errors
    /// [`NewsRefusal`] names the rule the event breaks.
    pub fn apply(&self, event: &ItemEvent, newsroom: &NewsroomLaw, laws: &Laws) -> Result<Self, NewsRefusal> {
        self.admits(event, newsroom).map_err(|rule| rule.refuse(newsroom, laws))?;
        Ok(self.clone().applied(event, newsroom))
    }

    #[must_use]
    pub fn decision(&self, hit: &HitKey) -> Option<&Decision> {
        self.decisions.iter().find(|(own, _)| own == hit).map(|(_, decision)| decision)
    }

    /// Hits of the text under review nobody decided on.
    #[must_use]
    pub fn open_hits(&self) -> Vec<&HitKey> {
        let hits = self.submitted.iter().flat_map(|submitted| &submitted.hits);
        hits.filter(|hit| self.decision(hit).is_none()).collect()
    }

    /// The day an emergency publication must be reviewed by; the bureau's own limit.
    #[must_use]
    pub fn after_review_due(&self, newsroom: &NewsroomLaw, calendar: &Calendar) -> Option<Due> {
        let emergency = self.emergency.as_ref().filter(|emergency| emergency.reviewed.is_none())?;
        let days = newsroom.emergency_review.working_days;
        calendar.due(local_date(emergency.by.at), days, DayUnit::Working, &[]).ok()
    }

    /// The day a case must be down by after its decision was changed or annulled (limit `T14`).
    #[must_use]
    pub fn annulment_due(&self, laws: &Laws, calendar: &Calendar) -> Option<Due> {
        let on = self.annulled.filter(|_| self.live.is_some())?;
        let clock = laws.clocks.iter().find(|clock| clock.id == "T14")?;
        calendar.due(on, clock.length, clock.unit, &[]).ok()
    }

    /// Where the version that is worked on is to stand; `now` is where the item stands.
    #[must_use]
    pub fn address_or<'a>(&'a self, now: &'a str) -> &'a str {
        self.address.as_deref().unwrap_or(now)
    }

    /// The address an item moves to with the step that leads to `after`.
    #[must_use]
    pub fn moves_to(&self, after: &Self) -> Option<&str> {
        let goes_live = after.live.is_some() && after.live != self.live;
        self.address.as_deref().filter(|_| goes_live)
    }

    /// The state after an event. Events that were stored have happened, so this never refuses.
    #[must_use]
    pub fn applied(mut self, event: &ItemEvent, newsroom: &NewsroomLaw) -> Self {
        let by = signature(event);
        self.last = event.at;
        match &event.step {
            Step::Begun { .. } => {}
            Step::Saved { digest, address } => {
                self.stage = Stage::Draft;
                self.digest = Some(digest.clone());
                self.address.clone_from(address);
                self.hands.extend(event.actor.staff());
                self.forget_reviews();
            }
            Step::Imported { digest, published, until } => {
                self.digest = Some(digest.clone());
                let corrections = Vec::new();
                let (version, digest) = (self.version, digest.clone());
                self.live = Some(Live { version, digest, published: *published, corrections, until: *until });
                self.stage = Stage::Published;
            }
            Step::Submitted(submission) => {
                self.stage = Stage::FirstReview;
                // Who hands a text in answers for it like who wrote it: what came out of a file has no other author.
                self.hands.extend(event.actor.staff());
                self.forget_reviews();
                self.rejected = None;
                self.submitted = Some(submission.clone());
                self.submitted_by = by;
            }
            Step::Proofread { proof, .. } => self.proofs.extend(by.map(|by| (*proof, by))),
            Step::HitDecided { hit, decision } => {
                self.decisions.retain(|(own, _)| own != hit);
                self.decisions.push((hit.clone(), decision.clone()));
            }
            Step::FirstReviewed { .. } => (self.stage, self.first) = (Stage::SecrecyReview, by),
            Step::SecrecyReviewed { .. } => (self.stage, self.secrecy) = (Stage::Signing, by),
            Step::Signed { release, correction, .. } => {
                self.signed = by;
                self.correction.clone_from(correction);
                match release {
                    Release::Now => self.goes_live(event.at, newsroom),
                    Release::At { at } => (self.stage, self.scheduled) = (Stage::Scheduled, Some(*at)),
                }
            }
            Step::Rejected { reason } => {
                let stage = std::mem::replace(&mut self.stage, Stage::Rejected);
                self.rejected = by.map(|by| Rejected { by, stage, reason: reason.clone() });
                self.forget_reviews();
            }
            Step::TakenBack => {
                self.stage = Stage::Draft;
                self.forget_reviews();
            }
            Step::Unscheduled => {
                self.stage = Stage::Signing;
                (self.scheduled, self.signed, self.correction) = (None, None, None);
            }
            Step::WentLive => self.goes_live(event.at, newsroom),
            Step::EmergencyPublished { digest, reason } => {
                self.digest = Some(digest.clone());
                let hands = self.hands.clone();
                self.emergency = by.map(|by| Emergency { by, reason: reason.clone(), reviewed: None, hands });
                self.correction = self.live.is_some().then(|| reason.clone());
                self.goes_live(event.at, newsroom);
            }
            Step::AfterReviewed { .. } => {
                if let Some(emergency) = &mut self.emergency {
                    emergency.reviewed = by;
                }
            }
            Step::CorrectionBegun => {
                (self.stage, self.version) = (Stage::Draft, self.version + 1);
                self.hands = event.actor.staff().into_iter().collect();
                self.forget_reviews();
                self.decisions.clear();
            }
            Step::CorrectionDropped => {
                self.stage = Stage::Published;
                (self.rejected, self.address) = (None, None);
                self.digest = self.live.as_ref().map(|live| live.digest.clone());
                self.forget_reviews();
            }
            Step::DecisionAnnulled { on } => self.annulled = Some(*on),
            Step::Withdrawn { reason, note } => {
                self.withdrawn = Some((*reason, note.clone()));
                (self.stage, self.live, self.scheduled) = (Stage::Withdrawn, None, None);
            }
            Step::Expired => (self.stage, self.live, self.scheduled) = (Stage::Expired, None, None),
        }
        self
    }

    fn goes_live(&mut self, at: Timestamp, newsroom: &NewsroomLaw) {
        let digest = self.digest.clone().unwrap_or_default();
        let until = self.until(newsroom);
        let (published, mut corrections) = match self.live.take() {
            Some(live) => (live.published, live.corrections),
            None => (at, Vec::new()),
        };
        if let Some(note) = self.correction.take() {
            corrections.push(Correction { version: self.version, at, note });
        }
        self.live = Some(Live { version: self.version, digest, published, corrections, until });
        (self.stage, self.scheduled, self.address) = (Stage::Published, None, None);
    }

    /// The last day of the text under review: what its author says, and never longer than the law lets it stand.
    fn until(&self, newsroom: &NewsroomLaw) -> Option<Date> {
        let submitted = self.submitted.as_ref();
        let own = submitted.and_then(|submitted| submitted.until);
        let case = submitted.and_then(|submitted| submitted.case.as_ref());
        let law = case.and_then(|case| newsroom.take_down(case.decided, case.penalty));
        own.into_iter().chain(law).min().or_else(|| self.live.as_ref().and_then(|live| live.until))
    }

    /// A changed text was reviewed by nobody.
    fn forget_reviews(&mut self) {
        (self.submitted, self.submitted_by) = (None, None);
        (self.first, self.secrecy, self.signed) = (None, None, None);
        self.proofs.clear();
        (self.scheduled, self.correction) = (None, None);
    }
}

fn signature(event: &ItemEvent) -> Option<Signature> {
    match &event.actor {
        Actor::Staff { id, name } => Some(Signature { at: event.at, by: *id, name: name.clone() }),
        Actor::Reporter | Actor::System => None,
    }
}
