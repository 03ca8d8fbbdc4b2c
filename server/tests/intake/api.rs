use axum::http::StatusCode;
use domain::event::{Actor, Event, EventKind, Source};
use domain::ledger::Book;
use domain::ports::Claimed;
use domain::reward::ClaimCode;
use serde_json::{Value, json};
use storage::Change;

use super::house::{House, names};
use super::sample::{both, complaint_json, tip_json};

const KEY: &str = "0123456789abcdef";

#[tokio::test]
async fn a_report_gives_number_and_code_and_the_code_opens_it() {
    let house = House::open().await;
    let answer = house.post("/api/v1/matters", Some(KEY), &complaint_json()).await;
    assert_eq!(answer.status, StatusCode::CREATED);
    assert_eq!(answer.headers["cache-control"], "no-store");
    let body = answer.json();
    assert_eq!(answer.names(), ["number", "query_code"]);
    let row = house.store.matter_by_number(body["number"].as_str().unwrap()).await.unwrap().unwrap();
    assert_eq!((row.facts.requests, row.has_identity), (vec!["return".to_owned()], true));
    let received = house.store.events(row.id).await.unwrap().remove(0);
    assert!(matches!(received.kind, EventKind::Received { source: Source::Api, .. }));

    let tracked = house.post("/api/v1/track", None, &json!({"query_code": body["query_code"]})).await;
    assert_eq!((tracked.status, &tracked.headers["cache-control"]), (StatusCode::OK, &"no-store".parse().unwrap()));
    let tracked = tracked.json();
    assert_eq!(tracked["number"], body["number"]);
    assert_eq!((&tracked["kind"], &tracked["status"]), (&json!("complaint"), &json!("received")));
    assert_eq!((&tracked["status_text"], &tracked["registration_no"]), (&json!("已收到"), &Value::Null));
    assert_eq!(tracked["timeline"], json!([{"at": "2026-11-21T09:30:00+08:00", "text": "已收到您提交的内容"}]));
    assert_eq!((&tracked["due"], &tracked["linked"]), (&json!("2026-12-01"), &json!([])));
    assert!(tracked["due_text"].as_str().unwrap().contains('《'));
}

#[tokio::test]
async fn the_same_key_and_body_is_the_same_answer_and_another_body_is_409() {
    let house = House::open().await;
    let first = house.post("/api/v1/matters", Some(KEY), &tip_json()).await;
    let again = house.post("/api/v1/matters", Some(KEY), &tip_json()).await;
    assert_eq!((first.status, again.status), (StatusCode::CREATED, StatusCode::CREATED));
    assert_eq!(first.bytes, again.bytes);
    let mut other = tip_json();
    other["story"] = json!("另一件事情。");
    let refused = house.post("/api/v1/matters", Some(KEY), &other).await;
    assert_eq!((refused.status, refused.json()["status"].clone()), (StatusCode::CONFLICT, json!(409)));
}

#[tokio::test]
async fn a_wish_for_a_reward_is_answered_with_a_code_that_opens_the_claim() {
    let house = House::open().await;
    let mut body = tip_json();
    body["reward_wish"] = json!(true);
    let first = house.post("/api/v1/matters", Some(KEY), &body).await;
    let again = house.post("/api/v1/matters", Some(KEY), &body).await;
    assert_eq!((first.status, again.status), (StatusCode::CREATED, StatusCode::CREATED));
    assert_eq!(first.names(), ["claim_code", "number", "query_code"]);
    assert_eq!(first.bytes, again.bytes);
    let code = ClaimCode::parse(first.json()["claim_code"].as_str().unwrap()).unwrap();
    let rewards = &house.portal.services.rewards;
    assert_eq!(rewards.claim(&code, "山茶花开", "", house.now()).await.unwrap(), Claimed::ChooseWord);
    let chosen = rewards.claim(&code, "山茶花开", "山茶花开", house.now()).await.unwrap();
    assert!(matches!(chosen, Claimed::Open(_)));
    let later = house.post("/api/v1/matters", Some(KEY), &body).await;
    assert_eq!(later.names(), ["number", "query_code"], "whoever chose a word has the code");
    assert_eq!(later.json()["number"], first.json()["number"]);
}

