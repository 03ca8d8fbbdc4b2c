use std::collections::BTreeSet;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use domain::event::{Actor, EventKind};
use domain::matter::Status;
use domain::site::Adapter;
use jiff::Timestamp;
use serde_json::{Value, json};
use server::forwarding::signature::Secrets;
use tower::ServiceExt;

use super::house::{House, NEW_SECRET, SECRET, complaint, tip};

async fn house() -> House {
    House::new(Adapter::Gateway, "http://127.0.0.1:9/").await
}

/// A notice signed by the gateway's rules.
struct Notice<'a> {
    id: &'a str,
    sent: Timestamp,
    secret: &'a str,
    body: String,
}

impl<'a> Notice<'a> {
    fn new(house: &House, id: &'a str, kind: &str, data: &Value) -> Self {
        let body = json!({ "type": kind, "timestamp": house.now(), "data": data }).to_string();
        Self { id, sent: house.now(), secret: SECRET, body }
    }

    async fn post(&self, house: &House) -> (StatusCode, Value) {
        let signature = Secrets::parse(self.secret).unwrap().sign(self.id, self.sent, self.body.as_bytes());
        self.post_with(house, &signature).await
    }

    async fn post_with(&self, house: &House, signature: &str) -> (StatusCode, Value) {
        let request = Request::post("/api/v1/12315/updates")
            .header("webhook-id", self.id)
            .header("webhook-timestamp", self.sent.as_second().to_string())
            .header("webhook-signature", signature)
            .body(Body::from(self.body.clone()))
            .unwrap();
        answer(house, request).await
    }
}

async fn answer(house: &House, request: Request<Body>) -> (StatusCode, Value) {
    let response = house.door().oneshot(request).await.unwrap();
    let status = response.status();
    let kind = response.headers().get("content-type").map(|kind| kind.to_str().unwrap().to_owned());
    if !status.is_success() {
        assert_eq!(kind.as_deref(), Some("application/problem+json"), "{status}");
    }
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status, serde_json::from_slice(&body).unwrap())
}

fn registered(number: &str) -> Value {
    json!({ "number": number, "registration_no": "5309220000000202611230001", "registered_at": "2026-11-23T01:29:00Z" })
}

#[tokio::test]
async fn the_gateway_registers_accepts_and_closes() {
    let house = house().await;
    let number = house.submit(complaint("买到过期的药")).await;
    let status = json!({ "number": number, "status": "accepted", "note": "已受理" });
    let closed = json!({ "number": number, "result": "已退款" });
    for (id, kind, data) in [
        ("m1", "matter.registered", registered(&number)),
        ("m2", "matter.status", status),
        ("m3", "matter.closed", closed),
    ] {
        assert_eq!(Notice::new(&house, id, kind, &data).post(&house).await.0, StatusCode::OK, "{kind}");
    }
    let state = house.row(&number).await.state;
    assert_eq!(state.registration_no.as_deref(), Some("5309220000000202611230001"));
    assert_eq!(state.registered_at, Some("2026-11-23T01:29:00Z".parse().unwrap()));
    assert_eq!(state.status(), Status::Closed);
    let events = house.events(&number).await;
    assert!(events[1..].iter().all(|event| event.actor == Actor::System));
    assert_eq!(events[3].kind, EventKind::StatusSet { status: Status::Closed, note: "已退款".into() });
}

#[tokio::test]
async fn a_repeated_notice_is_answered_alike_and_changes_nothing() {
    let house = house().await;
    let number = house.submit(complaint("买到过期的药")).await;
    let accepted = json!({ "number": number, "status": "accepted" });
    let notice = Notice::new(&house, "m1", "matter.status", &accepted);
    let first = notice.post(&house).await;
    let mediating = json!({ "number": number, "status": "mediating" });
    Notice::new(&house, "m2", "matter.status", &mediating).post(&house).await;
    let before = house.events(&number).await;
    // Taken alone, a matter in mediation cannot be accepted once more.
    assert_eq!(notice.post(&house).await, first);
    assert_eq!(first.0, StatusCode::OK);
    assert_eq!(house.events(&number).await, before);
    assert_eq!(before.len(), 3);
}

