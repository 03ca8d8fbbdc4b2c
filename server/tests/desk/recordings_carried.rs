//! Recordings carried out of one portal and into another.

use std::path::Path;

use domain::access::Role;
use server::library::Shelf;
use server::newsroom::{Carried, Outcome};
use storage::AuditFilter;

use super::listen::{form, heard, listened, mp3, put};
use super::news::{BUREAU, newsroom};
use super::office::{Office, STATION};
use super::pictures_carried::written;

const ARTICLE: &str = "article/expired-medicine";
const HELP: &str = "officer/new/help";
const HELP_DESK: &str = "desk/news/forms/officer-help";
const AIHUA: &str = "530922101000";

/// A portal in which an article is heard in two languages, a form's question in one, and one recording waits.
async fn spoken() -> Office {
    let office = newsroom().await;
    let item = office.portal.services.store.item_at(domain::newsroom::workflow::Kind::Article, "expired-medicine");
    let at = format!("desk/news/{}/listen", item.await.unwrap().unwrap().id);
    let mut editor = office.person(Role::Editor, BUREAU).await;
    let mut leader = office.person(Role::Leader, BUREAU).await;
    let dialect = form("whole", "云县话", mp3(4000)).text("reader", "王\"某").text("town", AIHUA);
    put(&office, &mut editor, &at, &dialect).await;
    put(&office, &mut editor, &at, &form("whole", "普通话", mp3(4))).await;
    listened(&mut leader, &at).await;
    put(&office, &mut editor, &at, &form("whole", "彝语", mp3(5))).await;
    let mut handler = office.person(Role::Handler, STATION).await;
    put(&office, &mut handler, HELP_DESK, &form("section:先念给村民听", "云县话", mp3(3))).await;
    listened(&mut editor, HELP_DESK).await;
    office
}

async fn carried(office: &Office) -> Vec<Carried> {
    let house = &office.portal.house;
    let texts = house.newsroom.carried(&house.shelf).await.unwrap();
    house.carrier.carried(texts).await.unwrap()
}

async fn taken_in(office: &Office, folder: &Path, heard: bool) -> Vec<(String, Outcome)> {
    let (house, now) = (&office.portal.house, office.portal.services.now());
    house.carrier.import(&Shelf::Folder(folder.to_owned()), heard, now).await.unwrap()
}

/// What a resident and an officer hear, with the bytes.
async fn sounds(office: &Office) -> Vec<(String, Vec<u8>)> {
    let mut visitor = office.portal.visitor();
    let mut sounds = Vec::new();
    for page in [ARTICLE, HELP] {
        for address in heard(&visitor.get(page).await.text()) {
            let bytes = visitor.get(&address).await.bytes;
            sounds.push((address, bytes.to_vec()));
        }
    }
    sounds
}

fn paths(files: &[Carried]) -> Vec<&str> {
    files.iter().map(|file| file.path.as_str()).filter(|path| path.starts_with("recordings/")).collect()
}

