use domain::event::EventKind;
use domain::matter::{ClockStep, MatterKind, OfficeStep, Stage, Status, TipStep};
use domain::ports::{Filter, HandledBy, Order};
use jiff::civil::date;
use storage::{InboxPage, MatterRow, NewMatter, REACHABLE_ROWS, Store, View};
use uuid::Uuid;

use crate::samples::*;

fn county() -> View {
    View { regions: vec!["530922".into()], unit: None }
}

fn numbers(page: &InboxPage) -> Vec<&str> {
    page.rows.iter().map(|row| row.number.trim_start_matches("YX-2026-00000")).collect()
}

async fn list(store: &Store, filter: Filter) -> InboxPage {
    store.inbox(&county(), &filter, None, 50).await.unwrap()
}

/// Six matters: 1 new; 2 accepted at 所; 3 a closed tip; 4 withdrawn; 5 a tip in another township,
/// registered, at 药械股; 6 in another county.
async fn six(store: &Store) -> Vec<MatterRow> {
    let mut rows = Vec::new();
    let there = |region: &str, matter: NewMatter| NewMatter { facts: facts(region), ..matter };
    let matters = [
        complaint(1),
        complaint(2),
        tip(3),
        complaint(4),
        there("530922102003", tip(5)),
        there("441581101001", complaint(6)),
    ];
    for (n, matter) in matters.into_iter().enumerate() {
        rows.push(kept(store, &n.to_string(), matter).await);
    }
    let events = [
        vec![],
        vec![assigned(10, "suo"), status(11, Status::Accepted)],
        vec![assigned(10, "suo"), registered(11, "1"), status(12, Status::Closed)],
        vec![event(10, EventKind::Withdrawn)],
        vec![assigned(10, "yaoxie"), registered(11, "2")],
        vec![],
    ];
    for (row, events) in rows.iter_mut().zip(events) {
        *row = appended(store, row, None, &events).await;
    }
    rows
}

pub async fn each_filter_keeps_what_fits(store: &Store) {
    let rows = six(store).await;
    let all = list(store, Filter::default()).await;
    assert_eq!((numbers(&all), all.total), (vec!["5", "4", "3", "2", "1"], 5));
    assert_eq!(all.rows[3], rows[1]);
    assert_eq!((all.open, all.unregistered), (3, 2), "a withdrawn complaint waits for nothing");
    let default = Filter::default;
    let cases = [
        (Filter { kind: Some(MatterKind::Tip), ..default() }, vec!["5", "3"]),
        (Filter { status: Some(Status::Accepted), ..default() }, vec!["2"]),
        (Filter { status: Some(Status::Mediating), ..default() }, vec![]),
        (Filter { region: Some("530922102".into()), ..default() }, vec!["5"]),
        (Filter { region: Some("530922102003".into()), ..default() }, vec!["5"]),
        (Filter { region: Some("530922102004".into()), ..default() }, vec![]),
        (Filter { region: Some("441581".into()), ..default() }, vec![]),
        (Filter { unit: Some("suo".into()), ..default() }, vec!["3", "2"]),
        (Filter { registered: Some(true), ..default() }, vec!["5", "3"]),
        (Filter { registered: Some(false), ..default() }, vec!["2", "1"]),
        (Filter { open: true, ..default() }, vec!["5", "2", "1"]),
        (Filter { open: true, kind: Some(MatterKind::Complaint), ..default() }, vec!["2", "1"]),
        (Filter { unit: Some("suo".into()), open: true, ..default() }, vec!["2"]),
    ];
    for (filter, expected) in cases {
        let page = list(store, filter.clone()).await;
        assert_eq!(numbers(&page), expected, "{filter:?}");
        assert_eq!(page.total, u64::try_from(expected.len()).unwrap(), "{filter:?}");
        assert_eq!((page.open, page.unregistered), (3, 2), "counts do not depend on the filter: {filter:?}");
    }
}

