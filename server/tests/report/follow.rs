//! Following a matter by its code, without JavaScript.

use crate::portal::{Form, TestPortal, Visitor, jpeg};
use crate::sheet::{Sheet, code_in, key, key_in, numbers_in, said_at};
use axum::http::StatusCode;
use domain::query_code::QueryCode;

/// A matter just reported: its code and number.
async fn reported(visitor: &mut Visitor, sheet: Sheet) -> (String, String) {
    let sent = sheet.send(visitor).await;
    let page = visitor.get(&sent.location()).await.text();
    (code_in(&page), numbers_in(&page)[0].clone())
}

fn message(code: &str, number: &str, form_key: &str, text: &str) -> Form {
    Form::default().text("code", code).text("number", number).text("form_key", form_key).text("text", text)
}

#[tokio::test]
async fn a_code_opens_its_matter_however_it_is_typed() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let (code, number) = reported(&mut visitor, Sheet::tip()).await;
    let spaced = QueryCode::parse(&code).unwrap().to_string();
    let wide: String = code.chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap()).collect();
    for typed in [code.clone(), spaced, wide] {
        let found = visitor.post_form("track", &[("code", &typed)]).await;
        assert_eq!((found.status, found.header("cache-control")), (StatusCode::OK, Some("no-store")));
        let page = found.text();
        assert!(page.contains(&number) && page.contains("已收到您提交的内容"));
        // 2026-11-20 and 15 working days.
        assert!(page.contains("2026-12-11") && page.contains("按工作日算"));
    }
}

#[tokio::test]
async fn a_mistyped_code_is_told_apart_from_an_unknown_one() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let unknown = QueryCode::from_random(42);
    let last = unknown.digits().chars().last().unwrap();
    let other = if last == '0' { '1' } else { '0' };
    let wrong = format!("{}{other}", unknown.digits().get(..15).unwrap());
    let cases = [
        ("", StatusCode::UNPROCESSABLE_ENTITY, "16 位数字"),
        ("1234", StatusCode::UNPROCESSABLE_ENTITY, "16 位数字"),
        ("四八二七", StatusCode::UNPROCESSABLE_ENTITY, "只有数字"),
        (wrong.as_str(), StatusCode::UNPROCESSABLE_ENTITY, "有一位不对"),
        (unknown.digits(), StatusCode::NOT_FOUND, "没有查到"),
    ];
    for (typed, status, words) in cases {
        let answer = visitor.post_form("track", &[("code", typed)]).await;
        assert_eq!(answer.status, status, "{typed}");
        let page = answer.text();
        assert!(said_at(&page, "code").contains(words), "{typed}");
        assert!(page.contains("查询码丢了怎么办") && page.contains("<title>有误"));
    }
}

#[tokio::test]
async fn an_added_message_appears_once_however_often_it_is_sent() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let (code, number) = reported(&mut visitor, Sheet::tip()).await;
    let form = message(&code, &number, &key(3), "昨天又看到他们在卖。").file("photos", "a.jpg", jpeg(40, 30));
    for _ in 0..2 {
        let answer = visitor.post_multipart("track/add", &form).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        assert!(answer.text().contains("补充的内容收到了"));
    }
    let page = visitor.post_form("track", &[("code", &code)]).await.text();
    assert_eq!(page.matches("昨天又看到他们在卖。").count(), 1);
    assert!(page.contains("附照片 1 张"));
}

#[tokio::test]
async fn a_message_that_cannot_be_taken_comes_back_as_typed() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let (code, number) = reported(&mut visitor, Sheet::tip()).await;
    let long = "药".repeat(401);
    let answer = visitor.post_multipart("track/add", &message(&code, &number, &key(3), &long)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.text();
    assert!(said_at(&page, "text").contains("最多 400 个字") && page.contains(&long));
    assert_eq!(key_in(&page), key(3));
    let empty = visitor.post_multipart("track/add", &message(&code, &number, &key(4), "")).await;
    assert_eq!(said_at(&empty.text(), "text"), "请写要补充的内容");
    let zip = message(&code, &number, &key(5), "照片在这").file("photos", "a.jpg", b"PK\x03\x04zip".to_vec());
    let refused = visitor.post_multipart("track/add", &zip).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("照片在这</textarea>") && said_at(&refused.text(), "photos").contains("第 1 张"));
}

