use domain::access::Role;
use domain::audit::{Act, Deed, FaultKind, Who};
use server::audit::{Keeper, Pruned};
use server::clock::SystemRandom;
use server::keys::Keyring;
use std::path::Path;
use std::sync::Arc;
use storage::{Sealing, Store};

use super::office::{Office, STATION, complaint, tip};
use crate::portal::Visitor;

/// A login nobody has, as typed by somebody who was in the wrong field.
const SECRET: &str = "wo-de-mima-2026";

async fn auditor(office: &Office) -> Visitor {
    office.person(Role::Auditor, STATION).await
}

/// The rows of the page, without the frame and the filter around them.
async fn rows(auditor: &mut Visitor, query: &str) -> String {
    let answer = auditor.get(&format!("desk/audit{query}")).await;
    assert_eq!(answer.status.as_u16(), 200, "{query}: {}", answer.text());
    let text = answer.text();
    text.split_once("<tbody>").map(|(_, rows)| rows.to_owned()).unwrap_or_default()
}

#[tokio::test]
async fn the_auditor_reads_who_did_what_and_no_password_typed_in_the_wrong_field() {
    let office = Office::open().await;
    let number = office.number(tip("药店卖过期药")).await;
    let mut stranger = office.portal.visitor();
    for login in ["clerk", SECRET] {
        let answer = stranger.post_form("desk/sign-in", &[("login", login), ("password", "not the password")]).await;
        assert_eq!(answer.status.as_u16(), 422);
    }
    let mut clerk = office.demo_clerk().await;
    let assigned =
        clerk.post_form(&format!("desk/matter/{number}/step/dispatch"), &[("unit", STATION), ("seen", "1")]).await;
    assert_eq!(assigned.status.as_u16(), 303);
    assert_eq!(clerk.get("desk/batch/export.xlsx").await.status.as_u16(), 200);
    clerk.post_form("desk/sign-out", &[]).await;

    let mut auditor = auditor(&office).await;
    let rows = rows(&mut auditor, "").await;
    let expected =
        ["网页提交", "分送", "登录没有成功", "批量录入表，1 行", "退出登录", "演示登记员", "没有登录的人", &number];
    for words in expected {
        assert!(rows.contains(words), "{words} is not in {rows}");
    }
    assert!(!rows.contains(SECRET), "what was typed as a login is on the page");
    assert!(auditor.get("desk").await.text().contains("href=\"/desk/audit\""), "the menu leads there");
    assert!(!office.demo_clerk().await.get("desk").await.text().contains("desk/audit"));
}

#[tokio::test]
async fn the_trail_is_narrowed_by_person_matter_kind_and_day() {
    let office = Office::open().await;
    let (first, second) = (office.number(complaint("甲")).await, office.number(tip("乙")).await);
    office.assign(&first, STATION).await;
    let mut auditor = auditor(&office).await;
    let clerk = office.portal.services.store.staff_by_login("clerk").await.unwrap().unwrap().id;
    let cases: [(String, &[&str], &[&str]); 6] = [
        (format!("?subject={first}"), &[&first, "分送"], &[&second, "登录"]),
        (format!("?person={clerk}"), &["分送", "演示登记员"], &["居民", &second]),
        ("?sort=matter".into(), &[&first, &second], &["登录"]),
        ("?sort=sign_in".into(), &["登录"], &[&first]),
        ("?from=2026-11-20&to=2026-11-20".into(), &[&first, "登录"], &[]),
        ("?to=2026-11-19".into(), &[], &[&first, "登录"]),
    ];
    for (query, there, absent) in cases {
        let rows = rows(&mut auditor, &query).await;
        assert!(there.iter().all(|words| rows.contains(words)), "{query}: {rows}");
        let body = rows.split("</tbody>").next().unwrap_or_default();
        assert!(absent.iter().all(|words| !body.contains(words)), "{query}: {rows}");
    }
    let nothing = auditor.get("desk/audit?to=2026-11-19").await.text();
    assert!(nothing.contains("没有符合条件的记录"));
}

#[tokio::test]
async fn older_rows_are_a_page_on_and_the_newest_ten_thousand_are_checked_on_demand() {
    let office = Office::open().await;
    let mut auditor = auditor(&office).await;
    let store = &office.portal.services.store;
    for n in 0..60 {
        let act = Act::new(office.portal.services.now(), Who::System, Deed::Exported, format!("table-{n:02}.xlsx"));
        store.note(&act).await.unwrap();
    }
    office.portal.house.keeper.seal(office.portal.services.now()).await.unwrap();
    let first = rows(&mut auditor, "?sort=export").await;
    assert!(first.contains("table-59.xlsx") && !first.contains("table-09.xlsx"));
    let (_, older) = first.split_once("rel=\"next\" href=\"/").expect("a way to older rows");
    let older = older.split('"').next().unwrap().replace("&amp;", "&");
    let second = auditor.get(&older).await.text();
    assert!(second.contains("table-09.xlsx") && second.contains("table-00.xlsx") && !second.contains("table-10.xlsx"));
    assert!(second.contains("rel=\"first\"") && !second.contains("rel=\"next\""));

    let page = auditor.get("desk/audit?check=1").await.text();
    assert!(page.contains("完整，没有改过") && page.contains("封签到第"), "{page}");
}

