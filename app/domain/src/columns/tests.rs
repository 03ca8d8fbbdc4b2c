use super::*;

fn asked(slug: &str, name: &str) -> ColumnAsked {
    ColumnAsked {
        slug: slug.into(),
        name: name.into(),
        description: "看懂药盒。".into(),
        keywords: vec!["安全用药".into()],
        ..ColumnAsked::default()
    }
}

fn entry(label: &str, to: Target) -> MenuEntry {
    MenuEntry { label: label.into(), to }
}

/// 认药 (1), 网购 (2) and 案例 (3), which holds the cases; the menu leads to a page and to 认药.
fn site() -> Columns {
    let cases = ColumnAsked { kinds: vec![Kind::Disclosure], ..asked("cases", "案例") };
    let changes = [
        Change::Add(asked("drugs", "认药")),
        Change::Add(asked("online", "网购")),
        Change::Add(cases),
        Change::AddEntry(entry("投诉举报", Target::Page(BuiltIn::Report))),
        Change::AddEntry(entry("认药", Target::Column(1))),
    ];
    changes.iter().fold(Columns::default(), |columns, change| columns.changed(change).unwrap())
}

fn order(columns: &Columns) -> Vec<&str> {
    columns.all.iter().map(|column| column.slug.as_str()).collect()
}

