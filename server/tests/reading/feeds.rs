//! What other programs read, parsed by a real XML reader.

use crate::content::Content;
use crate::portal::TestPortal;
use axum::http::StatusCode;
use domain::ports::ReadingQuery;
use jiff::{SignedDuration, Timestamp};
use quick_xml::Reader;
use quick_xml::events::Event;

async fn portal() -> TestPortal {
    TestPortal::with(|settings| {
        settings.base_path = Some("/aqyy/".to_owned());
        settings.public_url = Some("https://portal.example.gov.cn".to_owned());
    })
    .await
}

async fn fetched(portal: &TestPortal, path: &str, media_type: &str) -> String {
    let answer = portal.visitor().get(path).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.header("content-type").unwrap().starts_with(media_type));
    assert!(answer.header("etag").unwrap().starts_with('"'), "a strong tag");
    answer.text()
}

/// The addresses every list must hold: all articles and cases.
fn expected(portal: &TestPortal) -> Vec<String> {
    let library = &portal.services.library;
    let all = ReadingQuery { page_size: 100, ..ReadingQuery::default() };
    let articles = library.articles(&all).items.into_iter().map(|article| format!("article/{}", article.slug));
    let cases = library.disclosures(&all).items.into_iter().map(|case| format!("disclosure/{}", case.slug));
    let mut paths: Vec<String> =
        articles.chain(cases).map(|path| format!("https://portal.example.gov.cn/aqyy/{path}")).collect();
    paths.sort();
    assert!(paths.len() >= 13);
    paths
}

/// The path of element names and the text of every element that has any.
fn leaves(xml: &str) -> Vec<(String, String)> {
    let mut reader = Reader::from_str(xml);
    let mut path: Vec<String> = Vec::new();
    let mut text = String::new();
    let mut leaves = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                path.push(start.name().as_ref().to_owned());
                text.clear();
            }
            Event::Text(piece) => text.push_str(&piece),
            Event::End(_) => {
                leaves.push((path.join("/"), std::mem::take(&mut text)));
                path.pop();
            }
            Event::Eof => return leaves,
            _ => {}
        }
    }
}

fn values(leaves: &[(String, String)], path: &str) -> Vec<String> {
    leaves.iter().filter(|(at, _)| at == path).map(|(_, text)| text.clone()).collect()
}

#[tokio::test]
async fn the_atom_feed_parses_and_lists_everything() {
    let portal = portal().await;
    let xml = fetched(&portal, "feed.atom", "application/atom+xml").await;
    let leaves = leaves(&xml);
    for required in ["feed/id", "feed/title", "feed/updated", "feed/author/name"] {
        assert_eq!(values(&leaves, required).len(), 1, "{required}");
    }
    let mut ids = values(&leaves, "feed/entry/id");
    ids.sort();
    assert_eq!(ids, expected(&portal));
    for required in ["title", "updated", "published", "summary"] {
        let found = values(&leaves, &format!("feed/entry/{required}"));
        assert_eq!(found.len(), ids.len(), "{required}");
        assert!(found.iter().all(|text| !text.is_empty()), "{required}");
    }
    let newest = values(&leaves, "feed/updated").concat().parse::<Timestamp>().unwrap();
    let updated: Vec<Timestamp> =
        values(&leaves, "feed/entry/updated").iter().map(|time| time.parse().unwrap()).collect();
    assert_eq!(Some(newest), updated.into_iter().max());
    assert!(xml.contains(
        "<link rel=\"self\" type=\"application/atom+xml\" href=\"https://portal.example.gov.cn/aqyy/feed.atom\"/>"
    ));
    assert!(values(&leaves, "feed/entry/published").contains(&"2026-11-18T09:00:00+08:00".to_owned()));
}

#[tokio::test]
async fn the_json_feed_lists_everything() {
    let portal = portal().await;
    let feed: serde_json::Value =
        serde_json::from_str(&fetched(&portal, "feed.json", "application/feed+json").await).unwrap();
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(feed["feed_url"], "https://portal.example.gov.cn/aqyy/feed.json");
    let items = feed["items"].as_array().unwrap();
    let mut urls: Vec<String> = items.iter().map(|item| item["url"].as_str().unwrap().to_owned()).collect();
    urls.sort();
    assert_eq!(urls, expected(&portal));
    for item in items {
        assert_eq!(item["id"], item["url"]);
        assert!(!item["content_text"].as_str().unwrap().contains('<'));
        item["date_published"].as_str().unwrap().parse::<Timestamp>().unwrap();
    }
    let samples = items.iter().filter(|item| item["title"].as_str().unwrap().starts_with("【示例】")).count();
    let cases = portal.services.library.disclosures(&Default::default()).total;
    assert_eq!(samples, cases, "made-up cases say so in feeds as well");
}

#[tokio::test]
async fn the_sitemap_names_every_public_page() {
    let portal = portal().await;
    let leaves = leaves(&fetched(&portal, "sitemap.xml", "application/xml").await);
    let places = values(&leaves, "urlset/url/loc");
    for address in expected(&portal) {
        assert!(places.contains(&address), "{address}");
    }
    let mut visitor = portal.visitor();
    for place in &places {
        let path = place.strip_prefix("https://portal.example.gov.cn/aqyy/").unwrap();
        assert_eq!(visitor.get(path).await.status, StatusCode::OK, "{place}");
    }
}

#[tokio::test]
async fn robots_are_kept_out_of_personal_pages_and_shown_the_map() {
    let portal = portal().await;
    let text = fetched(&portal, "robots.txt", "text/plain").await;
    assert!(text.contains("Disallow: /aqyy/track\n") && text.contains("Disallow: /aqyy/desk\n"));
    assert!(text.contains("Sitemap: https://portal.example.gov.cn/aqyy/sitemap.xml\n"));
    assert!(!text.contains("Disallow: /aqyy/article") && !text.contains("Disallow: /aqyy/\n"));
}

#[tokio::test]
async fn a_case_past_its_last_day_leaves_the_feeds() {
    let portal = portal().await;
    assert!(fetched(&portal, "feed.atom", "application/atom+xml").await.contains("/disclosure/"));
    portal.clock.turn(SignedDuration::from_hours(24 * 365 * 3));
    assert!(!fetched(&portal, "feed.atom", "application/atom+xml").await.contains("/disclosure/"));
}

#[tokio::test]
async fn a_feed_too_large_to_be_kept_is_handed_out_all_the_same() {
    let content = Content::copied();
    let first = "天冷了，有人炖草乌、附子进补，也有人泡酒。";
    let long = format!("{}\n\n", first.repeat(100)).repeat(100);
    content.edit("articles/aconite.md", first, &format!("{long}{first}"));
    let folder = content.0.path().to_owned();
    let portal = TestPortal::with(|settings| settings.content = Some(folder)).await;
    for _ in 0..2 {
        let answer = portal.visitor().get("feed.json").await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.bytes.len() > 512 * 1024, "{}", answer.bytes.len());
        assert_eq!((answer.header("etag"), answer.header("cache-control")), (None, Some("no-cache")));
        let feed: serde_json::Value = serde_json::from_slice(&answer.bytes).unwrap();
        assert!(feed["items"].as_array().unwrap().len() >= 13);
    }
}
