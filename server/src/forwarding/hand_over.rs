//! The job that brings a matter to 12315, or to the person who will.

use async_trait::async_trait;
use domain::event::{Actor, Event, EventKind, HandoverOutcome};
use domain::matter::Status;
use domain::packet;
use domain::ports::{Internal, Shown};
use domain::site::Adapter;
use jiff::{SignedDuration, Timestamp};
use storage::{Job, JobKind, MatterRow};

use super::Forwarder;
use super::gateway::{Answer, GatewayClient};
use crate::jobs::{Attempt, Handler, Outcome};

/// How long a matter waits that was only said, before it is looked at again.
const WAIT_FOR_WORDS: SignedDuration = SignedDuration::from_hours(1);

/// Handles [`JobKind::HandOver`].
///
/// Without a gateway the job only has to end: a matter without 12315's number is on the clerk's
/// list by that alone, and nothing more is pretended.
pub struct HandOver {
    desk: Forwarder,
    gateway: Option<GatewayClient>,
}

impl HandOver {
    #[must_use]
    pub fn new(desk: Forwarder, gateway: Option<GatewayClient>) -> Self {
        Self { desk, gateway }
    }

    async fn tried(&self, gateway: &GatewayClient, job: &Job, attempt: Attempt) -> Result<Outcome, Internal> {
        let row = match job.matter {
            Some(id) => self.desk.store.matter(id).await?,
            None => None,
        };
        let Some(row) = row else {
            return Ok(Outcome::Stuck { why: "没有这个事项".to_owned() });
        };
        let events = self.desk.store.events(row.id).await?;
        let is_over = row.state.status() == Status::Withdrawn || row.state.custody.destroyed;
        if is_over || has_arrived(&row, &events) {
            return Ok(Outcome::Done);
        }
        if self.waits_for_words(&row).await? {
            let at = attempt.at.saturating_add(WAIT_FOR_WORDS).unwrap_or(Timestamp::MAX);
            return Ok(Outcome::Later { why: "录音还没有整理成文字".to_owned(), at });
        }
        let (row, body) = self.desk.submission(row, attempt.at).await?;
        let answer = gateway.send(&job.id.to_string(), attempt.at, body).await;
        metrics::counter!("yaoan_handover_total", "answer" => label(&answer)).increment(1);
        self.noted(row, tries(&events) + 1, attempt, answer).await
    }

    /// The voice itself stays in the house, and nothing is sent twice: a matter that was only said
    /// would reach 12315 without its facts for good.
    async fn waits_for_words(&self, row: &MatterRow) -> Result<bool, Internal> {
        if !packet::is_unwritten(&row.facts, row.state.office.transcript.as_deref()) {
            return Ok(false);
        }
        let attachments = self.desk.store.attachments(row.id).await?;
        Ok(attachments.iter().any(|attachment| attachment.shown == Shown::Sound))
    }

    /// The answer as an event, and as the job's outcome. Should the event not come to be after a
    /// delivery, the job runs again under the same `webhook-id`, and the gateway drops the repeat.
    async fn noted(&self, row: MatterRow, number: u32, attempt: Attempt, answer: Answer) -> Result<Outcome, Internal> {
        let tried = |outcome| EventKind::HandoverTried { adapter: Adapter::Gateway, attempt: number, outcome };
        match answer {
            Answer::Delivered { registration_no } => {
                let registered = self.registered(&row, registration_no, attempt.at).await?;
                let events = [Some(tried(HandoverOutcome::Delivered)), registered].into_iter().flatten().collect();
                self.note(row, events, attempt.at).await?;
                Ok(Outcome::Done)
            }
            Answer::Failed { reason, not_before } => {
                let outcome = match attempt.last {
                    true => HandoverOutcome::Stuck { reason: reason.clone() },
                    false => HandoverOutcome::Failed { reason: reason.clone() },
                };
                self.note(row, vec![tried(outcome)], attempt.at).await?;
                Ok(Outcome::Again { why: reason, not_before })
            }
            Answer::Refused { reason } => {
                let outcome = HandoverOutcome::Stuck { reason: reason.clone() };
                self.note(row, vec![tried(outcome)], attempt.at).await?;
                Ok(Outcome::Stuck { why: reason })
            }
        }
    }

    /// The number the answer brought, unless it belongs to another matter: that is for a person to
    /// sort out, and no reason to send again.
    async fn registered(
        &self,
        row: &MatterRow,
        registration_no: Option<String>,
        at: Timestamp,
    ) -> Result<Option<EventKind>, Internal> {
        let Some(registration_no) = registration_no else {
            return Ok(None);
        };
        if let Some(other) = self.desk.holder(&registration_no, row).await? {
            tracing::error!(number = %row.number, %other, "the gateway gave a registration number twice");
            return Ok(None);
        }
        Ok(Some(EventKind::Registered { registration_no, registered_at: at }))
    }

    /// A callback may have brought the number while the answer was under way.
    async fn note(&self, row: MatterRow, events: Vec<EventKind>, at: Timestamp) -> Result<(), Internal> {
        let fresh = |row: &MatterRow| {
            let is_news = |event: &&EventKind| match event {
                EventKind::Registered { .. } => row.state.registration_no.is_none(),
                _ => true,
            };
            Ok::<_, Internal>(events.iter().filter(is_news).cloned().collect())
        };
        self.desk.append(row, &Actor::System, at, fresh).await?;
        Ok(())
    }
}

#[async_trait]
impl Handler for HandOver {
    fn kind(&self) -> JobKind {
        JobKind::HandOver
    }

    fn is_light(&self) -> bool {
        self.gateway.is_none()
    }

    async fn run(&self, job: &Job, attempt: Attempt) -> Outcome {
        let Some(gateway) = &self.gateway else {
            return Outcome::Done;
        };
        match self.tried(gateway, job, attempt).await {
            Ok(outcome) => outcome,
            Err(error) => {
                tracing::error!(job = %job.id, %error, "a hand-over could not be tried");
                Outcome::again("内部错误")
            }
        }
    }
}

/// Whether the other side has it: it answered so, or 12315's number came in another way.
fn has_arrived(row: &MatterRow, events: &[Event]) -> bool {
    let delivered = |event: &Event| {
        matches!(
            event.kind,
            EventKind::HandoverTried { adapter: Adapter::Gateway, outcome: HandoverOutcome::Delivered, .. }
        )
    };
    row.state.registration_no.is_some() || events.iter().any(delivered)
}

/// How often it was tried before, by whichever adapter.
pub(super) fn tries(events: &[Event]) -> u32 {
    let tries = events.iter().filter(|event| matches!(event.kind, EventKind::HandoverTried { .. })).count();
    u32::try_from(tries).unwrap_or(u32::MAX - 1)
}

fn label(answer: &Answer) -> &'static str {
    match answer {
        Answer::Delivered { .. } => "delivered",
        Answer::Failed { .. } => "failed",
        Answer::Refused { .. } => "refused",
    }
}