fn fields(refused: Result<Columns, ChangeRefused>) -> Vec<String> {
    match refused {
        Err(ChangeRefused::Faults(faults)) => faults.into_iter().map(|fault| fault.field).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_new_column_holds_articles_of_its_own_name_or_the_kinds_it_asks_for() {
    let site = site();
    assert!(site.faults().is_empty(), "{:?}", site.faults());
    assert_eq!(site.of_topic("drugs").map(|column| column.id), Some(1));
    assert_eq!(site.of_kind(Kind::Disclosure).map(|column| column.id), Some(3));
    assert_eq!(site.of_topic("cases"), None);
    let taking = ColumnAsked { kinds: vec![Kind::Disclosure], ..asked("all-cases", "全部案例") };
    let after = site.changed(&Change::Add(taking)).unwrap();
    assert_eq!(after.of_kind(Kind::Disclosure).map(|column| column.id), Some(4), "taken from the other");
    assert!(after.column(3).unwrap().kinds.is_empty());
}

#[test]
fn what_a_column_must_have_is_said_at_its_field() {
    let site = site();
    let long = "一".repeat(NAME_MOST + 1);
    let cases: [(ColumnAsked, &str); 12] = [
        (asked("new", ""), "name"),
        (asked("new", &long), "name"),
        (asked("new", "两\n行"), "name"),
        (asked("new", "看不\u{202e}见"), "name"),
        (ColumnAsked { description: String::new(), ..asked("new", "新") }, "description"),
        (ColumnAsked { keywords: Vec::new(), ..asked("new", "新") }, "keywords"),
        (ColumnAsked { days: Some(0), ..asked("new", "新") }, "days"),
        (ColumnAsked { days: Some(DAYS_MOST + 1), ..asked("new", "新") }, "days"),
        (ColumnAsked { kinds: vec![Kind::Article], ..asked("new", "新") }, "kinds"),
        (asked("", "新"), "slug"),
        (asked("新", "新"), "slug"),
        (asked("drugs", "新"), "slug"),
    ];
    for (asked, field) in cases {
        let found = fields(site.changed(&Change::Add(asked.clone())));
        assert!(found.iter().all(|own| own == field), "{asked:?}: {found:?}");
    }
    assert_eq!(fields(site.changed(&Change::Add(asked("../desk", "新")))), ["slug"]);
    assert_eq!(fields(site.changed(&Change::Edit(1, asked("online", "认药")))), ["slug"]);
}

#[test]
fn an_address_a_column_had_leads_to_it_and_is_no_other_columns() {
    let renamed = site().changed(&Change::Edit(1, asked("medicine", "认药"))).unwrap();
    assert_eq!(renamed.moved_from("drugs").map(|column| column.id), Some(1));
    assert_eq!(renamed.of_topic("drugs").map(|column| column.id), Some(1), "its articles stay");
    assert_eq!(fields(renamed.changed(&Change::Add(asked("drugs", "别的")))), ["slug", "slug"]);
    let back = renamed.changed(&Change::Edit(1, asked("drugs", "认药"))).unwrap();
    assert_eq!(back.moved_from("drugs"), None);
    assert_eq!(back.moved_from("medicine").map(|column| column.id), Some(1));
}

#[test]
fn columns_and_entries_keep_within_the_ends_when_they_are_moved() {
    let site = site();
    let shift = |id, towards| site.changed(&Change::Shift(id, towards)).unwrap();
    assert_eq!(order(&shift(2, Towards::Front)), ["online", "drugs", "cases"]);
    assert_eq!(order(&shift(1, Towards::Front)), ["drugs", "online", "cases"]);
    assert_eq!(order(&shift(3, Towards::Back)), ["drugs", "online", "cases"]);
    assert_eq!(order(&shift(1, Towards::Back)), ["online", "drugs", "cases"]);
    let turned = site.changed(&Change::ShiftEntry(1, Towards::Front)).unwrap();
    assert_eq!(turned.menu[0].label, "认药");
    assert_eq!(site.changed(&Change::ShiftEntry(9, Towards::Back)), Err(ChangeRefused::Gone));
    assert_eq!(site.changed(&Change::Shift(9, Towards::Back)), Err(ChangeRefused::Gone));
}

#[test]
fn texts_move_with_what_holds_them_and_a_column_in_the_menu_stays() {
    let site = site();
    assert!(matches!(site.changed(&Change::Delete(1)), Err(ChangeRefused::NotNow(_))));
    let moved = site.changed(&Change::MoveTexts { from: 2, to: 1 }).unwrap();
    assert_eq!(moved.of_topic("online").map(|column| column.id), Some(1));
    let gone = moved.changed(&Change::Delete(2)).unwrap();
    assert_eq!(order(&gone), ["drugs", "cases"]);
    assert_eq!(fields(site.changed(&Change::MoveTexts { from: 2, to: 2 })), ["to"]);
    assert_eq!(fields(site.changed(&Change::MoveTexts { from: 2, to: 9 })), ["to"]);
    let hidden = site.changed(&Change::Hide(2)).unwrap();
    assert_eq!(hidden.shown().count(), 2);
    assert_eq!(hidden.changed(&Change::Show(2)).unwrap(), site);
}

#[test]
fn the_menu_has_one_to_six_entries_each_short_and_once() {
    let mut site = site();
    for page in [BuiltIn::Track, BuiltIn::Read, BuiltIn::Search, BuiltIn::Ask] {
        let added = Change::AddEntry(entry("去看看", Target::Page(page)));
        site = site.changed(&added).unwrap();
    }
    let seventh = Change::AddEntry(entry("再一个", Target::Page(BuiltIn::Check)));
    assert!(matches!(site.changed(&seventh), Err(ChangeRefused::NotNow(_))));
    let edit = |label: &str, to| fields(site.changed(&Change::EditEntry(0, entry(label, to))));
    assert_eq!(edit("一二三四五六七", Target::Page(BuiltIn::Report)), ["label"]);
    assert_eq!(edit("", Target::Page(BuiltIn::Report)), ["label"]);
    assert_eq!(edit("认药", Target::Column(1)), ["to"], "it is there already");
    assert_eq!(edit("没有", Target::Column(9)), ["to"]);
    let same = Change::EditEntry(0, entry("我要投诉举报", Target::Page(BuiltIn::Report)));
    assert_eq!(site.changed(&same).unwrap().menu[0].label, "我要投诉举报");
    while site.menu.len() > 1 {
        site = site.changed(&Change::DropEntry(0)).unwrap();
    }
    assert!(matches!(site.changed(&Change::DropEntry(0)), Err(ChangeRefused::NotNow(_))));
}

#[test]
fn every_built_in_page_is_found_by_its_name() {
    for page in BuiltIn::ALL {
        assert_eq!(BuiltIn::parse(page.path()), Some(page));
        let kept = serde_json::to_value(page).unwrap();
        assert_eq!(kept, page.path(), "files and the database name it alike");
    }
}

#[test]
fn columns_of_a_file_that_clash_are_told() {
    let mut site = site();
    site.all[1].slug = "drugs".into();
    site.all[1].topics = vec!["drugs".into()];
    site.all[0].kinds = vec![Kind::Disclosure];
    site.menu.clear();
    assert_eq!(site.faults().len(), 4, "{:?}", site.faults());
}
