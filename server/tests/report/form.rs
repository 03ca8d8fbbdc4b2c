//! Reporting without JavaScript, from the start page to the receipt.

use std::io::Read;
use std::sync::Arc;

use crate::portal::{TestPortal, Visitor, jpeg, png};
use crate::sheet::{Sheet, code_in, key, key_in, numbers_in};
use async_trait::async_trait;
use axum::http::StatusCode;
use domain::ports::{IdempotencyKey, Intake, IntakeError, Internal, Receipt, Submission};
use jiff::{SignedDuration, Timestamp};
use server::doors;

#[tokio::test]
async fn the_start_page_leads_to_each_form_and_carries_what_is_known() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let page = visitor.get("report?category=D03&region=530922101000").await;
    assert_eq!(page.status, StatusCode::OK);
    for wish in ["complaint", "tip", "both"] {
        let link = format!("report/new?wish={wish}&amp;category=D03&amp;region=530922101000");
        assert!(page.text().contains(&link), "{link}");
    }
    assert!(page.text().contains("tel:120"));
}

/// The page is kept packed; the key must be another for each visit all the same.
#[tokio::test]
async fn every_visit_gets_a_key_of_its_own_however_the_form_is_packed() {
    let portal = TestPortal::open().await;
    let mut keys = Vec::new();
    for coding in ["identity", "br", "br", "gzip", "gzip", "identity"] {
        let form = portal.visitor().sending("accept-encoding", coding).get("report/new?wish=tip").await;
        assert_eq!((form.status, form.header("cache-control")), (StatusCode::OK, Some("no-store")), "{coding}");
        assert_eq!((form.header("etag"), form.header("set-cookie")), (None, None), "{coding}");
        let key = key_in(&unpacked(&form.bytes, coding));
        assert!(key.len() == 32 && key.bytes().all(|digit| digit.is_ascii_hexdigit()), "{coding}: {key}");
        assert!(!keys.contains(&key), "{coding}: a key was given out twice");
        keys.push(key);
    }
}

fn unpacked(bytes: &[u8], coding: &str) -> String {
    let mut page = Vec::new();
    match coding {
        "br" => brotli::BrotliDecompress(&mut &*bytes, &mut page).unwrap(),
        "gzip" => {
            flate2::read::GzDecoder::new(bytes).read_to_end(&mut page).unwrap();
        }
        _ => page.extend(bytes),
    }
    String::from_utf8(page).unwrap()
}

#[tokio::test]
async fn a_tip_with_photos_goes_from_form_to_receipt_to_status() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let sent = Sheet::tip().photo("a.jpg", jpeg(64, 48)).photo("b.png", png(32, 32)).send(&mut visitor).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let receipt = visitor.get(&sent.location()).await;
    assert_eq!((receipt.status, receipt.header("cache-control")), (StatusCode::OK, Some("no-store")));
    let page = receipt.text();
    assert!(page.contains("noindex") && page.contains("照片 2 张") && page.contains("<svg"));
    // 2026-11-20 and 15 working days.
    assert!(page.contains("2026-12-11"), "the day by which a tip is to be verified");
    let code = code_in(&page);
    assert_eq!(code.len(), 16);
    let found = visitor.post_form("track", &[("code", &code)]).await;
    assert!(found.text().contains("已收到") && found.text().contains(&numbers_in(&page)[0]));
}

#[tokio::test]
async fn an_anonymous_tip_leaves_no_cookie() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let sent = Sheet::tip().send(&mut visitor).await;
    let receipt = visitor.get(&sent.location()).await;
    visitor.post_form("track", &[("code", &code_in(&receipt.text()))]).await;
    assert!(visitor.cookies().is_empty(), "{:?}", visitor.cookies().keys());
}

#[tokio::test]
async fn a_complaint_is_due_for_a_decision_within_seven_working_days() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let sent = Sheet::complaint().send(&mut visitor).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let page = visitor.get(&sent.location()).await.text();
    assert!(page.contains("2026-12-01") && page.contains("第十五条"), "{page}");
}

#[tokio::test]
async fn wanting_both_gives_two_numbers_and_one_code() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let sent = Sheet::both().send(&mut visitor).await;
    let page = visitor.get(&sent.location()).await.text();
    let numbers = numbers_in(&page);
    assert_eq!(numbers.len(), 2, "{numbers:?}");
    let found = visitor.post_form("track", &[("code", &code_in(&page))]).await.text();
    assert!(numbers.iter().all(|number| found.contains(number)));
}

#[tokio::test]
async fn a_double_tap_is_one_matter_with_one_receipt() {
    let portal = TestPortal::open().await;
    let form = Sheet::tip().photo("a.jpg", jpeg(40, 40)).form(&key(7));
    let (mut first, mut second, mut later) = (portal.visitor(), portal.visitor(), portal.visitor());
    let (one, two) =
        tokio::join!(first.post_multipart("report/new", &form), second.post_multipart("report/new", &form));
    let three = later.post_multipart("report/new", &form).await;
    let mut pages = Vec::new();
    for sent in [one, two, three] {
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        pages.push(later.get(&sent.location()).await.text());
    }
    assert_eq!(numbers_in(&pages[0]), numbers_in(&pages[1]));
    assert_eq!(code_in(&pages[0]), code_in(&pages[2]));
    let next = Sheet::tip().send(&mut later).await;
    let next = numbers_in(&later.get(&next.location()).await.text());
    assert!(next[0].ends_with("000002"), "the next report got {}", next[0]);
}

