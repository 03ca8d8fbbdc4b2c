use std::collections::HashSet;
use std::sync::Arc;

use domain::event::Source;
use domain::matter::{MatterId, MatterKind};
use domain::ports::{Intake, IntakeError};
use jiff::SignedDuration;
use storage::{JobKind, NewSubmission, Recorded};

use super::house::{House, files, key};
use super::sample::{photo, tip};

#[tokio::test]
async fn the_same_key_and_content_is_the_same_receipt_and_one_matter() {
    let house = House::open().await;
    let first = house.submit("a", &tip(), vec![photo(1)]).await.unwrap();
    let again = house.submit("a", &tip(), vec![photo(1)]).await.unwrap();
    assert_eq!((first.code.digits(), &first.matters), (again.code.digits(), &again.matters));
    assert_eq!((first.received_at, first.photos), (again.received_at, again.photos));
    let vault = files(&house.folder().join("vault"));
    assert_eq!(vault.len(), 1, "the repetition left no file");
}

#[tokio::test]
async fn a_double_tap_at_the_same_moment_is_one_matter() {
    let house = Arc::new(House::open().await);
    let taps = (0..16).map(|_| {
        let house = house.clone();
        tokio::spawn(async move { house.submit("a", &tip(), vec![photo(1)]).await.unwrap() })
    });
    let receipts = futures::future::join_all(taps).await;
    let seen: HashSet<_> = receipts
        .into_iter()
        .map(Result::unwrap)
        .map(|r| (r.code.digits().to_owned(), r.matters[0].number.clone()))
        .collect();
    assert_eq!(seen.len(), 1);
    assert_eq!(house.waiting(JobKind::HandOver).await, 1);
    assert_eq!(files(&house.folder().join("vault")).len(), 1, "photos of the losers are forgotten");
}

#[tokio::test]
async fn the_same_key_with_other_content_is_refused() {
    let house = House::open().await;
    house.submit("a", &tip(), vec![photo(1)]).await.unwrap();
    let other_words = domain::report::Answers { story: "另一件事".into(), ..tip() };
    for (answers, photos) in [(other_words, vec![photo(1)]), (tip(), vec![photo(2)]), (tip(), vec![])] {
        let refused = house.submit("a", &answers, photos).await.unwrap_err();
        assert!(matches!(refused, IntakeError::KeyReused), "{refused:?}");
    }
}

#[tokio::test]
async fn the_receipt_can_be_opened_again_for_a_day() {
    let house = House::open().await;
    let given = house.submit("a", &tip(), vec![photo(1)]).await.unwrap();
    house.clock.turn(SignedDuration::from_hours(24));
    let again = house.reception.receipt(&key("a"), house.now()).await.unwrap().unwrap();
    assert_eq!((again.code.digits(), again.matters, again.photos), (given.code.digits(), given.matters, 1));
    house.clock.turn(SignedDuration::from_secs(1));
    assert!(house.reception.receipt(&key("a"), house.now()).await.unwrap().is_none());
    assert!(house.reception.receipt(&key("b"), house.now()).await.unwrap().is_none());
}

#[tokio::test]
async fn a_key_of_a_program_opens_no_receipt_page() {
    let house = House::open().await;
    let mut submission = house.submission("order-1", &tip(), vec![]);
    submission.source = Source::Api;
    let given = house.reception.submit(submission, house.now()).await.unwrap();
    assert!(house.reception.receipt(&key("order-1"), house.now()).await.unwrap().is_none());
    let form = house.submit("order-1", &tip(), vec![]).await.unwrap();
    assert_ne!(form.code.digits(), given.code.digits(), "the form's key of the same words is another key");
}

#[tokio::test]
async fn a_code_that_is_taken_is_never_given_twice() {
    let house = House::open().await;
    let first = house.submit("a", &tip(), vec![]).await.unwrap();
    let taken = house.keys.derive_code(&[b"web/".as_slice(), key("b").as_str().as_bytes(), &[0, 0]].concat());
    let squatter = house.row(&first, 0).await;
    let matter = storage::NewMatter {
        id: MatterId(uuid::Uuid::from_u128(5)),
        kind: MatterKind::Tip,
        facts: squatter.facts.clone(),
        search: String::new(),
        due: None,
        phone_mac: None,
        identity: None,
        attachments: vec![],
        events: house.store.events(squatter.id).await.unwrap(),
        jobs: vec![],
    };
    let submission = NewSubmission {
        id: uuid::Uuid::from_u128(6),
        key_mac: [9; 32],
        content_sha256: [9; 32],
        code_mac: house.keys.code_mac(&taken),
        received_at: house.now(),
        field: None,
        matters: vec![matter],
    };
    assert!(matches!(house.store.record(&[submission], "YX").await.unwrap()[0], Recorded::New(_)));

    let given = house.submit("b", &tip(), vec![]).await.unwrap();
    assert_ne!(given.code.digits(), taken.digits());
    let again = house.submit("b", &tip(), vec![]).await.unwrap();
    assert_eq!(again.code.digits(), given.code.digits(), "and the repetition finds the same second code");
}
