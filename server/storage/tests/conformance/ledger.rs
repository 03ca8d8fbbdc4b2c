use domain::event::{Actor, EventKind};
use domain::law::Route;
use domain::ledger::{Book, Entry, Record};
use domain::matter::OfficeStep;
use domain::region::RegionCode;
use domain::transfer::{Opening, Transfer, TransferStep};
use storage::{Change, Filed, Keeping, KeptEntry, LedgerFilter, NewClaim, NewLedger, Standing, View};
use uuid::Uuid;

use crate::place::Place;
use crate::samples::*;

fn opened(subject: &str) -> Entry<TransferStep> {
    let opening = Opening {
        route: Route::Body,
        to: "health".into(),
        to_name: "卫生健康部门".into(),
        their_no: None,
        matter: None,
        whole: false,
        region: RegionCode::parse("530922101000").unwrap(),
        unit: "suo-aihua".into(),
        subject: subject.into(),
        facts: String::new(),
        basis: String::new(),
    };
    Entry { at: at(0), happened: at(0), actor: Actor::System, step: TransferStep::Opened(opening) }
}

fn standing(record: &Transfer) -> Standing {
    Standing {
        region: record.opening.region.clone(),
        unit: Some(record.opening.unit.clone()),
        also: Some("yaoxie".into()),
        sort: record.sort(),
        open: record.is_open(),
        due: None,
        state: serde_json::to_string(record).unwrap(),
    }
}

fn new(id: u128, subject: &str) -> NewLedger {
    let entry = opened(subject);
    let record = Transfer::begun(&entry).unwrap();
    NewLedger {
        id: Uuid::from_u128(id),
        book: Book::Transfer,
        matter: None,
        standing: standing(&record),
        entry: KeptEntry::new::<Transfer>(&entry).unwrap(),
    }
}

async fn open(place: &Place, new: &[NewLedger]) -> Filed {
    place.keep(&Keeping { open: new, ..Keeping::default() }).await.unwrap()
}

/// Two transfers that were just opened, ids 1 and 2.
pub async fn two_records(place: &Place) {
    open(place, &[new(1, "甲"), new(2, "乙")]).await;
}

fn view(region: &str, unit: Option<&str>) -> View {
    View { regions: vec![region.into()], unit: unit.map(str::to_owned) }
}

pub async fn records_are_numbered_by_book_and_year_and_kept_once(place: &Place) {
    let first = [new(1, "甲"), new(2, "乙")];
    let Filed::Done(numbers) = open(place, &first).await else { panic!("not kept") };
    assert!(numbers[0].starts_with("YS-") && numbers[0].ends_with("-0001") && numbers[1].ends_with("-0002"));
    assert_eq!(open(place, &first[..1]).await, Filed::Known, "the same form sent twice");
    let Filed::Done(third) = open(place, &[new(3, "丙")]).await else { panic!("not kept") };
    assert!(third[0].ends_with("-0003"), "no number is left out: {third:?}");
    let row = place.ledger_by_number(Book::Transfer, &numbers[0]).await.unwrap().unwrap();
    assert_eq!(row.record::<Transfer>().unwrap().opening.subject, "甲");
    assert!(place.ledger_by_number(Book::Risk, &numbers[0]).await.unwrap().is_none());
}

pub async fn a_step_is_kept_with_its_matter_or_not_at_all(place: &Place) {
    let matter = kept(place, "a", tip(0)).await;
    open(place, &[NewLedger { matter: Some(matter.id), ..new(1, "甲") }]).await;
    let row = place.ledger(Uuid::from_u128(1)).await.unwrap().unwrap();
    let step = Entry { step: TransferStep::Dropped { reason: "不需要".into() }, ..opened("") };
    let next = row.record::<Transfer>().unwrap().applied(&step);
    let told = event(1, EventKind::Office(OfficeStep::Noted { text: "撤销移送".into() }));
    let events = [told];
    let keep = |row, matter| {
        let append = Some((row, KeptEntry::new::<Transfer>(&step).unwrap(), standing(&next)));
        let change = Change { events: &events, ..Change::default() };
        Keeping { append, matter: Some((matter, change)), ..Keeping::default() }
    };
    let behind = storage::MatterRow { version: 9, ..matter.clone() };
    assert_eq!(place.keep(&keep(&row, &behind)).await.unwrap(), Filed::Conflict, "the matter moved on");
    assert_eq!(place.ledger(row.id).await.unwrap().unwrap().version, 1, "nothing of it was kept");
    assert_eq!(place.keep(&keep(&row, &matter)).await.unwrap(), Filed::Done(Vec::new()));
    assert_eq!(place.keep(&keep(&row, &matter)).await.unwrap(), Filed::Conflict, "a stale page");
    let entries = place.ledger_entries::<Transfer>(&row).await.unwrap();
    assert_eq!((entries.len(), place.events(matter.id).await.unwrap().len()), (2, 2));
    assert_eq!(Transfer::replay(&entries), Some(place.ledger(row.id).await.unwrap().unwrap().record().unwrap()));
    assert_eq!(place.ledgers_of(Book::Transfer, matter.id).await.unwrap().len(), 1);
}

