use std::collections::BTreeSet;

use jiff::SignedDuration;
use storage::{JobCount, JobKind, Store};
use uuid::Uuid;

use crate::place::Place;
use crate::samples::*;

const LEASE: SignedDuration = SignedDuration::from_secs(60);

pub async fn two_workers_never_get_the_same_job(store: &Store) {
    for second in 0..40 {
        store.enqueue(&job(JobKind::HandOver, second)).await.unwrap();
    }
    let worker = |store: Store| async move {
        let mut got: Vec<Uuid> = Vec::new();
        loop {
            let jobs = store.claim_jobs(&[JobKind::HandOver], at(100), LEASE, 3).await.unwrap();
            if jobs.is_empty() {
                break got;
            }
            got.extend(jobs.iter().map(|job| job.id));
        }
    };
    let workers: Vec<_> = (0..4).map(|_| tokio::spawn(worker(store.clone()))).collect();
    let mut all = Vec::new();
    for worker in workers {
        all.extend(worker.await.unwrap());
    }
    assert_eq!((all.len(), all.iter().collect::<BTreeSet<_>>().len()), (40, 40));
    store.jobs_done(&all[1..]).await.unwrap();
    let left = store.claim_jobs(&[JobKind::HandOver], at(1000), LEASE, 40).await.unwrap();
    assert_eq!(left.iter().map(|job| job.id).collect::<Vec<_>>(), all[..1], "written off together, and no other");
}

pub async fn a_lease_that_ended_frees_the_job(store: &Store) {
    let new = job(JobKind::HandOver, 0);
    store.enqueue(&new).await.unwrap();
    let claim = |second| store.claim_jobs(&[JobKind::HandOver], at(second), LEASE, 9);
    let first = claim(10).await.unwrap();
    assert_eq!((first.len(), first[0].attempts, first[0].run_at), (1, 1, at(0)));
    assert!(claim(69).await.unwrap().is_empty(), "the lease still runs");
    let second = claim(70).await.unwrap();
    assert_eq!((second.len(), second[0].id, second[0].attempts), (1, new.id, 2));
    store.jobs_done(&[new.id]).await.unwrap();
    assert!(claim(1000).await.unwrap().is_empty(), "a finished job came back");
}

pub async fn a_server_that_is_alone_takes_leases_back_at_its_start(place: &Place) {
    let new = job(JobKind::HandOver, 0);
    place.enqueue(&new).await.unwrap();
    let claim = || place.claim_jobs(&[JobKind::HandOver], at(10), LEASE, 9);
    assert_eq!(claim().await.unwrap().len(), 1);
    let alone = place.url().starts_with("sqlite:");
    assert_eq!(place.free_abandoned_jobs().await.unwrap(), u64::from(alone));
    assert_eq!(claim().await.unwrap().len(), usize::from(alone));
}

pub async fn a_job_is_retried_stuck_and_sent_back(store: &Store) {
    let row = kept(store, "a", tip(0)).await;
    let mut new = job(JobKind::HandOver, 0);
    new.matter = Some(row.id);
    store.enqueue(&new).await.unwrap();
    store.enqueue(&job(JobKind::MakeShownCopy, 0)).await.unwrap();
    let claim = |second| store.claim_jobs(&[JobKind::HandOver], at(second), LEASE, 9);

    assert_eq!(claim(0).await.unwrap().len(), 1);
    store.job_retry(new.id, at(30), "500").await.unwrap();
    assert!(claim(29).await.unwrap().is_empty());
    assert_eq!(claim(30).await.unwrap()[0].attempts, 2);
    store.job_put_off(new.id, at(60), "还不能").await.unwrap();
    assert!(claim(59).await.unwrap().is_empty());
    assert_eq!(claim(60).await.unwrap()[0].attempts, 2, "what was put off counts as no attempt");
    store.job_stuck(new.id, "拒收").await.unwrap();
    assert!(claim(10_000).await.unwrap().is_empty(), "a stuck job was claimed");

    let stuck = store.stuck_jobs().await.unwrap();
    assert_eq!((stuck.len(), stuck[0].id, stuck[0].matter), (1, new.id, Some(row.id)));
    assert_eq!((stuck[0].number.as_deref(), stuck[0].attempts), (Some("YX-2026-000001"), 2));
    assert_eq!((stuck[0].last_error.as_str(), stuck[0].created_at), ("拒收", at(0)));
    let copies = JobCount { kind: JobKind::MakeShownCopy, waiting: 1, stuck: 0 };
    let reminders = JobCount { kind: JobKind::Remind, waiting: 0, stuck: 0 };
    let handovers = JobCount { kind: JobKind::HandOver, waiting: 0, stuck: 1 };
    let newsroom = JobCount { kind: JobKind::Newsroom, waiting: 0, stuck: 0 };
    assert_eq!(store.job_counts().await.unwrap(), [handovers, copies, reminders, newsroom]);

    assert!(store.requeue(new.id, at(200)).await.unwrap());
    assert!(!store.requeue(new.id, at(200)).await.unwrap(), "sent back twice");
    assert!(store.stuck_jobs().await.unwrap().is_empty());
    assert_eq!(claim(200).await.unwrap()[0].attempts, 1);
}

pub async fn only_due_jobs_of_the_wanted_kinds_are_claimed(store: &Store) {
    let (late, early) = (job(JobKind::HandOver, 20), job(JobKind::HandOver, 10));
    let (copy, future) = (job(JobKind::MakeShownCopy, 0), job(JobKind::HandOver, 31));
    for new in [&late, &early, &copy, &future] {
        store.enqueue(new).await.unwrap();
    }
    assert!(store.claim_jobs(&[], at(30), LEASE, 9).await.unwrap().is_empty());
    let ids = |jobs: Vec<storage::Job>| jobs.into_iter().map(|job| job.id).collect::<Vec<_>>();
    assert_eq!(ids(store.claim_jobs(&[JobKind::HandOver], at(30), LEASE, 9).await.unwrap()), [early.id, late.id]);
    assert_eq!(ids(store.claim_jobs(&JobKind::ALL, at(30), LEASE, 9).await.unwrap()), [copy.id]);
}
