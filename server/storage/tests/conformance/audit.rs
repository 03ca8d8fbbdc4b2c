use domain::audit::{Act, Deed, FaultKind, Sort, Who};
use domain::event::EventKind;
use sha2::{Digest, Sha256};
use storage::{AuditFilter, Checked, Sealing, Store};
use uuid::Uuid;

use crate::place::Place;
use crate::samples::*;

/// As an installation's key would make it.
fn mac(bytes: &[u8]) -> [u8; 32] {
    Sha256::new().chain_update(b"a key of the tests").chain_update(bytes).finalize().into()
}

fn act(second: i64, subject: &str) -> Act {
    Act::new(at(second), Who::Console { name: "root".into() }, Deed::AccountAdded, subject).with_detail("某某")
}

async fn verified(store: &Store) -> Checked {
    store.audit_snapshot().await.unwrap().verify(&mac).await.unwrap()
}

async fn faults(store: &Store) -> Vec<(Option<i64>, FaultKind)> {
    verified(store).await.findings.faults.into_iter().map(|fault| (fault.row, fault.kind)).collect()
}

/// Three events of two matters and two acts: rows 1 to 5.
async fn small_trail(place: &Place) {
    let row = kept(place, "a", tip(0)).await;
    store_note(place, &act(1, "zhang")).await;
    appended(place, &row, None, &[assigned(2, "suo")]).await;
    kept(place, "b", complaint(3)).await;
    store_note(place, &act(4, "li")).await;
}

async fn store_note(store: &Store, act: &Act) {
    store.note(act).await.unwrap();
}

async fn sealed(store: &Store) -> i64 {
    match store.seal_audit(at(100), &mac).await.unwrap() {
        Sealing::Sealed(seal) => seal.seq,
        other => panic!("{other:?}"),
    }
}

pub async fn every_event_and_every_act_stands_in_one_chain(place: &Place) {
    small_trail(place).await;
    let rows = place.audit_snapshot().await.unwrap().rows(0).await.unwrap();
    let said: Vec<_> = rows.iter().map(|row| (row.seq, row.what.as_str(), row.subject.as_str())).collect();
    assert_eq!(
        said,
        [
            (1, "received", "YX-2026-000001"),
            (2, "account_added", "zhang"),
            (3, "assigned", "YX-2026-000001"),
            (4, "received", "YX-2026-000002"),
            (5, "account_added", "li"),
        ]
    );
    assert!(rows.windows(2).all(|pair| pair[1].previous == pair[0].hash));
    assert_eq!(rows[1].detail, "某某");
    assert_eq!((rows[2].person.as_str(), rows[2].event), (Uuid::nil().to_string().as_str(), Some(2)));
    let checked = verified(place).await;
    assert_eq!((checked.first, checked.last, checked.findings.faults), (1, 5, vec![]));
    assert_eq!(sealed(place).await, 5);
    assert_eq!(place.seal_audit(at(101), &mac).await.unwrap(), Sealing::Nothing);
    assert!(verified(place).await.findings.is_whole());
}

pub async fn what_is_refused_leaves_no_row(place: &Place) {
    let row = kept(place, "a", tip(0)).await;
    appended(place, &row, None, &[assigned(1, "suo")]).await;
    let stale = storage::Change { events: &[assigned(2, "yaoxie")], ..Default::default() };
    assert_eq!(place.append(&row, stale).await.unwrap(), storage::Appended::Conflict);
    place.record(&[submission("a", vec![tip(0)])], "YX").await.unwrap();
    assert!(!place.set_disabled(Uuid::new_v4(), true, &act(0, "nobody")).await.unwrap());
    place.end_session(&mac(b"no session"), Some(&act(0, "nobody"))).await.unwrap();
    assert_eq!((verified(place).await.last, faults(place).await), (2, vec![]));
}

