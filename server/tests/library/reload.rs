//! A content folder that changes while the portal runs.
use std::fs;
use std::sync::Arc;

use domain::ports::{Library, ReadingQuery};
use jiff::Timestamp;
use server::clock::Clock;
use server::library::{Look, Shelf, Shelves, Watcher, load_for_no_site};

use crate::content::Content;

struct Fixed;

impl Clock for Fixed {
    fn now(&self) -> Timestamp {
        "2026-11-21T02:00:00Z".parse().unwrap()
    }
}

struct Desk {
    content: Content,
    shelves: Shelves,
    watcher: Watcher,
}

impl Desk {
    fn open() -> Self {
        let content = Content::copied();
        let shelf = Shelf::Folder(content.0.path().to_owned());
        let loaded = load_for_no_site(&shelf).unwrap_or_else(|faults| panic!("{faults:?}"));
        let (shelves, watcher) = Shelves::open(shelf, loaded, Arc::new(Fixed));
        Self { content, shelves, watcher }
    }

    fn title(&self) -> String {
        self.shelves.article("aconite").unwrap().head.title.clone()
    }
}

#[test]
fn a_saved_change_is_shown_and_counts_the_version_up() {
    let mut desk = Desk::open();
    let version = desk.shelves.version();
    assert_eq!(desk.watcher.look(), Look::Unchanged);
    desk.content.edit("articles/aconite.md", "草乌、附子不能自己炖着吃", "草乌和附子，不能自己炖着吃");
    assert_eq!(desk.watcher.look(), Look::Replaced);
    assert_eq!(desk.title(), "草乌和附子，不能自己炖着吃");
    assert!(desk.shelves.version() > version);
    assert_eq!(desk.watcher.look(), Look::Unchanged);
}

#[test]
fn a_faulty_change_is_told_once_and_the_old_text_stays() {
    let mut desk = Desk::open();
    let version = desk.shelves.version();
    desk.content.edit("articles/aconite.md", "title = \"草乌、附子不能自己炖着吃\"", "titel = \"草乌\"");
    let Look::Refused(faults) = desk.watcher.look() else { panic!("a fault must be refused") };
    assert!(faults.iter().all(|fault| fault.file.ends_with("articles/aconite.md")), "{faults:?}");
    assert_eq!((desk.title().as_str(), desk.shelves.version()), ("草乌、附子不能自己炖着吃", version));
    assert_eq!(desk.watcher.look(), Look::Unchanged);
    desk.content.edit("articles/aconite.md", "titel = \"草乌\"", "title = \"草乌、附子都有毒\"");
    assert_eq!(desk.watcher.look(), Look::Replaced);
    assert_eq!(desk.title(), "草乌、附子都有毒");
}

#[test]
fn a_new_file_is_found_by_its_words() {
    let mut desk = Desk::open();
    let query = ReadingQuery { words: Some("藏红花".to_owned()), ..ReadingQuery::default() };
    assert_eq!(desk.shelves.articles(&query).total, 0);
    let text = fs::read_to_string(desk.content.0.path().join("articles/aconite.md")).unwrap();
    fs::write(
        desk.content.0.path().join("articles/saffron.md"),
        text.replacen("草乌、附子不能自己炖着吃", "藏红花怎么认", 1),
    )
    .unwrap();
    assert_eq!(desk.watcher.look(), Look::Replaced);
    assert_eq!(
        desk.shelves.articles(&query).items.first().map(|article| article.slug.clone()).as_deref(),
        Some("saffron")
    );
}

#[test]
fn the_built_in_shelf_loads() {
    let loaded = load_for_no_site(&Shelf::BuiltIn).unwrap_or_else(|faults| panic!("{faults:?}"));
    assert!(loaded.reading.articles.len() >= 10 && loaded.reading.disclosures.len() >= 3);
    assert!(loaded.laws.category("D01").is_some());
}
