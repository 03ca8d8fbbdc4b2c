use std::collections::BTreeMap;

use proptest::prelude::*;

use super::super::chain::{START, Said};
use super::*;

/// A row's own words, whichever they are.
#[derive(Clone, Debug)]
struct Words {
    at: i64,
    actor: String,
    what: String,
    subject: String,
    /// Kind of the event; a row without one has `detail`.
    event: Option<String>,
    detail: String,
}

/// A trail as the database keeps it.
#[derive(Clone, Debug)]
struct Trail {
    rows: Vec<AuditRow>,
    seals: BTreeMap<i64, Seal>,
    head: (i64, Vec<u8>),
}

/// What somebody does to the database past the program, `place` being drawn anew for each.
#[derive(Clone, Copy, Debug)]
enum Tampering {
    At,
    Actor,
    Person,
    What,
    Subject,
    Matter,
    EventNumber,
    Detail,
    Digest,
    Previous,
    Hash,
    EventAt,
    EventActor,
    EventKind,
    EventGone,
    RowGone,
    RowsSwapped,
    RowsSwappedAndRenumbered,
    RowDoubled,
    WrittenAnew,
    TailCut,
    TailCutWithItsHead,
}

const ALL: [Tampering; 22] = [
    Tampering::At,
    Tampering::Actor,
    Tampering::Person,
    Tampering::What,
    Tampering::Subject,
    Tampering::Matter,
    Tampering::EventNumber,
    Tampering::Detail,
    Tampering::Digest,
    Tampering::Previous,
    Tampering::Hash,
    Tampering::EventAt,
    Tampering::EventActor,
    Tampering::EventKind,
    Tampering::EventGone,
    Tampering::RowGone,
    Tampering::RowsSwapped,
    Tampering::RowsSwappedAndRenumbered,
    Tampering::RowDoubled,
    Tampering::WrittenAnew,
    Tampering::TailCut,
    Tampering::TailCutWithItsHead,
];

fn words() -> impl Strategy<Value = Words> {
    let event = proptest::option::of("[a-z]{0,8}");
    (any::<i32>(), "[a-z]{0,6}", "[a-z]{1,6}", "[a-zA-Z0-9-]{0,8}", event, "[a-z]{0,6}").prop_map(
        |(at, actor, what, subject, event, detail)| {
            let detail = if event.is_some() { String::new() } else { detail };
            Words { at: at.into(), actor, what, subject, event, detail }
        },
    )
}

fn key(text: &[u8]) -> [u8; 32] {
    chain::act_digest(&format!("key of the tests {text:?}"))
}

fn seal_of(row: &AuditRow) -> Seal {
    let mac = key(&chain::seal_text(row.seq, row.at, &row.hash)).to_vec();
    Seal { seq: row.seq, at: row.at, hash: row.hash.clone(), mac }
}

/// Every third row is sealed, and the last.
fn trail(all: &[Words]) -> Trail {
    let mut rows = Vec::new();
    for (seq, words) in (1..).zip(all) {
        rows.push(row(seq, words));
    }
    let mut trail = Trail { rows, seals: BTreeMap::new(), head: (0, START.to_vec()) };
    chain_from(&mut trail.rows, 0);
    let last = trail.rows.last().unwrap();
    trail.head = (last.seq, last.hash.clone());
    let sealed = trail.rows.iter().filter(|row| row.seq % 3 == 0 || row.seq == trail.head.0);
    trail.seals = sealed.map(|row| (row.seq, seal_of(row))).collect();
    trail
}

fn row(seq: i64, words: &Words) -> AuditRow {
    let matter = words.event.as_ref().map(|_| format!("matter of {seq}"));
    let digest = match (&matter, &words.event) {
        (Some(matter), Some(kind)) => chain::event_digest(matter, 1, words.at, &words.actor, kind),
        _ => chain::act_digest(&words.detail),
    };
    AuditRow {
        seq,
        at: words.at,
        actor: words.actor.clone(),
        person: String::new(),
        what: words.what.clone(),
        subject: words.subject.clone(),
        event: matter.as_ref().map(|_| 1),
        event_at: matter.as_ref().map(|_| words.at),
        event_actor: matter.as_ref().map(|_| words.actor.clone()),
        event_kind: words.event.clone(),
        ledger: None,
        entry: None,
        entry_at: None,
        entry_happened: None,
        entry_actor: None,
        entry_step: None,
        matter,
        detail: words.detail.clone(),
        digest: digest.to_vec(),
        previous: Vec::new(),
        hash: Vec::new(),
    }
}

/// Computes previous and own hashes from a place on, as whoever knows our source could.
fn chain_from(rows: &mut [AuditRow], place: usize) {
    let mut previous = if place == 0 { START.to_vec() } else { rows[place - 1].hash.clone() };
    for row in rows.iter_mut().skip(place) {
        row.previous = previous;
        row.hash = chain::row_hash(&Said {
            seq: row.seq,
            at: row.at,
            actor: &row.actor,
            person: &row.person,
            what: &row.what,
            subject: &row.subject,
            matter: row.matter.as_deref(),
            event: row.event,
            digest: &row.digest,
            previous: &row.previous,
        })
        .to_vec();
        previous = row.hash.clone();
    }
}

fn checked(trail: &Trail) -> Findings {
    let mut checker = Checker::behind(0, START.to_vec(), &key);
    for row in &trail.rows {
        checker.row(row, trail.seals.get(&row.seq));
    }
    checker.head(trail.head.0, &trail.head.1);
    let last = checker.seq();
    for seal in trail.seals.range(last + 1..).map(|(_, seal)| seal) {
        checker.seal_beyond(seal);
    }
    checker.findings
}