/// Many servers' worth of writers, and somebody who verifies while they write.
pub async fn many_writers_make_one_chain(place: &Place) {
    let row = kept(place, "first", tip(0)).await;
    let mut tasks = Vec::new();
    for n in 0..16_i64 {
        let store: Store = (**place).clone();
        let row = row.clone();
        tasks.push(tokio::spawn(async move {
            let batch =
                [submission(&format!("a{n}"), vec![tip(n), complaint(n)]), submission(&format!("b{n}"), vec![tip(n)])];
            store.record(&batch, "YX").await.unwrap();
            store_note(&store, &act(n, "zhang")).await;
            // All of them append to one matter, so most find that another was quicker.
            let mut row = row;
            loop {
                let change = storage::Change { events: &[assigned(n, "suo")], ..Default::default() };
                match store.append(&row, change).await.unwrap() {
                    storage::Appended::Done(_) => break,
                    _ => row = store.matter(row.id).await.unwrap().unwrap(),
                }
            }
            assert_eq!(faults(&store).await, []);
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    let checked = verified(place).await;
    assert_eq!((checked.first, checked.last, checked.findings.faults), (1, 1 + 16 * 5, vec![]));
}

pub async fn the_trail_is_neither_changed_nor_removed(place: &Place) {
    small_trail(place).await;
    sealed(place).await;
    let refused = [
        "UPDATE audit SET at = at + 1",
        "DELETE FROM audit WHERE seq = 5",
        "UPDATE audit_seal SET at = at + 1",
        "DELETE FROM audit_seal",
        "UPDATE audit_head SET seq = seq - 1",
        "DELETE FROM audit_head",
    ];
    for sql in refused {
        let error = place.say(sql).await.expect_err(sql);
        assert!(error.to_string().contains("only ever appended"), "{sql}: {error}");
    }
    let columns = "seq, at, actor, person, what, subject, matter, event, detail, digest, previous, hash";
    let doubled = format!("INTO audit ({columns}) SELECT {columns} FROM audit");
    place.say(&format!("INSERT {doubled}")).await.expect_err("a row was doubled");
    place.say(&format!("REPLACE {doubled}")).await.expect_err("a row was replaced");
    assert_eq!((verified(place).await.last, faults(place).await), (5, vec![]));
}

pub async fn whatever_is_changed_past_the_program_is_found(place: &Place) {
    use FaultKind::{Changed, EventChanged, EventMissing, FalseSeal, Missing, TailCut, Unlinked, Unrecorded};
    small_trail(place).await;
    without_triggers(place).await;
    for table in ["audit", "event", "audit_head", "audit_seal"] {
        place.say(&format!("CREATE TABLE spare_{table} AS SELECT * FROM {table}")).await.unwrap();
    }
    sealed(place).await;
    let swap = "UPDATE audit SET seq = -seq WHERE seq IN (2, 5); UPDATE audit SET seq = 7 + seq WHERE seq < 0";
    type Case = (&'static str, &'static [(Option<i64>, FaultKind)]);
    let cases: [Case; 11] = [
        ("UPDATE audit SET at = at + 1 WHERE seq = 2", &[(Some(2), Changed)]),
        ("UPDATE audit SET detail = 'x' WHERE seq = 5", &[(Some(5), Changed)]),
        ("UPDATE audit SET subject = 'x' WHERE seq = 3", &[(Some(3), Changed)]),
        ("UPDATE event SET at = at + 1 WHERE seq = 2", &[(Some(3), EventChanged)]),
        ("UPDATE event SET kind = '{}' WHERE seq = 2", &[(Some(3), EventChanged)]),
        ("DELETE FROM event WHERE seq = 2", &[(Some(3), EventMissing)]),
        ("DELETE FROM audit WHERE seq = 2", &[(Some(2), Missing { upto: 2 })]),
        (
            swap,
            &[(Some(2), Unlinked), (Some(2), Changed), (Some(3), Unlinked), (Some(5), Unlinked), (Some(5), Changed)],
        ),
        ("INSERT INTO event SELECT matter, 99, at, actor, kind FROM event WHERE seq = 2", &[(None, Unrecorded)]),
        (
            "DELETE FROM audit WHERE seq = 5; UPDATE audit_head SET seq = 4, hash = (SELECT hash FROM audit WHERE seq = 4)",
            &[(Some(5), TailCut { known: 5 })],
        ),
        ("UPDATE audit_seal SET at = at + 1", &[(Some(5), FalseSeal)]),
    ];
    for (sql, expected) in cases {
        assert_eq!(faults(place).await, [], "before {sql}");
        place.say(sql).await.unwrap();
        let found = faults(place).await;
        for fault in expected {
            assert!(found.contains(fault), "{sql}: {found:?}");
        }
        assert!(
            found.iter().all(|fault| expected.contains(fault) || fault.1 == FaultKind::Rewritten),
            "{sql}: {found:?}"
        );
        put_back(place).await;
        sealed(place).await;
    }
}

/// A ledger's entry can no more be changed, removed or slipped in than an event.
pub async fn whatever_is_changed_in_a_ledger_is_found(place: &Place) {
    use FaultKind::{Changed, EventChanged, EventMissing, Unrecorded};
    crate::ledger::two_records(place).await;
    without_triggers(place).await;
    for table in ["audit", "ledger_entry"] {
        place.say(&format!("CREATE TABLE spare_{table} AS SELECT * FROM {table}")).await.unwrap();
    }
    let rows = place.audit_snapshot().await.unwrap().rows(0).await.unwrap();
    assert_eq!(
        rows.iter().map(|row| (row.what.as_str(), row.entry)).collect::<Vec<_>>(),
        [("transfer_kept", Some(1)), ("transfer_kept", Some(1))]
    );
    let first = "WHERE ledger = '00000000-0000-0000-0000-000000000001'";
    let double = "INSERT INTO ledger_entry SELECT ledger, 9, at, happened, actor, step FROM ledger_entry";
    for (sql, expected) in [
        (format!("UPDATE ledger_entry SET at = at + 1 {first}"), (Some(1), EventChanged)),
        (format!("UPDATE ledger_entry SET happened = happened - 1 {first}"), (Some(1), EventChanged)),
        (format!("UPDATE ledger_entry SET actor = '{{}}' {first}"), (Some(1), EventChanged)),
        (format!("UPDATE ledger_entry SET step = '{{}}' {first}"), (Some(1), EventChanged)),
        (format!("UPDATE audit SET detail = 'x' {first}"), (Some(1), EventChanged)),
        (format!("UPDATE audit SET ledger = NULL, entry = NULL {first}"), (Some(1), Changed)),
        (format!("DELETE FROM ledger_entry {first}"), (Some(1), EventMissing)),
        (format!("{double} {first}"), (None, Unrecorded)),
    ] {
        assert_eq!(faults(place).await, [], "before {sql}");
        place.say(&sql).await.unwrap();
        let found = faults(place).await;
        assert!(found.contains(&expected), "{sql}: {found:?}");
        for table in ["audit", "ledger_entry"] {
            place.say(&format!("DELETE FROM {table}")).await.unwrap();
            place.say(&format!("INSERT INTO {table} SELECT * FROM spare_{table}")).await.unwrap();
        }
    }
    for table in ["audit", "audit_head"] {
        place.say(&format!("DELETE FROM {table}")).await.unwrap();
    }
    place.migrate().await.unwrap();
    assert_eq!((verified(place).await.last, faults(place).await), (2, vec![]), "chained as they were found");
    let prune = Act::new(at(300), Who::System, Deed::AuditPruned, "");
    let cut = place.prune_audit(at(200), &prune, &mac).await.unwrap().unwrap();
    assert_eq!((cut.events, faults(place).await), (1, vec![]));
    place.say("UPDATE ledger_entry SET step = '{}'").await.unwrap();
    assert!(faults(place).await.contains(&(None, FaultKind::OldEventsChanged)));
}

/// Nor can a step of the newsroom.
pub async fn whatever_is_changed_in_the_newsroom_is_found(place: &Place) {
    use FaultKind::{EventChanged, EventMissing, Unrecorded};
    crate::newsroom::two_steps(place).await;
    without_triggers(place).await;
    place.say("CREATE TABLE spare_item_event AS SELECT * FROM item_event").await.unwrap();
    for (sql, expected) in [
        ("UPDATE item_event SET at = at + 1 WHERE seq = 1", (Some(1), EventChanged)),
        ("UPDATE item_event SET actor = '{}' WHERE seq = 1", (Some(1), EventChanged)),
        ("UPDATE item_event SET step = '{}' WHERE seq = 2", (Some(2), EventChanged)),
        ("DELETE FROM item_event WHERE seq = 2", (Some(2), EventMissing)),
        ("INSERT INTO item_event SELECT item, 9, at, actor, step FROM item_event WHERE seq = 1", (None, Unrecorded)),
    ] {
        assert_eq!(faults(place).await, [], "before {sql}");
        place.say(sql).await.unwrap();
        let found = faults(place).await;
        assert!(found.contains(&expected), "{sql}: {found:?}");
        place.say("DELETE FROM item_event").await.unwrap();
        place.say("INSERT INTO item_event SELECT * FROM spare_item_event").await.unwrap();
    }
}

async fn without_triggers(place: &Place) {
    if place.url().starts_with("sqlite") {
        let names = place.ask("SELECT name FROM sqlite_schema WHERE type = 'trigger'", "").await;
        for name in names {
            place.say(&format!("DROP TRIGGER {name}")).await.unwrap();
        }
        return;
    }
    for table in ["audit", "event", "ledger_entry", "item_event", "audit_head", "audit_seal", "audit_cut"] {
        place.say(&format!("ALTER TABLE {table} DISABLE TRIGGER USER")).await.unwrap();
    }
}

async fn put_back(place: &Place) {
    for table in ["audit", "event", "audit_head", "audit_seal"] {
        place.say(&format!("DELETE FROM {table}")).await.unwrap();
        place.say(&format!("INSERT INTO {table} SELECT * FROM spare_{table}")).await.unwrap();
    }
}

pub async fn a_broken_chain_is_not_sealed(place: &Place) {
    small_trail(place).await;
    sealed(place).await;
    store_note(place, &act(5, "wang")).await;
    without_triggers(place).await;
    place.say("UPDATE audit SET at = at + 1 WHERE seq = 6").await.unwrap();
    let sealing = place.seal_audit(at(200), &mac).await.unwrap();
    let Sealing::Broken(findings) = sealing else { panic!("{sealing:?}") };
    assert_eq!((findings.faults[0].row, findings.faults[0].kind), (Some(6), FaultKind::Changed));
    place.say("UPDATE audit SET at = at - 1 WHERE seq = 6").await.unwrap();
    assert_eq!(sealed(place).await, 6);
}

pub async fn events_from_before_the_trail_are_chained_when_it_begins(place: &Place) {
    small_trail(place).await;
    without_triggers(place).await;
    for table in ["audit", "audit_head", "audit_seal"] {
        place.say(&format!("DELETE FROM {table}")).await.unwrap();
    }
    let refused = place.record(&[submission("c", vec![tip(9)])], "YX").await.unwrap();
    assert!(matches!(refused[..], [storage::Recorded::Faulty { .. }]), "kept without a trail: {refused:?}");
    assert_eq!(place.pending_migrations().await.unwrap(), ["0004_audit"]);
    assert_eq!(place.migrate().await.unwrap(), ["0004_audit"]);
    assert_eq!(place.migrate().await.unwrap(), Vec::<String>::new());
    let rows = place.audit_snapshot().await.unwrap().rows(0).await.unwrap();
    let said: Vec<_> = rows.iter().map(|row| (row.what.as_str(), row.subject.as_str())).collect();
    let (first, second) = ("YX-2026-000001", "YX-2026-000002");
    assert_eq!(said, [("received", first), ("assigned", first), ("received", second)]);
    assert_eq!(faults(place).await, []);
}

pub async fn old_rows_go_and_the_rest_is_still_one_chain(place: &Place) {
    small_trail(place).await;
    sealed(place).await;
    let prune = Act::new(at(300), Who::System, Deed::AuditPruned, "");
    assert_eq!(place.prune_audit(at(0), &prune, &mac).await.unwrap(), None);
    // Rows 1 and 2 are older than what is asked for; row 3 is not.
    let cut = place.prune_audit(at(2), &prune, &mac).await.unwrap().unwrap();
    assert_eq!((cut.seq, cut.events), (2, 1));
    let checked = verified(place).await;
    assert_eq!((checked.first, checked.last, checked.findings.faults), (3, 6, vec![]));
    place.say("DELETE FROM audit WHERE seq = 3").await.expect_err("a row behind the mark was removed");

    let cut = place.prune_audit(at(1000), &prune, &mac).await.unwrap().unwrap();
    assert_eq!((cut.seq, cut.events), (5, 3), "the newest row stays");
    assert_eq!((verified(place).await.first, faults(place).await), (6, vec![]));
    kept(place, "c", tip(400)).await;
    sealed(place).await;
    assert_eq!(faults(place).await, []);

    without_triggers(place).await;
    place.say("UPDATE event SET at = at + 1 WHERE seq = 2").await.unwrap();
    assert_eq!(faults(place).await, [(None, FaultKind::OldEventsChanged)]);
    place.say("UPDATE event SET at = at - 1 WHERE seq = 2").await.unwrap();
    place
        .say("INSERT INTO audit_cut SELECT 6, at, hash, events, events_digest, mac FROM audit_cut WHERE seq = 5")
        .await
        .unwrap();
    assert!(faults(place).await.contains(&(Some(6), FaultKind::FalseCut)));
}

pub async fn the_trail_is_read_newest_first_and_narrowed(place: &Place) {
    small_trail(place).await;
    let viewed = event(5, EventKind::IdentityViewed { reason: "核对".into() });
    let row = place.matter_by_number("YX-2026-000001").await.unwrap().unwrap();
    appended(place, &row, None, &[viewed]).await;
    let micros = |second: i64| Some(at(second).as_microsecond());
    let none = AuditFilter::default;
    let cases = [
        (none(), vec![6, 5, 4, 3, 2, 1]),
        (AuditFilter { before: Some(3), ..none() }, vec![2, 1]),
        (AuditFilter { person: Some(Uuid::nil()), ..none() }, vec![6, 3]),
        (AuditFilter { subject: Some("YX-2026-000001".into()), ..none() }, vec![6, 3, 1]),
        (AuditFilter { subject: Some("zhang".into()), ..none() }, vec![2]),
        (AuditFilter { sort: Some(Sort::Matter), ..none() }, vec![6, 4, 3, 1]),
        (AuditFilter { sort: Some(Sort::Identity), ..none() }, vec![6]),
        (AuditFilter { sort: Some(Sort::Account), ..none() }, vec![5, 2]),
        (AuditFilter { sort: Some(Sort::Export), ..none() }, vec![]),
        (AuditFilter { from: micros(2), until: micros(4), ..none() }, vec![4, 3]),
        (AuditFilter { sort: Some(Sort::Account), from: micros(2), ..none() }, vec![5]),
    ];
    for (filter, expected) in cases {
        let rows = place.audit_rows(&filter, 50).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.seq).collect::<Vec<_>>(), expected, "{filter:?}");
    }
    assert_eq!(place.audit_rows(&none(), 2).await.unwrap().len(), 2);
    assert_eq!(place.audit_rows(&none(), 2).await.unwrap()[0].time(), at(5));
}
