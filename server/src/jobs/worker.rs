use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt as _;
use futures::future::{join, join_all};
use jiff::{SignedDuration, Timestamp};
use storage::{Job, JobKind, StorageError, Store};
use tokio::task::{JoinError, JoinSet};
use uuid::Uuid;

use super::{Attempt, Bell, Handler, Outcome, delay};
use crate::clock::{Clock, Random};

/// A pause another side may ask for at most; beyond it, its clock or ours is wrong.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(24);

/// Light jobs taken at a time: as many as a burst of submissions writes.
const LIGHT_AT_ONCE: u32 = 64;

const COUNTED_EVERY: Duration = Duration::from_secs(15);

/// Jobs under way; each answers its id when it is done.
type Running = JoinSet<Option<Uuid>>;

/// Runs jobs until told to stop.
#[derive(Clone)]
pub struct Worker {
    store: Store,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    handlers: Arc<[Arc<dyn Handler>]>,
    bell: Bell,
    pace: Pace,
}

/// How a worker paces itself.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// How long a claimed job is left alone by other workers. A handler is cut off well before.
    pub lease: SignedDuration,
    /// Longest wait between two looks at the table.
    pub poll: Duration,
    /// Jobs of one kind run at the same time.
    pub at_once: u32,
    /// Attempts before a job waits for a person.
    pub attempts: u32,
}

impl Default for Pace {
    /// 24 attempts reach over three days: a gateway may be down for a long weekend.
    fn default() -> Self {
        Self { lease: SignedDuration::from_mins(1), poll: Duration::from_secs(2), at_once: 4, attempts: 24 }
    }
}