#[tokio::test]
async fn when_the_database_is_gone_what_was_typed_comes_back_with_its_key() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let (code, number) = reported(&mut visitor, Sheet::tip()).await;
    portal.services.store.close().await;
    let form = message(&code, &number, &key(3), "昨天又看到他们在卖。").file("photos", "a.jpg", jpeg(40, 30));
    let refused = "药".repeat(401);
    for (form, typed) in [(form, "昨天又看到他们在卖。"), (message(&code, &number, &key(3), &refused), &refused)]
    {
        let answer = visitor.post_multipart("track/add", &form).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        let page = answer.text();
        assert!(page.contains("没有提交") && page.contains("tel:") && page.contains(&format!("{typed}</textarea>")));
        assert!(page.contains(&format!("name=\"number\" value=\"{number}\"")) && page.contains(&code));
        assert_eq!(key_in(&page), key(3), "sending it again must be one message");
        assert_eq!(page.contains("照片请重新选一次"), typed != refused);
    }
}

#[tokio::test]
async fn when_the_database_is_gone_the_way_to_help_is_shown() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let (code, number) = reported(&mut visitor, Sheet::complaint()).await;
    portal.services.store.close().await;
    let confirmed = [("code", code.as_str()), ("number", number.as_str()), ("confirmed", "yes")];
    for (path, fields) in [("track", &confirmed[..1]), ("track/withdraw", &confirmed[..])] {
        let answer = visitor.post_form(path, fields).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert!(answer.text().contains("请过几分钟再试") && answer.text().contains("tel:"), "{path}");
    }
}

#[tokio::test]
async fn a_foreign_number_or_an_unknown_code_adds_nothing() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let (code, _) = reported(&mut visitor, Sheet::tip()).await;
    let (_, other) = reported(&mut visitor, Sheet::tip()).await;
    let unknown = QueryCode::from_random(4242);
    for (code, number) in [(code.as_str(), other.as_str()), (unknown.digits(), other.as_str())] {
        let answer = visitor.post_multipart("track/add", &message(code, number, &key(9), "别人的事")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert!(!answer.text().contains("补充的内容收到了"));
    }
}

#[tokio::test]
async fn a_complaint_is_withdrawn_after_asking_once_more() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let (code, number) = reported(&mut visitor, Sheet::complaint()).await;
    let fields = [("code", code.as_str()), ("number", number.as_str())];
    let asked = visitor.post_form("track/withdraw", &fields).await;
    assert!(asked.text().contains("确定撤回"));
    let still = visitor.post_form("track", &fields[..1]).await.text();
    assert!(!still.contains("已撤回"), "asking alone must not withdraw");
    let confirmed = [fields[0], fields[1], ("confirmed", "yes")];
    let done = visitor.post_form("track/withdraw", &confirmed).await;
    assert_eq!(done.status, StatusCode::OK);
    assert!(done.text().contains("投诉已经撤回") && !done.text().contains("撤回这件投诉"));
    let again = visitor.post_form("track/withdraw", &confirmed).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn wanting_to_withdraw_a_tip_is_noted_and_the_tip_stays() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let (code, number) = reported(&mut visitor, Sheet::tip()).await;
    let confirmed = [("code", code.as_str()), ("number", number.as_str()), ("confirmed", "yes")];
    let done = visitor.post_form("track/withdraw", &confirmed).await.text();
    assert!(done.contains("您想撤回的意思已经记下") && done.contains("您已申请撤回"));
    assert!(done.contains("class=\"status\">已收到"));
}

#[tokio::test]
async fn no_answer_carries_the_code_in_an_address() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let (code, _) = reported(&mut visitor, Sheet::tip()).await;
    let found = visitor.post_form("track", &[("code", &code)]).await;
    let page = found.text();
    let links = page.split("href=\"").chain(page.split("action=\"")).skip(1);
    assert!(links.map(|rest| rest.split('"').next().unwrap()).all(|link| !link.contains(&code)));
    assert!(found.headers.get("location").is_none());
}

#[tokio::test]
async fn a_body_that_is_no_form_is_not_read() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let json = serde_json::json!({ "code": "1" });
    assert_eq!(visitor.post_json("track", &json).await.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(visitor.post_json("track/withdraw", &json).await.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(visitor.post_json("track/add", &json).await.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}
