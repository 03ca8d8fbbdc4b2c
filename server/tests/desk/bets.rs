//! 搜索首选: words and what comes first for them, changed at the desk, found by residents at once.

use std::sync::Arc;

use domain::access::Role;
use domain::bets::Change;
use domain::newsroom::workflow::Kind;
use domain::ports::{BetDesk, DeskError, Library};
use server::library::{Shelf, Shelves, load_for_no_site};
use server::newsroom::PressRoom;

use super::news::{ARTICLE, BUREAU, begin, done as stepped, newsroom, reviewed};
use super::office::{Office, STATION};
use crate::page::{attributes, between};
use crate::portal::{Answer, Visitor};

const HERE: &str = "desk/news/bets";

/// Two texts of two kinds and a page, in an order none of them would have by itself.
const SYRUP: [(&str, &str); 2] =
    [("words", "药水怎么放、糖浆"), ("to", "take-back\ndisclosure/expired-drugs-on-shelf\narticle/store-medicine")];

fn with<'f>(name: &'f str, value: &'f str) -> Vec<(&'f str, &'f str)> {
    SYRUP.iter().map(|(own, old)| (*own, if *own == name { value } else { old })).collect()
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
    assert!(person.get(&answer.location()).await.text().contains("居民搜索马上用上"));
}

async fn refused(person: &mut Visitor, path: &str, fields: &[(&str, &str)], why: &str) -> String {
    let answer = post(person, path, fields).await;
    let page = answer.text();
    assert!(answer.status.as_u16() == 422 && page.contains(why), "{path} {fields:?}: {} {page}", answer.status);
    page
}

/// The results of a search, and where each of their lines leads, in their order.
async fn search(resident: &mut Visitor, words: &str) -> (String, Vec<String>) {
    let encoded: String = words.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let page = resident.get(&format!("search?q={encoded}")).await.text();
    let main = between(&page, "</form>", "</main>").unwrap().to_owned();
    let links = attributes(&main, &["href"]);
    (main, links)
}

async fn status(visitor: &mut Visitor, path: &str) -> u16 {
    visitor.get(path).await.status.as_u16()
}

/// The place of a bet in the list, by one of its words.
async fn place(office: &Office, word: &str) -> usize {
    let (_, bets) = office.portal.services.store.best_bets().await.unwrap().unwrap();
    bets.all.iter().position(|bet| bet.answers(word)).unwrap()
}

#[tokio::test]
async fn what_staff_put_first_comes_first_in_its_order_and_once() {
    let office = newsroom().await;
    let mut leader = office.person(Role::Leader, BUREAU).await;
    let mut resident = office.portal.visitor();
    let (before, _) = search(&mut resident, "药水怎么放").await;
    assert!(!before.contains("先看这里"), "{before}");
    done(&mut leader, "new", &SYRUP).await;
    for words in ["药水怎么放", "药水 怎么放", " 糖浆 "] {
        let (page, links) = search(&mut resident, words).await;
        let first = ["/take-back", "/disclosure/expired-drugs-on-shelf", "/article/store-medicine"];
        assert!(page.contains("<h2>先看这里</h2>"), "{words}: {page}");
        assert_eq!(&links[..3], first, "{words}");
        for link in first {
            assert_eq!(links.iter().filter(|other| *other == link).count(), 1, "{words}: {link} is said once");
        }
    }
    let (page, _) = search(&mut resident, "药水怎么放没写过").await;
    assert!(!page.contains("先看这里"), "only what was typed whole: {page}");
    let listed = resident.get("api/v1/articles?q=%E7%B3%96%E6%B5%86").await.text();
    assert!(between(&listed, "\"slug\":\"", "\"") == Some("store-medicine"), "{listed}");

    let at = place(&office, "糖浆").await;
    done(&mut leader, &at.to_string(), &with("to", "article/store-medicine")).await;
    let (_, links) = search(&mut resident, "糖浆").await;
    assert_eq!(links[0], "/article/store-medicine");
    assert!(!links.contains(&"/take-back".to_owned()));
    done(&mut leader, &format!("{at}/drop"), &[]).await;
    assert!(!search(&mut resident, "糖浆").await.0.contains("先看这里"));
}