#[tokio::test]
async fn repeats_that_come_together_are_one_change() {
    let house = house().await;
    let number = house.submit(tip("小卖部卖处方药")).await;
    let data = registered(&number);
    let notices: Vec<_> = (0..8).map(|_| Notice::new(&house, "m1", "matter.registered", &data)).collect();
    let answers = futures::future::join_all(notices.iter().map(|notice| notice.post(&house))).await;
    assert!(answers.iter().all(|(status, _)| *status == StatusCode::OK), "{answers:?}");
    assert_eq!(house.events(&number).await.len(), 2);
}

#[tokio::test]
async fn what_is_known_already_is_taken_without_an_event() {
    let house = house().await;
    let number = house.submit(tip("小卖部卖处方药")).await;
    for id in ["m1", "m2"] {
        let notice = Notice::new(&house, id, "matter.registered", &registered(&number));
        assert_eq!(notice.post(&house).await.0, StatusCode::OK);
    }
    assert_eq!(house.events(&number).await.len(), 2);
}

#[tokio::test]
async fn a_notice_that_came_too_early_may_come_again_under_its_id() {
    let house = house().await;
    let number = house.submit(complaint("买到过期的药")).await;
    let mediating = json!({ "number": number, "status": "mediating" });
    let early = Notice::new(&house, "m2", "matter.status", &mediating);
    let (status, problem) = early.post(&house).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(problem["errors"][0]["message"], "先决定受理，再调解（《市场监督管理投诉举报处理办法》第十八条）");
    let accepted = json!({ "number": number, "status": "accepted" });
    Notice::new(&house, "m1", "matter.status", &accepted).post(&house).await;
    assert_eq!(early.post(&house).await.0, StatusCode::OK);
    assert_eq!(house.row(&number).await.state.status(), Status::Mediating);
}

