//! 栏目和导航: changed at the desk, seen by residents at once.

use std::sync::Arc;

use domain::access::Role;
use domain::columns::{Change, Towards};
use domain::ports::{ColumnDesk, DeskError, Library};
use server::library::{Shelves, load_for_no_site};
use server::newsroom::PressRoom;

use super::news::{ARTICLE, BUREAU, begin, newsroom};
use super::office::{Office, STATION};
use crate::page::between;
use crate::portal::{Answer, Visitor};

const HERE: &str = "desk/news/columns";

const ELDERLY: [(&str, &str); 5] = [
    ("name", "老人用药"),
    ("slug", "elderly"),
    ("description", "家里老人吃药要留心什么。"),
    ("keywords", "老人、用药"),
    ("days", "14"),
];

fn with<'f>(name: &'f str, value: &'f str) -> Vec<(&'f str, &'f str)> {
    let mut fields: Vec<_> = ELDERLY.iter().filter(|(own, _)| *own != name).copied().collect();
    fields.push((name, value));
    fields
}

/// How often things were changed, as the page that stands there says it.
async fn seen(person: &mut Visitor) -> String {
    let page = person.get(HERE).await.text();
    between(&page, "?seen=", "\"").unwrap().to_owned()
}

async fn post(person: &mut Visitor, path: &str, fields: &[(&str, &str)]) -> Answer {
    let seen = seen(person).await;
    person.post_form(&format!("{HERE}/{path}?seen={seen}"), fields).await
}

async fn done(person: &mut Visitor, path: &str, fields: &[(&str, &str)]) {
    let answer = post(person, path, fields).await;
    assert_eq!(answer.status.as_u16(), 303, "{path}: {}", answer.text());
}

async fn refused(person: &mut Visitor, path: &str, fields: &[(&str, &str)], why: &str) {
    let answer = post(person, path, fields).await;
    let page = answer.text();
    assert!(answer.status.as_u16() == 422 && page.contains(why), "{path} {fields:?}: {} {page}", answer.status);
}

/// Of a column, by its name.
fn id(office: &Office, name: &str) -> u32 {
    let columns = office.portal.services.library.columns();
    columns.all.iter().find(|column| column.name == name).unwrap().id
}

async fn status(visitor: &mut Visitor, path: &str) -> u16 {
    visitor.get(path).await.status.as_u16()
}

#[tokio::test]
async fn a_column_is_made_filled_renamed_hidden_emptied_and_deleted() {
    let office = newsroom().await;
    let mut leader = office.person(Role::Leader, BUREAU).await;
    let mut resident = office.portal.visitor();
    done(&mut leader, "new", &ELDERLY).await;
    let elderly = id(&office, "老人用药");
    let page = resident.get("column/elderly").await.text();
    assert!(page.contains("这个栏目还没有内容。") && page.contains("家里老人吃药要留心什么。"), "{page}");
    assert!(resident.get("read").await.text().contains("href=\"/column/elderly\""));
    assert!(resident.get("sitemap.xml").await.text().contains("/column/elderly<"));

    // A draft names it before anybody else sees it there.
    let mut author = office.person(Role::Handler, STATION).await;
    let form = author.get("desk/news/new/article").await.text();
    assert!(form.contains("<option value=\"elderly\">老人用药"), "{form}");
    let fields: Vec<_> =
        ARTICLE.iter().map(|(name, value)| (*name, if *name == "column" { "elderly" } else { value })).collect();
    let at = begin(&mut author, "article", &fields).await;
    let inside = leader.get(&format!("{HERE}/{elderly}")).await.text();
    assert!(inside.contains("吃剩的药水不要留</a>，没有发布") && !inside.contains("删除这个栏目"), "{inside}");
    refused(&mut leader, &format!("{elderly}/delete"), &[], "先把它们移到别的栏目").await;
    assert!(!author.get(&at).await.text().contains("没有栏目收"));

    done(&mut leader, &format!("{elderly}/edit"), &with("slug", "seniors")).await;
    let old = resident.get("column/elderly").await;
    assert_eq!((old.status.as_u16(), old.location().as_str()), (301, "column/seniors"));
    assert!(resident.get("sitemap.xml").await.text().contains("/column/seniors<"));

    done(&mut leader, &format!("{elderly}/hide"), &[]).await;
    for path in ["column/seniors", "column/elderly"] {
        assert_eq!(status(&mut resident, path).await, 404, "{path}");
    }
    assert!(!resident.get("read").await.text().contains("column/seniors"));
    done(&mut leader, &format!("{elderly}/show"), &[]).await;

    let drugs = id(&office, "认药用药").to_string();
    refused(&mut leader, &format!("{elderly}/move"), &[("to", "")], "请选择移到哪个栏目").await;
    done(&mut leader, &format!("{elderly}/move"), &[("to", &drugs)]).await;
    assert!(leader.get(&format!("{HERE}/{elderly}")).await.text().contains("什么也没有"));
    done(&mut leader, &format!("{elderly}/delete"), &[]).await;
    assert_eq!(status(&mut resident, "column/seniors").await, 404);
    assert!(leader.get(&format!("{HERE}/{drugs}")).await.text().contains("吃剩的药水不要留"));
    assert!(!author.get(&at).await.text().contains("没有栏目收"), "its new column takes it");
}