#[tokio::test]
async fn what_the_folder_brings_is_seen_changed_removed_and_used_again() {
    let office = newsroom().await;
    let mut leader = office.person(Role::Leader, BUREAU).await;
    let mut resident = office.portal.visitor();
    let page = leader.get(HERE).await.text();
    assert!(page.contains("过期药怎么办") && page.contains("下面都是随内容带来的"), "{page}");
    assert!(!page.contains("现在没有用"), "{page}");
    assert_eq!(search(&mut resident, "药过期了").await.1[0], "/article/expired-medicine");
    let form = leader.get(&format!("{HERE}/0")).await.text();
    assert!(form.contains("过期药、过期药怎么办") && form.contains("article/expired-medicine</textarea>"), "{form}");

    done(&mut leader, "0/drop", &[]).await;
    assert!(!search(&mut resident, "药过期了").await.0.contains("先看这里"));
    let page = leader.get(HERE).await.text();
    assert!(page.contains("以这里为准") && page.contains("随内容带来，现在没有用"), "{page}");
    assert!(page.contains("aria-label=\"用上“过期药”\""), "{page}");

    // Somebody else has one of its words now: it is told, and not offered.
    done(&mut leader, "new", &[("words", "旧药"), ("to", "take-back")]).await;
    let page = leader.get(HERE).await.text();
    assert!(page.contains("里面的词，上面另有写法") && !page.contains("aria-label=\"用上“过期药”\""), "{page}");
    refused(&mut leader, "filed/0", &[], "“旧药”已经写在“旧药”那一条里").await;
    let at = place(&office, "旧药").await;
    done(&mut leader, &format!("{at}/drop"), &[]).await;
    done(&mut leader, "filed/0", &[]).await;
    assert_eq!(search(&mut resident, "药过期了").await.1[0], "/article/expired-medicine");
    assert!(!leader.get(HERE).await.text().contains("现在没有用"));
}

#[tokio::test]
async fn a_withdrawn_text_drops_out_and_the_page_says_so() {
    let office = newsroom().await;
    let mut author = office.person(Role::Handler, STATION).await;
    let mut lead = office.person(Role::Lead, STATION).await;
    let mut leader = office.person(Role::Leader, BUREAU).await;
    let mut resident = office.portal.visitor();
    let unread = [("words", "药水"), ("to", "article/opened-syrup\nhttps://a.gov.cn/take-back")];
    refused(&mut leader, "new", &unread, "居民现在看不到“article/opened-syrup”").await;
    let at = begin(&mut author, "article", &ARTICLE).await;
    stepped(&mut author, &at, "submit", &[]).await;
    reviewed(&mut lead, &at).await;
    stepped(&mut leader, &at, "sign", &[]).await;
    done(&mut leader, "new", &unread).await;
    done(&mut leader, "new", &[("words", "开封"), ("to", "article/opened-syrup")]).await;
    assert_eq!(&search(&mut resident, "药水").await.1[..2], ["/article/opened-syrup", "/take-back"]);
    assert!(!leader.get(HERE).await.text().contains("居民现在看不到"));

    stepped(&mut lead, &at, "withdraw", &[("withdraw_reason", "error"), ("withdraw_note", "数字不对")]).await;
    let (page, links) = search(&mut resident, "药水").await;
    assert_eq!(links[0], "/take-back");
    assert!(!page.contains("opened-syrup"), "{page}");
    assert!(!search(&mut resident, "开封").await.0.contains("先看这里"));
    let list = leader.get(HERE).await.text();
    assert!(list.contains("<li>article/opened-syrup") && list.contains("居民现在看不到"), "{list}");
    assert!(list.contains("现在不起作用"), "{list}");
}