#[tokio::test]
async fn nobody_without_the_secret_is_heard() {
    let house = house().await;
    let number = house.submit(tip("小卖部卖处方药")).await;
    let data = registered(&number);
    let stranger = Notice {
        secret: "whsec_QkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJC",
        ..Notice::new(&house, "m1", "matter.registered", &data)
    };
    assert_eq!(stranger.post(&house).await.0, StatusCode::UNAUTHORIZED);
    let notice = Notice::new(&house, "m1", "matter.registered", &data);
    for signature in ["", "v1,", "v1,AAAA", "v1a,AAAA", "nonsense"] {
        assert_eq!(notice.post_with(&house, signature).await.0, StatusCode::UNAUTHORIZED, "{signature:?}");
    }
    let bare = Request::post("/api/v1/12315/updates").body(Body::from(notice.body.clone())).unwrap();
    assert_eq!(answer(&house, bare).await.0, StatusCode::UNAUTHORIZED);
    let tampered = Notice { body: notice.body.replace("0001", "0002"), ..Notice::new(&house, "m1", "x", &data) };
    let signature = Secrets::parse(SECRET).unwrap().sign("m1", house.now(), notice.body.as_bytes());
    assert_eq!(tampered.post_with(&house, &signature).await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(house.events(&number).await.len(), 1);
}

#[tokio::test]
async fn both_secrets_are_heard_while_they_are_being_changed() {
    let house = house().await;
    let number = house.submit(tip("小卖部卖处方药")).await;
    let data = registered(&number);
    let notice = Notice { secret: NEW_SECRET, ..Notice::new(&house, "m1", "matter.registered", &data) };
    assert_eq!(notice.post(&house).await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_notice_from_six_minutes_ago_is_stale() {
    let house = house().await;
    let number = house.submit(tip("小卖部卖处方药")).await;
    let data = registered(&number);
    let notice = Notice::new(&house, "m1", "matter.registered", &data);
    house.clock.seconds(6 * 60);
    assert_eq!(notice.post(&house).await.0, StatusCode::UNAUTHORIZED);
    let ahead = Notice { sent: house.now() + jiff::SignedDuration::from_mins(6), ..notice };
    assert_eq!(ahead.post(&house).await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn every_fault_has_its_own_status() {
    let house = house().await;
    let number = house.submit(tip("小卖部卖处方药")).await;
    let other = house.submit(tip("另一件")).await;
    Notice::new(&house, "m0", "matter.registered", &registered(&other)).post(&house).await;
    let body = |body: String| Notice { id: "m1", sent: house.now(), secret: SECRET, body };
    let cases = [
        (body("{".into()), StatusCode::BAD_REQUEST, ""),
        (body("x".repeat(64 * 1024 + 1)), StatusCode::PAYLOAD_TOO_LARGE, ""),
        (Notice::new(&house, "m1", "matter.deleted", &json!({})), StatusCode::UNPROCESSABLE_ENTITY, "type"),
        (Notice::new(&house, "m1", "matter.closed", &json!({})), StatusCode::UNPROCESSABLE_ENTITY, "data"),
        (
            Notice::new(&house, "m1", "matter.status", &json!({ "number": number, "status": "accepted" })),
            StatusCode::UNPROCESSABLE_ENTITY,
            "data",
        ),
        (
            Notice::new(&house, "m1", "matter.registered", &registered(&number)),
            StatusCode::UNPROCESSABLE_ENTITY,
            "data",
        ),
        (Notice::new(&house, "m1", "matter.registered", &registered("YX-2026-999999")), StatusCode::NOT_FOUND, ""),
    ];
    for (notice, expected, field) in cases {
        let (status, problem) = notice.post(&house).await;
        let excerpt: String = notice.body.chars().take(80).collect();
        assert_eq!(status, expected, "{excerpt}");
        assert_eq!(problem["status"], expected.as_u16());
        assert_eq!(problem["errors"][0]["field"].as_str().unwrap_or_default(), field, "{excerpt}");
    }
    assert_eq!(house.events(&number).await.len(), 1);
}

#[tokio::test]
async fn the_document_names_every_answer_and_no_other() {
    let house = house().await;
    let number = house.submit(tip("小卖部卖处方药")).await;
    let body = |body: String| Notice { id: "m1", sent: house.now(), secret: SECRET, body };
    let unknown = Notice::new(&house, "m2", "matter.registered", &registered("YX-2026-999999"));
    let fine = Notice::new(&house, "m1", "matter.registered", &registered(&number));
    let wrong = Notice::new(&house, "m3", "matter.deleted", &json!({}));
    let mut seen = BTreeSet::new();
    for notice in [&body("{".into()), &body("x".repeat(64 * 1024 + 1)), &unknown, &wrong, &fine] {
        seen.insert(notice.post(&house).await.0.as_u16());
    }
    seen.insert(fine.post_with(&house, "v1,AAAA").await.0.as_u16());
    house.store.close().await;
    seen.insert(fine.post(&house).await.0.as_u16());

    let document = server::doors::api::document("/").unwrap();
    let responses = &document["paths"]["/api/v1/12315/updates"]["post"]["responses"];
    let mut described: BTreeSet<u16> =
        responses.as_object().unwrap().keys().map(|status| status.parse().unwrap()).collect();
    assert!(described.remove(&500), "a fault of ours, which no sender can bring about");
    assert_eq!(seen, described);
}

#[tokio::test]
async fn without_a_gateway_there_is_no_such_door() {
    let house = House::with_clerk().await;
    let notice = Notice::new(&house, "m1", "matter.registered", &registered("YX-2026-000001"));
    assert_eq!(notice.post(&house).await.0, StatusCode::NOT_FOUND);
}
