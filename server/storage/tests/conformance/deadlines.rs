use domain::event::EventKind;
use domain::ledger::Book;
use domain::matter::{ClockStep, OfficeStep, Pause};
use domain::quality::Mark;
use jiff::civil::{Date, date};
use storage::{About, Addressee, DueBy, DueQuestion, FlagQuestion, JobKind, NewReminder, QualityFlag, Store, View};
use uuid::Uuid;

use super::place::Place;
use super::samples::{appended, assigned, at, complaint, event, job, kept, tip};

fn county() -> View {
    View { regions: vec!["530922".into()], unit: None }
}

fn day(day: i8) -> Date {
    date(2026, 11, day)
}

async fn numbers(store: &Store, view: &View, asked: &DueQuestion) -> Vec<String> {
    let page = store.due(view, asked, 100).await.unwrap();
    page.into_iter().map(|matter| matter.row.number).collect()
}

pub async fn matters_are_listed_by_their_day(store: &Store) {
    let mut due = Vec::new();
    for (place, on) in [20, 5, 20, 11].into_iter().enumerate() {
        let matter = kept(store, &format!("by day {place}"), complaint(0)).await;
        let events = [assigned(1, if place == 0 { "zhifa" } else { "suo" })];
        due.push(appended(store, &matter, Some(day(on)), &events).await.number);
    }
    kept(store, "nothing is due", tip(0)).await;
    let all = numbers(store, &county(), &DueQuestion { to: Some(day(30)), ..DueQuestion::default() }).await;
    assert_eq!(all, [&due[1], &due[3], &due[0], &due[2]].map(Clone::clone));
    let some = DueQuestion { from: Some(day(6)), to: Some(day(19)), ..DueQuestion::default() };
    assert_eq!(numbers(store, &county(), &some).await, [due[3].clone()]);
    let station = View { unit: Some("suo".into()), ..county() };
    assert_eq!(numbers(store, &station, &DueQuestion { to: Some(day(30)), ..DueQuestion::default() }).await.len(), 3);
    let elsewhere = View { regions: vec!["4415".into()], unit: None };
    assert_eq!(numbers(store, &elsewhere, &DueQuestion::default()).await, Vec::<String>::new());
    let of_unit = DueQuestion { unit: Some("zhifa".into()), ..DueQuestion::default() };
    assert_eq!(numbers(store, &county(), &of_unit).await, [due[0].clone()]);

    let mut paged = Vec::new();
    let mut asked = DueQuestion { to: Some(day(30)), ..DueQuestion::default() };
    loop {
        let page = store.due(&county(), &asked, 1).await.unwrap();
        let Some(one) = page.first() else { break };
        assert_eq!(one.due, Some(one.place.0));
        asked.after = Some(one.place);
        paged.push(one.row.number.clone());
    }
    assert_eq!(paged, all, "page by page comes the same");

    let tally = store.due_counts(&county(), [day(11), day(11), day(15), day(25)]).await.unwrap();
    let counts: Vec<_> = tally.units.iter().map(|unit| (unit.unit.as_deref(), unit.counts)).collect();
    assert_eq!(counts, [(Some("suo"), [1, 1, 0, 1]), (Some("zhifa"), [0, 0, 0, 1])]);
    assert!(!tally.more);
}

pub async fn standing_still_orders_and_handlers_are_found(store: &Store) {
    let handler = Uuid::new_v4();
    let taken = event(2, EventKind::Office(OfficeStep::Taken { staff: handler, name: "某".into() }));
    let paused = event(3, EventKind::Clock(ClockStep::Paused { ground: Pause::Testing, note: "\"to\":null".into() }));
    let resumed = event(4, EventKind::Clock(ClockStep::Resumed { ground: Pause::Testing, note: "好".into() }));
    let order = |number: &str, due| {
        event(3, EventKind::Clock(ClockStep::OrderTaken { master: "12345".into(), number: number.into(), due }))
    };
    let still = kept(store, "still", tip(0)).await;
    let still = appended(store, &still, None, &[assigned(1, "suo"), taken, paused]).await;
    let ordered = kept(store, "ordered", tip(0)).await;
    let ordered = appended(store, &ordered, Some(day(9)), &[order("a", day(12)), order("b", day(9))]).await;

    let by = |by| DueQuestion { by, ..DueQuestion::default() };
    assert_eq!(numbers(store, &county(), &by(DueBy::StandingStill)).await, std::slice::from_ref(&still.number));
    assert_eq!(numbers(store, &county(), &by(DueBy::Order)).await, std::slice::from_ref(&ordered.number));
    let page = store.due(&county(), &by(DueBy::Order), 9).await.unwrap();
    assert_eq!(page[0].place.0, day(9), "the nearest of its orders");
    let own = DueQuestion { handler: Some(handler), ..DueQuestion::default() };
    assert_eq!(numbers(store, &county(), &own).await, std::slice::from_ref(&still.number));
    assert_eq!(store.count_due(&county(), &by(DueBy::StandingStill)).await.unwrap(), 1);
    appended(store, &still, Some(day(20)), &[resumed]).await;
    assert_eq!(store.count_due(&county(), &by(DueBy::StandingStill)).await.unwrap(), 0);
}

