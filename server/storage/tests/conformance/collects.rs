//! Residents who ask an officer to come and collect old medicine.

use domain::audit::{Act, Deed, Who};
use domain::collecting::{AtHome, CollectLimits, Ending, HowMuch};
use domain::field::ErrandKind;
use domain::region::RegionCode;
use storage::{CollectKept, CollectRow, CollectStep, NewCollect, NewErrand, NewOfficer, Sealed, Store};
use uuid::Uuid;

use crate::samples::at;

const OFFICER: Uuid = Uuid::from_u128(0xa1);
const OTHER: Uuid = Uuid::from_u128(0xa2);
const ONE: Uuid = Uuid::from_u128(1);

fn new(number: u8, region: &str) -> NewCollect {
    NewCollect {
        id: Uuid::from_u128(u128::from(number)),
        key_mac: [number; 32],
        content_mac: [number; 32],
        phone_mac: [7; 32],
        contact: Sealed { key_id: "k1".into(), blob: vec![1, 2, number] },
        region: RegionCode::parse(region).unwrap(),
        amount: HowMuch::Bag,
        home: Some(AtHome::Morning),
        asked_at: at(i64::from(number)),
    }
}

fn act(second: i64) -> Act {
    Act::new(at(second), Who::System, Deed::CollectKept, "")
}

fn errand(number: u128, to: Uuid) -> NewErrand {
    NewErrand {
        id: Uuid::from_u128(0xe0 + number),
        kind: ErrandKind::Collect,
        urgent: false,
        title: "上门收".into(),
        body: "x".into(),
        giver: "协管员".into(),
        region: "530922101201".into(),
        until: None,
        to: vec![to],
    }
}

async fn crew(place: &Store) {
    for (number, id) in [(1, OFFICER), (2, OTHER)] {
        let new = NewOfficer {
            id,
            name: format!("信息员{number}"),
            phone: Sealed { key_id: "k".into(), blob: vec![1] },
            phone_mac: [number; 32],
            villages: vec![RegionCode::parse("530922101201").unwrap()],
            conflict: String::new(),
        };
        assert!(place.keep_officer(&new, at(0), &act(0)).await.unwrap());
    }
}

async fn keep(place: &Store, number: u8, region: &str) -> CollectKept {
    place.keep_collect(&new(number, region), "YX-SM", &act(1)).await.unwrap()
}

async fn row(place: &Store, id: Uuid) -> CollectRow {
    place.collect(id).await.unwrap().unwrap()
}

async fn ids(place: &Store, prefix: &str, ended: bool) -> Vec<u128> {
    place.collects(&[prefix.into()], ended).await.unwrap().iter().map(|row| row.id.as_u128()).collect()
}

pub async fn a_request_is_kept_once_with_a_number_and_listed_by_place(place: &Store) {
    let (one, again) = (new(1, "530922101201"), NewCollect { id: Uuid::from_u128(9), ..new(1, "530922101201") });
    let act = act(1);
    let (a, b) = tokio::join!(place.keep_collect(&one, "YX-SM", &act), place.keep_collect(&again, "YX-SM", &act));
    let mut both = [a.unwrap(), b.unwrap()];
    both.sort_by_key(|kept| *kept != CollectKept::New);
    assert_eq!(both, [CollectKept::New, CollectKept::Known { content_mac: vec![1; 32] }]);
    assert_eq!(keep(place, 2, "530922101000").await, CollectKept::New);
    assert_eq!(keep(place, 3, "530922102201").await, CollectKept::New);
    let kept = place.collect_by_key(&[1; 32]).await.unwrap().unwrap();
    assert!(kept.number.starts_with("YX-SM-2026-00000"), "{}", kept.number);
    assert_eq!((kept.amount, kept.home, kept.version, kept.ended), (HowMuch::Bag, Some(AtHome::Morning), 1, None));
    assert_eq!(row(place, kept.id).await, kept);
    assert_eq!(ids(place, "530922101", false).await, [kept.id.as_u128(), 2]);
    assert_eq!(ids(place, "530922", false).await, [kept.id.as_u128(), 2, 3]);
    assert_eq!(ids(place, "530923", false).await, Vec::<u128>::new());
    assert_eq!(place.collects_of_same_phone(kept.id).await.unwrap(), 2);
    assert!(place.collect_by_key(&[8; 32]).await.unwrap().is_none());
}

