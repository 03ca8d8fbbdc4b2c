use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use domain::matter::MatterKind;
use jiff::Timestamp;
use storage::Known;
use uuid::Uuid;

use super::*;

/// A database that counts, is slow to confirm, and fails as told.
#[derive(Default)]
struct Tape {
    batches: Mutex<Vec<usize>>,
    written: AtomicUsize,
    gone: bool,
}

#[async_trait]
impl Record for Tape {
    async fn record(&self, batch: &[NewSubmission]) -> Result<Vec<Recorded>, StorageError> {
        tokio::time::sleep(Duration::from_millis(5)).await;
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
    }
}

async fn write_all(writer: &Writer, numbers: std::ops::Range<u8>) -> Vec<Answer> {
    futures::future::join_all(numbers.map(|number| writer.write(submission(number)))).await
}

#[tokio::test(start_paused = true)]
async fn submissions_that_wait_together_are_written_together_and_answered_apart() {
    let tape = Arc::new(Tape::default());
    let writer = Writer::start(tape.clone());
    let answers = write_all(&writer, 0..200).await;
    for (number, answer) in answers.into_iter().enumerate() {
        let Ok((Recorded::New(known), back)) = answer else { panic!("{number} was not written") };
        assert_eq!(known.matters[0].1, format!("YX-{number}"));
        assert_eq!(usize::from(back.key_mac[0]), number);
    }
    let batches = tape.batches.lock().unwrap().clone();
    assert!(batches.len() <= 5 && batches.iter().all(|size| *size <= BATCH), "{batches:?}");
}

#[tokio::test(start_paused = true)]
async fn an_outage_is_told_to_everybody_after_one_try() {
    let tape = Arc::new(Tape { gone: true, ..Tape::default() });
    let writer = Writer::start(tape.clone());
    let answers = write_all(&writer, 0..20).await;
    assert!(
        answers.iter().all(|answer| { answer.as_ref().is_err_and(|error| error.to_string().contains("disk is full")) })
    );
    assert!(tape.batches.lock().unwrap().len() <= 2);
}

#[tokio::test(start_paused = true)]
async fn closing_writes_what_waits_and_takes_nothing_more() {
    let tape = Arc::new(Tape::default());
    let writer = Arc::new(Writer::start(tape.clone()));
    let begun = Arc::new(AtomicUsize::new(0));
    let waiting: Vec<_> = (0..100)
        .map(|number| {
            let (writer, begun) = (writer.clone(), begun.clone());
            tokio::spawn(async move {
                begun.fetch_add(1, Ordering::SeqCst);
                writer.write(submission(number)).await.is_ok()
            })
        })
        .collect();
    while begun.load(Ordering::SeqCst) < 100 {
        tokio::task::yield_now().await;
    }
    writer.close().await;
    for answer in waiting {
        assert!(answer.await.unwrap());
    }
    assert_eq!(tape.written.load(Ordering::SeqCst), 100);
    assert!(writer.write(submission(200)).await.is_err());
}

#[tokio::test(start_paused = true)]
async fn a_sender_that_hangs_up_takes_nothing_back() {
    let tape = Arc::new(Tape::default());
    let writer = Writer::start(tape.clone());
    let hung_up = tokio::time::timeout(Duration::from_millis(1), writer.write(submission(1))).await;
    assert!(hung_up.is_err());
    writer.close().await;
    assert_eq!(tape.written.load(Ordering::SeqCst), 1);
}