/// One that waits for a head, one somebody handles, one nobody has; lists and searches alike.
pub async fn handler_stage_and_approval_narrow_lists_and_searches(store: &Store) {
    let [me, other] = [1, 2].map(Uuid::from_u128);
    let taken =
        |second, id: Uuid| event(second, EventKind::Office(OfficeStep::Taken { staff: id, name: "某某".into() }));
    let verified = |second| event(second, EventKind::Tip(TipStep::VerificationStarted));
    let asked = |second| {
        let step = ClockStep::ExtensionAsked { clock: "T6".into(), reason: "等检验".into() };
        event(second, EventKind::Clock(step))
    };
    let events = [
        vec![assigned(10, "suo"), taken(11, me), verified(12), asked(13)],
        vec![assigned(10, "suo"), taken(11, other), verified(12)],
        vec![assigned(10, "suo")],
        vec![],
    ];
    for (n, events) in (0..).zip(events) {
        let row = kept(store, &format!("h{n}"), tip(n + 1)).await;
        appended(store, &row, None, &events).await;
    }
    let default = Filter::default;
    let cases = [
        (Filter { handler: Some(HandledBy::Person(me)), ..default() }, vec!["1"]),
        (Filter { handler: Some(HandledBy::Person(other)), open: true, ..default() }, vec!["2"]),
        (Filter { handler: Some(HandledBy::Nobody), ..default() }, vec!["4", "3"]),
        (Filter { handler: Some(HandledBy::Nobody), unit: Some("suo".into()), ..default() }, vec!["3"]),
        (Filter { unit: Some(String::new()), ..default() }, vec!["4"]),
        (Filter { stage: Some(Stage::Verifying), ..default() }, vec!["2", "1"]),
        (Filter { stage: Some(Stage::Filed), ..default() }, vec![]),
        (Filter { waits_for_approval: true, ..default() }, vec!["1"]),
        (Filter { waits_for_approval: true, order: Order::DueFirst, ..default() }, vec!["1"]),
    ];
    for (filter, expected) in cases {
        let page = list(store, filter.clone()).await;
        assert_eq!(
            (numbers(&page), page.total),
            (expected.clone(), u64::try_from(expected.len()).unwrap()),
            "{filter:?}"
        );
        let found = store.inbox(&county(), &filter, Some("假药"), 50).await.unwrap();
        let mut words = numbers(&found);
        words.sort_unstable_by(|one, other| other.cmp(one));
        assert_eq!(words, expected, "with words: {filter:?}");
    }
}

pub async fn a_view_ends_at_its_regions_and_its_unit(store: &Store) {
    six(store).await;
    let seen = |regions: &[&str], unit: Option<&str>| {
        let regions = regions.iter().map(|region| (*region).to_owned()).collect();
        let view = View { regions, unit: unit.map(str::to_owned) };
        async move { store.inbox(&view, &Filter::default(), None, 50).await.unwrap() }
    };
    let township = seen(&["530922101"], None).await;
    assert_eq!((numbers(&township), township.open, township.unregistered), (vec!["4", "3", "2", "1"], 2, 2));
    let unit = seen(&["530922101"], Some("suo")).await;
    assert_eq!((numbers(&unit), unit.total, unit.open, unit.unregistered), (vec!["3", "2"], 2, 1, 1));
    let village = seen(&["530922102003"], None).await;
    assert_eq!((numbers(&village), village.total), (vec!["5"], 1));
    assert_eq!(numbers(&seen(&["441581", "530922102"], None).await), ["6", "5"]);
    assert!(seen(&[], None).await.rows.is_empty());
    assert!(seen(&[""], None).await.rows.is_empty(), "an empty prefix is no area");
    let view = View { regions: vec!["530922".into()], unit: Some("suo".into()) };
    let other = Filter { unit: Some("yaoxie".into()), ..Filter::default() };
    assert_eq!(store.inbox(&view, &other, None, 50).await.unwrap().total, 0, "a filter must not widen a view");
    let elsewhere = Filter { region: Some("441581".into()), ..Filter::default() };
    assert_eq!(store.inbox(&county(), &elsewhere, None, 50).await.unwrap().total, 0);
}

