use axum::http::StatusCode;
use domain::event::{EventKind, Source};
use domain::matter::MatterKind;
use domain::track::local_date;
use uuid::Uuid;

use super::crew::{HELPED, Phone, phone, read, seal};
use crate::portal::TestPortal;

const CLUE: [(&str, &str); 2] = [("tile", "peddler"), ("story", "有人在桥头摆摊卖药，说包治百病")];

async fn clue(portal: &TestPortal) -> (Phone, Uuid, Vec<u8>) {
    let phone = phone(portal).await;
    let body = phone.text("clue", &CLUE, &[]);
    (phone, Uuid::new_v4(), body)
}

#[tokio::test]
async fn the_same_report_is_taken_once_and_answered_alike() {
    let portal = TestPortal::open().await;
    let (mut phone, id, body) = clue(&portal).await;
    let first = phone.put_plain(id, body.clone()).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.text());
    let again = phone.put_plain(id, body).await;
    assert_eq!((again.status, again.text()), (StatusCode::OK, first.text()));
    let other = phone.text("clue", &[("tile", "stall"), ("story", "另一件事")], &[]);
    let conflict = phone.put_plain(id, other.clone()).await;
    assert_eq!((conflict.status, conflict.text()), (StatusCode::CONFLICT, first.text()));
    assert_eq!(phone.put_plain(id, other).await.status, StatusCode::CONFLICT, "kept once");
    let variants = portal.services.store.variants(id).await.unwrap();
    assert_eq!(variants.len(), 1);
    let shown = phone.visitor.get(&format!("officer/r/{id}")).await;
    assert_eq!(read(&shown)["number"], read(&first)["number"]);
    assert_eq!(read(&shown)["feedback"]["status"], "已收到");
}

#[tokio::test]
async fn a_clue_becomes_a_tip_with_its_limit_and_a_sealed_source() {
    let portal = TestPortal::open().await;
    let (mut phone, id, body) = clue(&portal).await;
    let number = read(&phone.put_plain(id, body).await)["number"].as_str().unwrap().to_owned();
    let store = &portal.services.store;
    let matter = store.matter_by_number(&number).await.unwrap().unwrap();
    assert_eq!(matter.kind, MatterKind::Tip);
    let events = store.events(matter.id).await.unwrap();
    assert!(matches!(events[0].kind, EventKind::Received { source: Source::Officer, .. }), "{events:?}");
    // T6: 15 working days from the next one.
    let clocks = matter.state.clocks(&portal.services.laws, &portal.services.calendar);
    let t6 = clocks.into_iter().find(|clock| clock.id == "T6").unwrap();
    assert_eq!(t6.due.unwrap().date.to_string(), "2026-12-11");
    assert!(!serde_json::to_string(&matter.facts).unwrap().contains("李大山"));
    assert!(store.identity(matter.id).await.unwrap().is_some());
}

#[tokio::test]
async fn what_was_sealed_on_the_phone_is_opened_here_and_nowhere_else() {
    let portal = TestPortal::open().await;
    let (mut phone, id, body) = clue(&portal).await;
    let key = portal.services.field_work.sealing_key();
    let sealed = seal(&key, &id.to_string(), &body);
    let sent = phone.put(id, "application/octet-stream", sealed.clone()).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
    assert_eq!(phone.put(id, "application/octet-stream", sealed.clone()).await.status, StatusCode::OK);
    let elsewhere = phone.put(Uuid::new_v4(), "application/octet-stream", sealed).await;
    assert_eq!(elsewhere.status, StatusCode::UNPROCESSABLE_ENTITY, "sealed for another id");
}

