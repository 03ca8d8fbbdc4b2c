use std::collections::HashSet;
use std::sync::Arc;

use domain::event::{EventKind, Source};
use domain::matter::MatterKind;
use domain::ports::IntakeError;
use domain::report::Reporter;
use jiff::civil::date;
use server::keys::Purpose;
use storage::JobKind;

use super::house::{House, anywhere, files, key};
use super::sample::{both, complaint, photo, tip};

#[tokio::test]
async fn a_complaint_is_numbered_sealed_and_has_its_jobs() {
    let house = House::open().await;
    let receipt = house.submit("a", &complaint(), vec![photo(1), photo(2)]).await.unwrap();
    assert_eq!(receipt.matters[0].number, "YX-2026-000001");
    assert_eq!((receipt.matters.len(), receipt.photos), (1, 2));

    let row = house.row(&receipt, 0).await;
    assert_eq!((row.kind, row.photos, row.has_identity), (MatterKind::Complaint, 2, true));
    let events = house.store.events(row.id).await.unwrap();
    let expected = EventKind::Received { source: Source::Web, notice_version: "2026-11-21".into() };
    assert_eq!(events.iter().map(|event| &event.kind).collect::<Vec<_>>(), [&expected]);
    assert_eq!((house.waiting(JobKind::HandOver).await, house.waiting(JobKind::MakeShownCopy).await), (1, 2));

    let sealed = house.store.identity(row.id).await.unwrap().unwrap();
    let opened = house.keys.open(Purpose::Identity, row.id.0, &sealed).unwrap();
    let reporter: Reporter = serde_json::from_slice(&opened).unwrap();
    assert_eq!((reporter.name.as_deref(), reporter.phone.as_str()), (Some("赵钱孙"), "13988312345"));
}

#[tokio::test]
async fn the_first_legal_day_stands_with_the_matter() {
    let house = House::open().await;
    let receipt = house.submit("a", &complaint(), vec![]).await.unwrap();
    let tracked = house.look_up(&receipt.code).await.unwrap();
    let next = tracked.matters[0].next.clone().unwrap();
    // Seven working days after Saturday 21 November 2026 (令121 §15).
    assert_eq!((next.clock_id.as_str(), next.due.date), ("T1", date(2026, 12, 1)));
}

#[tokio::test]
async fn neither_code_nor_identity_nor_photo_lies_open_anywhere() {
    let house = House::open().await;
    let photo = photo(1);
    let receipt = house.submit("canary", &complaint(), vec![photo.clone()]).await.unwrap();
    house.store.close().await;
    let folder = house.folder();
    let code = receipt.code;
    for secret in ["赵钱孙", "13988312345", "某村九组", code.digits(), &code.to_string(), key("canary").as_str()]
    {
        assert!(!anywhere(folder, secret.as_bytes()), "{secret} lies open");
    }
    assert!(!anywhere(folder, &photo[..64]), "the photo lies open");
    assert!(anywhere(folder, "货架上的感冒药".as_bytes()), "the search itself finds what is there");
}

#[tokio::test]
async fn a_refund_and_a_violation_become_two_linked_matters_with_photos_each() {
    let house = House::open().await;
    let receipt = house.submit("a", &both(), vec![photo(1)]).await.unwrap();
    let kinds: Vec<_> = receipt.matters.iter().map(|matter| matter.kind).collect();
    assert_eq!((kinds, receipt.photos), (vec![MatterKind::Complaint, MatterKind::Tip], 1));
    let (complaint, tip) = (house.row(&receipt, 0).await, house.row(&receipt, 1).await);
    assert_eq!(complaint.linked.as_ref(), Some(&tip.number));
    assert_eq!(tip.linked.as_ref(), Some(&complaint.number));
    assert!(complaint.has_identity && tip.has_identity);
    assert_eq!((complaint.facts.requests.len(), tip.facts.requests.len()), (1, 0));
    for (row, other) in [(&complaint, tip.id), (&tip, complaint.id)] {
        let events = house.store.events(row.id).await.unwrap();
        assert_eq!(events[1].kind, EventKind::Linked { other });
        let photos = house.store.attachments(row.id).await.unwrap();
        assert_eq!(house.gallery.original(&photos[0]).await.unwrap(), photo(1));
    }
    assert_eq!(house.look_up(&receipt.code).await.unwrap().matters.len(), 2);
}

