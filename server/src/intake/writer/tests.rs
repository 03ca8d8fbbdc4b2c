use std::sync::atomic::{AtomicUsize, Ordering};

use domain::matter::MatterKind;
use jiff::Timestamp;
use storage::Known;
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::*;

/// A database that counts, confirms a batch once its gate is open, and fails as told.
struct Tape {
    /// A permit a batch; begun batches wait for one.
    gate: Semaphore,
    begun: Semaphore,
    batches: Mutex<Vec<usize>>,
    written: AtomicUsize,
    gone: bool,
}

impl Tape {
    fn new() -> Self {
        let (gate, begun) = (Semaphore::new(0), Semaphore::new(0));
        Self { gate, begun, batches: Mutex::default(), written: AtomicUsize::new(0), gone: false }
    }

    /// Waits until a batch has come in, so that all that is written from now on waits behind it.
    async fn batch_begun(&self) {
        self.begun.acquire().await.unwrap().forget();
    }

    /// Lets every batch through, now and later.
    fn open(&self) {
        self.gate.add_permits(Semaphore::MAX_PERMITS / 2);
    }
}

#[async_trait]
impl Record for Tape {
    async fn record(&self, batch: &[NewSubmission]) -> Result<Vec<Recorded>, StorageError> {
        self.begun.add_permits(1);
        self.gate.acquire().await.unwrap().forget();
        self.batches.lock().unwrap().push(batch.len());
        if self.gone {
            return Err(StorageError::Unavailable("the disk is full".into()));
        }
        self.written.fetch_add(batch.len(), Ordering::SeqCst);
        Ok(batch.iter().map(|new| Recorded::New(known(new))).collect())
    }
}

fn known(new: &NewSubmission) -> Known {
    let matters = vec![(domain::matter::MatterId(new.id), format!("YX-{}", new.key_mac[0]), MatterKind::Tip)];
    Known { content_sha256: new.content_sha256, received_at: new.received_at, photos: 0, matters }
}

fn submission(number: u8) -> NewSubmission {
    NewSubmission {
        id: Uuid::from_u128(number.into()),
        key_mac: [number; 32],
        content_sha256: [0; 32],
        code_mac: [number; 32],
        received_at: Timestamp::UNIX_EPOCH,
        matters: Vec::new(),
        field: None,
    }
}

/// Begins to write these, in order, each until it waits for its answer.
async fn begin(writer: &Arc<Writer>, numbers: std::ops::Range<u8>) -> Vec<JoinHandle<Answer>> {
    let mut waiting = Vec::new();
    for number in numbers {
        let writer = writer.clone();
        waiting.push(tokio::spawn(async move { writer.write(submission(number)).await }));
        // On this one thread the sender runs up to its answer before the test goes on.
        tokio::task::yield_now().await;
    }
    waiting
}

#[tokio::test]
async fn submissions_that_wait_together_are_written_together_and_answered_apart() {
    let tape = Arc::new(Tape::new());
    let writer = Arc::new(Writer::start(tape.clone()));
    let mut waiting = begin(&writer, 0..1).await;
    tape.batch_begun().await;
    waiting.extend(begin(&writer, 1..200).await);
    tape.open();
    for (number, answer) in waiting.into_iter().enumerate() {
        let Ok((Recorded::New(known), back)) = answer.await.unwrap() else { panic!("{number} was not written") };
        assert_eq!(known.matters[0].1, format!("YX-{number}"));
        assert_eq!(usize::from(back.key_mac[0]), number);
    }
    assert_eq!(*tape.batches.lock().unwrap(), [1, 64, 64, 64, 7]);
}

#[tokio::test]
async fn an_outage_is_told_to_everybody_after_one_try() {
    let tape = Arc::new(Tape { gone: true, ..Tape::new() });
    let writer = Arc::new(Writer::start(tape.clone()));
    let mut waiting = begin(&writer, 0..1).await;
    tape.batch_begun().await;
    waiting.extend(begin(&writer, 1..20).await);
    tape.open();
    for answer in waiting {
        assert!(answer.await.unwrap().is_err_and(|error| error.to_string().contains("disk is full")));
    }
    assert_eq!(*tape.batches.lock().unwrap(), [1, 19]);
}

#[tokio::test]
async fn closing_writes_what_waits_and_takes_nothing_more() {
    let tape = Arc::new(Tape::new());
    let writer = Arc::new(Writer::start(tape.clone()));
    let waiting = begin(&writer, 0..100).await;
    tape.batch_begun().await;
    let closing = tokio::spawn({
        let writer = writer.clone();
        async move { writer.close().await }
    });
    tokio::task::yield_now().await;
    assert!(writer.write(submission(200)).await.is_err(), "closed while others still wait");
    tape.open();
    closing.await.unwrap();
    for answer in waiting {
        assert!(answer.await.unwrap().is_ok());
    }
    assert_eq!(tape.written.load(Ordering::SeqCst), 100);
}

#[tokio::test]
async fn a_sender_that_hangs_up_takes_nothing_back() {
    let tape = Arc::new(Tape::new());
    let writer = Arc::new(Writer::start(tape.clone()));
    let sender = begin(&writer, 1..2).await.remove(0);
    tape.batch_begun().await;
    sender.abort();
    assert!(sender.await.unwrap_err().is_cancelled());
    tape.open();
    writer.close().await;
    assert_eq!(tape.written.load(Ordering::SeqCst), 1);
}
