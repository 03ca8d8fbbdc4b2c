use domain::event::EventKind;
use domain::matter::{MatterState, Status};
use domain::ports::Side;
use jiff::civil::date;
use storage::{Appended, Change, JobKind, NewJob, NewMessage, Store};
use uuid::Uuid;

use crate::samples::*;

pub async fn an_event_moves_the_matter_on(store: &Store) {
    let row = kept(store, "a", complaint(0)).await;
    let events = [assigned(10, "suo"), status(20, Status::Accepted)];
    let job = NewJob { matter: Some(row.id), ..job(JobKind::HandOver, 20) };
    let change =
        Change { events: &events, due: Some(date(2027, 1, 20)), jobs: std::slice::from_ref(&job), ..Change::default() };
    let Appended::Done(now) = store.append(&row, change).await.unwrap() else { panic!("not appended") };
    assert_eq!((now.version, now.state.status(), now.state.unit.as_deref()), (3, Status::Accepted, Some("suo")));
    assert_eq!(store.matter(row.id).await.unwrap(), Some(now));
    let kinds: Vec<EventKind> = store.events(row.id).await.unwrap().into_iter().map(|event| event.kind).collect();
    assert_eq!(kinds[1..], [events[0].kind.clone(), events[1].kind.clone()]);
    let jobs = store.claim_jobs(&[JobKind::HandOver], at(20), jiff::SignedDuration::from_secs(9), 9).await.unwrap();
    assert_eq!(jobs[0].id, job.id);
}

pub async fn the_kept_state_is_what_replaying_gives(store: &Store) {
    let mut row = kept(store, "a", complaint(0)).await;
    // Finer than a microsecond, as a clock gives it.
    let mut accepted = status(20, Status::Accepted);
    accepted.at += jiff::SignedDuration::from_nanos(1_234_567);
    let steps = [
        vec![event(5, EventKind::IdentityViewed { reason: "回访".into() }), assigned(10, "suo")],
        vec![accepted],
        vec![registered(30, "5309220000000202611210001"), status(40, Status::Mediating)],
        vec![status(50, Status::Closed)],
    ];
    for events in steps {
        row = appended(store, &row, None, &events).await;
        let events = store.events(row.id).await.unwrap();
        assert_eq!(MatterState::replay(row.kind, &events), Some(row.state.clone()));
        assert_eq!(store.matter(row.id).await.unwrap(), Some(row.clone()));
        assert_eq!(usize::try_from(row.version).unwrap(), events.len());
    }
    assert_eq!(row.state.status(), Status::Closed);
    assert_eq!(store.matter_by_registration("5309220000000202611210001").await.unwrap(), Some(row));
    assert_eq!(store.matter_by_registration("1").await.unwrap(), None);
}

pub async fn two_who_read_the_same_version_do_not_both_write(store: &Store) {
    let row = kept(store, "a", complaint(0)).await;
    let first = [assigned(10, "suo")];
    let second = [assigned(11, "yaoxie")];
    appended(store, &row, None, &first).await;
    let late = Change { events: &second, attachments: &[attachment(1)], ..Change::default() };
    assert_eq!(store.append(&row, late).await.unwrap(), Appended::Conflict);
    assert_eq!(store.events(row.id).await.unwrap().len(), 2);
    assert!(store.attachments(row.id).await.unwrap().is_empty(), "a refused change left something behind");
}

