//! An anonymous tip leaves nothing of where it came from: not in the database, not in the vault,
//! not in a log of everything.

#![cfg(test)]
#![allow(dead_code, unused_imports, reason = "uses only a part of the test portal")]

mod portal;

use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};

use axum::Extension;
use axum::extract::ConnectInfo;
use axum::http::StatusCode;
use portal::{Form, TestPortal, Visitor, jpeg};
use serde_json::json;
use server::doors::{self, TrustProxy};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

const PEER: &str = "203.0.113.77";
/// Header, and what it says of the sender.
const TRACES: [(&str, &str); 8] = [
    ("user-agent", "CanaryPhone/9.9 (Lancang; WeChat)"),
    ("x-forwarded-for", "198.51.100.66"),
    ("x-real-ip", "198.51.100.67"),
    ("forwarded", "for=198.51.100.68"),
    ("referer", "https://canary-village.example/group"),
    ("accept-language", "x-canary-tongue"),
    ("cookie", "canary-session=canary-cookie-value"),
    ("sec-ch-ua-model", "\"CanaryModel-5\""),
];
const STORY: &str = "货架上的感冒药已经过期，店里还在卖。";

/// Everything that is logged, at every level.
#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Captured {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_anonymous_tip_leaves_no_trace_of_its_sender() {
    let log = Captured::default();
    tracing_subscriber::fmt().with_env_filter(EnvFilter::new("trace")).with_writer(log.clone()).init();
    let portal = TestPortal::open().await;
    let mut visitor = marked_visitor(&portal);

    let code = by_form(&mut visitor, &portal).await;
    let code_of_program = by_api(&mut visitor).await;
    visitor.post_form("track", &[("code", "1111 2222 3333 4444")]).await;
    for code in [&code, &code_of_program] {
        let page = visitor.post_form("track", &[("code", code)]).await;
        assert_eq!(page.status, StatusCode::OK);
    }
    portal.run_jobs().await;

    let log = log.0.lock().unwrap().clone();
    assert!(!log.is_empty(), "something was logged at all");
    let mut secrets: Vec<&str> = TRACES.iter().map(|(_, value)| value.trim_matches('"')).collect();
    secrets.extend([PEER, "canary", "Canary", "198.51.100", &code, &code_of_program]);
    for secret in secrets {
        assert!(!holds(&log, secret), "{secret:?} was logged");
        assert_eq!(files_that_hold(&portal.data(), secret), Vec::<String>::new(), "{secret:?} was stored");
    }
    assert!(!holds(&log, "感冒药"), "what was reported was logged");
    assert!(!files_that_hold(&portal.data(), "感冒药").is_empty(), "the search itself finds what is there");
}

/// Somebody whose requests say all that requests can say.
fn marked_visitor(portal: &TestPortal) -> Visitor {
    let peer: SocketAddr = format!("{PEER}:40001").parse().unwrap();
    let router = axum::Router::new()
        .fallback_service(doors::router(portal.services.clone()))
        .layer(Extension(ConnectInfo(peer)))
        .layer(Extension(TrustProxy(true)));
    let visitor = Visitor::new(router, portal.services.site.base_path.clone());
    TRACES.iter().fold(visitor, |visitor, (name, value)| visitor.sending(name, value))
}

async fn by_form(visitor: &mut Visitor, portal: &TestPortal) -> String {
    let page = visitor.get("report/new?wish=tip").await;
    assert_eq!(page.status, StatusCode::OK);
    let text = page.text();
    let (_, key) = text.split_once("name=\"form_key\" value=\"").expect("the form has a key");
    let key = key.split('"').next().unwrap().to_owned();
    let form = Form::default()
        .text("form_key", &key)
        .text("wish", "tip")
        .text("category", "D03")
        .text("region", "530922101000")
        .text("story", STORY)
        .text("identity", "anonymous")
        .file("photos", "IMG_CanaryPhone_20261120.jpg", jpeg(60, 40));
    let answer = visitor.post_multipart("report/new?wish=tip", &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert_eq!(visitor.get(&answer.location()).await.status, StatusCode::OK);
    let key = domain::ports::IdempotencyKey::parse(&key).unwrap();
    let receipt = portal.services.intake.receipt(&key, portal.services.now()).await.unwrap().unwrap();
    receipt.code.digits().to_owned()
}

async fn by_api(visitor: &mut Visitor) -> String {
    let mut visitor = visitor.clone().sending("idempotency-key", "canary-key-of-a-program-1");
    let tip = json!({"kind": "tip", "category": "D03", "region": "530922101000", "story": STORY, "reporter": null});
    let answer = visitor.post_json("api/v1/matters", &tip).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    let receipt: serde_json::Value = serde_json::from_slice(&answer.bytes).unwrap();
    receipt.get("query_code").unwrap().as_str().unwrap().to_owned()
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|part| part == text.as_bytes())
}

fn files_that_hold(folder: &Path, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_that_hold(&path, text));
        } else if holds(&std::fs::read(&path).unwrap(), text) {
            found.push(path.display().to_string());
        }
    }
    found
}