pub async fn a_list_shows_what_lies_within_area_and_unit(place: &Place) {
    open(place, &[new(1, "甲"), new(2, "乙")]).await;
    let all = LedgerFilter { page: 1, ..LedgerFilter::default() };
    let count = |view: View, filter: LedgerFilter| async move {
        place.ledgers(Book::Transfer, &view, &filter, 1).await.unwrap().total
    };
    for (region, unit, expected) in [
        ("530922", None, 2),
        ("530922101", Some("suo-aihua"), 2),
        ("530922101", Some("yaoxie"), 2),
        ("530922101", Some("zhifa"), 0),
        ("530923", None, 0),
        ("", None, 0),
    ] {
        assert_eq!(count(view(region, unit), all.clone()).await, expected, "{region} {unit:?}");
    }
    assert_eq!(count(view("530922", None), LedgerFilter { open: Some(false), ..all.clone() }).await, 0);
    assert_eq!(count(view("530922", None), LedgerFilter { sort: Some("body".into()), ..all.clone() }).await, 2);
    assert_eq!(count(view("530922", None), LedgerFilter { unit: Some("zhifa".into()), ..all.clone() }).await, 0);
    let second = LedgerFilter { page: 2, ..all };
    assert_eq!(place.ledgers(Book::Transfer, &view("530922", None), &second, 1).await.unwrap().rows.len(), 1);
}

pub async fn ledgers_are_neither_changed_nor_removed(place: &Place) {
    open(place, &[new(1, "甲")]).await;
    for sql in ["UPDATE ledger_entry SET at = at + 1", "DELETE FROM ledger_entry", "DELETE FROM ledger"] {
        let error = place.say(sql).await.expect_err(sql);
        assert!(error.to_string().contains("only ever appended"), "{sql}: {error}");
    }
}

pub async fn a_word_is_chosen_once_and_a_selector_given_once(place: &Place) {
    let claim = |ledger: u128| NewClaim {
        ledger: Uuid::from_u128(ledger),
        selector: "ABCDEF".into(),
        code_hash: "hash".into(),
    };
    let (first, second) = ([new(1, "甲")], [new(2, "乙")]);
    let keep = |open, claim| Keeping { open, claim: Some(claim), ..Keeping::default() };
    assert!(matches!(place.keep(&keep(&first, claim(1))).await.unwrap(), Filed::Done(_)));
    assert_eq!(place.keep(&keep(&second, claim(2))).await.unwrap(), Filed::Conflict);
    assert!(place.ledger(Uuid::from_u128(2)).await.unwrap().is_none());
    assert!(place.choose_word(Uuid::from_u128(1), "word").await.unwrap());
    assert!(!place.choose_word(Uuid::from_u128(1), "other").await.unwrap());
    assert_eq!(place.claim("ABCDEF").await.unwrap().unwrap().word_hash.as_deref(), Some("word"));
    for sql in ["UPDATE reward_claim SET word_hash = 'x'", "DELETE FROM reward_claim"] {
        assert!(place.say(sql).await.is_err(), "{sql}");
    }
}

pub async fn supervised_matters_are_found_within_the_view(place: &Place) {
    let row = kept(place, "a", tip(0)).await;
    kept(place, "b", tip(1)).await;
    let region = row.facts.region.as_str();
    let unit = view(region, Some("nobody"));
    assert!(place.supervised(&view(region, None)).await.unwrap().is_empty());
    let id = Uuid::from_u128(9);
    let until = "2026-12-01".parse().unwrap();
    let set = OfficeStep::Supervised { supervision: id, listed: true, requirement: "查清".into(), until };
    let events = [event(2, EventKind::Office(set))];
    let change = Change { events: &events, ..Change::default() };
    let storage::Appended::Done(row) = place.append(&row, change).await.unwrap() else { panic!("not kept") };
    let found = place.supervised(&view(region, None)).await.unwrap();
    assert_eq!(found.iter().map(|row| &row.number).collect::<Vec<_>>(), [&row.number]);
    assert!(place.supervised(&unit).await.unwrap().is_empty());
    assert!(place.supervised(&view("999999", None)).await.unwrap().is_empty());
    let lifted = OfficeStep::SupervisionLifted { supervision: id, note: "已办结".into() };
    let events = [event(3, EventKind::Office(lifted))];
    place.append(&row, Change { events: &events, ..Change::default() }).await.unwrap();
    assert!(place.supervised(&view(region, None)).await.unwrap().is_empty());
}
