use std::collections::BTreeSet;

use domain::event::EventKind;
use domain::matter::{MatterKind, Status};
use storage::{JobKind, NewJob, NewMatter, Recorded, Store};
use uuid::Uuid;

use crate::samples::*;

pub async fn a_submission_is_kept_with_all_that_belongs_to_it(store: &Store) {
    let mut matter = complaint(5);
    matter.attachments = vec![attachment(1), attachment(2)];
    matter.jobs = vec![NewJob { matter: Some(matter.id), ..job(JobKind::HandOver, 5) }];
    let new = submission("a", vec![matter.clone()]);
    let answer = store.record(std::slice::from_ref(&new), "YX").await.unwrap();

    let [Recorded::New(known)] = &answer[..] else { panic!("{answer:?}") };
    assert_eq!(known.matters, [(matter.id, "YX-2026-000001".to_owned(), MatterKind::Complaint)]);
    assert_eq!((known.photos, known.received_at, known.content_sha256), (2, at(5), new.content_sha256));

    let row = store.matter_by_number("YX-2026-000001").await.unwrap().unwrap();
    assert_eq!(row, store.matter(matter.id).await.unwrap().unwrap());
    assert_eq!((row.id, row.kind, row.submission, row.version), (matter.id, MatterKind::Complaint, new.id, 1));
    assert_eq!((&row.facts, row.has_identity, row.photos, &row.linked), (&matter.facts, true, 2, &None));
    assert_eq!((row.state.status(), row.state.received_at), (Status::Received, at(5)));
    assert_eq!(store.submission_by_code(&new.code_mac).await.unwrap(), Some(vec![row]));
    assert_eq!(store.events(matter.id).await.unwrap(), matter.events);
    assert_eq!(store.identity(matter.id).await.unwrap(), matter.identity);
    let ids: Vec<Uuid> = store.attachments(matter.id).await.unwrap().into_iter().map(|row| row.id).collect();
    assert_eq!(ids, [matter.attachments[0].id, matter.attachments[1].id]);
    let jobs = store.claim_jobs(&JobKind::ALL, at(5), jiff::SignedDuration::from_secs(9), 9).await.unwrap();
    assert_eq!((jobs.len(), jobs[0].id, jobs[0].matter), (1, matter.jobs[0].id, Some(matter.id)));
    assert_eq!(jobs[0].payload, matter.jobs[0].payload);

    assert_eq!(store.submission_by_code(&mac("another code")).await.unwrap(), None);
    assert_eq!(store.submission_by_key(&mac("another key")).await.unwrap(), None);
    assert_eq!(store.matter_by_number("YX-2026-000002").await.unwrap(), None);
}

pub async fn numbers_count_by_beijing_year(store: &Store) {
    // 31 December 2026, 23:59:59 in Beijing, and the next second: 15:59:59 and 16:00:00 UTC.
    let last_second = "2026-12-31T15:59:59Z".parse::<jiff::Timestamp>().unwrap();
    let first_second = "2026-12-31T16:00:00Z".parse::<jiff::Timestamp>().unwrap();
    let mut batch = Vec::new();
    for (name, at) in [("a", last_second), ("b", first_second), ("c", last_second)] {
        let mut new = submission(name, vec![tip(0)]);
        new.received_at = at;
        batch.push(new);
    }
    let answers = store.record(&batch, "YX").await.unwrap();
    let numbers: Vec<&str> = answers.iter().map(number).collect();
    assert_eq!(numbers, ["YX-2026-000001", "YX-2027-000001", "YX-2026-000002"]);
    let other = store.record(&[submission("d", vec![tip(0)])], "LF").await.unwrap();
    assert_eq!(number(&other[0]), "LF-2026-000001");
}

pub async fn the_same_key_again_is_known_and_writes_nothing(store: &Store) {
    let first = submission("a", vec![tip(0)]);
    let answer = store.record(std::slice::from_ref(&first), "YX").await.unwrap();
    let Recorded::New(known) = &answer[0] else { panic!("{answer:?}") };

    let mut again = submission("a", vec![tip(60)]);
    again.code_mac = mac("another code");
    again.content_sha256 = mac("another content");
    let matter = again.matters[0].id;
    assert_eq!(store.record(&[again], "YX").await.unwrap(), [Recorded::Known(known.clone())]);
    assert_eq!(store.submission_by_key(&first.key_mac).await.unwrap().as_ref(), Some(known));
    assert_eq!(store.matter(matter).await.unwrap(), None);
    assert_eq!(store.submission_by_code(&mac("another code")).await.unwrap(), None);
    let next = store.record(&[submission("b", vec![tip(0)])], "YX").await.unwrap();
    assert_eq!(number(&next[0]), "YX-2026-000002", "the repetition used a number up");
}