#[tokio::test]
async fn what_is_typed_wrong_is_said_at_its_field_and_kept() {
    let office = newsroom().await;
    let mut leader = office.person(Role::Leader, BUREAU).await;
    let long = "药".repeat(31);
    let many: String = (0..21).map(|number| format!("词{number}、")).collect();
    for (name, value, why) in [
        ("words", "", "请填写 1 到 20 个居民会搜的词"),
        ("words", "、 ，", "请填写 1 到 20 个居民会搜的词"),
        ("words", &long, "每个词最多 30 个字，现在是 31 个"),
        ("words", &many, "请填写 1 到 20 个居民会搜的词"),
        ("words", "看不\u{202e}见", "里面有看不见的控制字符"),
        ("words", "糖浆、糖浆", "“糖浆”写了两次"),
        ("words", "糖浆、旧药", "“旧药”已经写在“过期药”那一条里，请先从那一条里去掉"),
        ("to", "", "请填写 1 到 5 个网址，一行一个"),
        ("to", "desk", "“desk”不是本站文章、案例、通知提示或者页面的网址"),
        ("to", "https://example.com/", "不是本站文章、案例"),
        ("to", "article/nothing", "居民现在看不到“article/nothing”"),
        ("to", "check\ncheck", "“check”写了两次"),
        ("to", "check\nask\nread\ntrack\nsearch\nreport", "请填写 1 到 5 个网址，一行一个"),
    ] {
        let page = refused(&mut leader, "new", &with(name, value), why).await;
        let at = between(&page, &format!("<p id=\"{name}-error\" class=\"error\">"), "</p>");
        assert!(at.is_some_and(|said| said.contains(why)), "{name} {value}: {page}");
    }
    let page = post(&mut leader, "new", &with("to", "desk")).await.text();
    assert!(page.contains("药水怎么放、糖浆</textarea>") && page.contains("desk</textarea>"), "{page}");
    for path in ["99", "x"] {
        assert_eq!(status(&mut leader, &format!("{HERE}/{path}")).await, 404, "{path}");
    }
    for path in ["99", "99/drop", "filed/99", "filed/x", "0/burn"] {
        assert_eq!(post(&mut leader, path, &SYRUP).await.status.as_u16(), 404, "{path}");
    }
    assert!(office.portal.services.store.best_bets().await.unwrap().is_none(), "nothing was kept");
}

#[tokio::test]
async fn of_two_who_saw_the_same_page_one_is_told() {
    let office = newsroom().await;
    let mut leader = office.person(Role::Leader, BUREAU).await;
    let old = seen(&mut leader).await;
    done(&mut leader, "0/drop", &[]).await;
    for (path, fields) in [("new", &SYRUP[..]), ("0", &SYRUP), ("0/drop", &[]), ("filed/0", &[])] {
        for stale in [format!("?seen={old}"), "?seen=x".to_owned(), String::new()] {
            let answer = leader.post_form(&format!("{HERE}/{path}{stale}"), fields).await;
            assert!(answer.text().contains("别人改过搜索首选"), "{path}{stale}: {}", answer.text());
            assert_eq!(answer.status.as_u16(), 422, "{path}{stale}");
        }
    }
    assert_eq!(office.portal.services.store.best_bets().await.unwrap().unwrap().0, 1);
}

#[tokio::test]
async fn only_who_signs_changes_and_only_who_tends_the_site_looks() {
    let office = newsroom().await;
    let editor = office.staff(Role::Editor, BUREAU).await;
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Officer) {
        let mut person = office.person(role, STATION).await;
        let reads = matches!(role, Role::Lead | Role::Leader | Role::Editor);
        assert_eq!(status(&mut person, HERE).await == 200, reads, "{role:?}");
        let changes = role == Role::Leader;
        for path in ["new", "0"] {
            assert_eq!(status(&mut person, &format!("{HERE}/{path}")).await == 200, changes, "{role:?} {path}");
        }
        for path in ["new", "0", "0/drop", "filed/0"] {
            let answer = person.post_form(&format!("{HERE}/{path}?seen=x"), &SYRUP).await;
            assert_eq!(answer.status.as_u16() == 422, changes, "{role:?} {path}: {}", answer.status);
        }
        if reads && !changes {
            let page = person.get(HERE).await.text();
            assert!(page.contains("您的岗位只能看") && !page.contains("desk/news/bets/"), "{role:?}: {page}");
        }
        assert_eq!(person.get("desk/news").await.text().contains("搜索首选"), reads, "{role:?}");
    }
    let services = &office.portal.services;
    let denied = services.bets.change(&editor, 0, Change::Drop(0), services.now()).await;
    assert!(matches!(denied, Err(DeskError::Denied(_))));
}

