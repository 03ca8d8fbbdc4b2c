//! What a resident gets when reading: through the whole router, over the repository's own content.

use crate::page::{attributes, between, unescaped, without_tags};
use crate::portal::{TestPortal, Visitor};
use axum::http::StatusCode;
use domain::columns::Column;
use jiff::SignedDuration;

const ARTICLE: &str = "article/approval-number";
const CASE: &str = "disclosure/market-stall-no-licence";

async fn text(visitor: &mut Visitor, path: &str) -> String {
    let answer = visitor.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    answer.text()
}

/// Every reading page there is, by path.
fn all_pages(portal: &TestPortal) -> Vec<String> {
    let library = &portal.services.library;
    let query = |page| domain::ports::ReadingQuery { page, page_size: 100, ..Default::default() };
    let mut paths: Vec<String> =
        ["", "read", "read?page=2", "disclosures", "search", "search?q=%E5%81%87%E8%8D%AF", "search?q=zzz"]
            .map(str::to_owned)
            .into();
    paths.extend(library.columns().shown().map(Column::path));
    paths.extend(library.articles(&query(1)).items.iter().map(|article| format!("article/{}", article.slug)));
    paths.extend(library.disclosures(&query(1)).items.iter().map(|case| format!("disclosure/{}", case.slug)));
    paths
}

#[tokio::test]
async fn an_article_explains_its_hard_words_and_no_others() {
    let portal = TestPortal::open().await;
    let page = text(&mut portal.visitor(), ARTICLE).await;
    let (_, words) = page.split_once("不懂的词，点开看").unwrap_or_else(|| panic!("{page}"));
    assert!(words.contains("<dt>批准文号</dt><dd>国家准许生产这种药的编号"), "{words}");
    assert!(!words.contains("<dt>监督</dt>"), "everybody knows this one");
}

#[tokio::test]
async fn government_tags_are_three_on_home_seven_on_lists_ten_on_items() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let site = ["SiteName", "SiteDomain", "SiteIDCode"];
    let column = ["ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"];
    let item = ["ArticleTitle", "PubDate", "ContentSource"];
    let required: Vec<&str> = [&site[..], &column[..], &item[..]].concat();
    for (path, count) in
        [("", 3), ("read", 7), ("column/drugs", 7), ("disclosures", 7), ("search", 7), (ARTICLE, 10), (CASE, 10)]
    {
        let page = text(&mut visitor, path).await;
        let names: Vec<String> =
            head_names(&page).into_iter().filter(|name| required.contains(&name.as_str())).collect();
        assert_eq!(names, required[..count], "{path}");
    }
}

#[tokio::test]
async fn no_meta_tag_is_empty() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    for path in all_pages(&portal) {
        let page = text(&mut visitor, &path).await;
        for name in head_names(&page) {
            let value = meta(&page, &name).unwrap();
            assert!(!value.trim().is_empty() && value != "null", "{name} on {path}");
        }
    }
}

#[tokio::test]
async fn title_and_date_in_the_tags_are_those_on_the_page() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    for path in all_pages(&portal).iter().filter(|path| path.starts_with("article/") || path.starts_with("disclosure/"))
    {
        let page = text(&mut visitor, path).await;
        assert_eq!(meta(&page, "ArticleTitle"), Some(headings(&page, "h1").concat()), "{path}");
        let shown = between(&page, "<time", "</time>").unwrap();
        assert_eq!(meta(&page, "PubDate").as_deref(), shown.split_once('>').map(|(_, time)| time), "{path}");
    }
}

#[tokio::test]
async fn every_page_has_one_h1() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    for path in all_pages(&portal) {
        assert_eq!(headings(&text(&mut visitor, &path).await, "h1").len(), 1, "{path}");
    }
}

#[tokio::test]
async fn reading_pages_load_no_script_and_carry_no_inline_style() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    for path in all_pages(&portal) {
        // A text has the one line that keeps it on the phone, and asks for no file.
        let keeping =
            format!("<script data-keeping=\"\">{}</script>", app::parts::keeping::script(&portal.services.site));
        let kept = path.starts_with("article/") || path.starts_with("disclosure/");
        let page = text(&mut visitor, &path).await;
        assert_eq!(page.matches(&keeping).count(), usize::from(kept), "{path}");
        let page = page.replace(&keeping, "");
        assert!(!page.contains("<script") && !page.contains(" style=") && !page.contains("leptos-island"), "{path}");
    }
}