pub async fn a_day_counted_anew_changes_nothing_else(store: &Store) {
    let matter = kept(store, "moved", complaint(0)).await;
    let before = store.audit_snapshot().await.unwrap().verify(&|_| [0; 32]).await.unwrap().last;
    assert!(store.move_due(&matter, Some(day(25))).await.unwrap());
    assert!(!store.move_due(&matter, Some(day(25))).await.unwrap(), "it is that day already");
    let now = store.matter(matter.id).await.unwrap().unwrap();
    assert_eq!(now, matter, "version, state and the rest stand as they were");
    let page = store.due_from(day(25), None, 10).await.unwrap();
    assert_eq!(page.iter().map(|one| one.due).collect::<Vec<_>>(), [Some(day(25))]);
    appended(store, &matter, Some(day(26)), &[assigned(1, "suo")]).await;
    assert!(!store.move_due(&matter, Some(day(1))).await.unwrap(), "somebody changed it meanwhile");
    let after = store.audit_snapshot().await.unwrap().verify(&|_| [0; 32]).await.unwrap().last;
    assert_eq!(after, before + 1, "only the event stands in the trail");
}

pub async fn many_servers_remind_once(store: &Store) {
    let matter = kept(store, "reminded", complaint(0)).await;
    let staff = Uuid::new_v4();
    let new = |staff| NewReminder {
        id: Uuid::new_v4(),
        about: About::Matter(matter.id),
        clock: "T1".into(),
        due: date(2026, 12, 1),
        days: 3,
        unit: Some("suo".into()),
        staff,
        made_at: at(0),
    };
    let tries = (0..8).map(|_| {
        let (store, reminders) = (store.clone(), vec![new(Some(staff)), new(None)]);
        tokio::spawn(async move { store.remind(&reminders).await.unwrap() })
    });
    let mut made = 0;
    for one in tries.collect::<Vec<_>>() {
        made += one.await.unwrap();
    }
    assert_eq!(made, 2);
    let own = Addressee { staff, unit: "other".into(), unassigned: false };
    let unit = Addressee { staff: Uuid::new_v4(), unit: "suo".into(), unassigned: true };
    let (owns, units) = (store.reminders(&own, 9).await.unwrap(), store.reminders(&unit, 9).await.unwrap());
    assert_eq!((owns.len(), units.len()), (1, 1));
    assert_eq!(store.put_reminders_away(&unit, &[owns[0].id], at(1)).await.unwrap(), 0, "not theirs");
    assert_eq!(store.put_reminders_away(&own, &[owns[0].id], at(1)).await.unwrap(), 1);
    assert_eq!(store.reminders(&own, 9).await.unwrap(), []);
    assert_eq!(store.remind(&[new(Some(staff))]).await.unwrap(), 0, "what was put away does not come back");
}

