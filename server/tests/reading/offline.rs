//! What a phone keeps: the worker, the page of what is kept, the card of a chat.

use std::fs;

use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::page::between;
use crate::portal::TestPortal;

const ARTICLE: &str = "article/expired-medicine";

#[tokio::test]
async fn a_text_carries_one_line_whose_hash_its_policy_names() {
    let portal = TestPortal::with(|settings| settings.base_path = Some("/aqyy/".to_owned())).await;
    let mut visitor = portal.visitor();
    let answer = visitor.get(ARTICLE).await;
    let policy = answer.header("content-security-policy").unwrap().to_owned();
    let page = answer.text();
    let script = between(&page, "<script data-keeping=\"\">", "</script>").unwrap();
    assert!(script.contains("register('/aqyy/sw.js',{scope:'/aqyy/'"), "{script}");
    let hash = format!("'sha256-{}'", STANDARD.encode(Sha256::digest(script)));
    assert!(policy.contains(&format!("script-src {hash}; worker-src 'self'")), "{policy}");
    for path in ["", "read", "report", "report/new?wish=tip", "track", "kept", "reaction"] {
        let answer = visitor.get(path).await;
        assert!(!answer.header("content-security-policy").unwrap().contains(&hash), "{path}");
        assert!(!answer.text().contains("data-keeping"), "{path}");
    }
}

#[tokio::test]
async fn the_worker_is_asked_for_anew_and_knows_its_base_path() {
    let portal = TestPortal::with(|settings| settings.base_path = Some("/aqyy/".to_owned())).await;
    let mut visitor = portal.visitor();
    let worker = visitor.get("sw.js").await;
    assert_eq!((worker.status, worker.header("cache-control")), (StatusCode::OK, Some("no-store")));
    let script = worker.text();
    assert!(script.starts_with("const YAOAN_READER={\"base\":\"/aqyy/\",\"version\":\""), "{script:.80}");
    assert_eq!(visitor.get("sw.js").await.text(), script, "the version stands still while nothing changes");
    let kept = visitor.get("kept").await;
    assert!(kept.status == StatusCode::OK && kept.text().contains("data-none"));
}

#[tokio::test]
async fn a_site_can_stop_the_worker() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("site.toml");
    let own = include_str!("../../../content/sites/yunxian.toml");
    fs::write(&file, format!("{own}\n[reading]\nstop_worker = true\n")).unwrap();
    let portal = TestPortal::with(|settings| settings.site = Some(file)).await;
    let mut visitor = portal.visitor();
    let script = visitor.get("sw.js").await.text();
    assert!(script.contains("unregister()") && !script.contains("YAOAN_READER"), "{script}");
    assert!(!visitor.get(ARTICLE).await.text().contains("data-keeping"));
}

#[tokio::test]
async fn a_chat_makes_a_card_of_title_line_and_picture_and_the_address_tells_nothing() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let page = visitor.get(&format!("{ARTICLE}?from=somebody")).await.text();
    let content = |name: &str| between(&page, &format!("<meta property=\"{name}\" content=\""), "\"").unwrap();
    assert_eq!(content("og:title"), "家里的过期药怎么办");
    assert_eq!(content("og:description"), "过期药不吃、不卖、不乱扔，交到回收点。");
    assert!(content("og:url").ends_with("/article/expired-medicine"), "{}", content("og:url"));
    let picture = content("og:image");
    assert!(picture.starts_with("http") && picture.ends_with("/icon-512.png"), "a drawing is no card: {picture}");
    assert_eq!(visitor.get("icon-512.png").await.header("content-type"), Some("image/png"));
    assert!(!visitor.get("report").await.text().contains("og:"), "forms are no cards");
}
