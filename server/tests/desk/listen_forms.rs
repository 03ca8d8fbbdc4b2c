//! Recordings of the questions of forms: in through the desk's door, out on the form.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Router;
use domain::access::Role;
use domain::field::HELP_CONSENT;
use domain::law::Laws;
use domain::recording::SpokenForm;
use server::doors::{self, DrawnForms};
use server::recordings::Studio;
use storage::AuditFilter;
use uuid::Uuid;

use super::listen::{form, heard, listened, mp3, put, said, take_down};
use super::news::{BUREAU, newsroom};
use super::office::{Office, STATION};
use crate::page::{between, unescaped};
use crate::portal::{Form, Visitor};

const HELP: &str = "officer/new/help";
const HELP_DESK: &str = "desk/news/forms/officer-help";
const CONSENT: &str = "section:先念给村民听";

/// A form as it comes, without the key that is another each time.
async fn page(visitor: &mut Visitor, path: &str) -> String {
    let page = visitor.get(path).await.text();
    let key = between(&page, "name=\"form_key\" value=\"", "\"").unwrap().to_owned();
    page.replace(&key, "")
}

#[tokio::test]
async fn a_question_is_heard_on_its_form_once_a_colleague_has_listened() {
    let office = newsroom().await;
    let mut handler = office.person(Role::Handler, STATION).await;
    let mut editor = office.person(Role::Editor, BUREAU).await;
    let mut officer = office.portal.visitor();
    let without = page(&mut officer, HELP).await;
    assert!(!without.contains("<audio") && !without.contains("listen"), "what is not there is not spoken of");
    let clips = async |visitor: &mut Visitor| {
        let worker = visitor.get("officer/sw.js").await.text();
        between(&worker, "\"clips\":[", "]").unwrap().to_owned()
    };
    let worker_before = officer.get("officer/sw.js").await.text();
    assert_eq!(clips(&mut officer).await, "");

    put(&office, &mut handler, HELP_DESK, &form(CONSENT, "云县话", mp3(3)).text("reader", "王某")).await;
    assert_eq!(page(&mut officer, HELP).await, without, "nobody but its uploader has listened");
    assert!(handler.get(HELP_DESK).await.text().contains("请另一位同事来听"));
    listened(&mut editor, HELP_DESK).await;

    let with = page(&mut officer, HELP).await;
    let [address] = &heard(&with)[..] else { panic!("{with}") };
    let question = between(&with, "data-step=\"consent_read\"", "</fieldset>").unwrap();
    assert!(question.contains(address.as_str()) && question.contains("王某念，1 KB"), "{question}");
    assert!(question.find("<audio").unwrap() < question.find("<blockquote").unwrap(), "before what it reads");
    assert!(with.contains(".listen audio{height:60px}"), "as large as on an article");
    assert_eq!(office.portal.visitor().get(address).await.bytes, mp3(3));
    assert_eq!(clips(&mut officer).await, format!("\"/{address}\""));
    assert_ne!(officer.get("officer/sw.js").await.text(), worker_before);
    assert_eq!(heard(&officer.get("officer/new/clue").await.text()), [""; 0], "no other form asks this");

    // A form that comes back is heard as well.
    let blank = Form::default().text("form_key", &Uuid::nil().to_string());
    let refused = officer.post_multipart(HELP, &blank);
    assert_eq!(heard(&refused.await.text()).len(), 1);

    assert_eq!(take_down(&mut editor, HELP_DESK).await.location(), format!("{HELP_DESK}?done=silenced"));
    assert_eq!(page(&mut officer, HELP).await, without, "as it was before");
    assert_eq!(officer.get("officer/sw.js").await.text(), worker_before);
    assert_eq!(office.portal.visitor().get(address).await.status.as_u16(), 404);

    let filter = AuditFilter { subject: Some("officer-help".into()), ..AuditFilter::default() };
    let rows = office.portal.services.store.audit_rows(&filter, 50).await.unwrap();
    let details: Vec<&str> = rows.iter().map(|row| row.detail.as_str()).collect();
    let expected = ["撤下录音", "听过，和文字对得上", "上传录音"].map(|what| format!("{what}（先念给村民听，云县话）"));
    assert_eq!(details, expected);
}

