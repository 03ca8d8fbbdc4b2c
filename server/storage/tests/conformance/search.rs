use domain::matter::{MatterKind, Status};
use domain::ports::Filter;
use storage::{NewMatter, SEARCHED_MATCHES, Store, View};

use crate::samples::*;

async fn found(store: &Store, filter: &Filter, tokens: &str) -> Vec<String> {
    let view = View { regions: vec!["530922".into()], unit: None };
    let page = store.inbox(&view, filter, Some(tokens), 50).await.unwrap();
    assert_eq!(page.total, u64::try_from(page.rows.len()).unwrap());
    page.rows.into_iter().map(|row| row.number).collect()
}

fn about(second: i64, search: &str) -> NewMatter {
    NewMatter { search: search.into(), ..tip(second) }
}

async fn three(store: &Store) {
    kept(store, "1", about(1, "在 药店 买 到 假药 头孢 头孢克肟 ABC-12")).await;
    kept(store, "2", about(2, "集市 假药 膏药 没有 批准 文号 批准文号")).await;
    kept(store, "3", about(3, "网上 买 面膜 烂脸 过期")).await;
}

pub async fn words_of_two_characters_are_found(store: &Store) {
    three(store).await;
    let all = Filter::default();
    assert_eq!(found(store, &all, "假药").await, ["YX-2026-000002", "YX-2026-000001"]);
    assert_eq!(found(store, &all, "头孢").await, ["YX-2026-000001"]);
    assert_eq!(found(store, &all, "abc").await, ["YX-2026-000001"]);
    assert!(found(store, &all, "中药").await.is_empty());
}

pub async fn all_words_must_be_there_and_the_last_may_be_unfinished(store: &Store) {
    three(store).await;
    let all = Filter::default();
    assert_eq!(found(store, &all, "假药 膏药").await, ["YX-2026-000002"]);
    assert!(found(store, &all, "面膜 膏药").await.is_empty());
    assert_eq!(found(store, &all, "买 头孢克").await, ["YX-2026-000001"]);
    assert_eq!(found(store, &all, "买").await, ["YX-2026-000003", "YX-2026-000001"]);
    assert_eq!(found(store, &all, "批").await, ["YX-2026-000002"]);
    assert!(found(store, &all, "头孢克 买").await.is_empty(), "only the last word may be unfinished");
}

pub async fn a_filter_narrows_what_is_found(store: &Store) {
    three(store).await;
    let elsewhere = NewMatter { facts: facts("530922102001"), ..about(4, "假药") };
    kept(store, "4", elsewhere).await;
    let kind = Filter { kind: Some(MatterKind::Complaint), ..Filter::default() };
    assert!(found(store, &kind, "假药").await.is_empty());
    let region = |prefix: &str| Filter { region: Some(prefix.into()), ..Filter::default() };
    assert_eq!(found(store, &region("530922102"), "假药").await, ["YX-2026-000004"]);
    assert_eq!(found(store, &region("530922102001"), "假药").await, ["YX-2026-000004"]);
    assert!(found(store, &region("530922102002"), "假药").await.is_empty());
    // No place has eight digits; what lies within is found all the same.
    assert_eq!(found(store, &region("53092210"), "假药").await.len(), 3);
    let with = |unit: &str| Filter { unit: Some(unit.into()), ..Filter::default() };
    assert_eq!(found(store, &with(""), "假药").await.len(), 3, "no unit has them yet");
    assert!(found(store, &with("suo"), "假药").await.is_empty());
    let row = store.matter_by_number("YX-2026-000001").await.unwrap().unwrap();
    appended(store, &row, None, &[status(9, Status::Closed)]).await;
    let open = Filter { open: true, ..Filter::default() };
    assert_eq!(found(store, &open, "假药").await, ["YX-2026-000004", "YX-2026-000002"]);
}

pub async fn numbers_are_found(store: &Store) {
    three(store).await;
    let row = store.matter_by_number("YX-2026-000002").await.unwrap().unwrap();
    appended(store, &row, None, &[registered(9, "5309220000000202611210001")]).await;
    let all = Filter::default();
    assert_eq!(found(store, &all, "YX-2026-000003").await, ["YX-2026-000003"]);
    assert_eq!(found(store, &all, "5309220000000202611210001").await, ["YX-2026-000002"]);
    assert!(found(store, &all, "5309220000000202611210002").await.is_empty());
    let open = Filter { status: Some(Status::Closed), ..Filter::default() };
    assert!(found(store, &open, "5309220000000202611210001").await.is_empty());
}

pub async fn no_question_is_an_error(store: &Store) {
    three(store).await;
    let odd = [
        "",
        " ",
        "\"",
        "'; DROP TABLE matter; --",
        "a AND OR NOT NEAR(",
        "*",
        "假*药",
        "\\",
        "é",
        "١٢",
        "𠮷",
        ":*",
        "a̐b",
    ];
    let view = View { regions: vec!["53".into()], unit: None };
    for tokens in odd {
        let page = store.inbox(&view, &Filter::default(), Some(tokens), 9).await;
        page.unwrap_or_else(|error| panic!("{tokens:?}: {error}"));
    }
    assert_eq!(found(store, &Filter::default(), "假药").await.len(), 2);
}

pub async fn more_matches_than_are_counted_are_said_to_be_more(store: &Store) {
    let batch: Vec<_> = (0..=i64::try_from(SEARCHED_MATCHES).unwrap())
        .map(|n| submission(&format!("{n}"), vec![about(n, "假药")]))
        .collect();
    store.record(&batch, "YX").await.unwrap();
    let view = View { regions: vec!["530922".into()], unit: None };
    let page = |page| Filter { page, ..Filter::default() };
    let first = store.inbox(&view, &page(1), Some("假药"), 50).await.unwrap();
    assert_eq!((first.total, first.more, first.rows.len()), (SEARCHED_MATCHES, true, 50));
    assert_eq!(first.rows[0].number, "YX-2026-000301");
    let last = store.inbox(&view, &page(6), Some("假药"), 50).await.unwrap();
    assert_eq!((last.rows.len(), last.rows[49].number.as_str()), (50, "YX-2026-000002"));
    let all = store.inbox(&view, &page(1), None, 50).await.unwrap();
    assert_eq!((all.total, all.more), (SEARCHED_MATCHES + 1, false));
}