#[tokio::test]
async fn a_published_text_is_read_where_its_column_went_and_does_not_change() {
    let office = newsroom().await;
    let mut leader = office.person(Role::Leader, BUREAU).await;
    let mut resident = office.portal.visitor();
    let before = office.portal.house.newsroom.carried(&office.portal.house.shelf).await.unwrap();
    let (devices, drugs) = (id(&office, "医疗器械"), id(&office, "认药用药").to_string());
    let list = resident.get("column/devices").await.text();
    let article = between(&list, "<li><a href=\"/article/", "\"").unwrap().to_owned();
    let moved = format!("{devices}/move");
    done(&mut leader, &moved, &[("to", &drugs)]).await;
    let page = resident.get(&format!("article/{article}")).await.text();
    assert!(page.contains("href=\"/column/drugs\"") && page.contains("content=\"认药用药\""), "{page}");
    assert!(resident.get("column/devices").await.text().contains("这个栏目还没有内容。"));
    let api = resident.get(&format!("api/v1/articles/{article}")).await.text();
    assert!(api.contains("\"column\":\"drugs\""), "{api}");
    // Byte for byte, and the file of columns says where they are now.
    let after = office.portal.house.newsroom.carried(&office.portal.house.shelf).await.unwrap();
    for (old, new) in before.iter().zip(&after) {
        assert_eq!(old.path, new.path);
        assert_eq!(old.bytes == new.bytes, old.path != "columns.toml", "{}", old.path);
    }
    let folder = tempfile::tempdir().unwrap();
    for file in &after {
        let path = folder.path().join(&file.path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, &file.bytes).unwrap();
    }
    let again = load_for_no_site(&server::library::Shelf::Folder(folder.path().to_owned()));
    let again = again.unwrap_or_else(|faults| panic!("{faults:?}"));
    assert_eq!(again.reading.columns.of_topic("devices").unwrap().slug, "drugs");
}

#[tokio::test]
async fn a_kind_stands_in_the_column_that_asks_for_it() {
    let office = newsroom().await;
    let mut leader = office.person(Role::Leader, BUREAU).await;
    let mut resident = office.portal.visitor();
    let mut fields = with("name", "公示案例");
    fields.push(("kinds", "disclosure"));
    done(&mut leader, "new", &fields).await;
    let case = resident.get("disclosure/market-stall-no-licence").await.text();
    assert!(case.contains("href=\"/column/elderly\"") && case.contains("公示案例"), "{case}");
    assert!(resident.get("column/elderly").await.text().contains("/disclosure/"));
    assert!(resident.get("column/disclosures").await.text().contains("这个栏目还没有内容。"));
    assert!(resident.get("disclosures").await.text().contains("/disclosure/"), "the list of all stays");
    let lists = leader.get(&format!("{HERE}/{}", id(&office, "公示案例"))).await.text();
    assert!(lists.contains("居民正在看"), "{lists}");
}

