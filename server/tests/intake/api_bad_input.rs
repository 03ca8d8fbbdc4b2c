use axum::body::Body;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use domain::query_code::QueryCode;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::house::{Answer, House};
use super::sample::{complaint_json, tip_json};

const KEY: &str = "0123456789abcdef";
const JSON: Option<&str> = Some("application/json");

async fn file(house: &House, body: &Value) -> Answer {
    house.post("/api/v1/matters", Some(KEY), body).await
}

/// Every refusal has the one shape.
fn assert_problem(answer: &Answer, status: StatusCode) {
    assert_eq!(answer.status, status, "{}", String::from_utf8_lossy(&answer.bytes));
    assert_eq!(answer.headers[CONTENT_TYPE], "application/problem+json");
    let body = answer.json();
    assert_eq!(answer.names(), ["detail", "errors", "status", "title", "type"]);
    assert_eq!(body["status"], status.as_u16());
    assert!(!body["detail"].as_str().unwrap().is_empty());
}

#[tokio::test]
async fn without_a_usable_idempotency_key_it_is_400() {
    let house = House::open().await;
    for key in [None, Some("short"), Some("0123456789 abcdef"), Some(&*"k".repeat(129))] {
        let answer = house.post("/api/v1/matters", key, &tip_json()).await;
        assert_problem(&answer, StatusCode::BAD_REQUEST);
        assert!(answer.json()["detail"].as_str().unwrap().contains("Idempotency-Key"));
    }
}