pub async fn a_ledgers_record_is_reminded_of_once_and_until_it_is_not_due(place: &Place) {
    crate::ledger::two_records(place).await;
    let ledger = Uuid::from_u128(1);
    let row = place.ledger(ledger).await.unwrap().unwrap();
    let due = date(2026, 12, 1);
    assert!(place.move_ledger_due(&row, Some(due)).await.unwrap());
    assert!(!place.move_ledger_due(&row, Some(due)).await.unwrap(), "it stands there already");
    let found = place.ledgers_due(Book::Transfer, (date(2026, 11, 1), due), None, 9).await.unwrap();
    assert_eq!(found.iter().map(|row| (row.id, row.due)).collect::<Vec<_>>(), [(ledger, Some(due))]);
    let behind = Some((due, found[0].number.clone()));
    assert_eq!(place.ledgers_due(Book::Transfer, (date(2026, 11, 1), due), behind, 9).await.unwrap(), []);
    let new = |id| NewReminder {
        id: Uuid::from_u128(id),
        about: About::Ledger(ledger),
        clock: "L7".into(),
        due,
        days: 3,
        unit: Some("suo".into()),
        staff: None,
        made_at: at(0),
    };
    assert_eq!(place.remind(&[new(7), new(8)]).await.unwrap(), 1);
    let unit = Addressee { staff: Uuid::new_v4(), unit: "suo".into(), unassigned: false };
    assert_eq!(place.reminders(&unit, 9).await.unwrap()[0].about, About::Ledger(ledger));
    assert_eq!(place.forget_reminders(at(1)).await.unwrap(), 0);
    let row = place.ledger(ledger).await.unwrap().unwrap();
    assert!(place.move_ledger_due(&row, None).await.unwrap());
    assert_eq!(place.reminders(&unit, 9).await.unwrap(), []);
    assert_eq!(place.forget_reminders(at(1)).await.unwrap(), 1);
    place.say("UPDATE reminder SET ledger = NULL").await.expect_err("a reminder of nothing");
}

pub async fn a_job_planned_by_several_servers_is_one(store: &Store) {
    let new = job(JobKind::Remind, 5);
    let tries = (0..6).map(|_| {
        let (store, new) = (store.clone(), new.clone());
        tokio::spawn(async move { store.enqueue_once(&new).await.unwrap() })
    });
    let mut added = 0;
    for one in tries.collect::<Vec<_>>() {
        added += u32::from(one.await.unwrap());
    }
    assert_eq!(added, 1);
}

pub async fn flags_follow_what_happens(store: &Store) {
    let matter = kept(store, "flagged", tip(0)).await;
    let seen = store.changed_since(0, 100).await.unwrap();
    assert_eq!(seen.matters, [matter.id]);
    let later = store.changed_since(seen.until.unwrap(), 100).await.unwrap();
    assert_eq!((later.matters.len(), later.until), (0, None));
    let flag = |mark, second| QualityFlag {
        matter: matter.id,
        mark,
        detail: "某".into(),
        unit: Some("suo".into()),
        found_at: at(second),
    };
    store.set_flags(matter.id, &[flag(Mark::Late, 1), flag(Mark::NotIn12315, 2)]).await.unwrap();
    store.set_flags(matter.id, &[flag(Mark::Late, 5)]).await.unwrap();
    let all = store.flags(&county(), &FlagQuestion::default(), 9).await.unwrap();
    assert_eq!(all, [flag(Mark::Late, 5)]);
    let other = View { unit: Some("zhifa".into()), ..county() };
    assert_eq!(store.flags(&other, &FlagQuestion::default(), 9).await.unwrap(), []);
    assert_eq!(store.flag_counts(&county()).await.unwrap(), [(Mark::Late, "suo".to_owned(), 1)]);
    assert_eq!(store.flag_counts(&other).await.unwrap(), []);
    assert_eq!(store.late_counts(&county(), at(5)).await.unwrap(), [("suo".to_owned(), 1)]);
    assert_eq!(store.late_counts(&county(), at(6)).await.unwrap(), []);
    let moved = QualityFlag { unit: Some("zhifa".into()), ..flag(Mark::Late, 5) };
    store.set_flags(matter.id, &[moved]).await.unwrap();
    assert_eq!(store.flag_counts(&county()).await.unwrap(), [(Mark::Late, "zhifa".to_owned(), 1)]);
    store.set_flags(matter.id, &[]).await.unwrap();
    assert_eq!(store.flag_counts(&county()).await.unwrap(), []);
    store.set_reckoned("days", "one").await.unwrap();
    store.set_reckoned("days", "two").await.unwrap();
    assert_eq!(store.reckoned("days").await.unwrap().as_deref(), Some("two"));
}