#[tokio::test]
async fn the_menu_is_what_the_home_page_shows() {
    let office = newsroom().await;
    let mut leader = office.person(Role::Leader, BUREAU).await;
    let mut resident = office.portal.visitor();
    let tiles = async |resident: &mut Visitor| {
        let page = resident.get("").await.text();
        between(&page, "<ul class=\"tiles\">", "</ul>").unwrap().to_owned()
    };
    refused(&mut leader, "menu/new", &[("label", "查一查"), ("to", "page:check")], "导航最多 6 个").await;
    done(&mut leader, "menu/5/drop", &[]).await;
    let home = resident.get("").await.text();
    assert!(home.contains("<a href=\"/search\">搜一搜：药名、问题</a>"), "what is left out stands below: {home}");
    for (fields, why) in [
        ([("label", "一二三四五六七"), ("to", "page:check")], "文字最多 6 个字"),
        ([("label", ""), ("to", "page:check")], "请填写文字"),
        ([("label", "查一查"), ("to", "")], "请选择通到哪里"),
        ([("label", "查一查"), ("to", "page:desk")], "请选择通到哪里"),
        ([("label", "查一查"), ("to", "column:99")], "没有这个栏目"),
        ([("label", "查一查"), ("to", "page:report")], "导航里已经有它"),
        ([("label", "看一篇"), ("to", "text")], "把文章的网址粘在这里"),
    ] {
        refused(&mut leader, "menu/new", &fields, why).await;
    }
    let unknown = [("label", "看一篇"), ("to", "text"), ("text", "article/nothing")];
    refused(&mut leader, "menu/new", &unknown, "居民现在看不到这一篇").await;
    let text = [("label", "家庭药箱"), ("to", "text"), ("text", "https://a.gov.cn/article/home-medicine-box?from=x")];
    done(&mut leader, "menu/new", &text).await;
    assert!(tiles(&mut resident).await.contains("href=\"/article/home-medicine-box\""));
    done(&mut leader, "menu/5/up", &[]).await;

    // An empty column is not led to, and the desk says so; neither is a hidden one.
    done(&mut leader, "new", &ELDERLY).await;
    let to = format!("column:{}", id(&office, "老人用药"));
    done(&mut leader, "menu/4", &[("label", "老人用药"), ("to", &to)]).await;
    assert!(!tiles(&mut resident).await.contains("老人用药"));
    assert!(leader.get(HERE).await.text().contains("居民现在看不到"));
    let drugs = id(&office, "认药用药");
    let to = format!("column:{drugs}");
    done(&mut leader, "menu/4", &[("label", "认药"), ("to", &to)]).await;
    assert!(tiles(&mut resident).await.contains("href=\"/column/drugs\""));
    refused(&mut leader, &format!("{drugs}/delete"), &[], "导航里有这个栏目").await;
    done(&mut leader, &format!("{drugs}/hide"), &[]).await;
    assert!(!tiles(&mut resident).await.contains("认药"));
    for _ in 0..5 {
        done(&mut leader, "menu/0/drop", &[]).await;
    }
    refused(&mut leader, "menu/0/drop", &[], "导航至少留一个").await;
}

#[tokio::test]
async fn what_is_typed_wrong_is_said_at_its_field_and_kept() {
    let office = newsroom().await;
    let mut leader = office.person(Role::Leader, BUREAU).await;
    for (name, value, why) in [
        ("name", "", "请填写名称"),
        ("name", "一二三四五六七八九十一二三", "名称最多 12 个字，现在是 13 个"),
        ("slug", "老人", "网址名只用小写英文字母"),
        ("slug", "../desk", "网址名只用小写英文字母"),
        ("slug", "drugs", "在用或者用过这个网址名"),
        ("description", "", "请填写说明"),
        ("keywords", "、", "请填写 1 到 10 个关键词"),
        ("days", "两周", "天数写成数字"),
        ("days", "0", "天数写 1 到"),
        ("days", "70000", "天数写成数字"),
    ] {
        refused(&mut leader, "new", &with(name, value), why).await;
    }
    let page = post(&mut leader, "new", &with("slug", "老人")).await.text();
    assert!(page.contains("value=\"家里老人吃药要留心什么。\"") && page.contains("value=\"老人\""), "{page}");
    for path in ["99", "x", "99/edit", "menu/99", "menu/x"] {
        assert_eq!(status(&mut leader, &format!("{HERE}/{path}")).await, 404, "{path}");
    }
    for path in ["99/up", "1/burn", "menu/99/up", "menu/0/burn"] {
        assert_eq!(post(&mut leader, path, &[]).await.status.as_u16(), 404, "{path}");
    }
}

