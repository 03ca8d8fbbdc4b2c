use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use domain::ports::Internal;
use storage::{NewSubmission, Recorded, StorageError, Store};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

/// Submissions in one transaction at most.
const BATCH: usize = 64;
/// Submissions that may wait; beyond it senders wait at the queue's door instead.
const QUEUE: usize = 256;

/// Writes submissions to the database, all that wait at once: a disk that takes 5 ms to confirm a
/// write then confirms 64 of them, and the more come together the more are written a second.
pub(super) struct Writer {
    queue: Mutex<Option<mpsc::Sender<Waiting>>>,
    task: Mutex<Option<JoinHandle<()>>>,
}

/// Where the writer puts its batches.
#[async_trait]
pub(super) trait Record: Send + Sync + 'static {
    async fn record(&self, batch: &[NewSubmission]) -> Result<Vec<Recorded>, StorageError>;
}

/// The database, with the letters its numbers begin with.
pub(super) struct Ledger {
    pub store: Store,
    pub number_prefix: String,
}

struct Waiting {
    submission: NewSubmission,
    answer: oneshot::Sender<Answer>,
}

/// The submission comes back, for another try under another code.
type Answer = Result<(Recorded, NewSubmission), Internal>;

impl Writer {
    /// Needs a running tokio runtime.
    pub(super) fn start(record: Arc<dyn Record>) -> Self {
        let (queue, waiting) = mpsc::channel(QUEUE);
        let task = tokio::spawn(work(waiting, record));
        Self { queue: Mutex::new(Some(queue)), task: Mutex::new(Some(task)) }
    }

    /// Answers once the submission is durable or certainly will not be answered for. A caller that
    /// gives up waiting does not take the submission back: asking again finds it.
    ///
    /// # Errors
    /// When it could not be written, or the server is stopping.
    pub(super) async fn write(&self, submission: NewSubmission) -> Answer {
        let stopping = || Internal::new("the server is stopping");
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner).clone().ok_or_else(stopping)?;
        let (answer, answered) = oneshot::channel();
        queue.send(Waiting { submission, answer }).await.map_err(|_| stopping())?;
        drop(queue);
        answered.await.map_err(|_| stopping())?
    }

    /// Takes nothing new in, writes all that waits, and returns.
    pub(super) async fn close(&self) {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).take();
        let task = self.task.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(task) = task {
            // It ends only by its queue; a panic in it was already reported to those who waited.
            let _ = task.await;
        }
    }
}

#[async_trait]
impl Record for Ledger {
    async fn record(&self, batch: &[NewSubmission]) -> Result<Vec<Recorded>, StorageError> {
        self.store.record(batch, &self.number_prefix).await
    }
}

async fn work(mut waiting: mpsc::Receiver<Waiting>, record: Arc<dyn Record>) {
    let mut batch = Vec::with_capacity(BATCH);
    while waiting.recv_many(&mut batch, BATCH).await > 0 {
        let (submissions, answers): (Vec<_>, Vec<_>) =
            batch.drain(..).map(|Waiting { submission, answer }| (submission, answer)).unzip();
        match record.record(&submissions).await {
            Ok(recorded) => {
                for ((recorded, submission), answer) in recorded.into_iter().zip(submissions).zip(answers) {
                    // A caller that went away will find its submission when it asks again.
                    let _ = answer.send(Ok((recorded, submission)));
                }
            }
            Err(error) => refuse(&error, answers),
        }
    }
}

fn refuse(error: &StorageError, answers: Vec<oneshot::Sender<Answer>>) {
    for answer in answers {
        let _ = answer.send(Err(Internal::new(error.to_string())));
    }
}

#[cfg(test)]
mod tests;