pub async fn one_officer_has_it_at_a_time_and_gives_it_back_or_ends_it(place: &Store) {
    crew(place).await;
    keep(place, 1, "530922101201").await;
    let (first, second, third) = (errand(1, OFFICER), errand(2, OTHER), errand(3, OFFICER));
    let give =
        async |version, errand| place.step_collect(ONE, version, CollectStep::Give(errand), &act(5)).await.unwrap();
    assert!(give(1, &first).await);
    assert!(!give(1, &second).await, "somebody was faster");
    let doors = place.doors_of(OFFICER).await.unwrap();
    assert_eq!((doors.len(), doors[0].errand, doors[0].request), (1, first.id, ONE));
    assert!(doors[0].contact.is_none(), "the task was not seen yet");
    place.errand_read(first.id, OFFICER, at(6)).await.unwrap();
    place.errand_read(first.id, OFFICER, at(7)).await.unwrap();
    assert_eq!(place.doors_of(OFFICER).await.unwrap()[0].contact, Some(new(1, "530922101201").contact));
    assert!(place.doors_of(OTHER).await.unwrap().is_empty());

    assert!(give(2, &second).await);
    assert!(place.doors_of(OFFICER).await.unwrap().is_empty(), "taken off the first");
    let off = place.errand_to(first.id).await.unwrap().remove(0);
    assert!(off.done_at.is_none() && off.taken_off.contains("改派"), "{off:?}");
    assert!(!place.give_collect_back(first.id, OFFICER, "x", at(8)).await.unwrap());
    assert!(place.give_collect_back(second.id, OTHER, "没有人", at(8)).await.unwrap());
    assert!(place.doors_of(OTHER).await.unwrap().is_empty());
    let back = row(place, ONE).await;
    assert_eq!((back.given, back.back.as_str(), back.version, back.ended), (None, "没有人", 4, None));

    assert!(give(4, &third).await);
    let given = row(place, ONE).await.given.unwrap();
    assert_eq!((given.0, given.1.as_str(), given.2), (OFFICER, "信息员1", at(5)));
    assert!(!place.errand_done(first.id, OFFICER, "旧的", at(9)).await.unwrap(), "taken off");
    assert_eq!(place.errands_of(OTHER).await.unwrap()[0].taken_off, "没有收成，已经交回：没有人");
    assert_eq!(row(place, ONE).await.ended, None);
    assert!(!place.errand_done(third.id, OTHER, "", at(9)).await.unwrap());
    assert!(place.errand_done(third.id, OFFICER, "收好", at(9)).await.unwrap());
    assert!(place.errand_done(third.id, OFFICER, "收好", at(10)).await.unwrap());
    assert_eq!(row(place, ONE).await.ended, Some((Ending::Collected, at(9))));
    assert!(place.doors_of(OFFICER).await.unwrap().is_empty());
    let end = CollectStep::End(Ending::Repeated);
    assert!(!place.step_collect(ONE, 6, end, &act(11)).await.unwrap(), "it has ended");
    assert_eq!((ids(place, "530922", false).await, ids(place, "530922", true).await), (vec![], vec![1]));
}

pub async fn what_is_over_is_wiped_and_the_rest_stays_to_be_counted(place: &Store) {
    crew(place).await;
    for number in 1..=3 {
        keep(place, number, "530922101201").await;
    }
    let [one, two, three] = [1, 2, 3].map(Uuid::from_u128);
    let end = CollectStep::End(Ending::Brought);
    assert!(place.step_collect(one, 1, end, &act(10)).await.unwrap());
    let given = errand(1, OFFICER);
    assert!(place.step_collect(two, 1, CollectStep::Give(&given), &act(10)).await.unwrap());
    place.errand_read(given.id, OFFICER, at(11)).await.unwrap();
    let forget = async |ended, asked| {
        let over = CollectLimits { ended: at(ended), asked: at(asked) };
        place.forget_doors(&over, at(50)).await.unwrap()
    };
    assert_eq!(forget(10, 0).await, 0);
    assert_eq!(forget(11, 0).await, 1);
    assert_eq!(forget(11, 0).await, 0);
    let gone = row(place, one).await;
    assert_eq!(
        (gone.contact, gone.home, gone.amount, gone.ended),
        (None, None, HowMuch::Bag, Some((Ending::Brought, at(10))))
    );
    let plain = place.collects_of_same_phone(one).await.unwrap();
    assert_eq!(plain, 0, "what tells phones apart went as well");
    assert_eq!(keep(place, 1, "530922101201").await, CollectKept::Known { content_mac: Vec::new() });

    assert_eq!(forget(11, 3).await, 1);
    let lapsed = row(place, two).await;
    assert_eq!((lapsed.contact, lapsed.ended), (None, Some((Ending::Lapsed, at(50)))));
    assert!(place.doors_of(OFFICER).await.unwrap().is_empty());
    assert!(place.errand_to(given.id).await.unwrap()[0].taken_off.contains("不用去了"));
    assert!(row(place, three).await.contact.is_some());
}