/// A trail of its own in a folder: database, keys and the seal outside.
async fn trail(folder: &Path) -> (Store, Keeper) {
    let store = Store::open(&format!("sqlite:{}", folder.join("yaoan.db").display())).await.unwrap();
    store.migrate().await.unwrap();
    let keys = Keyring::open_or_create(&folder.join("keys.toml"), Arc::new(SystemRandom)).unwrap();
    let keeper = Keeper::new(store.clone(), Arc::new(keys), folder);
    (store, keeper)
}

async fn note(store: &Store, at: &str, subject: &str) {
    let act = Act::new(at.parse().unwrap(), Who::System, Deed::AccountAdded, subject);
    store.note(&act.with_detail("某某药店")).await.unwrap();
}

async fn faults(keeper: &Keeper) -> Vec<(Option<i64>, FaultKind)> {
    let found = keeper.verify().await.unwrap().checked.findings.faults;
    found.into_iter().map(|fault| (fault.row, fault.kind)).collect()
}

#[tokio::test]
async fn a_database_changed_with_an_editor_of_bytes_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let (store, keeper) = trail(folder.path()).await;
    note(&store, "2026-11-20T02:00:00Z", "zhang").await;
    note(&store, "2026-11-20T02:00:01Z", "li").await;
    keeper.seal("2026-11-20T02:01:00Z".parse().unwrap()).await.unwrap();
    assert_eq!(faults(&keeper).await, []);
    store.close().await;

    let file = folder.path().join("yaoan.db");
    let mut bytes = std::fs::read(&file).unwrap();
    let (old, new) = ("某某药店", "某某诊所");
    let place = bytes.windows(old.len()).position(|part| part == old.as_bytes()).expect("the words stand in the file");
    bytes[place..place + new.len()].copy_from_slice(new.as_bytes());
    std::fs::write(&file, bytes).unwrap();
    let (_, keeper) = trail(folder.path()).await;
    let found = faults(&keeper).await;
    assert!(matches!(found[..], [(Some(1 | 2), FaultKind::Changed)]), "{found:?}");
}

#[tokio::test]
async fn an_older_copy_of_the_database_is_found_by_the_seal_outside_it() {
    let folder = tempfile::tempdir().unwrap();
    let (file, copy) = (folder.path().join("yaoan.db"), folder.path().join("copy.db"));
    let (store, keeper) = trail(folder.path()).await;
    note(&store, "2026-11-20T02:00:00Z", "zhang").await;
    keeper.seal("2026-11-20T02:01:00Z".parse().unwrap()).await.unwrap();
    store.close().await;
    std::fs::copy(&file, &copy).unwrap();

    let (store, keeper) = trail(folder.path()).await;
    note(&store, "2026-11-20T02:02:00Z", "li").await;
    keeper.seal("2026-11-20T02:03:00Z".parse().unwrap()).await.unwrap();
    store.close().await;
    std::fs::copy(&copy, &file).unwrap();

    let (store, keeper) = trail(folder.path()).await;
    assert_eq!(faults(&keeper).await, [(Some(2), FaultKind::TailCut { known: 2 })]);
    // Another row under the lost number does not hide it either, and nothing seals over it.
    note(&store, "2026-11-20T02:04:00Z", "wang").await;
    assert_eq!(faults(&keeper).await, [(Some(2), FaultKind::Rewritten)]);
    let sealing = keeper.seal("2026-11-20T02:05:00Z".parse().unwrap()).await.unwrap();
    assert!(matches!(sealing, Sealing::Broken(_)), "{sealing:?}");
}

#[tokio::test]
async fn rows_older_than_the_months_kept_go_and_what_is_left_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let (store, keeper) = trail(folder.path()).await;
    for at in ["2026-01-05T02:00:00Z", "2026-05-19T15:59:59Z", "2026-05-20T16:00:00Z", "2026-11-20T02:00:00Z"] {
        note(&store, at, "zhang").await;
    }
    let now = "2026-11-20T02:00:01Z".parse().unwrap();
    let Pruned::Removed(cut) = keeper.prune(6, Who::System, now).await.unwrap() else { panic!("nothing was removed") };
    assert_eq!(cut.seq, 2);
    let verified = keeper.verify().await.unwrap();
    assert_eq!((verified.checked.first, verified.checked.last, verified.anchored), (3, 5, true));
    assert!(verified.checked.findings.is_whole());
    assert!(matches!(keeper.prune(6, Who::System, now).await.unwrap(), Pruned::NothingOld));
}