#[tokio::test]
async fn under_a_base_path_every_link_stays_below_it_and_leads_somewhere() {
    let portal = TestPortal::with(|settings| settings.base_path = Some("/aqyy/".to_owned())).await;
    let mut visitor = portal.visitor();
    let mut seen = std::collections::BTreeSet::new();
    for path in all_pages(&portal) {
        let page = text(&mut visitor, &path).await;
        for link in attributes(&page, &["href", "src", "action"]) {
            let outside = ["http://", "https://", "tel:", "#"].iter().any(|start| link.starts_with(start));
            assert!(outside || link.starts_with("/aqyy/"), "{link} on {path}");
            if let Some(inside) = link.strip_prefix("/aqyy/") {
                seen.insert(inside.split('#').next().unwrap().to_owned());
            }
        }
    }
    // What is only posted to cannot be followed.
    for link in seen.iter().filter(|link| !link.starts_with("mode/") && *link != "understood") {
        let status = visitor.get(link).await.status;
        assert!(status.is_success() || status.is_redirection(), "{link}: {status}");
    }
}

#[tokio::test]
async fn home_has_at_most_six_tiles_the_first_to_report_and_the_hotline_one_tap_away() {
    let portal = TestPortal::open().await;
    let page = text(&mut portal.visitor(), "").await;
    let tiles = between(&page, "<ul class=\"tiles\">", "</ul>").unwrap();
    let links = attributes(tiles, &["href"]);
    assert_eq!(links.first().map(String::as_str), Some("/report"));
    assert!(links.len() <= 6, "{links:?}");
    assert!(attributes(&page, &["href"]).contains(&"tel:12315".to_owned()));
}

#[tokio::test]
async fn an_article_shows_its_conclusion_red_flags_steps_myths_sources_and_review() {
    let portal = TestPortal::open().await;
    let page = text(&mut portal.visitor(), ARTICLE).await;
    for part in [
        "<p class=\"answer\">买成药先找“国药准字”，找不到就先别买。</p>",
        "<section class=\"danger\"><h2>",
        "<ol class=\"steps\">",
        "<section class=\"not-for\"><h2>",
        "<ul class=\"myths\">",
        "《药品管理法》第二十四条、第四十九条",
        "审核：云县市场监督管理局",
        "上次审核 2026-11-18",
        "下次复核 2027-05-18",
        "width=\"360\" height=\"220\"",
    ] {
        assert!(page.contains(part), "{part}");
    }
    assert!(!page.contains("应在 2027-05-18 前复核"));
}

#[tokio::test]
async fn an_article_past_its_review_day_says_so() {
    let portal = TestPortal::open().await;
    portal.clock.turn(SignedDuration::from_hours(24 * 365));
    assert!(text(&mut portal.visitor(), ARTICLE).await.contains("应在 2027-05-18 前复核"));
}

#[tokio::test]
async fn a_case_shows_its_facts_is_marked_as_a_sample_and_leads_to_a_report_of_its_kind() {
    let portal = TestPortal::open().await;
    let page = text(&mut portal.visitor(), CASE).await;
    for (label, value) in [
        ("案由", "未取得药品经营许可证经营药品"),
        ("当事人", "个体经营者张某某"),
        ("地点", "云县"),
        ("办案单位", "云县市场监督管理局"),
        ("决定书文号", "示例〔2026〕1号"),
        ("决定日期", "2026-10-20"),
        ("违反条款", "《药品管理法》第五十一条"),
        ("处罚依据", "《药品管理法》第一百一十五条"),
    ] {
        assert!(page.contains(&format!("<dt>{label}</dt><dd>{value}</dd>")), "{label}");
    }
    assert!(page.contains("<p class=\"sample\"><b>示例</b>"));
    assert!(!page.contains("移送情况"), "an empty fact is not shown");
    assert!(attributes(&page, &["href"]).contains(&"/report?category=D04".to_owned()));
}

#[tokio::test]
async fn a_case_past_its_last_day_is_taken_down() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    assert!(text(&mut visitor, "disclosures").await.contains(CASE));
    portal.clock.turn(SignedDuration::from_hours(24 * 365 * 3));
    let answer = visitor.get(CASE).await;
    assert_eq!(answer.status, StatusCode::GONE);
    assert!(answer.text().contains("已按规定撤下"));
    let list = visitor.get("disclosures").await;
    assert!(!list.text().contains(CASE));
}

