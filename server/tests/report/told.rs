//! Telling without writing: ticks, a picture, a voice; and filling the form in for somebody else.

use axum::http::StatusCode;
use domain::event::{Actor, Event, EventKind};
use domain::matter::Status;
use jiff::SignedDuration;
use storage::Change;

use crate::portal::{TestPortal, Visitor, jpeg};
use crate::sheet::{Sheet, code_in, numbers_in, said_at, spoken};

#[tokio::test]
async fn a_tip_of_taps_alone_is_taken_in_with_its_ticks_as_words() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let sent = Sheet::tapped().send(&mut visitor).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let number = numbers_in(&visitor.get(&sent.location()).await.text())[0].clone();
    let row = portal.services.store.matter_by_number(&number).await.unwrap().unwrap();
    assert_eq!(row.facts.story, "勾选的情况：现在还在卖、还在做；不给小票。看到的时间：这几天。");
    assert_eq!((row.has_identity, row.facts.subject()), (false, None));
}

#[tokio::test]
async fn a_picture_or_a_voice_is_enough_for_a_tip_and_nothing_at_all_is_not() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let bare = Sheet::tapped().without("seen").without("seen_when");
    for enough in [bare.clone().photo("a.jpg", jpeg(40, 30)), bare.clone().voice(spoken())] {
        let sent = enough.send(&mut visitor).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    }
    let refused = bare.send(&mut visitor).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(said_at(&refused.text(), "story").contains("有一样就行"));
}

#[tokio::test]
async fn a_complaint_may_be_said_but_not_only_shown() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let wordless = Sheet::complaint().without("story");
    let refused = wordless.clone().photo("a.jpg", jpeg(40, 30)).send(&mut visitor).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(said_at(&refused.text(), "story").contains("录一段话"));
    let sent = wordless.voice(spoken()).send(&mut visitor).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
}

#[tokio::test]
async fn what_is_no_recording_is_told_and_a_recording_is_asked_for_again() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let refused = Sheet::tip().voice(b"<html>".to_vec()).send(&mut visitor).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(said_at(&refused.text(), "voice").contains("不是能听的录音"));
    let refused = Sheet::tapped().without("region").voice(spoken()).send(&mut visitor).await.text();
    assert!(refused.contains("录音请重新录一次") && !refused.contains("照片请重新选一次"));
    assert!(refused.contains("value=\"on_sale\" id=\"seen\" checked"), "{refused}");
    let elsewhere = Sheet::tip().with("seen", "made_up").send(&mut visitor).await;
    assert!(said_at(&elsewhere.text(), "story").contains("列出的选项"));
}

#[tokio::test]
async fn only_the_report_form_may_use_the_microphone() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    for (path, may) in [("report/new?wish=tip", true), ("report/new?wish=both", true), ("track", false), ("", false)] {
        let page = visitor.get(path).await;
        let devices = page.header("permissions-policy").unwrap().contains("microphone=(self)");
        let sounds = page.header("content-security-policy").unwrap().contains("media-src 'self' blob:");
        assert_eq!((devices, sounds), (may, may), "{path}");
    }
}

#[tokio::test]
async fn who_helps_says_so_and_that_the_person_agrees() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let helped = Sheet::complaint().with("helper", "yes");
    let refused = helped.clone().send(&mut visitor).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text();
    assert!(said_at(&page, "helper_name").contains("您自己的姓名"));
    assert!(said_at(&page, "helper_consent").contains("念给本人听"));
    let whole = helped.with("helper_name", "邻居老周").with("helper_consent", "yes");
    let sent = whole.send(&mut visitor).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let anonymous = Sheet::tip().with("helper", "yes").send(&mut visitor).await;
    assert_eq!(anonymous.status, StatusCode::SEE_OTHER, "an anonymous tip asks nothing of who helps");
}

#[tokio::test]
async fn who_reported_learns_that_others_did_too_but_neither_how_many_nor_this_month() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let told = |page: &str| page.contains("还有 5 人以上反映过同一名称的商家");
    let mut codes = Vec::new();
    for phone in ["1", "2", "3", "4", "5", "6"] {
        let name = if phone == "2" { "平安 大药房" } else { "平安大药房" };
        codes.push(taken_up(&portal, &mut visitor, name, &format!("1398831234{phone}")).await);
    }
    // Who only reports, and whoever reports again and again, adds nothing.
    for _ in 0..3 {
        Sheet::tip().with("respondent_name", "平安大药房（新街）").send(&mut visitor).await;
    }
    for _ in 0..5 {
        codes.push(taken_up(&portal, &mut visitor, "平安大药房（新街）", "13988312349").await);
    }
    let mut follow = async |code: &str| visitor.post_form("track", &[("code", code)]).await.text();
    assert!(!told(&follow(&codes[0]).await), "not in the month they came in");
    portal.clock.turn(SignedDuration::from_hours(24 * 14));
    assert!(told(&follow(&codes[0]).await), "six of them in November");
    assert!(!told(&follow(codes.last().unwrap()).await), "one person's reports are one");
}

/// A complaint that staff accepted; its query code.
async fn taken_up(portal: &TestPortal, visitor: &mut Visitor, name: &str, phone: &str) -> String {
    let sheet = Sheet::complaint().with("respondent_name", name).with("reporter_phone", phone);
    let sent = sheet.send(visitor).await;
    let receipt = visitor.get(&sent.location()).await.text();
    let store = &portal.services.store;
    let row = store.matter_by_number(&numbers_in(&receipt)[0]).await.unwrap().unwrap();
    let kind = EventKind::StatusSet { status: Status::Accepted, note: String::new() };
    let event = Event { at: portal.services.now(), actor: Actor::System, kind };
    store.append(&row, Change { events: &[event], ..Change::default() }).await.unwrap();
    code_in(&receipt)
}
