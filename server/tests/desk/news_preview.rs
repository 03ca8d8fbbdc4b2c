//! What the editor's preview asks of the server while somebody writes.

use axum::body::Body;
use axum::http::Method;
use domain::access::Role;

use super::news::{ARTICLE, begin, newsroom};
use super::office::STATION;
use crate::page::between;
use crate::portal::{Answer, Visitor};

async fn named(visitor: &mut Visitor, kind: &str, names: &str) -> Answer {
    let place = format!("desk/news/named/{kind}");
    visitor.send(Method::POST, &place, Some("text/plain;charset=utf-8"), Body::from(names.to_owned())).await
}

#[tokio::test]
async fn a_text_is_drawn_so_far_as_it_can_be_and_its_faults_stand_with_it() {
    let office = newsroom().await;
    let mut author = office.person(Role::Handler, STATION).await;
    let body = "第一句。\n\n看[没有的](nowhere.md)。\n";
    let page = author.post_form("desk/news/look/article", &[("title", "题"), ("body", body)]).await.text();
    let (checks, preview) = page.split_once("<div id=\"preview\"").unwrap();
    let first: usize = between(preview, "data-first-line=\"", "\"").unwrap().parse().unwrap();
    assert!(preview.contains("<p>第一句。</p>") && preview.contains("<a>没有的</a>"), "{preview}");
    let fault = format!("<b>第 {} 行</b> 链接 nowhere.md 没有对应的文件", first + 3);
    assert!(preview.contains(&fault), "{preview}");
    assert!(checks.contains("要先改") && !checks.contains("nowhere.md"), "the front matter's own: {checks}");
    let blank = author.get("desk/news/new/article").await.text();
    assert!(between(&blank, "data-first-line=\"", "\"").unwrap().parse::<usize>().unwrap() > 4, "{blank}");
}

#[tokio::test]
async fn only_what_there_is_is_told_to_those_who_write() {
    let office = newsroom().await;
    let mut author = office.person(Role::Handler, STATION).await;
    let names = "expiry-date.md\n../disclosures/market-stall-no-licence.md\n../pictures/leaflet.svg\nnowhere.md\n../../etc/passwd";
    let found: serde_json::Value = serde_json::from_str(&named(&mut author, "article", names).await.text()).unwrap();
    let is: Vec<_> = found.as_array().unwrap().iter().map(|one| one["is"].as_str().unwrap()).collect();
    assert_eq!(is, ["article", "disclosure", "picture"]);
    assert_eq!(found[0]["slug"], "expiry-date");
    assert_eq!(found[2]["name"], "leaflet.svg");
    assert_eq!(found[2]["copies"], serde_json::json!([]));
    assert_eq!(named(&mut author, "notice", "expiry-date.md").await.text(), "[]", "a notice has no neighbours");
    assert_eq!(named(&mut author, "poem", "").await.status.as_u16(), 404);
    let mut clerk = office.person(Role::Clerk, STATION).await;
    assert_eq!(named(&mut clerk, "article", names).await.status.as_u16(), 403);
}

#[tokio::test]
async fn only_the_editor_may_run_the_previews_module() {
    let office = newsroom().await;
    let mut author = office.person(Role::Handler, STATION).await;
    let at = begin(&mut author, "article", &ARTICLE).await;
    let policy = |answer: &Answer| answer.header("content-security-policy").unwrap().to_owned();
    let editor = author.get(&format!("{at}/edit")).await;
    assert!(policy(&editor).contains("script-src 'self' 'wasm-unsafe-eval'; "), "{}", policy(&editor));
    let item = author.get(&at).await;
    assert!(!policy(&item).contains("script-src"), "{}", policy(&item));
}