#[tokio::test]
async fn words_that_stand_on_several_forms_are_read_once_and_kept_pages_are_drawn_anew() {
    let office = newsroom().await;
    let mut editor = office.person(Role::Editor, BUREAU).await;
    let mut leader = office.person(Role::Leader, BUREAU).await;
    let wishes = ["complaint", "tip", "both"].map(|wish| format!("report/new?wish={wish}"));
    let mut without = Vec::new();
    for path in &wishes {
        without.push(page(&mut office.portal.visitor(), path).await);
    }
    let at = "desk/news/forms/report-tip";
    put(&office, &mut editor, at, &form("section:有照片吗？", "普通话", mp3(2))).await;
    put(&office, &mut editor, at, &form("section:是哪一类问题？", "普通话", mp3(3))).await;
    put(&office, &mut editor, at, &form("section:看一遍，提交", "普通话", mp3(4))).await;
    listened(&mut leader, at).await;
    let mut counts = Vec::new();
    for path in &wishes {
        counts.push(heard(&page(&mut office.portal.visitor(), path).await).len());
    }
    assert_eq!(counts, [1, 3, 2], "all are asked for photos in the same words, two for the kind, one for the truth");
    let forms = editor.get("desk/news/forms").await.text();
    for words in ["居民填的：举报", "6 题，3 题能听", "7 题，1 题能听", "7 题，2 题能听"] {
        assert!(forms.contains(words), "{words}: {forms}");
    }
    for _ in 0..3 {
        take_down(&mut editor, at).await;
    }
    for (path, before) in wishes.iter().zip(&without) {
        assert_eq!(&page(&mut office.portal.visitor(), path).await, before, "as light as before");
    }
}

#[tokio::test]
async fn other_words_are_not_read_aloud_until_somebody_has_listened() {
    let office = newsroom().await;
    let mut editor = office.person(Role::Editor, BUREAU).await;
    let mut leader = office.person(Role::Leader, BUREAU).await;
    let at = "desk/news/forms/reaction";
    put(&office, &mut editor, at, &form("section:您的同意", "普通话", mp3(2))).await;
    put(&office, &mut editor, at, &form("section:一、谁用的", "普通话", mp3(3))).await;
    listened(&mut leader, at).await;
    let both = heard(&office.portal.visitor().get("reaction").await.text());
    assert_eq!(both.len(), 2);

    // The next release comes with another notice.
    let mut laws = Laws::clone(&office.portal.services.laws);
    laws.notices.get_mut("reaction.privacy").unwrap().text.push_str("\n多说一句。");
    let mut leader = later(&office, laws, leader);
    let page = leader.get("reaction").await.text();
    assert!(page.contains("多说一句"));
    assert_eq!(heard(&page), both[..1], "the other question says what it said");
    let desk = leader.get(at).await.text();
    assert!(desk.contains("题目上的字改过，先停放") && desk.contains("正在放。"), "{desk}");
    assert!(leader.get("desk/news/forms").await.text().contains("5 题，1 题能听"));
    listened(&mut leader, at).await;
    assert_eq!(heard(&leader.get("reaction").await.text()), both);
}

/// The same house started with other laws, and somebody who is still signed in.
fn later(office: &Office, laws: Laws, person: Visitor) -> Visitor {
    let laws = Arc::new(laws);
    let services = office.portal.services.with(|parts| {
        parts.laws = laws.clone();
        parts.pages = Arc::default();
        parts.recordings = Arc::new(Studio {
            store: parts.store.clone(),
            library: parts.library.clone(),
            wordings: Arc::new(DrawnForms::new(&parts.site, &laws, &parts.assets)),
            regions: parts.regions.clone(),
            site: parts.site.clone(),
            random: parts.random.clone(),
            press: office.portal.house.newsroom.press.clone(),
        });
    });
    person.at(Router::new().fallback_service(doors::router(services)))
}