pub async fn many_writers_lose_no_event(store: &Store) {
    let row = kept(store, "a", tip(0)).await;
    let id = row.id;
    let units = ["suo", "yaoxie"];
    let tasks = (0..16_i64).map(|n| {
        let store = store.clone();
        tokio::spawn(async move {
            let unit = units[usize::try_from(n % 2).unwrap()];
            loop {
                let row = store.matter(id).await.unwrap().unwrap();
                let events = [assigned(n, unit)];
                if let Appended::Done(_) =
                    store.append(&row, Change { events: &events, ..Change::default() }).await.unwrap()
                {
                    break;
                }
            }
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.unwrap();
    }
    let mut times: Vec<_> = store.events(id).await.unwrap().into_iter().map(|event| event.at).collect();
    assert_eq!(times.len(), 17);
    times[1..].sort();
    assert_eq!(times[1..], (0..16).map(at).collect::<Vec<_>>());
}

pub async fn a_repeated_message_adds_nothing(store: &Store) {
    let row = kept(store, "a", tip(0)).await;
    let message = |text: &str| NewMessage {
        id: Uuid::new_v4(),
        key_mac: Some(mac("message key")),
        side: Side::Reporter,
        text: text.into(),
        at: at(60),
    };
    let first = message("那家店又开门了");
    let events = [event(60, EventKind::MessageFromReporter { message: first.id })];
    let change = Change { events: &events, message: Some(first.clone()), ..Change::default() };
    let Appended::Done(now) = store.append(&row, change).await.unwrap() else { panic!("not appended") };

    // The double tap: once more with what was read before, and once more after reading again.
    for seen in [&row, &now] {
        let again = message("那家店又开门了");
        let events = [event(61, EventKind::MessageFromReporter { message: again.id })];
        let change = Change { events: &events, message: Some(again), ..Change::default() };
        assert_eq!(store.append(seen, change).await.unwrap(), Appended::Repeated);
    }
    let messages = store.messages(row.id).await.unwrap();
    assert_eq!((messages.len(), messages[0].id, messages[0].side), (1, first.id, Side::Reporter));
    assert_eq!((messages[0].text.as_str(), messages[0].at), ("那家店又开门了", at(60)));
    assert_eq!(store.events(row.id).await.unwrap().len(), 2);

    // Staff's messages carry no key, and two of them are two.
    let mut now = now;
    for second in [70, 80] {
        let reply = NewMessage { key_mac: None, side: Side::Bureau, at: at(second), ..message("已转办") };
        let change = Change { message: Some(reply), ..Change::default() };
        let Appended::Done(row) = store.append(&now, change).await.unwrap() else { panic!("not appended") };
        now = row;
    }
    let sides: Vec<Side> = store.messages(row.id).await.unwrap().into_iter().map(|message| message.side).collect();
    assert_eq!(sides, [Side::Reporter, Side::Bureau, Side::Bureau]);
}

pub async fn a_callback_counts_once(store: &Store) {
    let row = kept(store, "a", tip(0)).await;
    let events = [registered(10, "5309220000000202611210001")];
    let change = || Change { events: &events, ..Change::default() };
    let done = store.append_for_webhook("msg_1", at(10), &row, change()).await.unwrap();
    let Appended::Done(now) = done else { panic!("{done:?}") };
    for seen in [&row, &now] {
        assert_eq!(store.append_for_webhook("msg_1", at(11), seen, change()).await.unwrap(), Appended::Repeated);
    }
    assert_eq!(store.events(row.id).await.unwrap().len(), 2);
    assert!(!store.remember_webhook("msg_1", at(12)).await.unwrap());
    assert!(store.remember_webhook("msg_2", at(12)).await.unwrap());
    assert!(!store.remember_webhook("msg_2", at(13)).await.unwrap());
}

pub async fn a_conflicting_callback_may_be_tried_again(store: &Store) {
    let old = kept(store, "a", tip(0)).await;
    let now = appended(store, &old, None, &[assigned(5, "suo")]).await;
    let events = [registered(10, "5309220000000202611210001")];
    let change = || Change { events: &events, ..Change::default() };
    assert_eq!(store.append_for_webhook("msg_1", at(10), &old, change()).await.unwrap(), Appended::Conflict);
    let second = store.append_for_webhook("msg_1", at(11), &now, change()).await.unwrap();
    assert!(matches!(second, Appended::Done(_)), "the conflict used the callback up: {second:?}");
}