pub async fn overlapping_regions_count_once(store: &Store) {
    six(store).await;
    let regions = ["530922101", "530922", "530922101001", "530922"].map(str::to_owned).to_vec();
    let page = store.inbox(&View { regions, unit: None }, &Filter::default(), None, 50).await.unwrap();
    assert_eq!((numbers(&page), page.total, page.open), (vec!["5", "4", "3", "2", "1"], 5, 3));
}

pub async fn pages_follow_each_other_without_gap_or_repetition(store: &Store) {
    // All at the same moment, so that only the order of coming in tells them apart.
    let batch: Vec<_> = (0..95).map(|n| submission(&n.to_string(), vec![tip(0)])).collect();
    store.record(&batch, "YX").await.unwrap();
    let mut seen = Vec::new();
    for page in 1..=6 {
        let page = store.inbox(&county(), &Filter { page, ..Filter::default() }, None, 20).await.unwrap();
        assert_eq!(page.total, 95);
        seen.extend(page.rows.into_iter().map(|row| row.number));
    }
    let expected: Vec<String> = (1..=95).rev().map(|n| format!("YX-2026-{n:06}")).collect();
    assert_eq!(seen, expected);
    let beyond = u32::try_from(REACHABLE_ROWS / 20 + 1).unwrap();
    let page = store.inbox(&county(), &Filter { page: beyond, ..Filter::default() }, None, 20).await.unwrap();
    assert!(page.rows.is_empty());
}

pub async fn what_is_due_first_comes_first(store: &Store) {
    for (second, due) in
        [(1, Some(date(2026, 12, 9))), (2, None), (3, Some(date(2026, 11, 30))), (4, Some(date(2026, 12, 1)))]
    {
        kept(store, &second.to_string(), NewMatter { due, ..complaint(second) }).await;
    }
    let due_first = || Filter { order: Order::DueFirst, ..Filter::default() };
    assert_eq!(numbers(&list(store, due_first()).await), ["3", "4", "1", "2"]);
    let row = store.matter_by_number("YX-2026-000003").await.unwrap().unwrap();
    appended(store, &row, Some(date(2027, 1, 28)), &[status(9, Status::Accepted)]).await;
    assert_eq!(numbers(&list(store, due_first()).await), ["4", "1", "3", "2"]);
}

pub async fn counts_follow_every_change(store: &Store) {
    let mut row = kept(store, "a", complaint(0)).await;
    let mut expected = vec![(1, 1)];
    let mut counts = vec![];
    let steps = [
        (assigned(1, "suo"), (1, 1)),
        (registered(2, "5309220000000202611210001"), (1, 0)),
        (status(3, Status::Accepted), (1, 0)),
        (status(4, Status::Closed), (0, 0)),
    ];
    let now = list(store, Filter::default()).await;
    counts.push((now.open, now.unregistered));
    for (event, after) in steps {
        row = appended(store, &row, None, &[event]).await;
        let now = list(store, Filter::default()).await;
        assert_eq!((now.total, now.rows.len()), (1, 1));
        counts.push((now.open, now.unregistered));
        expected.push(after);
    }
    assert_eq!(counts, expected);
}

pub async fn unregistered_matters_come_oldest_first(store: &Store) {
    let rows = six(store).await;
    assert_eq!(store.unregistered(&county(), 10).await.unwrap(), rows[..2]);
    assert_eq!(store.unregistered(&county(), 1).await.unwrap(), rows[..1]);
    let suo = View { unit: Some("suo".into()), ..county() };
    assert_eq!(store.unregistered(&suo, 10).await.unwrap(), rows[1..2]);
    assert!(store.unregistered(&View::default(), 10).await.unwrap().is_empty());
}