#[tokio::test]
async fn every_change_is_a_row_of_the_trail() {
    let office = newsroom().await;
    let mut leader = office.person(Role::Leader, BUREAU).await;
    done(&mut leader, "new", &SYRUP).await;
    done(&mut leader, "0/drop", &[]).await;
    let mut auditor = office.person(Role::Auditor, BUREAU).await;
    let page = auditor.get("desk/audit").await.text();
    assert!(page.contains("新建搜索首选：药水怎么放、糖浆 → take-back、disclosure/expired-drugs-on-shelf"), "{page}");
    assert!(page.contains("删除搜索首选") && page.contains("过期药"), "{page}");
}

#[tokio::test]
async fn another_server_finds_by_a_change_at_its_next_look() {
    let office = newsroom().await;
    let house = &office.portal.house;
    let loaded = load_for_no_site(&house.shelf).unwrap_or_else(|faults| panic!("{faults:?}"));
    let other = Shelves::new(loaded.reading, office.portal.clock.clone());
    let law = house.newsroom.examiner.newsroom.clone();
    let press = PressRoom::new(office.portal.services.store.clone(), other.clone(), Arc::clone(&law));
    press.refresh().await.unwrap();
    assert_eq!(other.search("旧药", 1, 20).best.len(), 1, "the folder's, before anybody changed them");
    let leader = office.staff(Role::Leader, BUREAU).await;
    let desk: &dyn BetDesk = office.portal.services.bets.as_ref();
    desk.change(&leader, 0, Change::Drop(0), office.portal.services.now()).await.unwrap();
    assert_eq!(other.search("旧药", 1, 20).best.len(), 1, "not before it looks");
    assert!(press.refresh().await.unwrap());
    assert!(other.search("旧药", 1, 20).best.is_empty());
}

#[tokio::test]
async fn what_the_desk_made_is_carried_out_without_what_is_withdrawn() {
    let office = newsroom().await;
    let house = &office.portal.house;
    let mut leader = office.person(Role::Leader, BUREAU).await;
    let before = house.newsroom.carried(&house.shelf).await.unwrap();
    done(&mut leader, "new", &SYRUP).await;
    let row = office.portal.services.store.item_at(Kind::Article, "expiry-date").await.unwrap().unwrap();
    let at = format!("desk/news/{}", row.id);
    stepped(&mut leader, &at, "withdraw", &[("withdraw_reason", "error"), ("withdraw_note", "数字不对")]).await;
    let after = house.newsroom.carried(&house.shelf).await.unwrap();
    let file = "words/best-bets.toml";
    let bytes = |all: &[server::newsroom::Carried]| all.iter().find(|one| one.path == file).unwrap().bytes.clone();
    assert_eq!(bytes(&before), house.shelf.bytes(file).unwrap().into_owned(), "untouched it is the folder's own");
    let folder = tempfile::tempdir().unwrap();
    for file in &after {
        let path = folder.path().join(&file.path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, &file.bytes).unwrap();
    }
    let text = String::from_utf8(bytes(&after)).unwrap();
    assert!(text.contains("药水怎么放") && !text.contains("expiry-date"), "{text}");
    // Other files may name the article too: what is asked here is whether this one can be read.
    let faults = load_for_no_site(&Shelf::Folder(folder.path().to_owned())).err().unwrap_or_default();
    assert!(faults.iter().all(|fault| !fault.to_string().contains(file)), "{faults:?}");
}