#[tokio::test]
async fn without_the_wish_there_is_no_claim_and_a_complaint_cannot_have_one() {
    let house = House::open().await;
    let plain = house.post("/api/v1/matters", Some(KEY), &tip_json()).await;
    assert_eq!(plain.names(), ["number", "query_code"]);
    let tip = house.store.matter_by_number(plain.json()["number"].as_str().unwrap()).await.unwrap().unwrap();
    assert_eq!(house.store.ledgers_of(Book::Reward, tip.id).await.unwrap(), []);
    let mut body = complaint_json();
    body["reward_wish"] = json!(true);
    let refused = house.post("/api/v1/matters", Some(&format!("{KEY}-c")), &body).await;
    assert_eq!((refused.status, refused.fields()), (StatusCode::UNPROCESSABLE_ENTITY, vec!["reward_wish".to_owned()]));
}

#[tokio::test]
async fn a_tip_may_be_anonymous_leave_a_phone_or_a_name() {
    let house = House::open().await;
    let reporters = [
        (Value::Null, false),
        (json!({"phone": "13988312345"}), true),
        (json!({"name": "赵钱孙", "phone": "0883-3211423"}), true),
    ];
    for (index, (reporter, sealed)) in reporters.into_iter().enumerate() {
        let mut body = tip_json();
        body["reporter"] = reporter;
        let answer = house.post("/api/v1/matters", Some(&format!("{KEY}-{index}")), &body).await.json();
        let row = house.store.matter_by_number(answer["number"].as_str().unwrap()).await.unwrap().unwrap();
        assert_eq!(row.has_identity, sealed, "{body}");
    }
}

#[tokio::test]
async fn track_shows_the_number_of_12315_and_the_other_half_of_a_mixed_submission() {
    let house = House::open().await;
    let receipt = house.submit("form", &both(), vec![]).await.unwrap();
    let matter = house.store.matter_by_number(&receipt.matters[0].number).await.unwrap().unwrap();
    let kind = EventKind::Registered { registration_no: "1530922002026112100001".into(), registered_at: house.now() };
    let event = Event { at: house.now(), actor: Actor::System, kind };
    let change = Change { events: &[event], due: None, message: None, attachments: &[], jobs: &[] };
    house.store.append(&matter, change).await.unwrap();
    let tracked = house.post("/api/v1/track", None, &json!({"query_code": receipt.code.to_string()})).await.json();
    assert_eq!(tracked["registration_no"], "1530922002026112100001");
    assert_eq!(tracked["linked"][0]["number"], receipt.matters[1].number.as_str());
    assert_eq!(tracked["linked"][0]["kind"], "tip");
}

#[tokio::test]
async fn what_residents_read_is_listed_found_and_given_in_pieces() {
    let house = House::open().await;
    for list in ["articles", "disclosures"] {
        let all = house.get(&format!("/api/v1/{list}?column=&q=&page=&page_size=")).await;
        assert_eq!(all.status, StatusCode::OK);
        let all = all.json();
        let total = all["total"].as_u64().unwrap();
        assert!(total >= 3, "{list}");
        let two = house.get(&format!("/api/v1/{list}?page=2&page_size=1")).await.json();
        assert_eq!((two["total"].as_u64(), two["items"].as_array().unwrap().len()), (Some(total), 1));
        assert_eq!(two["items"][0], all["items"][1]);

        let item = &all["items"][0];
        assert_eq!(names(item), ["column", "published_at", "slug", "title", "url"]);
        let slug = item["slug"].as_str().unwrap();
        let page = format!("/{}/{slug}", list.trim_end_matches('s'));
        assert!(item["url"].as_str().unwrap().ends_with(&page), "the page people read");
        let one = house.get(&format!("/api/v1/{list}/{slug}")).await.json();
        assert_eq!((&one["slug"], &one["title"]), (&item["slug"], &item["title"]));
        assert!(!one["blocks"].as_array().unwrap().is_empty() && one["blocks"][0]["type"].is_string());
        assert_eq!(house.get(&format!("/api/v1/{list}/no-such-text")).await.status, StatusCode::NOT_FOUND);
    }
    let found = house.get("/api/v1/articles?q=%E5%81%87%E8%8D%AF&page_size=100").await.json();
    assert!(found["total"].as_u64().unwrap() > 0, "假药 is found");
    assert_eq!(house.get("/api/v1/articles?column=no-such-column").await.json()["total"], 0);
}

#[tokio::test]
async fn a_list_page_out_of_range_is_named() {
    let house = House::open().await;
    let answer = house.get("/api/v1/articles?page=0&page_size=101").await;
    assert_eq!(
        (answer.status, answer.fields()),
        (StatusCode::UNPROCESSABLE_ENTITY, vec!["page".into(), "page_size".into()])
    );
    assert_eq!(house.get("/api/v1/disclosures?page=x").await.fields(), ["page"]);
}
