use axum::body::Body;
use axum::http::StatusCode;
use domain::ports::Shown;
use uuid::Uuid;

use super::crew::{coordinator, listed, phone, read, seal};
use super::tus::awaited;
use crate::portal::{TestPortal, jpeg};

#[tokio::test]
async fn a_photo_of_a_clue_becomes_an_attachment_of_its_matter() {
    let portal = TestPortal::open().await;
    let up = awaited(&portal).await;
    up.create().await;
    up.patch(0, Body::from(up.bytes.clone())).await;
    let store = &portal.services.store;
    let matter = store.report(up.report).await.unwrap().unwrap().matter.unwrap();
    portal.run_jobs().await;
    let attachments = store.attachments(matter).await.unwrap();
    assert_eq!((attachments.len(), attachments[0].shown), (1, Shown::Ready));
    assert_eq!(attachments[0].sha256, super::crew::sha256(&up.bytes));
    assert_eq!(portal.house.gallery.original(&attachments[0]).await.unwrap(), up.bytes);
    let swept = portal.house.gallery.sweep(std::time::SystemTime::now()).await.unwrap();
    assert_eq!(swept, 0, "what officers sent belongs to something");
}

#[tokio::test]
async fn what_the_phone_sealed_is_opened_and_a_voice_note_is_kept_to_be_heard() {
    let portal = TestPortal::open().await;
    let mut phone = phone(&portal).await;
    let key = portal.services.field_work.sealing_key();
    let (report, photo, voice) = (Uuid::new_v4(), Uuid::new_v4(), Uuid::new_v4());
    let sealed_photo = seal(&key, &format!("{report}/{photo}"), &jpeg(400, 300));
    let sealed_voice = seal(&key, &format!("{report}/{voice}"), b"\x1a\x45\xdf\xa3 a recording");
    let photos = [listed(photo, &sealed_photo, "image/jpeg"), listed(voice, &sealed_voice, "audio/webm")];
    let text = phone.text("patrol", &[("place_kind", "stall"), ("seen", "quack")], &photos);
    let body = seal(&key, &report.to_string(), &text);
    let sent = phone.put(report, "application/octet-stream", body).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
    for (id, bytes) in [(photo, &sealed_photo), (voice, &sealed_voice)] {
        let made = phone.upload(report, id, bytes).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    }
    let receipt = read(&phone.visitor.get(&format!("officer/r/{report}")).await);
    assert_eq!((&receipt["photos"][0]["complete"], &receipt["photos"][1]["complete"]), (&true.into(), &true.into()));
    let desk = &portal.services.field_desk;
    let file = desk.record_file(&coordinator(), report, 1).await.unwrap();
    assert_eq!(file.media_type, "image/jpeg");
    let heard = desk.record_file(&coordinator(), report, 2).await.unwrap();
    assert_eq!(
        (heard.media_type.as_str(), heard.bytes.as_slice()),
        ("audio/webm", &b"\x1a\x45\xdf\xa3 a recording"[..])
    );
}

#[tokio::test]
async fn what_is_no_picture_is_kept_and_said_to_be_none() {
    let portal = TestPortal::open().await;
    let mut phone = phone(&portal).await;
    let (report, photo, bytes) = (Uuid::new_v4(), Uuid::new_v4(), b"not a picture at all".to_vec());
    let text = phone.text("clue", &[("tile", "stall"), ("place", "桥头")], &[listed(photo, &bytes, "image/jpeg")]);
    phone.put_plain(report, text).await;
    let made = phone.upload(report, photo, &bytes).await;
    assert_eq!(made.status, StatusCode::CREATED);
    let record = portal.services.field_desk.record(&coordinator(), report).await.unwrap();
    assert!(record.files[0].here && record.files[0].fault.as_deref().unwrap().contains("不是照片"));
}
