//! The clock of the newsroom: what was signed for a time goes out, what is over comes down.

use async_trait::async_trait;
use domain::event::Actor;
use domain::newsroom::workflow::{ItemEvent, Stage, Step};
use domain::ports::{Internal, NewsError};
use domain::track::local_date;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use storage::{ItemRow, Job, JobKind, NewJob};
use uuid::Uuid;

use super::NewsDesk;
use crate::jobs::{Attempt, Handler, Outcome};

/// How often the clock looks.
const EVERY: SignedDuration = SignedDuration::from_mins(1);

/// A look at what is due, and the plan for the next one.
pub struct Tick(pub NewsDesk);

#[async_trait]
impl Handler for Tick {
    fn kind(&self) -> JobKind {
        JobKind::Newsroom
    }

    /// Again does no harm: what went out is not due any more, nor is a look planned twice.
    async fn run(&self, _: &Job, attempt: Attempt) -> Outcome {
        let Self(desk) = self;
        // A look that fails must not keep the next from being planned.
        if let Err(error) = desk.plan(attempt.at).await {
            return Outcome::again(error.to_string());
        }
        match desk.tick(attempt.at).await {
            Ok(_) => Outcome::Done,
            Err(error) => Outcome::again(error.to_string()),
        }
    }
}

impl NewsDesk {
    /// Plans the next look behind a moment. The job's id is made from its minute, so that several
    /// servers plan the same one.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn plan(&self, behind: Timestamp) -> Result<(), Internal> {
        let minute = behind.as_second().div_euclid(EVERY.as_secs()) + 1;
        let run_at = Timestamp::from_second(minute * EVERY.as_secs()).map_err(Internal::new)?;
        let payload = serde_json::json!({});
        let job = NewJob { id: id_of(minute), kind: JobKind::Newsroom, matter: None, payload, run_at };
        self.store.enqueue_once(&job).await?;
        Ok(())
    }

    /// Publishes and takes down whatever is due, however long it has been: a server that stood still
    /// makes up for it. Answers how many items changed.
    ///
    /// # Errors
    /// When the database cannot be read or written.
    pub async fn tick(&self, at: Timestamp) -> Result<usize, Internal> {
        let mut changed = 0;
        for row in self.store.items_due(at, local_date(at)).await? {
            let over = row.state.live.as_ref().and_then(|live| live.until).is_some_and(|until| until < local_date(at));
            let goes_out = row.stage == Stage::Scheduled && !over;
            if goes_out && self.is_overtaken(&row, at).await? {
                tracing::warn!(item = %row.slug, "a variant does not fit its original any more and waits");
                continue;
            }
            let step = if goes_out { Step::WentLive } else { Step::Expired };
            let event = ItemEvent { at: at.max(row.state.last), actor: Actor::System, step };
            let kept = match self.after(&row, &event) {
                Ok(standing) => self.keep(&row, &standing, &event, None).await,
                Err(refused) => Err(refused),
            };
            match kept {
                Ok(()) => changed += 1,
                // Somebody was faster; the next look sees what came of it.
                Err(NewsError::Changed) => {}
                Err(NewsError::Internal(error)) => return Err(error),
                Err(other) => tracing::warn!(item = %row.slug, error = %other, "what was due could not be done"),
            }
        }
        self.store.note_item_tick(at).await?;
        Ok(changed)
    }

    /// Whether a variant lost, since it was signed, what it says the same as: its original was changed, or another
    /// one of its language was faster. Whoever works on it finds why on its page.
    async fn is_overtaken(&self, row: &ItemRow, at: Timestamp) -> Result<bool, Internal> {
        let text = self.newest(row).await?;
        let looked = self.looked(row.kind, &row.slug, &text, at).await?;
        Ok(looked.language.is_some() && looked.drawn.is_none())
    }
}

fn id_of(minute: i64) -> Uuid {
    let digest = Sha256::digest(format!("newsroom at {minute}"));
    let mut bytes = [0; 16];
    for (to, from) in bytes.iter_mut().zip(digest) {
        *to = from;
    }
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}
