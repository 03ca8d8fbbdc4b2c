//! Articles in other languages and scripts, over content of their own.

use std::fs;

use axum::http::StatusCode;

use crate::content::{Content, own_content};
use crate::page::{between, without_tags};
use crate::portal::TestPortal;

const PLAIN: &str = "article/approval-number";
const HANT: &str = "article/approval-number-hant";

async fn text(portal: &TestPortal, path: &str) -> String {
    let answer = portal.visitor().get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    answer.text()
}

fn encoded(words: &str) -> String {
    words.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Content in which an article is there in further languages. Nobody here writes them, so all but the title is the
/// plain text again.
fn with_variants(languages: &[(&str, &str)]) -> Content {
    let content = Content::copied();
    let plain = fs::read_to_string(own_content().join("articles/approval-number.md")).unwrap();
    for (tag, title) in languages {
        let said = format!("title = \"{title}\"\nlanguage = \"{tag}\"\nvariant_of = \"approval-number\"");
        let text = plain.replacen("title = \"“国药准字”怎么看\"", &said, 1);
        let name = format!("articles/approval-number-{}.md", tag.to_lowercase());
        fs::write(content.0.path().join(name), text).unwrap();
    }
    content
}

async fn portal_of(content: &Content) -> TestPortal {
    let folder = content.0.path().to_owned();
    TestPortal::with(|settings| settings.content = Some(folder)).await
}

#[tokio::test]
async fn an_article_and_its_variant_lead_to_each_other() {
    let portal = TestPortal::open().await;
    let (plain, variant) = (text(&portal, PLAIN).await, text(&portal, HANT).await);
    for page in [&plain, &variant] {
        assert!(page.contains("<html lang=\"zh-CN\""), "the house speaks plain Chinese around every text");
        let head = between(page, "<head>", "</head>").unwrap();
        let found: Vec<&str> = head.split("<link rel=\"alternate\" hreflang=\"").skip(1).collect();
        assert_eq!(found.len(), 2, "{head}");
        for (tag, path) in [("zh-CN", PLAIN), ("zh-Hant", HANT)] {
            let link = format!("{tag}\" href=\"{}\"", portal.services.site.url(path));
            assert!(found.iter().any(|one| one.starts_with(&link)), "{link} in {head}");
        }
        assert!(page.contains("其他文字"), "{page}");
    }
    assert!(
        plain.contains("<a href=\"/article/approval-number-hant\" lang=\"zh-Hant\" hreflang=\"zh-Hant\">繁體中文</a>")
    );
    assert!(variant.contains("<a href=\"/article/approval-number\" lang=\"zh-CN\" hreflang=\"zh-CN\">简体中文</a>"));
    let main = |page: &str| between(page, "<main", ">").unwrap().to_owned();
    assert!(!main(&plain).contains("lang=") && main(&variant).contains("lang=\"zh-Hant\""));
    assert!(variant.contains("<div lang=\"zh-Hant\"><h1>「國藥准字」怎麼看</h1>"), "{variant}");
    for told in ["<br>约 ", "村广播稿", "看懂了吗？做", "不懂的词，点开看"] {
        assert!(plain.contains(told) && !variant.contains(told), "{told} is for plain Chinese");
    }
    assert!(!variant.contains("比简体版旧") && variant.contains("《药品管理法》第二十四条、第四十九条"));
    for path in ["article/approval-number-hant/loudspeaker", "quiz/approval-number-hant"] {
        assert_eq!(portal.visitor().get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let alone = text(&portal, "article/expired-medicine").await;
    assert!(!alone.contains("其他文字") && !alone.contains("hreflang"));
}

#[tokio::test]
async fn variants_stand_in_no_list() {
    let portal = TestPortal::open().await;
    let lists = ["", "read", "read?page=2", "column/drugs", "column/online", "feed.atom", "feed.json", "contest"];
    for list in lists.into_iter().chain(["api/v1/articles?page_size=100", "article/box-label"]) {
        assert!(!text(&portal, list).await.contains("-hant"), "{list}");
    }
    let map = text(&portal, "sitemap.xml").await;
    assert!(map.contains("article/approval-number-hant</loc>") && map.contains("article/foreign-medicine-hant</loc>"));
    let told: serde_json::Value =
        serde_json::from_str(&text(&portal, "api/v1/articles/approval-number-hant").await).unwrap();
    assert_eq!((told["language"].as_str(), told["variant_of"].as_str()), (Some("zh-Hant"), Some("approval-number")));
    let told: serde_json::Value =
        serde_json::from_str(&text(&portal, "api/v1/articles/approval-number").await).unwrap();
    assert_eq!((told["language"].as_str(), told["variant_of"].as_str()), (Some("zh-CN"), Some("")));
    assert_eq!(told["variants"], serde_json::json!([{ "language": "zh-Hant", "slug": "approval-number-hant" }]));
}

#[tokio::test]
async fn a_variant_is_found_by_its_own_words_and_marked() {
    let portal = TestPortal::open().await;
    let found = async |words: &str| {
        let page = text(&portal, &format!("search?q={}", encoded(words))).await;
        between(&page, "<main", "</main>").unwrap().to_owned()
    };
    let page = found("國藥准字").await;
    assert!(page.contains("其他文字 2 篇") && page.contains("繁体中文 · "), "{page}");
    assert!(page.contains("<span lang=\"zh-Hant\" dir=\"auto\">"), "{page}");
    for words in ["批准文号", "guoqiyao", "过期药"] {
        let page = found(words).await;
        assert!(page.contains("文章 ") && !page.contains("-hant"), "{words}: {page}");
    }
    let both = found("過期藥 標籤").await;
    assert!(!both.contains("-hant"), "every word must stand there: {both}");
}

#[tokio::test]
async fn lines_run_as_they_do_in_the_language() {
    let content = with_variants(&[("ug", "ئۇيغۇرچە"), ("mn-Mong", "ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ"), ("bo", "བོད་ཡིག")]);
    let portal = portal_of(&content).await;
    let rtl = text(&portal, "article/approval-number-ug").await;
    assert!(rtl.contains("<div lang=\"ug\" dir=\"rtl\"><h1>ئۇيغۇرچە</h1>"), "{rtl}");
    let vertical = text(&portal, "article/approval-number-mn-mong").await;
    let open = between(&vertical, "<div lang=\"mn-Mong\"", ">").unwrap_or_else(|| panic!("{vertical}"));
    for attribute in
        ["class=\"vertical\"", "role=\"region\"", "tabindex=\"0\"", "aria-label=\"蒙古文正文，可以左右滑动\""]
    {
        assert!(open.contains(attribute), "{open}");
    }
    assert!(without_tags(&vertical).contains("上次审核"), "what the house says stays");
    let plain = text(&portal, PLAIN).await;
    let others = between(&plain, "class=\"others\">", "</nav>").unwrap();
    let order: Vec<usize> =
        ["繁體中文", "ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ", "བོད་ཡིག", "ئۇيغۇرچە"].iter().map(|name| others.find(name).unwrap()).collect();
    assert!(order.is_sorted(), "in the order of the list: {others}");
    assert!(others.contains("lang=\"ug\" hreflang=\"ug\" dir=\"rtl\""), "{others}");
    let bo = text(&portal, "article/approval-number-bo").await;
    let others = between(&bo, "class=\"others\">", "</nav>").unwrap();
    assert!(others.contains("简体中文") && others.contains("ئۇيغۇرچە") && !others.contains("བོད་ཡིག"), "{others}");
}

#[tokio::test]
async fn a_variant_stands_only_with_a_text_it_says_the_same_as() {
    let content = with_variants(&[("bo", "བོད་ཡིག"), ("ug", "ئۇيغۇرچە")]);
    content.edit("articles/approval-number-bo.md", "variant_of = \"approval-number\"", "variant_of = \"gone\"");
    content.edit("articles/approval-number-ug.md", "language = \"ug\"", "language = \"xx\"");
    content.edit(
        "articles/foreign-medicine.md",
        "published = \"2026-10-15 14:00\"",
        "published = \"2026-12-15 14:00\"",
    );
    content.edit("articles/approval-number.md", "reviewed = \"2026-11-18\"", "reviewed = \"2026-11-20\"");
    let portal = portal_of(&content).await;
    for path in ["article/approval-number-bo", "article/approval-number-ug", "article/foreign-medicine-hant"] {
        assert_eq!(portal.visitor().get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let behind = text(&portal, HANT).await;
    assert!(behind.contains("这篇文字比简体版旧，以简体版为准"), "its original was looked through since: {behind}");
}