impl Worker {
    #[must_use]
    pub fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        handlers: impl IntoIterator<Item = Arc<dyn Handler>>,
    ) -> Self {
        let handlers = handlers.into_iter().collect();
        Self { store, clock, random, handlers, bell: Bell::default(), pace: Pace::default() }
    }

    #[must_use]
    pub fn paced(self, pace: Pace) -> Self {
        Self { pace, ..self }
    }

    /// Listens to a bell that was handed out before there was a worker.
    #[must_use]
    pub fn with_bell(self, bell: Bell) -> Self {
        Self { bell, ..self }
    }

    /// To be rung after a commit that wrote a job.
    #[must_use]
    pub fn bell(&self) -> Bell {
        self.bell.clone()
    }

    /// Runs until `stop` is ready, then finishes what is running and returns. Every kind of job has
    /// room of its own, so that a heap of pictures does not hold up a hand-over.
    pub async fn run(&self, stop: impl Future<Output = ()> + Send) {
        self.take_over().await;
        let stop = stop.shared();
        let kinds = self.handlers.iter().map(|handler| self.run_kind(handler.as_ref(), stop.clone()));
        join(join_all(kinds), self.keep_count(stop.clone())).await;
    }

    /// Runs every job that is due now, and those that become due by it, to the end; returns how
    /// many attempts that took.
    ///
    /// # Errors
    /// When the jobs could not be read.
    pub async fn run_due(&self) -> Result<usize, StorageError> {
        let kinds: Vec<JobKind> = self.handlers.iter().map(|handler| handler.kind()).collect();
        let mut attempts = 0;
        loop {
            let jobs = self.claim(&kinds, self.pace.at_once).await?;
            if jobs.is_empty() {
                return Ok(attempts);
            }
            attempts += jobs.len();
            let done = join_all(jobs.into_iter().map(|job| self.attend(job))).await;
            self.write_off(&done.into_iter().flatten().collect::<Vec<_>>()).await;
        }
    }

    /// What the server before this one held when it died need not wait for its leases to end.
    async fn take_over(&self) {
        match self.store.free_abandoned_jobs().await {
            Ok(0) => {}
            Ok(jobs) => tracing::info!(jobs, "taking over jobs that were cut off"),
            Err(error) => tracing::warn!(%error, "leases of an earlier server could not be ended"),
        }
    }

    async fn run_kind(&self, handler: &dyn Handler, mut stop: impl Future<Output = ()> + Unpin) {
        let at_once = if handler.is_light() { LIGHT_AT_ONCE } else { self.pace.at_once };
        let mut running = JoinSet::new();
        let mut rings = self.bell.listen();
        loop {
            let room = at_once.saturating_sub(u32::try_from(running.len()).unwrap_or(u32::MAX));
            self.start_due(handler.kind(), room, &mut running).await;
            let room = running.len() < usize::try_from(at_once).unwrap_or(usize::MAX);
            tokio::select! {
                biased;
                () = &mut stop => break,
                Some(ended) = running.join_next(), if !running.is_empty() => self.note(ended, &mut running).await,
                _ = rings.changed(), if room => {}
                () = tokio::time::sleep(self.pace.poll), if room => {}
            }
        }
        while let Some(ended) = running.join_next().await {
            self.note(ended, &mut running).await;
        }
    }

    async fn start_due(&self, kind: JobKind, room: u32, running: &mut Running) {
        if room == 0 {
            return;
        }
        match self.claim(&[kind], room).await {
            Ok(jobs) => {
                for job in jobs {
                    let worker = self.clone();
                    running.spawn(async move { worker.attend(job).await });
                }
            }
            Err(error) => tracing::warn!(%error, "jobs cannot be read; looking again soon"),
        }
    }

    /// Writes off a job that ended, and with it all that ended meanwhile.
    async fn note(&self, ended: Result<Option<Uuid>, JoinError>, running: &mut Running) {
        let others = std::iter::from_fn(|| running.try_join_next());
        let done: Vec<Uuid> = std::iter::once(ended).chain(others).filter_map(|ended| ended.ok().flatten()).collect();
        self.write_off(&done).await;
    }

    async fn write_off(&self, done: &[Uuid]) {
        if done.is_empty() {
            return;
        }
        if let Err(error) = self.store.jobs_done(done).await {
            // The leases run out and the jobs come again: a handler bears that.
            tracing::error!(%error, "finished jobs could not be written off");
        }
    }

    async fn claim(&self, kinds: &[JobKind], limit: u32) -> Result<Vec<Job>, StorageError> {
        self.store.claim_jobs(kinds, self.clock.now(), self.pace.lease, limit).await
    }

    /// One attempt. Answers the job's id when it is done; any other outcome is written down here.
    async fn attend(&self, job: Job) -> Option<Uuid> {
        let handler = self.handlers.iter().find(|handler| handler.kind() == job.kind)?;
        let attempt = Attempt { number: job.attempts, last: job.attempts >= self.pace.attempts, at: self.clock.now() };
        // Cut off every time: whatever it does to the server, doing it again will not help.
        let outcome = if attempt.number > self.pace.attempts {
            Outcome::Stuck { why: "一再中断".to_owned() }
        } else {
            self.guarded(handler.as_ref(), &job, attempt).await
        };
        metrics::counter!("yaoan_jobs_total", "kind" => job.kind.as_str(), "outcome" => outcome.label()).increment(1);
        let done = outcome == Outcome::Done;
        if let Err(error) = self.settle(&job, attempt, outcome).await {
            // The lease runs out and the job comes again: a handler bears that.
            tracing::error!(job = %job.id, %error, "the outcome of a job could not be written down");
        }
        done.then_some(job.id)
    }

    /// A handler that hangs or panics has failed like any other.
    async fn guarded(&self, handler: &dyn Handler, job: &Job, attempt: Attempt) -> Outcome {
        let limit = self.pace.lease * 2 / 3;
        let limit = Duration::try_from(limit).unwrap_or(Duration::from_secs(60));
        let run = AssertUnwindSafe(handler.run(job, attempt)).catch_unwind();
        match tokio::time::timeout(limit, run).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_)) => Outcome::again("内部错误"),
            Err(_) => Outcome::again("超过时限没有做完"),
        }
    }

    async fn settle(&self, job: &Job, attempt: Attempt, outcome: Outcome) -> Result<(), StorageError> {
        match outcome {
            // Written off together with others.
            Outcome::Done => Ok(()),
            Outcome::Again { why, .. } if attempt.last => self.store.job_stuck(job.id, &why).await,
            Outcome::Stuck { why } => self.store.job_stuck(job.id, &why).await,
            Outcome::Later { why, at } => self.store.job_put_off(job.id, at, &why).await,
            Outcome::Again { why, not_before } => {
                let run_at = self.next_run(attempt, not_before);
                self.store.job_retry(job.id, run_at, &why).await
            }
        }
    }

    fn next_run(&self, attempt: Attempt, not_before: Option<Timestamp>) -> Timestamp {
        let now = self.clock.now();
        let usual = now.saturating_add(delay(attempt.number, self.random.as_ref())).unwrap_or(now);
        let latest = now.saturating_add(LONGEST_PAUSE).unwrap_or(now);
        not_before.map_or(usual, |asked| usual.max(asked.min(latest)))
    }

    async fn keep_count(&self, mut stop: impl Future<Output = ()> + Unpin) {
        loop {
            self.count().await;
            tokio::select! {
                () = &mut stop => break,
                () = tokio::time::sleep(COUNTED_EVERY) => {}
            }
        }
    }

    async fn count(&self) {
        let Ok(counts) = self.store.job_counts().await else {
            return;
        };
        for count in counts {
            for (state, number) in [("waiting", count.waiting), ("stuck", count.stuck)] {
                let number = u32::try_from(number).unwrap_or(u32::MAX);
                metrics::gauge!("yaoan_jobs", "kind" => count.kind.as_str(), "state" => state).set(f64::from(number));
            }
        }
    }
}