#[tokio::test]
async fn carried_out_and_in_the_same_recordings_are_heard() {
    let office = spoken().await;
    let out = carried(&office).await;
    let article = "recordings/articles/expired-medicine";
    let expected = ["1.mp3", "2.mp3", "3.mp3", "recordings.toml"].map(|name| format!("{article}/{name}"));
    assert_eq!(paths(&out)[..4], expected);
    assert_eq!(
        paths(&out)[4..],
        ["recordings/forms/officer-help/1.mp3", "recordings/forms/officer-help/recordings.toml"]
    );
    let folder = written(&out);
    assert_eq!(server::library::check(folder.path()), [], "the folder is whole by itself");
    assert!(taken_in(&office, folder.path(), true).await.iter().all(|(_, outcome)| *outcome == Outcome::Same));

    let other = newsroom().await;
    let brought = taken_in(&other, folder.path(), true).await;
    assert_eq!(brought.len(), 4);
    assert!(brought.iter().all(|(_, outcome)| *outcome == Outcome::Recorded), "{brought:?}");
    let there = sounds(&other).await;
    assert_eq!(there.len(), 3);
    assert!(there == sounds(&office).await, "the same bytes under the same addresses, in the same order");
    let page = other.portal.visitor().get(ARTICLE).await.text();
    assert!(page.contains("云县话") && page.contains("王&quot;某") || page.contains("王\"某"), "{page}");
    assert!(carried(&other).await == out, "byte for byte");

    let again = taken_in(&other, folder.path(), true).await;
    assert!(again.iter().all(|(_, outcome)| *outcome == Outcome::Same), "{again:?}");
    assert!(sounds(&other).await == there && carried(&other).await == out, "importing twice changes nothing");
    let filter = AuditFilter { subject: Some("officer-help".into()), ..AuditFilter::default() };
    let rows = other.portal.services.store.audit_rows(&filter, 50).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.detail.as_str()).collect::<Vec<_>>(), ["导入录音（先念给村民听，云县话）"]);
    assert_eq!(rows[0].at, other.portal.services.now().as_microsecond(), "the trail tells when it came here");
}

#[tokio::test]
async fn without_being_signed_elsewhere_somebody_listens_first() {
    let out = written(&carried(&spoken().await).await);
    let other = newsroom().await;
    taken_in(&other, out.path(), false).await;
    assert!(sounds(&other).await.is_empty());
    listened(&mut other.person(Role::Editor, BUREAU).await, HELP_DESK).await;
    assert_eq!(sounds(&other).await.len(), 1);
}

#[tokio::test]
async fn what_does_not_fit_is_refused_with_its_reason() {
    let office = newsroom().await;
    let folder = tempfile::tempdir().unwrap();
    let list = |more: &str| {
        format!(
            "[[recording]]\nfile = \"1.mp3\"\nlanguage = \"普通话\"\nuploader = \"李某\"\nuploaded = \"2026-11-20T02:00:00Z\"\n{more}"
        )
    };
    let place = |of: &str, list: &str, bytes: Option<Vec<u8>>| {
        let at = folder.path().join("recordings").join(of);
        std::fs::create_dir_all(&at).unwrap();
        std::fs::write(at.join("recordings.toml"), list).unwrap();
        bytes.into_iter().for_each(|bytes| std::fs::write(at.join("1.mp3"), bytes).unwrap());
    };
    place("articles/nothing", &list(""), Some(mp3(2)));
    place("articles/expired-medicine", &list(""), None);
    place("articles/aconite", &list("town = \"441581101000\"\n"), Some(mp3(2)));
    place("forms/nothing", &list(""), Some(mp3(2)));
    place("forms/reaction", &list("colour = 1\n"), Some(mp3(2)));
    place("forms/report-tip", &list(""), Some(b"<html>".to_vec()));
    place("forms/report-both", &list("").replace("普通话", ""), Some(mp3(2)));
    place("forms/report-complaint", &list("").replace("1.mp3", "../report-tip/1.mp3"), Some(mp3(2)));
    let outcomes = taken_in(&office, folder.path(), true).await;
    for (path, words) in [
        ("articles/nothing/recordings.toml", "这里没有文章 nothing"),
        ("articles/expired-medicine/1.mp3", "缺少录音"),
        ("articles/aconite/1.mp3", "没有乡镇 441581101000"),
        ("forms/nothing/recordings.toml", "没有表 nothing"),
        ("forms/reaction/recordings.toml", "不认识的键 colour"),
        ("forms/report-tip/1.mp3", "不是能放的录音"),
        ("forms/report-both/1.mp3", "写上说的是什么话"),
        ("forms/report-complaint/../report-tip/1.mp3", "只写文件名"),
    ] {
        let outcome = outcomes.iter().find(|(own, _)| *own == format!("recordings/{path}"));
        assert!(matches!(outcome, Some((_, Outcome::Refused(why))) if why.contains(words)), "{path}: {outcomes:?}");
    }
    assert!(office.portal.services.store.recordings().await.unwrap().is_empty());
}