/// False where the trail has no place for it.
fn tamper(trail: &mut Trail, tampering: Tampering, place: usize) -> bool {
    let count = trail.rows.len();
    let at = place % count;
    let other = (at + 1) % count;
    let row = &mut trail.rows[at];
    let has_event = row.matter.is_some();
    match tampering {
        Tampering::At => row.at ^= 1,
        Tampering::Actor => row.actor.push('x'),
        Tampering::Person => row.person.push('x'),
        Tampering::What => row.what.push('x'),
        Tampering::Subject => row.subject.push('x'),
        Tampering::Matter => row.matter = if has_event { None } else { Some("another".into()) },
        Tampering::EventNumber => row.event = Some(row.event.unwrap_or_default() + 1),
        Tampering::Detail => row.detail.push('x'),
        Tampering::Digest => row.digest[0] ^= 1,
        Tampering::Previous => row.previous[0] ^= 1,
        Tampering::Hash => row.hash[0] ^= 1,
        Tampering::EventAt => row.event_at = row.event_at.map(|at| at ^ 1),
        Tampering::EventActor => row.event_actor.iter_mut().for_each(|actor| actor.push('x')),
        Tampering::EventKind => row.event_kind.iter_mut().for_each(|kind| kind.push('x')),
        Tampering::EventGone => (row.event_at, row.event_actor, row.event_kind) = (None, None, None),
        Tampering::RowGone => drop(trail.rows.remove(at)),
        Tampering::RowsSwapped => trail.rows.swap(at, other),
        Tampering::RowsSwappedAndRenumbered => {
            let (first, second) = (trail.rows[at].seq, trail.rows[other].seq);
            trail.rows.swap(at, other);
            (trail.rows[at].seq, trail.rows[other].seq) = (first, second);
        }
        Tampering::RowDoubled => trail.rows.insert(at, trail.rows[at].clone()),
        Tampering::WrittenAnew => {
            row.subject.push('x');
            chain_from(&mut trail.rows, at);
            let last = trail.rows.last().unwrap();
            trail.head = (last.seq, last.hash.clone());
        }
        Tampering::TailCut => trail.rows.truncate(at),
        Tampering::TailCutWithItsHead => {
            trail.rows.truncate(at);
            let last = trail.rows.last().map(|row| (row.seq, row.hash.clone()));
            trail.head = last.unwrap_or((0, START.to_vec()));
        }
    }
    match tampering {
        Tampering::EventAt | Tampering::EventActor | Tampering::EventKind | Tampering::EventGone => has_event,
        Tampering::RowsSwapped | Tampering::RowsSwappedAndRenumbered => count > 1,
        _ => true,
    }
}

proptest! {
    #[test]
    fn a_trail_as_it_was_written_is_whole(words in proptest::collection::vec(words(), 1..30)) {
        prop_assert_eq!(checked(&trail(&words)), Findings::default());
    }

    #[test]
    fn whatever_is_done_to_one_place_is_found(
        words in proptest::collection::vec(words(), 1..30),
        tampering in proptest::sample::select(ALL.to_vec()),
        place in 0..30_usize,
    ) {
        let mut trail = trail(&words);
        prop_assume!(tamper(&mut trail, tampering, place));
        prop_assert!(!checked(&trail).is_whole(), "{:?} at {} was not found", tampering, place);
    }
}

fn plain(count: i64) -> Trail {
    let words = |seq: i64| Words {
        at: seq,
        actor: "a".into(),
        what: "w".into(),
        subject: format!("s{seq}"),
        event: None,
        detail: String::new(),
    };
    trail(&(1..=count).map(words).collect::<Vec<_>>())
}

#[test]
fn one_damaged_row_is_one_fault_with_its_number_and_subject() {
    let mut trail = plain(9);
    trail.rows[4].detail.push('x');
    let fault = Fault { row: Some(5), subject: Some("s5".into()), kind: FaultKind::Changed };
    assert_eq!(checked(&trail).faults, [fault]);
    let mut trail = plain(9);
    drop(trail.rows.drain(3..5));
    assert_eq!(checked(&trail).faults, [Fault { row: Some(4), subject: None, kind: FaultKind::Missing { upto: 5 } }]);
}

#[test]
fn a_chain_written_anew_fits_itself_and_no_seal_made_before() {
    let mut trail = plain(9);
    assert!(tamper(&mut trail, Tampering::WrittenAnew, 4));
    let rows: Vec<_> = checked(&trail).faults.into_iter().map(|fault| (fault.row, fault.kind)).collect();
    assert_eq!(rows, [(Some(6), FaultKind::Rewritten), (Some(9), FaultKind::Rewritten)]);
    trail.seals.clear();
    assert!(checked(&trail).is_whole(), "without a key a chain proves only that nobody took the trouble");
}

#[test]
fn a_seal_made_without_the_key_is_called_false() {
    let mut trail = plain(4);
    trail.seals.get_mut(&3).unwrap().mac = vec![0; 32];
    assert_eq!(checked(&trail).faults, [Fault { row: Some(3), subject: None, kind: FaultKind::FalseSeal }]);
}

#[test]
fn faults_beyond_those_listed_are_counted() {
    let mut trail = plain(1005);
    trail.rows.iter_mut().for_each(|row| row.detail.push('x'));
    let findings = checked(&trail);
    assert_eq!((findings.faults.len(), findings.more), (LISTED_FAULTS, 5));
}
