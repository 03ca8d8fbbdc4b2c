use std::io::{Cursor, Read};

use domain::access::Role;
use domain::event::{Actor, EventKind};
use domain::matter::Status;
use domain::packet::Line;
use domain::ports::{DeskError, Forwarding};
use jiff::SignedDuration;

use super::house::{House, Submitted, clerk, complaint, staff, tip};

fn value<'a>(lines: &'a [Line], key: &str) -> &'a str {
    &lines.iter().find(|line| line.key == key).unwrap().value
}

fn fields(error: DeskError) -> Vec<String> {
    match error {
        DeskError::Invalid(faults) => faults.into_iter().map(|fault| fault.field).collect(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn with_the_clerk_as_adapter_a_job_ends_and_pretends_nothing() {
    let house = House::with_clerk().await;
    let number = house.submit(complaint("买到过期的药")).await;
    assert_eq!(house.worker().run_due().await.unwrap(), 1);
    assert_eq!(house.waiting().await, 0);
    assert_eq!(house.events(&number).await.len(), 1);
    assert_eq!(house.row(&number).await.state.registration_no, None);
}

#[tokio::test]
async fn the_packet_is_in_the_platforms_order_and_keeps_the_identity_closed() {
    let house = House::with_clerk().await;
    let number = house.submit(Submitted { photos: 2, ..complaint("买到过期的药") }).await;
    let packet = house.desk.packet(&clerk(), &number, None, house.now()).await.unwrap();
    let keys: Vec<_> = packet.lines.iter().map(|line| line.key.clone()).collect();
    let fields: Vec<_> = super::house::laws().platform.complaint_fields.into_iter().map(|field| field.key).collect();
    assert_eq!(keys, fields);
    assert_eq!(value(&packet.lines, "content"), "买到过期的药");
    assert_eq!(value(&packet.lines, "place"), "云县爱华镇菜市场对面");
    assert_eq!(value(&packet.lines, "requests"), "退货,退赔费用");
    assert_eq!(value(&packet.lines, "handling_unit"), "云县市场监督管理局");
    for key in ["reporter_name", "reporter_phone", "reporter_address"] {
        assert_eq!(value(&packet.lines, key), "", "{key}");
    }
    assert!(packet.has_identity && !packet.identity_open);
    assert_eq!((packet.files, packet.registration_no), (2, None));
    assert_eq!(house.events(&number).await.len(), 1);
}

#[tokio::test]
async fn a_reason_opens_the_identity_and_becomes_an_event() {
    let house = House::with_clerk().await;
    let number = house.submit(complaint("买到过期的药")).await;
    let packet = house.desk.packet(&clerk(), &number, Some(" 录入12315 "), house.now()).await.unwrap();
    assert!(packet.identity_open);
    assert_eq!(value(&packet.lines, "reporter_phone"), "13988312345");
    let last = house.events(&number).await.pop().unwrap();
    assert_eq!(last.kind, EventKind::IdentityViewed { reason: "录入12315".into() });
    assert_eq!(last.actor, Actor::Staff { id: clerk().id, name: "王登记".into() });
}

#[tokio::test]
async fn no_reason_no_identity() {
    let house = House::with_clerk().await;
    let number = house.submit(complaint("买到过期的药")).await;
    for reason in ["", "  ", &"字".repeat(201), "录入\u{202e}"] {
        let refused = house.desk.packet(&clerk(), &number, Some(reason), house.now()).await.unwrap_err();
        assert_eq!(fields(refused), ["reason"], "{reason:?}");
    }
    let anonymous = house.submit(tip("小卖部卖处方药")).await;
    let packet = house.desk.packet(&clerk(), &anonymous, Some("录入12315"), house.now()).await.unwrap();
    assert!(!packet.identity_open && !packet.has_identity);
    assert_eq!(house.events(&number).await.len() + house.events(&anonymous).await.len(), 2);
}

#[tokio::test]
async fn only_the_clerk_of_the_area_hands_over() {
    let house = House::with_clerk().await;
    let number = house.submit(Submitted { photos: 1, ..complaint("买到过期的药") }).await;
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Clerk) {
        let person = staff(role);
        let refused = house.desk.packet(&person, &number, Some("看看"), house.now()).await.unwrap_err();
        assert!(matches!(refused, DeskError::Denied(_)), "{role:?}: {refused:?}");
        assert!(house.desk.attachments_zip(&person, &number, house.now()).await.is_err(), "{role:?}");
        assert!(house.desk.register(&person, &number, "53", house.now(), house.now()).await.is_err(), "{role:?}");
        assert!(house.desk.export_batch(&person, house.now()).await.is_err(), "{role:?}");
        assert!(house.desk.import_batch(&person, b"", house.now()).await.is_err(), "{role:?}");
    }
    let mut neighbour = clerk();
    neighbour.regions = vec!["530923".into()];
    for refused in [
        house.desk.packet(&neighbour, &number, None, house.now()).await.unwrap_err(),
        house.desk.attachments_zip(&neighbour, &number, house.now()).await.err().unwrap(),
        house.desk.register(&neighbour, &number, "53", house.now(), house.now()).await.unwrap_err(),
    ] {
        assert!(matches!(refused, DeskError::NotFound), "{refused:?}");
    }
    assert_eq!(house.events(&number).await.len(), 1);
}

#[tokio::test]
async fn the_zip_holds_the_drawn_copies_under_names_that_tell_nothing() {
    let house = House::with_clerk().await;
    let number = house.submit(Submitted { photos: 3, ..tip("照片里是过期的药") }).await;
    let waiting = house.desk.attachments_zip(&clerk(), &number, house.now()).await.err().unwrap();
    assert!(matches!(waiting, DeskError::NotReady(_)), "{waiting:?}");
    for attachment in house.store.attachments(house.row(&number).await.id).await.unwrap() {
        house.gallery.make_shown(attachment.id).await.unwrap();
    }
    let file = house.desk.attachments_zip(&clerk(), &number, house.now()).await.unwrap();
    assert_eq!((file.name.as_str(), file.media_type.as_str()), ("YX-2026-000001.zip", "application/zip"));
    let mut archive = zip::ZipArchive::new(Cursor::new(file.bytes)).unwrap();
    let names: Vec<_> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    assert_eq!(names, ["YX-2026-000001-1.jpg", "YX-2026-000001-2.jpg", "YX-2026-000001-3.jpg"]);
    for index in 0..3 {
        let mut part = archive.by_index(index).unwrap();
        assert_eq!(part.compression(), zip::CompressionMethod::Stored);
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        assert!(bytes.len() <= 5_242_880 && image::load_from_memory(&bytes).is_ok());
    }
    let bare = house.submit(tip("没有照片")).await;
    assert!(matches!(
        house.desk.attachments_zip(&clerk(), &bare, house.now()).await.err().unwrap(),
        DeskError::NotReady(_)
    ));
}

#[tokio::test]
async fn the_number_is_kept_as_text_and_told_to_the_reporter() {
    let house = House::with_clerk().await;
    let number = house.submit(complaint("买到过期的药")).await;
    house.clock.seconds(600);
    let at = house.now() - SignedDuration::from_secs(60);
    house.desk.register(&clerk(), &number, " 5309220000000 202611230001", at, house.now()).await.unwrap();
    let state = house.row(&number).await.state;
    assert_eq!(state.registration_no.as_deref(), Some("5309220000000202611230001"));
    assert_eq!((state.registered_at, state.status()), (Some(at), Status::Registered));
    let told = house.events(&number).await.pop().unwrap().kind.public_text().unwrap();
    assert_eq!(told, "已录入全国12315平台，登记编号 5309220000000202611230001");
    // The double click of a tired clerk.
    house.desk.register(&clerk(), &number, "5309220000000202611230001", at, house.now()).await.unwrap();
    assert_eq!(house.events(&number).await.len(), 2);
}

#[tokio::test]
async fn a_number_that_cannot_be_right_is_refused_at_its_field() {
    let house = House::with_clerk().await;
    let number = house.submit(complaint("买到过期的药")).await;
    let other = house.submit(tip("另一件")).await;
    house.desk.register(&clerk(), &other, "53-1", house.now(), house.now()).await.unwrap();
    let (now, second) = (house.now(), SignedDuration::from_secs(1));
    for (typed, at, field) in [
        ("", now, "registration_no"),
        ("已录入", now, "registration_no"),
        ("=1+1", now, "registration_no"),
        (&*"9".repeat(41), now, "registration_no"),
        ("53-1", now, "registration_no"),
        ("53-2", now + second, "registered_at"),
        ("53-2", now - second, "registered_at"),
    ] {
        let refused = house.desk.register(&clerk(), &number, typed, at, now).await.unwrap_err();
        assert_eq!(fields(refused), [field], "{typed} {at}");
    }
    assert_eq!(house.events(&number).await.len(), 1);
}