#[tokio::test]
async fn a_form_sent_before_with_other_words_comes_back_with_a_new_key() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    visitor.post_multipart("report/new", &Sheet::tip().form(&key(1))).await;
    let changed = Sheet::tip().with("story", "还有一件事要说。");
    let answer = visitor.post_multipart("report/new", &changed.form(&key(1))).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let page = answer.text();
    assert!(page.contains("已经提交过一次") && page.contains("还有一件事要说。"));
    let fresh = key_in(&page);
    assert_ne!(fresh, key(1));
    let sent = visitor.post_multipart("report/new", &changed.form(&fresh)).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_receipt_is_shown_for_a_day() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let sent = Sheet::tip().send(&mut visitor).await;
    portal.clock.turn(SignedDuration::from_hours(23));
    assert_eq!(visitor.get(&sent.location()).await.status, StatusCode::OK);
    portal.clock.turn(SignedDuration::from_hours(2));
    let gone = visitor.get(&sent.location()).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    assert!(gone.text().contains("用查询码查进度"));
}

#[tokio::test]
async fn an_unknown_receipt_helps_on() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    for path in [format!("report/receipt/{}", key(99)), "report/receipt/x".to_owned()] {
        let answer = visitor.get(&path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert!(answer.text().contains("查询码丢了怎么办"));
    }
}

#[tokio::test]
async fn a_form_kept_open_for_a_day_still_works() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let key = key_in(&visitor.get("report/new?wish=tip").await.text());
    portal.clock.turn(SignedDuration::from_hours(30));
    let sheet = Sheet::tip().with("happened_on", "2026-11-21");
    let sent = visitor.post_multipart("report/new", &sheet.form(&key)).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
}

#[tokio::test]
async fn a_form_without_a_wish_leads_back_to_the_question() {
    let portal = TestPortal::open().await;
    let answer = portal.visitor().get("report/new?wish=money&category=D03").await;
    assert_eq!((answer.status, answer.location().as_str()), (StatusCode::SEE_OTHER, "report?category=D03"));
}

#[tokio::test]
async fn only_kinds_that_fit_the_wish_are_offered() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let complaint = visitor.get("report/new?wish=complaint").await.text();
    let tip = visitor.get("report/new?wish=tip").await.text();
    assert!(!complaint.contains("value=\"D05\"") && tip.contains("value=\"D05\""));
    assert!(complaint.contains("name=\"requests\"") && !tip.contains("name=\"requests\""));
    assert!(tip.contains("快速离开") && !complaint.contains("快速离开"));
}

#[tokio::test]
async fn a_large_site_asks_for_the_township_first() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("huzhou.toml");
    let yunxian = include_str!("../../../content/sites/yunxian.toml");
    std::fs::write(&site, yunxian.replace("region = \"530922\"", "region = \"3305\"")).unwrap();
    let portal = TestPortal::with(|settings| settings.site = Some(site)).await;
    let mut visitor = portal.visitor();
    let question = visitor.get("report/new?wish=tip&category=D03").await.text();
    let (_, town) = question.split_once("<option value=\"").expect("townships to choose from");
    let town = town.split('"').next().unwrap();
    assert!(question.contains("name=\"category\" value=\"D03\""));
    let form = visitor.get(&format!("report/new?wish=tip&category=D03&township={town}")).await.text();
    assert!(form.contains(&format!("report/new?township={town}")));
    assert_eq!(form.matches("<optgroup").count(), 1);
}

/// Keeps nothing, as when the disk is full.
struct Full;

#[async_trait]
impl Intake for Full {
    async fn submit(&self, _: Submission, _: Timestamp) -> Result<Receipt, IntakeError> {
        Err(IntakeError::Unavailable(Internal::new("no space left")))
    }

    async fn receipt(&self, _: &IdempotencyKey, _: Timestamp) -> Result<Option<Receipt>, Internal> {
        Ok(None)
    }
}

#[tokio::test]
async fn when_nothing_can_be_kept_the_form_comes_back_whole_with_its_key() {
    let portal = TestPortal::open().await;
    let services = portal.services.with(|parts| parts.intake = Arc::new(Full));
    let router = axum::Router::new().fallback_service(doors::router(services));
    let mut visitor = Visitor::new(router, "/".to_owned());
    let sheet = Sheet::tip().photo("a.jpg", jpeg(30, 30));
    let answer = visitor.post_multipart("report/new", &sheet.form(&key(5))).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    let page = answer.text();
    assert!(page.contains("没有提交") && page.contains("照片请重新选一次"));
    assert!(page.contains("盒子上的有效期到今年6月"));
    assert_eq!(key_in(&page), key(5), "trying again must be the same matter");
}
