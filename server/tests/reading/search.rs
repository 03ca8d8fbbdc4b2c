//! Search: two characters are enough, and what is found is marked.

use crate::page::{attributes, between, without_tags};
use crate::portal::TestPortal;
use axum::http::StatusCode;

async fn search(query: &str) -> String {
    let portal = TestPortal::open().await;
    let answer = portal.visitor().get(&format!("search?q={}", encoded(query))).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    between(&answer.text(), "<main", "</main>").unwrap().to_owned()
}

fn encoded(query: &str) -> String {
    query.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn found(page: &str) -> Vec<String> {
    attributes(page, &["href"])
        .into_iter()
        .filter(|link| link.starts_with("/article/") || link.starts_with("/disclosure/"))
        .collect()
}

#[tokio::test]
async fn two_character_words_are_found() {
    for (word, article) in [
        ("假药", "/article/fake-or-substandard"),
        ("感冒", "/article/antibiotics"),
        ("头孢", "/article/antibiotics"),
        ("劣药", "/article/fake-or-substandard"),
    ] {
        let page = search(word).await;
        assert!(found(&page).contains(&article.to_owned()), "{word}: {:?}", found(&page));
        assert!(page.contains(&format!("<mark>{word}</mark>")), "{word} is marked");
    }
}

#[tokio::test]
async fn the_text_about_the_words_comes_first() {
    assert_eq!(found(&search("过期药").await).first().map(String::as_str), Some("/article/expired-medicine"));
    assert_eq!(found(&search("投诉和举报").await).first().map(String::as_str), Some("/article/complain-or-report"));
}

#[tokio::test]
async fn cases_are_found_too() {
    assert!(found(&search("美瞳").await).contains(&"/disclosure/contact-lenses-no-licence".to_owned()));
}

#[tokio::test]
async fn every_title_finds_its_own_text() {
    let portal = TestPortal::open().await;
    let library = &portal.services.library;
    let all = domain::ports::ReadingQuery { page_size: 100, ..Default::default() };
    for article in library.articles(&all).items {
        let query = domain::ports::ReadingQuery { words: Some(article.head.title.clone()), ..Default::default() };
        let slugs: Vec<String> = library.articles(&query).items.iter().map(|found| found.slug.clone()).collect();
        assert!(slugs.contains(&article.slug), "{}: {slugs:?}", article.head.title);
    }
}

#[tokio::test]
async fn nothing_found_says_what_to_do() {
    let page = search("量子计算机").await;
    assert!(found(&page).is_empty());
    assert!(page.contains("没有找到") && page.contains("tel:12315"));
}

#[tokio::test]
async fn an_empty_query_shows_where_to_begin() {
    let page = search("　 ").await;
    assert!(page.contains("也可以按栏目看") && page.contains("/column/drugs"));
}

#[tokio::test]
async fn what_was_typed_is_shown_as_text() {
    let page = search("<script>alert(1)</script>").await;
    assert!(!page.contains("<script"));
    assert!(without_tags(between(&page, "<h1>", "</h1>").unwrap()).contains("<script>alert(1)</script>"));
}

#[tokio::test]
async fn an_endless_query_is_cut() {
    let page = search(&"药".repeat(2_000)).await;
    assert!(without_tags(between(&page, "<h1>", "</h1>").unwrap()).chars().count() < 60);
}

#[tokio::test]
async fn what_a_program_looks_for_is_cut_as_well_and_kept_by_nobody() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    for list in ["api/v1/articles", "api/v1/disclosures"] {
        let longest = "药".repeat(50);
        let cut = visitor.get(&format!("{list}?q={}", encoded(&longest))).await;
        let longer = visitor.get(&format!("{list}?q={}", encoded(&format!("{longest}感冒假药")))).await;
        assert_eq!((cut.status, &cut.bytes), (longer.status, &longer.bytes));
        for answer in [cut, longer] {
            assert_eq!((answer.header("cache-control"), answer.header("etag")), (Some("no-store"), None));
        }
        let all = visitor.get(&format!("{list}?q=")).await;
        assert_eq!(all.header("cache-control"), Some("no-cache"));
        assert!(all.header("etag").is_some(), "the list itself is kept");
    }
}