#[tokio::test]
async fn what_is_not_json_is_400() {
    let house = House::open().await;
    let deep = "[".repeat(100_000);
    for body in ["", "{", "kind=tip", "{\"kind\":\"tip\"} more", "\u{feff}{}", "{\"nope\":1,", &deep] {
        for path in ["/api/v1/matters", "/api/v1/track"] {
            let answer = house.post_raw(path, Some(KEY), JSON, body.to_owned()).await;
            assert_problem(&answer, StatusCode::BAD_REQUEST);
        }
    }
    let latin = house.post_raw("/api/v1/track", None, JSON, b"{\"query_code\":\"\xff\"}".to_vec()).await;
    assert_problem(&latin, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn another_content_type_is_415() {
    let house = House::open().await;
    for kind in [None, Some("text/plain"), Some("application/x-www-form-urlencoded"), Some("application/jsonp")] {
        let answer = house.post_raw("/api/v1/matters", Some(KEY), kind, tip_json().to_string()).await;
        assert_problem(&answer, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    let kind = Some("Application/JSON; charset=utf-8");
    let answer = house.post_raw("/api/v1/matters", Some(KEY), kind, tip_json().to_string()).await;
    assert_eq!(answer.status, StatusCode::CREATED);
}

#[tokio::test]
async fn over_a_megabyte_is_413_whether_or_not_the_length_is_told() {
    let house = House::open().await;
    let mut body = tip_json();
    body["story"] = json!("药".repeat(400_000));
    let told = file(&house, &body).await;
    assert_problem(&told, StatusCode::PAYLOAD_TOO_LARGE);
    let pieces = body.to_string().into_bytes().chunks(9_999).map(<[u8]>::to_vec).collect::<Vec<_>>();
    let stream = futures::stream::iter(pieces.into_iter().map(Ok::<_, std::io::Error>));
    let streamed = house.post_raw("/api/v1/matters", Some(KEY), JSON, Body::from_stream(stream)).await;
    assert_problem(&streamed, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_body_that_breaks_off_is_400() {
    let house = House::open().await;
    let parts = [Ok(b"{\"kind\":".to_vec()), Err(std::io::Error::other("gone"))];
    let body = Body::from_stream(futures::stream::iter(parts));
    let answer = house.post_raw("/api/v1/matters", Some(KEY), JSON, body).await;
    assert_problem(&answer, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn unknown_fields_and_wrong_types_are_422_and_named_by_their_path() {
    let house = House::open().await;
    let cases = [
        (json!({"kindd": "tip"}), "kindd"),
        (json!({"drug": {"nmae": "x"}}), "drug.nmae"),
        (json!({"reporter": {"phone": 13_988_312_345_u64}}), "reporter.phone"),
        (json!({"request": ["退货", 3]}), "request[1]"),
        (json!({"respondent": "某某药店"}), "respondent"),
        (json!({"publish_consent": "yes"}), "publish_consent"),
        (json!([]), ""),
        (json!("tip"), ""),
    ];
    for (body, path) in cases {
        let answer = file(&house, &body).await;
        assert_problem(&answer, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.fields(), [path], "{body}");
    }
    let twice = house.post_raw("/api/v1/matters", Some(KEY), JSON, r#"{"kind":"tip","kind":"tip"}"#).await;
    assert_problem(&twice, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn an_empty_report_names_everything_that_is_missing_at_once() {
    let house = House::open().await;
    let answer = file(&house, &json!({})).await;
    assert_problem(&answer, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.fields(), ["kind", "category", "region", "story"]);
    let complaint = file(&house, &json!({"kind": "complaint"})).await.fields();
    for field in
        ["respondent.name", "respondent.address", "request", "reporter.name", "reporter.phone", "reporter.address"]
    {
        assert!(complaint.contains(&field.to_owned()), "{field} in {complaint:?}");
    }
}

#[tokio::test]
async fn every_answer_that_cannot_be_taken_is_named_by_its_path() {
    let house = House::open().await;
    let long = |count| json!("药".repeat(count));
    let cases = [
        ("/kind", json!("both"), "kind"),
        ("/kind", json!("question"), "kind"),
        ("/category", json!("D99"), "category"),
        ("/region", json!("441581101000"), "region"),
        ("/region", json!("530922999000"), "region"),
        ("/region", json!("云县"), "region"),
        ("/story", long(401), "story"),
        ("/story", json!("药\u{0}店"), "story"),
        ("/story", json!("药\u{202e}店"), "story"),
        ("/place", long(41), "place"),
        ("/channel", json!("train"), "channel"),
        ("/channel", json!("online"), "platform_name"),
        ("/happened_on", json!("2026-11-22"), "happened_on"),
        ("/amount", json!("-3"), "amount"),
        ("/order_no", long(41), "order_no"),
        ("/respondent/name", long(61), "respondent.name"),
        ("/respondent/address", json!(""), "respondent.address"),
        ("/request", json!(["坐牢"]), "request"),
        ("/drug/name", long(61), "drug.name"),
        ("/drug/approval_no", long(41), "drug.approval_no"),
        ("/drug/batch_no", long(31), "drug.batch_no"),
        ("/drug/manufacturer", long(61), "drug.manufacturer"),
        ("/reporter/name", json!("\u{200f}"), "reporter.name"),
        ("/reporter/phone", json!("1398831234"), "reporter.phone"),
        ("/reporter/address", long(41), "reporter.address"),
    ];
    for (pointer, value, field) in cases {
        let mut body = complaint_json();
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        body.pointer_mut(parent).unwrap()[name] = value;
        let answer = file(&house, &body).await;
        assert_problem(&answer, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.fields(), [field], "{pointer}");
    }
    let mut fits = complaint_json();
    fits["story"] = long(400);
    assert_eq!(file(&house, &fits).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_wrong_code_is_404_takes_as_long_as_a_right_one_and_a_malformed_one_is_422() {
    let house = House::open().await;
    let filed = file(&house, &tip_json()).await.json();
    let right = filed["query_code"].as_str().unwrap().to_owned();
    let unknown = QueryCode::from_random(7).digits().to_owned();
    let slip = format!("{}{}", right.get(..15).unwrap(), if right.ends_with('0') { '1' } else { '0' });
    for (code, status) in [(right, StatusCode::OK), (unknown, StatusCode::NOT_FOUND), (slip, StatusCode::NOT_FOUND)] {
        let begun = std::time::Instant::now();
        let answer = house.post("/api/v1/track", None, &json!({"query_code": code})).await;
        assert_eq!(answer.status, status);
        assert!(begun.elapsed().as_millis() >= 299, "{:?}", begun.elapsed());
    }
    for code in ["", "1234", "abcdabcdabcdabcd"] {
        let answer = house.post("/api/v1/track", None, &json!({"query_code": code})).await;
        assert_problem(&answer, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.fields(), ["query_code"]);
    }
    assert_eq!(house.post("/api/v1/track", None, &json!({})).await.fields(), ["query_code"]);
}

#[tokio::test]
async fn when_nothing_can_be_stored_it_is_503_with_a_word_when_to_come_back() {
    let house = House::open().await;
    house.store.close().await;
    let answer = file(&house, &tip_json()).await;
    assert_problem(&answer, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.headers["retry-after"], "60");
    assert!(!answer.json()["detail"].as_str().unwrap().contains("pool"), "the cause is the log's");
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,40}".prop_map(Value::from),
        Just(json!("tip")),
        Just(json!("530922101000")),
    ];
    let name = prop_oneof![
        proptest::sample::select(vec![
            "kind",
            "category",
            "region",
            "place",
            "story",
            "channel",
            "happened_on",
            "amount",
            "respondent",
            "request",
            "drug",
            "reporter",
            "name",
            "phone",
            "address",
            "publish_consent",
        ])
        .prop_map(str::to_owned),
        ".{0,8}",
    ];
    leaf.prop_recursive(3, 32, 8, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::vec((name.clone(), inner), 0..10)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

#[test]
fn whatever_is_sent_is_answered_and_nothing_panics() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let house = runtime.block_on(House::open());
    let bytes = prop_oneof![any_json().prop_map(|json| json.to_string().into_bytes()), any::<Vec<u8>>()];
    proptest!(ProptestConfig::with_cases(400), |(bytes in bytes)| {
        let answer = runtime.block_on(house.post_raw("/api/v1/matters", Some(KEY), JSON, bytes));
        prop_assert!(matches!(answer.status.as_u16(), 201 | 400 | 409 | 422), "{}", answer.status);
    });
}
