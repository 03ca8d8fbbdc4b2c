use axum::http::StatusCode;
use domain::ports::{BindError, DeviceToken, PinError};
use jiff::SignedDuration;
use serde_json::Value;
use uuid::Uuid;

use super::crew::{HELPED, PIN, binding, code, coordinator, officer, phone, read, seal, with};
use crate::portal::TestPortal;

#[tokio::test]
async fn a_code_binds_one_phone_once() {
    let portal = TestPortal::open().await;
    let services = &portal.services;
    let officer = officer(&portal, "李大山", "13988312345").await;
    let code = code(&portal, officer).await;
    let now = services.now();
    let token = services.field_work.bind(binding(&code, None), now).await.unwrap();
    assert!(matches!(services.field_work.bind(binding(&code, None), now).await, Err(BindError::Code)));
    let device = services.field_work.device(&token, now).await.unwrap().unwrap();
    assert_eq!((device.active, device.officers[0].name.as_str()), (Some(officer), "李大山"));
    assert_eq!(device.officers[0].villages[0].name, "永胜村民委员会");
}

#[tokio::test]
async fn a_code_ends_with_its_time_and_with_the_next_one() {
    let portal = TestPortal::open().await;
    let services = &portal.services;
    let officer = officer(&portal, "李大山", "13988312345").await;
    let first = code(&portal, officer).await;
    let second = code(&portal, officer).await;
    assert!(matches!(services.field_work.bind(binding(&first, None), services.now()).await, Err(BindError::Code)));
    portal.clock.turn(SignedDuration::from_hours(49));
    assert!(matches!(services.field_work.bind(binding(&second, None), services.now()).await, Err(BindError::Code)));
}

#[tokio::test]
async fn guessing_codes_is_slowed_down() {
    let portal = TestPortal::open().await;
    let services = &portal.services;
    let mut slower = false;
    for guess in 0..8 {
        let answer = services.field_work.bind(binding(&format!("{guess:08}"), None), services.now()).await;
        slower |= matches!(answer, Err(BindError::Slower { .. }));
    }
    assert!(slower);
}

#[tokio::test]
async fn two_officers_share_a_phone_each_behind_a_pin() {
    let portal = TestPortal::open().await;
    let services = &portal.services;
    let phone = phone(&portal).await;
    let second = officer(&portal, "王秀英", "13988300001").await;
    let code = code(&portal, second).await;
    let token = services.field_work.bind(binding(&code, Some(&phone.token)), services.now()).await.unwrap();
    assert_eq!(token.0, phone.token, "the phone keeps its token");
    let device = services.field_work.device(&token, services.now()).await.unwrap().unwrap();
    assert_eq!((device.officers.len(), device.active), (2, Some(second)));
    for left in (1..5).rev() {
        let wrong = services.field_work.switch(&device, phone.officer, "000001", services.now()).await;
        assert!(matches!(wrong, Err(PinError::Wrong { left: told }) if told == left), "{wrong:?}");
    }
    let locked = services.field_work.switch(&device, phone.officer, "000001", services.now()).await;
    assert!(matches!(locked, Err(PinError::Locked { minutes: 5 })), "{locked:?}");
    let right = services.field_work.switch(&device, phone.officer, PIN, services.now()).await;
    assert!(matches!(right, Err(PinError::Locked { .. })), "the right one waits as well");
    portal.clock.turn(SignedDuration::from_mins(6));
    services.field_work.switch(&device, phone.officer, PIN, services.now()).await.unwrap();
    let device = services.field_work.device(&token, services.now()).await.unwrap().unwrap();
    assert_eq!(device.active, Some(phone.officer));
}