#[tokio::test]
async fn every_question_of_every_form_can_be_read_aloud() {
    let office = newsroom().await;
    let mut editor = office.person(Role::Editor, BUREAU).await;
    for form in SpokenForm::all() {
        // Pages with islands hold marks for them.
        let shown = office.portal.visitor().get(&form.path()).await.text().replace("<!>", "");
        let desk = editor.get(&format!("desk/news/forms/{}", form.key())).await.text();
        assert!(desk.contains(form.words()), "{desk}");
        let offered: Vec<String> =
            desk.split("value=\"section:").skip(1).map(|rest| unescaped(rest.split('"').next().unwrap())).collect();
        let groups = shown.split("<h2 tabindex=\"-1\">").skip(1).chain(shown.split("<legend><h2>").skip(1));
        let headings: Vec<String> = groups.map(|rest| unescaped(rest.split("</h2>").next().unwrap())).collect();
        assert_eq!(offered, headings, "{form:?}");
        assert_eq!(offered.iter().collect::<BTreeSet<_>>().len(), offered.len(), "no two are alike: {offered:?}");
        assert!(offered.len() >= 2, "{form:?}: {offered:?}");
    }
    let desk = editor.get(HELP_DESK).await.text();
    assert!(desk.contains(HELP_CONSENT), "what is to be read stands there");
    assert!(!desk.contains("请先回答这一题") && !desk.contains("请选一类"), "and nothing nobody reads");
    let tip = editor.get("desk/news/forms/report-tip").await.text();
    assert!(!tip.contains("（说不清哪个村）") && !tip.contains("这一格请空着"), "{tip}");
}

#[tokio::test]
async fn what_cannot_be_taken_is_refused_at_its_field() {
    let office = newsroom().await;
    let mut editor = office.person(Role::Editor, BUREAU).await;
    let cases = [
        (form("section:没有这一题", "普通话", mp3(2)), "part", "表里没有这一题"),
        (form("whole", "普通话", mp3(2)), "part", "表里没有这一题"),
        (form(CONSENT, "普通话", b"#!AMR\n123".to_vec()), "file", "通话用的 AMR"),
        (form(CONSENT, "", mp3(2)), "language", "说的是什么话"),
    ];
    for (typed, field, words) in cases {
        let page = said(&mut editor, HELP_DESK, &typed).await;
        assert!(page.contains(&format!("id=\"{field}-error\"")) && page.contains(words), "{field}: {page}");
    }
    assert!(office.portal.services.store.recordings().await.unwrap().is_empty(), "nothing of all this was kept");
    assert_eq!(editor.get("desk/news/forms/nothing").await.status.as_u16(), 404);
}

/// Role, unit, whether they see the recordings of forms, whether they may take some in. A form belongs to no unit.
const PEOPLE: [(Role, &str, bool, bool); 9] = [
    (Role::Handler, STATION, true, true),
    (Role::Lead, STATION, true, true),
    (Role::Leader, BUREAU, true, true),
    (Role::Editor, BUREAU, true, true),
    (Role::Auditor, BUREAU, true, false),
    (Role::Clerk, BUREAU, false, false),
    (Role::Admin, BUREAU, false, false),
    (Role::Officer, STATION, false, false),
    (Role::Coordinator, STATION, false, false),
];

#[tokio::test]
async fn only_those_who_record_articles_record_forms() {
    let office = newsroom().await;
    let nobody = Uuid::nil();
    for (role, unit, sees, may) in PEOPLE {
        let mut person = office.person(role, unit).await;
        for path in ["desk/news/forms", HELP_DESK] {
            let status = person.get(path).await.status.as_u16();
            assert_eq!(status, if sees { 200 } else { 403 }, "{role:?} looks at {path}");
        }
        let posts = [
            person.post_multipart(HELP_DESK, &form("whole", "普通话", mp3(2))).await.status.as_u16(),
            person.post_form(&format!("{HELP_DESK}/{nobody}/confirm"), &[]).await.status.as_u16(),
            person.post_form(&format!("{HELP_DESK}/{nobody}/end"), &[]).await.status.as_u16(),
        ];
        assert_eq!(posts, if may { [422, 404, 404] } else { [403; 3] }, "{role:?}");
    }
    assert_eq!(office.portal.visitor().get(HELP_DESK).await.status.as_u16(), 303, "a stranger is sent to sign in");
    let mut editor = office.person(Role::Editor, STATION).await;
    put(&office, &mut editor, HELP_DESK, &form(CONSENT, "普通话", mp3(2))).await;
    let row = office.portal.services.store.recordings().await.unwrap().remove(0);
    let elsewhere = editor.post_form(&format!("desk/news/forms/officer-clue/{}/end", row.id), &[]).await;
    assert_eq!(elsewhere.status.as_u16(), 404, "a recording is reached through its own form");
}
