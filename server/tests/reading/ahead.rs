//! Texts dated in the future are nowhere before their day.

use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::content::Content;
use crate::portal::{TestPortal, Visitor};

const ARTICLE: &str = "article/aconite";
const CASE: &str = "disclosure/market-stall-no-licence";

/// A portal on 2026-11-20 whose two texts are dated the next day.
async fn portal() -> (TestPortal, Content) {
    let content = Content::copied();
    content.edit("articles/aconite.md", "published = \"2026-11-04 09:00\"", "published = \"2026-11-21 15:00\"");
    let case = "disclosures/market-stall-no-licence.md";
    content.edit(case, "published = \"2026-11-12 09:00\"", "published = \"2026-11-21 15:00\"");
    let folder = content.0.path().to_owned();
    (TestPortal::with(|settings| settings.content = Some(folder)).await, content)
}

/// Every place that names texts, and which of the two it names.
async fn named(visitor: &mut Visitor) -> Vec<(String, bool, bool)> {
    let mut places = Vec::new();
    for path in [
        "",
        "read",
        "column/drugs",
        "disclosures",
        "search?q=%E8%8D%89%E4%B9%8C",
        "search?q=%E9%9B%86%E5%B8%82",
        "feed.atom",
        "feed.json",
        "sitemap.xml",
        "api/v1/articles?page_size=100",
        "api/v1/disclosures?page_size=100",
    ] {
        let answer = visitor.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        let text = answer.text();
        places.push((path.to_owned(), text.contains(ARTICLE), text.contains(CASE)));
    }
    places
}

#[tokio::test]
async fn before_its_day_a_text_is_nowhere_and_on_its_day_everywhere() {
    let (portal, _content) = portal().await;
    let mut visitor = portal.visitor();
    let before = named(&mut visitor).await;
    assert!(before.iter().all(|(_, article, case)| !article && !case), "{before:?}");
    let texts = [ARTICLE, CASE, "api/v1/articles/aconite", "api/v1/disclosures/market-stall-no-licence"];
    for text in texts {
        assert_eq!(visitor.get(text).await.status, StatusCode::NOT_FOUND, "{text} is not yet there, nor gone");
    }

    portal.clock.turn(SignedDuration::from_hours(14));
    assert_eq!(portal.services.today().to_string(), "2026-11-21", "midnight in Beijing");
    let after = named(&mut visitor).await;
    let holding = |wanted: fn(&(String, bool, bool)) -> bool| {
        after.iter().filter(|place| wanted(place)).map(|(path, ..)| path.as_str()).collect::<Vec<_>>()
    };
    let articles = holding(|(_, article, _)| *article);
    for path in ["", "read", "search?q=%E8%8D%89%E4%B9%8C", "feed.atom", "feed.json", "sitemap.xml"] {
        assert!(articles.contains(&path), "{path:?} in {articles:?}");
    }
    let cases = holding(|(_, _, case)| *case);
    for path in ["", "disclosures", "search?q=%E9%9B%86%E5%B8%82", "feed.atom", "feed.json", "sitemap.xml"] {
        assert!(cases.contains(&path), "{path:?} in {cases:?}");
    }
    assert!(articles.contains(&"api/v1/articles?page_size=100"));
    assert!(cases.contains(&"api/v1/disclosures?page_size=100"));
    for text in texts {
        assert_eq!(visitor.get(text).await.status, StatusCode::OK, "{text}");
    }
}

#[tokio::test]
async fn other_texts_do_not_point_to_it_before_its_day() {
    let (portal, _content) = portal().await;
    let library = &portal.services.library;
    let all = domain::ports::ReadingQuery { page_size: 100, ..Default::default() };
    let pointing = library.articles(&all).items.into_iter().find(|text| text.head.related.contains(&"aconite".into()));
    let path = format!("article/{}", pointing.expect("an article that goes with it").slug);
    let mut visitor = portal.visitor();
    let related = |page: String| page.split_once("接着看").is_some_and(|(_, rest)| rest.contains(ARTICLE));
    assert!(!related(visitor.get(&path).await.text()));
    portal.clock.turn(SignedDuration::from_hours(14));
    assert!(related(visitor.get(&path).await.text()), "the kept page was dropped when the day turned");
}
