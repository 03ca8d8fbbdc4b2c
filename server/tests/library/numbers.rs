//! What loading says about the words for numbers and about the watch-list.

use server::library::{Shelf, numbers};

use crate::content::Content;

/// What is wrong after one change.
fn after(path: &str, from: &str, to: &str) -> String {
    let content = Content::copied();
    content.edit(path, from, to);
    let faults = numbers(&Shelf::Folder(content.0.path().to_owned())).map(|_| ()).unwrap_err();
    let root = format!("{}/", content.0.path().display());
    faults.iter().map(|fault| fault.to_string().replace(&root, "")).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_wrong_entry_is_named_with_its_line() {
    let file = "watchlist.toml";
    let key = |what: &str| format!("watchlist.toml:10: sample-recall：{what}");
    assert_eq!(after(file, "\"SL260101\", \"SL260102\"", "\"S1\""), key("批号 S1 太短，至少 4 个字符"));
    assert_eq!(after(file, "[\"SL260101\", \"SL260102\"]", "[]"), key("没有写批号"));
    assert_eq!(after(file, "国药准字H20260000", "某某号"), key("认不出号码 某某号"));
    assert_eq!(after(file, "source = { name", "disclosure = \"nowhere\" #"), key("没有典型案例 nowhere"));
    assert!(after(file, "sample-inspection", "sample-recall").contains("key 写了两次"));
    assert_eq!(after(file, "maker =", "colour ="), "watchlist.toml:14: 不认识的键 colour");
}

#[test]
fn a_folder_may_leave_the_files_out() {
    let content = Content::copied();
    let folder = content.0.path();
    for path in ["watchlist.toml", "words/numbers.toml", "words/drug-names.toml", "words/best-bets.toml"] {
        std::fs::remove_file(folder.join(path)).unwrap();
    }
    let read = numbers(&Shelf::Folder(folder.to_owned())).unwrap();
    assert!(read.watched.entry.is_empty(), "the samples are nobody's notices");
    assert!(read.words.faults().is_empty());
    assert!(server::library::load_for_no_site(&Shelf::Folder(folder.to_owned())).is_ok());
}

#[test]
fn words_that_are_missing_are_named() {
    let file = "words/numbers.toml";
    assert!(after(file, "key = \"trace-code\"", "key = \"gs1\"").contains("缺少 [[kind]] TraceCode"));
    assert!(after(file, "old-style =", "older =").contains("[fault] 里缺少 old-style"));
    assert!(after(file, "query = \"trace\"", "query = \"nowhere\"").contains("没有查询 nowhere"));
}