pub async fn the_same_key_twice_in_a_batch_is_one_matter(store: &Store) {
    let mut again = submission("a", vec![tip(0)]);
    again.code_mac = mac("another code");
    let answers = store.record(&[submission("a", vec![tip(0)]), again], "YX").await.unwrap();
    let [Recorded::New(new), Recorded::Known(known)] = &answers[..] else { panic!("{answers:?}") };
    assert_eq!(new, known);
}

pub async fn a_taken_code_refuses_only_its_own_submission(store: &Store) {
    store.record(&[submission("a", vec![tip(0)])], "YX").await.unwrap();
    let mut clash = submission("b", vec![tip(0)]);
    clash.code_mac = mac("code a");
    let batch = [submission("c", vec![tip(0)]), clash.clone(), submission("d", vec![tip(0)])];
    let answers = store.record(&batch, "YX").await.unwrap();
    assert!(matches!(answers[..], [Recorded::New(_), Recorded::CodeTaken, Recorded::New(_)]), "{answers:?}");
    assert_eq!(store.submission_by_key(&clash.key_mac).await.unwrap(), None);
    assert_eq!(store.matter(clash.matters[0].id).await.unwrap(), None);
    clash.code_mac = mac("code b");
    assert!(matches!(store.record(&[clash], "YX").await.unwrap()[..], [Recorded::New(_)]));
}

pub async fn a_faulty_submission_spoils_no_other(store: &Store) {
    let there = kept(store, "there", tip(0)).await;
    let mut batch = vec![submission("a", vec![tip(0)])];
    batch.push(submission("same id", vec![NewMatter { id: there.id, ..tip(0) }]));
    batch.push(submission("no receipt", vec![NewMatter { events: vec![assigned(0, "suo")], ..tip(0) }]));
    batch.push(submission("b", vec![tip(0)]));
    let answers = store.record(&batch, "YX").await.unwrap();
    use Recorded::{Faulty, New};
    assert!(matches!(answers[..], [New(_), Faulty { .. }, Faulty { .. }, New(_)]), "{answers:?}");
    for (new, there) in batch.iter().zip([true, false, false, true]) {
        assert_eq!(store.submission_by_key(&new.key_mac).await.unwrap().is_some(), there);
    }
}

pub async fn many_at_once_are_each_kept_once_under_their_own_number(store: &Store) {
    // 32 senders, each twice, in batches that share submissions: the double tap of a bad network.
    let all: Vec<_> = (0..32).map(|n| submission(&format!("{n}"), vec![tip(n)])).collect();
    let tasks = (0..32_usize).map(|n| {
        let (store, batch) = (store.clone(), vec![all[n].clone(), all[31 - n].clone()]);
        tokio::spawn(async move { store.record(&batch, "YX").await })
    });
    let tasks: Vec<_> = tasks.collect();
    let mut new = Vec::new();
    let mut known = 0;
    for task in tasks {
        for answer in task.await.unwrap().unwrap() {
            match answer {
                Recorded::New(kept) => new.push(kept.matters[0].1.clone()),
                Recorded::Known(_) => known += 1,
                other => panic!("{other:?}"),
            }
        }
    }
    assert_eq!((new.len(), known), (32, 32));
    assert_eq!(new.iter().collect::<BTreeSet<_>>().len(), 32, "a number was given out twice: {new:?}");
    for sent in &all {
        let matter = sent.matters[0].id;
        let known = store.submission_by_key(&sent.key_mac).await.unwrap().expect("an acknowledged one is gone");
        assert_eq!(known.matters[0].0, matter);
        assert_eq!(store.events(matter).await.unwrap().len(), 1);
    }
}

pub async fn a_mixed_submission_is_two_linked_matters(store: &Store) {
    let (mut first, mut second) = (complaint(0), tip(0));
    first.events.push(event(0, EventKind::Linked { other: second.id }));
    second.events.push(event(0, EventKind::Linked { other: first.id }));
    first.jobs = vec![NewJob { matter: Some(second.id), ..job(JobKind::HandOver, 0) }];
    let new = submission("a", vec![first.clone(), second.clone()]);
    let answer = store.record(std::slice::from_ref(&new), "YX").await.unwrap();
    let Recorded::New(known) = &answer[0] else { panic!("{answer:?}") };
    let kinds: Vec<MatterKind> = known.matters.iter().map(|matter| matter.2).collect();
    assert_eq!(kinds, [MatterKind::Complaint, MatterKind::Tip]);

    let rows = store.submission_by_code(&new.code_mac).await.unwrap().unwrap();
    let links: Vec<Option<&str>> = rows.iter().map(|row| row.linked.as_deref()).collect();
    assert_eq!(links, [Some("YX-2026-000002"), Some("YX-2026-000001")]);
    assert_eq!((rows[0].has_identity, rows[1].has_identity), (true, false));
    assert_eq!(store.identity(second.id).await.unwrap(), None);
}

fn number(answer: &Recorded) -> &str {
    match answer {
        Recorded::New(known) => &known.matters[0].1,
        other => panic!("{other:?}"),
    }
}
