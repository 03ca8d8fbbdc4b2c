use domain::event::{Event, EventKind};
use domain::matter::Status;
use domain::overview::Stretch;
use domain::ports::{Behind, Counted};
use domain::quality::Mark;
use domain::report::{Drug, Facts};
use jiff::civil::date;
use storage::{Moments, NewMatter, QualityFlag, Slice, Store, View};

use crate::samples::*;

/// Seconds the one in the middle took, of those that ended within so many.
async fn took(store: &Store, seconds: i64, ended: u64) -> Option<i64> {
    let took = store.median_handling(&county(), moments(seconds), ended).await.unwrap();
    took.map(|took| took.as_secs())
}

pub async fn the_one_in_the_middle_tells_how_long_handling_took(store: &Store) {
    for (key, received, ended) in [("a", 0, 10), ("b", 5, 25), ("c", 10, 100), ("d", 0, 1000)] {
        let matter = kept(store, key, of("530922101001", "", received)).await;
        let matter = appended(store, &matter, None, &[assigned(received + 1, "suo-aihua")]).await;
        appended(store, &matter, None, &[status(received + 2, Status::Verifying), status(ended, Status::Closed)]).await;
    }
    kept(store, "e", of("530922101001", "", 0)).await;
    assert_eq!(took(store, 50, 2).await, Some(15), "between 10 and 20");
    assert_eq!(took(store, 500, 3).await, Some(20), "of 10, 20 and 90");
    assert_eq!(took(store, 5000, 4).await, Some(55), "between 20 and 90");
    let elsewhere = View { regions: vec!["441581".into()], unit: None };
    assert_eq!(store.median_handling(&elsewhere, moments(5000), 0).await.unwrap(), None);
}

fn county() -> View {
    View { regions: vec!["530922".into()], unit: None }
}

/// From noon on, so many seconds long.
fn moments(seconds: i64) -> Moments {
    Moments { from: at(0), until: at(seconds), today: date(2026, 11, 22) }
}

fn rated(second: i64, grade: u8) -> Event {
    event(second, EventKind::Rated { grade, comment: String::new() })
}

fn of(town: &str, drug: &str, second: i64) -> NewMatter {
    let drug = Drug { name: (!drug.is_empty()).then(|| drug.to_owned()), ..Drug::default() };
    NewMatter { facts: Facts { drug, ..facts(town) }, ..tip(second) }
}

pub async fn what_came_in_ended_and_was_rated_is_counted_by_place_unit_and_subject(store: &Store) {
    let one = kept(store, "a", of("530922101001", "头孢", 0)).await;
    kept(store, "b", of("530922102001", "头孢", 5)).await;
    kept(store, "c", of("530922102001", "", 500)).await;
    kept(store, "d", of("441581101001", "别处", 5)).await;
    let one = appended(store, &one, Some(date(2026, 11, 21)), &[assigned(10, "suo-aihua")]).await;
    let ended = [status(20, Status::Verifying), status(30, Status::Closed), rated(40, 2)];
    appended(store, &one, None, &ended).await;

    let slice = |town: &str, unit: &str, counted, matters, content| Slice {
        town: town.into(),
        unit: unit.into(),
        is_complaint: false,
        counted,
        matters,
        content,
    };
    let slices = async |counted| store.slices(&county(), moments(100), counted).await.unwrap();
    let received =
        [slice("530922101", "suo-aihua", Counted::Received, 1, 0), slice("530922102", "", Counted::Received, 1, 0)];
    assert_eq!(slices(Counted::Received).await, received, "another county and a later moment are left out");
    assert_eq!(slices(Counted::Closed).await, [slice("530922101", "suo-aihua", Counted::Closed, 1, 0)]);
    assert_eq!(slices(Counted::Rated).await, [slice("530922101", "suo-aihua", Counted::Rated, 1, 0)]);
    assert_eq!(slices(Counted::Open).await, [slice("530922102", "", Counted::Open, 2, 0)], "whenever it came in");
    assert_eq!(slices(Counted::Overdue).await, []);
    assert_eq!(store.closed_late(&county(), moments(100)).await.unwrap(), 0);
    let late = |mark| QualityFlag { matter: one.id, mark, detail: String::new(), unit: None, found_at: at(40) };
    store.set_flags(one.id, &[late(Mark::Late), late(Mark::NotIn12315)]).await.unwrap();
    assert_eq!(store.closed_late(&county(), moments(100)).await.unwrap(), 1);
    assert_eq!(store.closed_late(&county(), moments(20)).await.unwrap(), 0, "it ended later");
    assert_eq!(took(store, 100, 1).await, Some(30));
    assert_eq!(took(store, 20, 0).await, None, "of nothing");
    let (categories, drugs) = store.topics(&county(), moments(100)).await.unwrap();
    assert_eq!((categories, drugs), (vec![("D03".to_owned(), 2)], vec![("头孢".to_owned(), 2)]));

    let stretch = Stretch { from: date(2026, 11, 21), to: date(2026, 11, 21) };
    let asked = Behind {
        what: Counted::Received,
        stretch,
        town: Some("530922102".into()),
        unit: Some(String::new()),
        category: Some("D03".into()),
        drug: None,
        page: 1,
    };
    let (rows, total) = store.behind(&county(), moments(1000), &asked, 1).await.unwrap();
    assert_eq!((rows.len(), total, rows[0].state.received_at), (1, 2, at(500)), "newest first");
    let unit = View { unit: Some("suo-aihua".into()), ..county() };
    assert_eq!(store.behind(&unit, moments(1000), &asked, 9).await.unwrap(), (vec![], 0));
}