#[tokio::test]
async fn of_two_who_saw_the_same_page_one_is_told() {
    let office = newsroom().await;
    let mut leader = office.person(Role::Leader, BUREAU).await;
    let old = seen(&mut leader).await;
    done(&mut leader, "1/down", &[]).await;
    for (path, fields) in [
        ("1/down", &[][..]),
        ("1/delete", &[]),
        ("new", &ELDERLY),
        ("1/edit", &ELDERLY),
        ("menu/0/drop", &[]),
        ("menu/0", &[("label", "报一报"), ("to", "page:report")]),
    ] {
        for stale in [format!("?seen={old}"), "?seen=x".to_owned(), String::new()] {
            let answer = leader.post_form(&format!("{HERE}/{path}{stale}"), fields).await;
            assert!(answer.text().contains("别人改过栏目或者导航"), "{path}{stale}: {}", answer.text());
            assert_eq!(answer.status.as_u16(), 422, "{path}{stale}");
        }
    }
    let kept = leader.post_form(&format!("{HERE}/new?seen={old}"), &ELDERLY).await.text();
    assert!(
        kept.contains("value=\"老人用药\"") && kept.contains("new?seen=1"),
        "typed is kept, to be sent again: {kept}"
    );
    assert_eq!(office.portal.services.store.site_columns().await.unwrap().unwrap().0, 1);
}

#[tokio::test]
async fn only_who_signs_changes_and_only_who_tends_the_site_looks() {
    let office = newsroom().await;
    let editor = office.staff(Role::Editor, BUREAU).await;
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Officer) {
        let mut person = office.person(role, STATION).await;
        let reads = matches!(role, Role::Lead | Role::Leader | Role::Editor);
        let looks = status(&mut person, HERE).await;
        assert_eq!(looks == 200, reads, "{role:?}: {looks}");
        assert_eq!(status(&mut person, &format!("{HERE}/1")).await == 200, reads, "{role:?}");
        let changes = role == Role::Leader;
        for path in ["new", "1/edit", "menu/new", "menu/0"] {
            assert_eq!(status(&mut person, &format!("{HERE}/{path}")).await == 200, changes, "{role:?} {path}");
        }
        for path in ["new", "1/edit", "1/up", "1/hide", "1/delete", "menu/new", "menu/0", "menu/0/drop"] {
            let answer = person.post_form(&format!("{HERE}/{path}?seen=x"), &ELDERLY).await;
            assert_eq!(answer.status.as_u16() == 422, changes, "{role:?} {path}: {}", answer.status);
        }
        if reads && !changes {
            let page = person.get(HERE).await.text();
            assert!(page.contains("您的岗位只能看") && !page.contains("formaction"), "{role:?}");
        }
    }
    let services = &office.portal.services;
    let denied = services.columns.change(&editor, 0, Change::Shift(1, Towards::Back), services.now()).await;
    assert!(matches!(denied, Err(DeskError::Denied(_))));
}

#[tokio::test]
async fn every_change_is_a_row_of_the_trail() {
    let office = newsroom().await;
    let mut leader = office.person(Role::Leader, BUREAU).await;
    done(&mut leader, "1/hide", &[]).await;
    done(&mut leader, "menu/0/down", &[]).await;
    let mut auditor = office.person(Role::Auditor, BUREAU).await;
    let page = auditor.get("desk/audit").await.text();
    assert!(page.contains("隐藏栏目") && page.contains("导航后移") && page.contains("认药用药"), "{page}");
}

#[tokio::test]
async fn another_server_shows_a_change_at_its_next_look() {
    let office = newsroom().await;
    let house = &office.portal.house;
    let loaded = load_for_no_site(&house.shelf).unwrap_or_else(|faults| panic!("{faults:?}"));
    let other = Shelves::new(loaded.reading, office.portal.clock.clone());
    let law = house.newsroom.examiner.newsroom.clone();
    let press = PressRoom::new(office.portal.services.store.clone(), other.clone(), Arc::clone(&law));
    press.refresh().await.unwrap();
    let leader = office.staff(Role::Leader, BUREAU).await;
    let now = office.portal.services.now();
    let desk: &dyn ColumnDesk = office.portal.services.columns.as_ref();
    desk.change(&leader, 0, Change::Hide(1), now).await.unwrap();
    assert!(!other.columns().column(1).unwrap().hidden, "not before it looks");
    assert!(press.refresh().await.unwrap());
    assert!(other.columns().column(1).unwrap().hidden);
}