#[tokio::test]
async fn records_are_numbered_by_their_own_kind() {
    let portal = TestPortal::open().await;
    let mut phone = phone(&portal).await;
    type Answers = &'static [(&'static str, &'static str)];
    let forms: [(&str, Answers, &str); 5] = [
        ("patrol", &[("place_kind", "pharmacy"), ("seen", "fine")], "YX-XC-2026-000001"),
        ("publicity", &[("way", "market"), ("topics", "fraud"), ("people", "60")], "YX-XZ-2026-000001"),
        ("household", &[("findings", "expired"), ("aid", "took_back")], "YX-RH-2026-000001"),
        ("take-back", &[("kg", "2.5"), ("second_person", "王秀英"), ("handed_to", "kept")], "YX-HS-2026-000001"),
        (
            "reaction",
            &[("sex", "male"), ("age", "70"), ("kind", "drug"), ("product", "某药"), ("signs", "rash")],
            "YX-BF-2026-000001",
        ),
    ];
    for (form, answers, number) in forms {
        let body = phone.text(form, answers, &[]);
        let sent = phone.put_plain(Uuid::new_v4(), body).await;
        assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
        assert_eq!(read(&sent)["number"], number);
    }
    let own = portal.services.field_work.own_reports(phone.officer, 1).await.unwrap();
    assert_eq!(own.total, 5);
    let today = local_date(portal.services.now());
    let sums = portal.services.store.month_sums(&["530922".into()], today.first_of_month(), today).await.unwrap();
    let sum = |of: fn(&storage::MonthRow) -> u64| sums.iter().map(of).sum::<u64>();
    assert_eq!((sum(|row| row.reports), sum(|row| row.people), sum(|row| row.grams)), (5, 60, 2_500));
    assert!(portal.house.keeper.verify().await.unwrap().checked.findings.is_whole());
}

#[tokio::test]
async fn a_villager_helped_gets_a_query_code_of_his_own() {
    let portal = TestPortal::open().await;
    let mut phone = phone(&portal).await;
    let (id, body) = (Uuid::new_v4(), phone.text("help", &HELPED, &[]));
    let sent = phone.put_plain(id, body.clone()).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
    let code = read(&sent)["query_code"].as_str().unwrap().to_owned();
    assert_eq!(read(&phone.put_plain(id, body).await)["query_code"], code.as_str());
    let mut villager = portal.visitor();
    let found = villager.post_form("track", &[("code", &code)]).await;
    assert!(found.text().contains("已收到"), "{}", found.status);
    let own = portal.services.field_work.own_report(phone.officer, id).await.unwrap().unwrap();
    let told: String = own.lines.iter().map(|line| line.answer.as_str()).collect();
    assert!(!told.contains("13712345678") && !told.contains("集市上买了"), "{told}");
}

#[tokio::test]
async fn what_is_missing_is_told_at_its_question_and_nothing_is_kept() {
    let portal = TestPortal::open().await;
    let mut phone = phone(&portal).await;
    let (id, body) = (Uuid::new_v4(), phone.text("patrol", &[("place_kind", "pharmacy")], &[]));
    let refused = phone.put_plain(id, body).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(read(&refused)["fields"][0]["name"], "seen");
    assert_eq!(phone.visitor.get(&format!("officer/r/{id}")).await.status, StatusCode::NOT_FOUND);
    let huge = phone.put_plain(id, vec![b' '; 70_000]).await;
    assert_eq!(huge.status, StatusCode::PAYLOAD_TOO_LARGE);
    let wrong = phone.put(id, "text/plain", b"{}".to_vec()).await;
    assert_eq!(wrong.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(phone.put_plain(id, b"{}".to_vec()).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn another_phone_learns_nothing_of_a_report() {
    let portal = TestPortal::open().await;
    let (mut first, id, body) = clue(&portal).await;
    first.put_plain(id, body.clone()).await;
    let stranger = super::crew::officer(&portal, "王二", "13988300000").await;
    let code = super::crew::code(&portal, stranger).await;
    let services = &portal.services;
    let token = services.field_work.bind(super::crew::binding(&code, None), services.now()).await.unwrap().0;
    let mut other = Phone { visitor: super::crew::with(&portal, &token, stranger), officer: stranger, token };
    assert_eq!(other.visitor.get(&format!("officer/r/{id}")).await.status, StatusCode::NOT_FOUND);
    let taken = other.text("clue", &CLUE, &[]);
    assert_eq!(other.put_plain(id, taken).await.status, StatusCode::UNAUTHORIZED);
    // In the name of an officer who does not use this phone.
    other.visitor = super::crew::with(&portal, &other.token, first.officer);
    assert_eq!(other.put_plain(Uuid::new_v4(), body).await.status, StatusCode::UNAUTHORIZED);
}
