use std::sync::Arc;

use domain::event::{Actor, Event, EventKind};
use domain::matter::Status;
use domain::ports::{Addition, Photo, Side, TrackError};
use domain::query_code::QueryCode;
use storage::{Appended, Change};

use super::house::{House, files, key};
use super::sample::{complaint, photo, tip};

fn addition(number: &str, name: &str, text: &str, photos: Vec<Vec<u8>>) -> Addition {
    let photos = photos.into_iter().map(|bytes| Photo { bytes }).collect();
    Addition { number: number.to_owned(), key: key(name), text: text.to_owned(), photos }
}

#[tokio::test]
async fn a_code_opens_its_own_matter_and_an_unknown_one_opens_nothing() {
    let house = House::open().await;
    let receipt = house.submit("a", &tip(), vec![]).await.unwrap();
    let tracked = house.look_up(&receipt.code).await.unwrap();
    assert_eq!(tracked.matters[0].number, receipt.matters[0].number);
    assert_eq!(tracked.matters[0].timeline[0].text, "已收到您提交的内容");
    assert!(house.look_up(&QueryCode::from_random(1)).await.is_none());
}

#[tokio::test]
async fn a_message_with_photos_is_added_once_however_often_it_is_sent() {
    let house = House::open().await;
    let receipt = house.submit("a", &tip(), vec![photo(1)]).await.unwrap();
    let number = &receipt.matters[0].number;
    for _ in 0..3 {
        let message = addition(number, "m1", "店里今天还在卖", vec![photo(2), photo(3)]);
        house.tracker.add(&receipt.code, message, house.now()).await.unwrap();
    }
    let tracked = house.look_up(&receipt.code).await.unwrap();
    let messages = &tracked.matters[0].messages;
    assert_eq!(messages.len(), 1);
    assert_eq!(
        (messages[0].side, messages[0].text.as_str(), messages[0].photos),
        (Side::Reporter, "店里今天还在卖", 2)
    );
    let matter = house.store.matter_by_number(number).await.unwrap().unwrap();
    let photos = house.store.attachments(matter.id).await.unwrap();
    assert_eq!(photos.iter().map(|photo| photo.ordinal).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(photos[2].message, Some(messages[0].id));
    assert_eq!(files(&house.folder().join("vault")).len(), 3, "repetitions left no file");
}

#[tokio::test]
async fn messages_sent_at_once_all_arrive() {
    let house = Arc::new(House::open().await);
    let receipt = house.submit("a", &tip(), vec![]).await.unwrap();
    let number = receipt.matters[0].number.clone();
    let senders = (0..5_u8).map(|n| {
        let (house, code, number) = (house.clone(), receipt.code.clone(), number.clone());
        let message = addition(&number, &format!("m{n}"), &format!("第 {n} 条"), vec![photo(n)]);
        tokio::spawn(async move { house.tracker.add(&code, message, house.now()).await.unwrap() })
    });
    for sent in futures::future::join_all(senders).await {
        sent.unwrap();
    }
    let tracked = house.look_up(&receipt.code).await.unwrap();
    assert_eq!(tracked.matters[0].messages.len(), 5);
    let matter = house.store.matter_by_number(&number).await.unwrap().unwrap();
    let mut ordinals: Vec<_> = house.store.attachments(matter.id).await.unwrap().iter().map(|p| p.ordinal).collect();
    ordinals.sort_unstable();
    assert_eq!(ordinals, [1, 2, 3, 4, 5]);
}

#[tokio::test]
async fn a_code_reaches_no_other_matter() {
    let house = House::open().await;
    let mine = house.submit("a", &tip(), vec![]).await.unwrap();
    let other = house.submit("b", &complaint(), vec![]).await.unwrap();
    let number = &other.matters[0].number;
    let message = addition(number, "m", "我来补充", vec![photo(1)]);
    let refused = house.tracker.add(&mine.code, message, house.now()).await.unwrap_err();
    assert!(matches!(refused, TrackError::NotFound));
    let refused = house.tracker.withdraw(&mine.code, number, house.now()).await.unwrap_err();
    assert!(matches!(refused, TrackError::NotFound));
    assert!(files(&house.folder().join("vault")).is_empty(), "nothing was sealed for a stranger");
}

#[tokio::test]
async fn a_message_that_holds_the_code_or_nothing_is_refused_with_all_faults_together() {
    let house = House::open().await;
    let receipt = house.submit("a", &tip(), vec![]).await.unwrap();
    let number = &receipt.matters[0].number;
    let message = addition(number, "m", &receipt.code.to_string(), vec![b"GIF89a".to_vec()]);
    let refused = house.tracker.add(&receipt.code, message, house.now()).await.unwrap_err();
    let TrackError::Invalid(errors) = refused else { panic!("{refused:?}") };
    assert_eq!(errors.iter().map(|error| error.field.as_str()).collect::<Vec<_>>(), ["text", "photos"]);
    assert!(errors[0].message.contains("查询码") && errors[1].message.contains("GIF"), "{errors:?}");
}

#[tokio::test]
async fn a_complaint_is_withdrawn_and_a_tip_is_only_asked_to_be() {
    let house = House::open().await;
    let complaint = house.submit("a", &complaint(), vec![]).await.unwrap();
    let tip = house.submit("b", &tip(), vec![]).await.unwrap();
    for (receipt, expected) in [(&complaint, (Status::Withdrawn, false)), (&tip, (Status::Received, true))] {
        let number = &receipt.matters[0].number;
        house.tracker.withdraw(&receipt.code, number, house.now()).await.unwrap();
        let state = house.look_up(&receipt.code).await.unwrap().matters[0].state.clone();
        assert_eq!((state.status(), state.withdrawal_asked), expected);
        let again = house.tracker.withdraw(&receipt.code, number, house.now()).await.unwrap_err();
        assert!(matches!(again, TrackError::NotNow(_)), "{again:?}");
    }
    assert!(house.look_up(&complaint.code).await.unwrap().matters[0].next.is_none(), "no clock runs on");
}

#[tokio::test]
async fn what_the_desk_did_meanwhile_is_not_lost_by_a_message() {
    let house = House::open().await;
    let receipt = house.submit("a", &tip(), vec![]).await.unwrap();
    let number = &receipt.matters[0].number;
    let matter = house.store.matter_by_number(number).await.unwrap().unwrap();
    let kind = EventKind::StatusSet { status: Status::Verifying, note: String::new() };
    let verifying = Event { at: house.now(), actor: Actor::System, kind };
    let change = Change { events: &[verifying], due: None, message: None, attachments: &[], jobs: &[] };
    assert!(matches!(house.store.append(&matter, change).await.unwrap(), Appended::Done(_)));
    house.tracker.add(&receipt.code, addition(number, "m", "补充", vec![]), house.now()).await.unwrap();
    let tracked = house.look_up(&receipt.code).await.unwrap();
    assert_eq!(tracked.matters[0].state.status(), Status::Verifying);
    assert_eq!(tracked.matters[0].timeline.len(), 3);
}
