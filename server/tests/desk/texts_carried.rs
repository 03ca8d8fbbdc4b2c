//! Texts that were renamed or came down: what names them follows, on the pages and in what is carried out.

use std::path::Path;

use domain::access::Role;
use domain::newsroom::workflow::Kind;
use domain::ports::{Newsroom, Saving};
use jiff::civil::date;
use server::library::{Shelf, load_for_no_site, review};
use server::newsroom::{Carried, Outcome};

use super::news::{BUREAU, done, newsroom, reviewed};
use super::office::Office;
use crate::content::Content;

async fn address(office: &Office, kind: Kind, slug: &str) -> String {
    let row = office.portal.services.store.item_at(kind, slug).await.unwrap().unwrap();
    format!("desk/news/{}", row.id)
}

/// Gives an article of the content folder another address and leaves its text as it is.
async fn renamed(office: &Office, from: &str, to: &str) {
    let desk = &office.portal.house.newsroom;
    let unit = desk.site.unit.first().unwrap().key.clone();
    let staff = office.staff(Role::Handler, &unit).await;
    let mut author = office.at_desk(&staff.login).await;
    let mut lead = office.person(Role::Lead, &unit).await;
    let mut leader = office.person(Role::Leader, BUREAU).await;
    let row = office.portal.services.store.item_at(Kind::Article, from).await.unwrap().unwrap();
    let at = format!("desk/news/{}", row.id);
    done(&mut author, &at, "correct", &[]).await;
    let item = desk.item(&staff, row.id).await.unwrap();
    let began_with = item.state.digest.clone().unwrap();
    let saving = Saving { text: item.text, slug: to.into(), began_with };
    desk.save(&staff, row.id, saving, office.portal.services.now()).await.unwrap();
    done(&mut author, &at, "submit", &[]).await;
    reviewed(&mut lead, &at).await;
    done(&mut leader, &at, "sign", &[("correction", "换了网址")]).await;
}

async fn withdrawn(office: &Office, texts: &[(Kind, &str)]) {
    let mut leader = office.at_desk("leader.bureau").await;
    for (kind, slug) in texts {
        let at = address(office, *kind, slug).await;
        done(&mut leader, &at, "withdraw", &[("withdraw_reason", "error"), ("withdraw_note", "数字不对")]).await;
    }
}

fn write(folder: &Path, files: &[Carried]) {
    for file in files {
        let path = folder.join(&file.path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, &file.bytes).unwrap();
    }
}

#[tokio::test]
async fn a_renamed_article_keeps_its_questions_and_what_leads_to_it() {
    let office = newsroom().await;
    let library = &office.portal.services.library;
    let before = library.quizzes().len();
    renamed(&office, "approval-number", "approved-number").await;
    let mut resident = office.portal.visitor();
    let page = resident.get("article/approved-number").await;
    assert!(page.status.as_u16() == 200 && page.text().contains("quiz/approved-number"), "{}", page.text());
    assert_eq!(resident.get("quiz/approved-number").await.status.as_u16(), 200);
    assert!(
        resident.get("article/box-label").await.text().contains("article/approved-number"),
        "among what is related"
    );
    assert_eq!(library.quizzes().len(), before, "nothing is lost for the contest");
}

#[tokio::test]
async fn a_folder_carried_out_after_names_changed_is_one_the_program_takes() {
    let office = newsroom().await;
    let house = &office.portal.house;
    renamed(&office, "approval-number", "approved-number").await;
    let gone = [
        (Kind::Article, "expired-medicine"),
        (Kind::Article, "foreign-medicine"),
        (Kind::Disclosure, "home-mixed-cream"),
    ];
    withdrawn(&office, &gone).await;
    let carried = house.newsroom.carried(&house.shelf).await.unwrap();
    let text = |path: &str| {
        let file = carried.iter().find(|file| file.path == path)?;
        Some(String::from_utf8(file.bytes.clone()).unwrap())
    };
    assert!(text("quiz/approval-number.toml").unwrap().starts_with("article = \"approved-number\"\n"));
    assert!(text("articles/approval-number-hant.md").unwrap().contains("variant_of = \"approved-number\"\n"));
    assert!(text("articles/what-is-a-drug.md").unwrap().contains("(approved-number.md)"));
    assert!(text("articles/box-label.md").unwrap().contains("related = [\"approved-number\", \"expiry-date\""));
    assert!(text("articles/expiry-date.md").unwrap().contains("照着家里的过期药怎么办交出去"));
    let watched = text("watchlist.toml").unwrap();
    assert!(watched.contains("sample-recall") && !watched.contains("home-mixed-cream"), "{watched}");
    for missing in ["quiz/expired-medicine.toml", "articles/foreign-medicine-hant.md"] {
        assert_eq!(text(missing), None, "{missing}");
    }

    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &carried);
    let shelf = Shelf::Folder(folder.path().to_owned());
    let faults = load_for_no_site(&shelf).err().unwrap_or_default();
    assert!(faults.is_empty(), "{faults:?}");
    let faults = review(folder.path(), date(2026, 11, 22)).faults;
    assert!(faults.is_empty(), "{faults:?}");
    let again = house.newsroom.import(&shelf, false, office.portal.services.now()).await.unwrap();
    assert!(again.iter().all(|(_, outcome)| *outcome == Outcome::Same), "{again:?}");
}

#[tokio::test]
async fn a_file_whose_name_is_no_address_is_refused() {
    let office = newsroom().await;
    let house = &office.portal.house;
    let content = Content::copied();
    let articles = content.0.path().join("articles");
    for name in ["我的 文章.md", "a.b.md", "a.c.md"] {
        std::fs::copy(articles.join("aconite.md"), articles.join(name)).unwrap();
    }
    let shelf = Shelf::Folder(content.0.path().to_owned());
    let outcomes = house.newsroom.import(&shelf, true, office.portal.services.now()).await.unwrap();
    let refused: Vec<_> = outcomes.iter().filter(|(_, outcome)| *outcome != Outcome::Same).collect();
    assert_eq!(refused.len(), 3, "{refused:?}");
    for (path, outcome) in refused {
        let Outcome::Refused(why) = outcome else { panic!("{path}: {outcome:?}") };
        assert!(why.contains(path.as_str()) && why.contains("只用小写英文字母"), "{why}");
    }
}