#[tokio::test]
async fn a_list_is_paged() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let first = text(&mut visitor, "read").await;
    let second = text(&mut visitor, "read?page=2").await;
    let articles = |page: &str| -> Vec<String> {
        attributes(between(page, "<main", "</main>").unwrap(), &["href"])
            .into_iter()
            .filter(|link| link.starts_with("/article/"))
            .collect()
    };
    assert_eq!(articles(&first).len(), 20);
    let total = portal.services.library.articles(&Default::default()).total;
    assert_eq!(articles(&second).len(), (total - 20).min(20));
    assert!(articles(&second).iter().all(|link| !articles(&first).contains(link)));
    assert!(first.contains("rel=\"next\"") && second.contains("rel=\"prev\""));
    assert_eq!(visitor.get("read?page=99").await.status, StatusCode::NOT_FOUND);
    assert_eq!(visitor.get("read?page=x&page=y").await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_is_not_there_is_answered_with_ways_on() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    for path in [
        "article/nothing",
        "disclosure/nothing",
        "read/nothing",
        "pictures/nothing.svg",
        "nothing",
        "article/..%2f..%2fetc",
    ] {
        let answer = visitor.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        let page = answer.text();
        for way in ["href=\"/report\"", "href=\"/track\"", "href=\"/read\"", "href=\"tel:12315\""] {
            assert!(page.contains(way), "{way} on {path}");
        }
    }
}

#[tokio::test]
async fn a_column_where_it_was_leads_to_where_it_is() {
    let portal = TestPortal::open().await;
    let answer = portal.visitor().get("read/drugs").await;
    assert_eq!(answer.status, StatusCode::MOVED_PERMANENTLY);
    assert_eq!(answer.location(), "column/drugs");
    assert_eq!(portal.visitor().get("column/nothing").await.status, StatusCode::NOT_FOUND);
    assert_eq!(portal.visitor().get("column/drugs?page=99").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_drawing_is_served_as_svg() {
    let portal = TestPortal::open().await;
    let answer = portal.visitor().get("pictures/medicine-box.svg").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), Some("image/svg+xml"));
    assert!(answer.text().starts_with("<svg"));
}

#[tokio::test]
async fn a_known_page_is_answered_with_304() {
    let portal = TestPortal::open().await;
    let first = portal.visitor().get(ARTICLE).await;
    let tag = first.header("etag").unwrap().to_owned();
    assert!(!tag.starts_with("W/"), "a strong tag");
    let again = portal.visitor().sending("if-none-match", &tag).get(ARTICLE).await;
    assert_eq!((again.status, again.bytes.len()), (StatusCode::NOT_MODIFIED, 0));
}

/// The names of all named meta tags.
fn head_names(page: &str) -> Vec<String> {
    let head = between(page, "<head>", "</head>").unwrap();
    head.split("<meta ").skip(1).filter_map(|tag| between(tag, "name=\"", "\"")).map(str::to_owned).collect()
}

/// The content of a meta tag.
fn meta(page: &str, name: &str) -> Option<String> {
    let tag = page.split("<meta ").find(|tag| tag.contains(&format!("name=\"{name}\"")))?;
    Some(unescaped(between(tag, "content=\"", "\"")?))
}

/// The words of all headings of a level (`h1`).
fn headings(page: &str, level: &str) -> Vec<String> {
    let body = between(page, "<body", "</body>").unwrap();
    body.split(&format!("<{level}"))
        .skip(1)
        .filter_map(|piece| piece.split_once('>')?.1.split_once(&format!("</{level}>")))
        .map(|(words, _)| without_tags(words))
        .collect()
}

#[tokio::test]
async fn a_loudspeaker_reads_the_articles_own_words() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let article = portal.services.library.article("approval-number").unwrap();
    assert!(text(&mut visitor, ARTICLE).await.contains("article/approval-number/loudspeaker"));
    let page = unescaped(&without_tags(&text(&mut visitor, &format!("{ARTICLE}/loudspeaker")).await));
    assert!(page.contains("30 秒的") && page.contains("60 秒的"), "{page}");
    assert!(page.matches(article.head.answer.trim_end_matches('。')).count() >= 4, "said first and last: {page}");
    assert_eq!(visitor.get("article/nowhere/loudspeaker").await.status, StatusCode::NOT_FOUND);
}