#[tokio::test]
async fn many_at_once_are_all_taken_in_and_numbered_apart() {
    let house = Arc::new(House::open().await);
    let senders = (0..100_u8).map(|number| {
        let house = house.clone();
        tokio::spawn(async move { house.submit(&format!("k{number}"), &tip(), vec![photo(number)]).await.unwrap() })
    });
    let receipts: Vec<_> = futures::future::join_all(senders).await.into_iter().map(Result::unwrap).collect();
    let numbers: HashSet<_> = receipts.iter().map(|receipt| receipt.matters[0].number.clone()).collect();
    let codes: HashSet<_> = receipts.iter().map(|receipt| receipt.code.digits().to_owned()).collect();
    assert_eq!((numbers.len(), codes.len()), (100, 100));
    for (number, receipt) in (0..100_u8).zip(&receipts) {
        let photos = house.store.attachments(house.row(receipt, 0).await.id).await.unwrap();
        assert_eq!(house.gallery.original(&photos[0]).await.unwrap(), photo(number), "each has its own photo");
    }
}

#[tokio::test]
async fn when_the_database_is_gone_nothing_is_acknowledged_and_the_same_key_works_later() {
    let house = House::open().await;
    house.store.close().await;
    let refused = house.submit("a", &tip(), vec![photo(1)]).await.unwrap_err();
    assert!(matches!(refused, IntakeError::Unavailable(_)), "{refused:?}");
    house.reception.close().await;
    let house = House::open_in(house.into_folder()).await;
    assert!(house.submit("a", &tip(), vec![photo(1)]).await.is_ok());
}

#[tokio::test]
async fn when_the_vault_takes_nothing_the_report_is_not_acknowledged() {
    let house = House::open().await;
    let vault = house.folder().join("vault");
    for shard in 0..=255 {
        std::fs::write(vault.join(format!("{shard:02x}")), b"in the way").unwrap();
    }
    let refused = house.submit("a", &tip(), vec![photo(1)]).await.unwrap_err();
    assert!(matches!(refused, IntakeError::Unavailable(_)), "{refused:?}");
    assert_eq!(house.waiting(JobKind::HandOver).await, 0);
    assert!(house.submit("b", &tip(), vec![]).await.is_ok(), "reports without photos still come in");
}

#[tokio::test]
async fn photos_are_held_to_the_rules_before_anything_is_kept() {
    let house = House::open().await;
    let zip = b"PK\x03\x04 named photo.jpg".to_vec();
    let refused = house.submit("a", &tip(), vec![photo(1), zip]).await.unwrap_err();
    let IntakeError::Invalid(errors) = refused else { panic!("{refused:?}") };
    assert_eq!(errors.len(), 1);
    assert!(errors[0].field == "photos" && errors[0].message.starts_with("第 2 张"), "{errors:?}");
    let twenty = (0..20).map(photo).collect();
    let refused = house.submit("a", &tip(), twenty).await.unwrap_err();
    assert!(matches!(refused, IntakeError::Invalid(errors) if errors[0].message.contains("最多 4 张")));
    assert!(files(&house.folder().join("vault")).is_empty());
}

#[tokio::test]
async fn a_stopping_server_answers_what_waits() {
    let house = Arc::new(House::open().await);
    let senders: Vec<_> = (0..20)
        .map(|number| {
            let house = house.clone();
            tokio::spawn(async move { house.submit(&format!("k{number}"), &tip(), vec![]).await })
        })
        .collect();
    tokio::task::yield_now().await;
    house.reception.close().await;
    let mut taken = 0;
    for sender in senders {
        match sender.await.unwrap() {
            Ok(_) => taken += 1,
            Err(error) => assert!(matches!(error, IntakeError::Unavailable(_)), "{error:?}"),
        }
    }
    assert_eq!(house.waiting(JobKind::HandOver).await, taken, "exactly the acknowledged ones are there");
}
