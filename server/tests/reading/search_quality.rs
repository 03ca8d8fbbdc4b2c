//! What people type, and the text that must be among the first: drug names, other names, pinyin,
//! initials, wrong characters, everyday questions.

use domain::ports::ReadingQuery;

use crate::content::Content;
use crate::page::{between, without_tags};
use crate::portal::TestPortal;

/// The text has to be among this many.
const FIRST: u32 = 3;

const TABLE: &[(&str, &str)] = &[
    // As they stand.
    ("头孢", "antibiotics"),
    ("过期药", "expired-medicine"),
    ("国药准字", "approval-number"),
    ("草乌", "aconite"),
    ("美瞳", "coloured-contact-lenses"),
    ("血压计", "blood-pressure-monitor"),
    ("小金盾", "children-cosmetics"),
    ("处方药 药师", "prescription-or-otc"),
    ("消字号", "not-medicine-numbers"),
    ("收药", "medicine-buyers"),
    ("保健品", "health-food"),
    // Put first by staff.
    ("药过期了", "expired-medicine"),
    ("怎么举报", "complain-or-report"),
    ("副作用", "adverse-reaction"),
    ("保质期", "expiry-date"),
    // Another name of a drug.
    ("先锋霉素", "antibiotics"),
    ("乌头", "aconite"),
    // Pinyin, whole, begun, with tones and blanks.
    ("toubao", "antibiotics"),
    ("guoqiyao", "expired-medicine"),
    ("guo qi yao", "expired-medicine"),
    ("guo4qi1yao4", "expired-medicine"),
    ("guoyaozhunzi", "approval-number"),
    ("xiaoyanyao", "antibiotics"),
    ("meitong", "coloured-contact-lenses"),
    ("chufangyao", "prescription-or-otc"),
    ("xueyaji", "blood-pressure-monitor"),
    ("XUEYAJI", "blood-pressure-monitor"),
    ("xueyaj", "blood-pressure-monitor"),
    // Initials.
    ("gqy", "expired-medicine"),
    ("xyj", "blood-pressure-monitor"),
    ("gyzz", "approval-number"),
    // One wrong character, sounding alike or not.
    ("投胞", "antibiotics"),
    ("过其药", "expired-medicine"),
    ("血亚计", "blood-pressure-monitor"),
    ("血压机", "blood-pressure-monitor"),
    ("国药准子", "approval-number"),
    ("国药淮字", "approval-number"),
    ("消炎要", "antibiotics"),
    ("处方要", "prescription-or-otc"),
    ("xueyazi", "blood-pressure-monitor"),
];

#[tokio::test]
async fn what_people_type_finds_the_text_they_want() {
    let portal = TestPortal::open().await;
    let library = &portal.services.library;
    let mut missed = Vec::new();
    for (typed, wanted) in TABLE {
        let found = library.search(typed, 1, FIRST);
        let slugs: Vec<&str> = found.articles.items.iter().map(|article| article.slug.as_str()).collect();
        if !slugs.contains(wanted) {
            missed.push(format!("{typed}: {wanted} is not among {slugs:?} (looked for {:?})", found.instead));
        }
    }
    assert!(missed.is_empty(), "{} of {} missed:\n{}", missed.len(), TABLE.len(), missed.join("\n"));
}

#[tokio::test]
async fn the_page_says_what_it_looked_for_instead() {
    let portal = TestPortal::open().await;
    let page = portal.visitor().get("search?q=guoqiyao").await.text();
    assert!(without_tags(&page).contains("没有找到“guoqiyao”，下面是“过期药”的结果"), "{page}");
    assert!(page.contains("<mark>过期药</mark>"));
    let page = portal.visitor().get("search?q=%E8%BF%87%E6%9C%9F%E8%8D%AF").await.text();
    assert!(!page.contains("下面是"), "what is found as typed needs no such words");
}

#[tokio::test]
async fn a_bet_on_a_text_that_is_not_out_is_not_shown() {
    let content = Content::copied();
    let path = "articles/expiry-date.md";
    let text = std::fs::read_to_string(content.0.path().join(path)).unwrap();
    let line = format!("published = \"{}\"", between(&text, "published = \"", "\"").unwrap());
    content.edit(path, &line, "published = \"2026-12-24 09:00\"");
    let folder = content.0.path().to_owned();
    let portal = TestPortal::with(|settings| settings.content = Some(folder)).await;
    let query = ReadingQuery { words: Some("保质期".to_owned()), ..ReadingQuery::default() };
    let found = portal.services.library.articles(&query);
    assert!(found.items.iter().all(|article| article.slug != "expiry-date"));
}