#[tokio::test]
async fn hello_says_who_uses_the_phone_and_what_to_seal_to() {
    let portal = TestPortal::open().await;
    let mut phone = phone(&portal).await;
    let hello = phone.visitor.get("officer/hello").await;
    assert_eq!(hello.header("cache-control"), Some("no-store"));
    let told = read(&hello);
    assert_eq!(told["officers"][0]["id"], phone.officer.to_string());
    assert_eq!((told["revoked"].as_bool(), told["stop_worker"].as_bool()), (Some(false), Some(false)));
    assert_eq!(told["key"]["id"].as_str().unwrap().len(), 16);
    assert_eq!(told["key"]["public"].as_str().unwrap().len(), 87);
    assert_eq!(portal.visitor().get("officer/hello").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_lost_phone_hands_in_what_it_sealed_and_nothing_else() {
    let portal = TestPortal::open().await;
    let services = &portal.services;
    let mut phone = phone(&portal).await;
    let device = services.field_work.device(&DeviceToken(phone.token.clone()), services.now()).await.unwrap().unwrap();
    services.field_desk.revoke_phone(&coordinator(), phone.officer, device.id, services.now()).await.unwrap();
    assert_eq!(read(&phone.visitor.get("officer/hello").await)["revoked"], true);
    let (id, body) = (Uuid::new_v4(), phone.text("clue", &[("tile", "stall"), ("place", "桥头")], &[]));
    assert_eq!(phone.put_plain(id, body.clone()).await.status, StatusCode::UNAUTHORIZED);
    let sealed = seal(&services.field_work.sealing_key(), &id.to_string(), &body);
    let sent = phone.put(id, "application/octet-stream", sealed.clone()).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
    assert!(services.store.report(id).await.unwrap().unwrap().late);
    portal.clock.turn(SignedDuration::from_hours(24 * 31));
    let mut later = with(&portal, &phone.token, phone.officer);
    assert_eq!(later.get("officer/hello").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_lost_phone_hears_the_number_of_what_a_villager_filed_and_no_query_code() {
    let portal = TestPortal::open().await;
    let services = &portal.services;
    let mut phone = phone(&portal).await;
    let (id, body) = (Uuid::new_v4(), phone.text("help", &HELPED, &[]));
    let sent = phone.put_plain(id, body).await;
    assert!(read(&sent)["query_code"].is_string(), "{}", sent.text());
    let device = services.field_work.device(&DeviceToken(phone.token.clone()), services.now()).await.unwrap().unwrap();
    services.field_desk.revoke_phone(&coordinator(), phone.officer, device.id, services.now()).await.unwrap();
    let receipt = read(&phone.visitor.get(&format!("officer/r/{id}")).await);
    assert_eq!((&receipt["number"], &receipt["query_code"]), (&read(&sent)["number"], &Value::Null));
    let late = Uuid::new_v4();
    let sealed = seal(&services.field_work.sealing_key(), &late.to_string(), &phone.text("help", &HELPED, &[]));
    let sent = phone.put(late, "application/octet-stream", sealed).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
    assert!(read(&sent)["number"].is_string() && read(&sent)["query_code"].is_null());
}

#[tokio::test]
async fn a_passed_test_gives_a_certificate_that_stays() {
    let portal = TestPortal::open().await;
    let services = &portal.services;
    let phone = phone(&portal).await;
    let training = services.field_work.training();
    let none = vec![None; training.questions.len()];
    let failed = services.field_work.take_test(phone.officer, &none, services.now()).await.unwrap();
    assert!(!failed.passed && failed.certificate.is_none() && failed.wrong.len() == training.questions.len());
    let right: Vec<_> = training.questions.iter().map(|question| Some(question.right)).collect();
    portal.clock.turn(SignedDuration::from_mins(1));
    let passed = services.field_work.take_test(phone.officer, &right, services.now()).await.unwrap();
    let certificate = passed.certificate.clone().unwrap();
    assert!(passed.passed && certificate.starts_with("YX-PX-2026-"));
    portal.clock.turn(SignedDuration::from_mins(1));
    let again = services.field_work.take_test(phone.officer, &none, services.now()).await.unwrap();
    assert_eq!((again.passed, again.certificate), (false, Some(certificate)));
}
