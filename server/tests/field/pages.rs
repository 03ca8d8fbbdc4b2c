//! Officers' pages: the kept ones are for everybody, the others for one, and every form works
//! without script.

use axum::http::StatusCode;
use domain::field::FormKind;

use super::crew::{PIN, code, officer, phone};
use crate::portal::{Form, TestPortal, jpeg};

const REPORT: &str = "0d3c2b1a-4f5e-4d6c-8b7a-998877665544";

fn clue() -> Form {
    Form::default().text("form_key", REPORT).text("form_ver", "1").text("tile", "expired").text("place", "桥头小卖部")
}

#[tokio::test]
async fn a_code_and_a_pin_bind_a_phone() {
    let portal = TestPortal::open().await;
    let officer = officer(&portal, "李大山", "13988312345").await;
    let code = code(&portal, officer).await;
    let mut visitor = portal.visitor();
    let asked = visitor.get(&format!("officer/bind?code={code}")).await;
    assert!(asked.text().contains(&format!("value=\"{code}\"")), "the QR code fills the code in");
    let different = visitor.post_form("officer/bind", &[("code", &code), ("pin", PIN), ("pin_again", "999999")]).await;
    assert_eq!(different.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(different.text().contains("两次输入的密码不一样"));
    assert!(different.text().contains(&format!("value=\"{code}\"")), "what was typed is still there");
    assert!(!different.text().contains(PIN), "a PIN is never shown again");
    let bound = visitor.post_form("officer/bind", &[("code", &code), ("pin", PIN), ("pin_again", PIN)]).await;
    assert_eq!((bound.status, bound.location()), (StatusCode::SEE_OTHER, "officer".to_owned()));
    assert_eq!(visitor.get("officer/reports").await.status, StatusCode::OK);
    let again = portal.visitor().post_form("officer/bind", &[("code", &code), ("pin", PIN), ("pin_again", PIN)]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "a code binds once");
}

#[tokio::test]
async fn pages_of_one_person_lead_others_to_the_binding() {
    let portal = TestPortal::open().await;
    for path in ["officer/reports", "officer/tasks", "officer/outlets", "officer/who", "officer/training"] {
        let answer = portal.visitor().get(path).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "officer/bind".to_owned()), "{path}");
    }
    let mut phone = phone(&portal).await;
    for path in ["officer/reports", "officer/tasks", "officer/outlets", "officer/who", "officer/training"] {
        let answer = phone.visitor.get(path).await;
        assert_eq!((answer.status, answer.header("cache-control")), (StatusCode::OK, Some("no-store")), "{path}");
    }
    assert_eq!(phone.visitor.get(&format!("officer/reports/{REPORT}")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_form_without_script_is_a_report_with_its_photo_once() {
    let portal = TestPortal::open().await;
    let mut phone = phone(&portal).await;
    let form = clue().file("photos", "IMG.jpg", jpeg(64, 48));
    for _ in 0..2 {
        let sent = phone.visitor.post_multipart("officer/new/clue", &form).await;
        assert_eq!((sent.status, sent.location()), (StatusCode::SEE_OTHER, format!("officer/reports/{REPORT}")));
    }
    let page = phone.visitor.get(&format!("officer/reports/{REPORT}")).await.text();
    assert!(page.contains("已上报，编号"), "{page}");
    assert!(page.contains("1 份照片、语音都到了"), "{page}");
    assert!(page.contains("桥头小卖部"));
    let list = phone.visitor.get("officer/reports").await.text();
    assert_eq!(list.matches(&format!("officer/reports/{REPORT}\"")).count(), 1, "one report");
    let changed = phone.visitor.post_multipart("officer/new/clue", &clue().text("story", "又看了一次")).await;
    assert_eq!(changed.status, StatusCode::CONFLICT, "other content under the same form");
}

#[tokio::test]
async fn a_refused_form_keeps_what_was_typed() {
    let portal = TestPortal::open().await;
    let mut phone = phone(&portal).await;
    let form = Form::default().text("form_key", REPORT).text("form_ver", "1").text("place", "桥头小卖部");
    let refused = phone.visitor.post_multipart("officer/new/clue", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text();
    assert!(page.contains("请选一样碰到的情况"), "{page}");
    assert!(page.contains("value=\"桥头小卖部\""), "{page}");
    assert!(page.contains(&format!("value=\"{REPORT}\"")), "the same report, sent again");
    let unbound = portal.visitor().post_multipart("officer/new/clue", &clue()).await;
    assert_eq!(unbound.status, StatusCode::UNAUTHORIZED);
    assert!(unbound.text().contains("value=\"桥头小卖部\""));
    let keyless = phone.visitor.post_multipart("officer/new/clue", &Form::default().text("tile", "expired")).await;
    assert_eq!(keyless.status, StatusCode::BAD_REQUEST);
    assert_eq!(phone.visitor.get("officer/new/nothing").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_shared_phone_changes_hands_by_pin() {
    let portal = TestPortal::open().await;
    let mut phone = phone(&portal).await;
    let second = officer(&portal, "王秀英", "13988300001").await;
    let code = code(&portal, second).await;
    let bound = phone.visitor.post_form("officer/bind", &[("code", &code), ("pin", PIN), ("pin_again", PIN)]).await;
    assert_eq!(bound.status, StatusCode::SEE_OTHER);
    let first = phone.officer.to_string();
    let wrong = phone.visitor.post_form("officer/who", &[("officer", &first), ("pin", "000001")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("密码不对，还可以试 4 次"));
    let nobody = phone.visitor.post_form("officer/who", &[("pin", PIN)]).await;
    assert!(nobody.text().contains("请选自己的名字"));
    let right = phone.visitor.post_form("officer/who", &[("officer", &first), ("pin", PIN)]).await;
    assert_eq!(right.status, StatusCode::SEE_OTHER);
    assert!(phone.visitor.get("officer/who").await.text().contains("现在用着"));
}

#[tokio::test]
async fn the_worker_names_every_kept_page_and_they_are_for_everybody() {
    let portal = TestPortal::open().await;
    let mut phone = phone(&portal).await;
    let worker = portal.visitor().get("officer/sw.js").await;
    if worker.status == StatusCode::NOT_FOUND {
        // A build without the browser's files has no worker.
        return;
    }
    assert_eq!(
        (worker.header("cache-control"), worker.header("service-worker-allowed")),
        (Some("no-store"), Some("/officer"))
    );
    assert_eq!(worker.text(), portal.visitor().get("officer/sw.js").await.text(), "the same pages, the same version");
    let forms = FormKind::ALL.map(|form| format!("/officer/new/{}", form.as_str()));
    for page in ["/officer", "/officer/queue", "/officer/offline"].into_iter().chain(forms.iter().map(String::as_str)) {
        assert!(worker.text().contains(&format!("\"{page}\"")), "{page}");
    }
    for page in ["officer", "officer/queue", "officer/offline"] {
        let (own, anybodys) = (phone.visitor.get(page).await.text(), portal.visitor().get(page).await.text());
        assert_eq!(own, anybodys, "{page}");
        assert!(!own.contains("李大山"), "{page}");
    }
}

#[tokio::test]
async fn the_training_test_tells_what_was_wrong_and_why() {
    let portal = TestPortal::open().await;
    let mut phone = phone(&portal).await;
    let training = portal.services.field_work.training().clone();
    let right: Vec<(String, String)> = training
        .questions
        .iter()
        .enumerate()
        .map(|(at, asked)| (format!("q{}", at + 1), asked.right.to_string()))
        .collect();
    let fields: Vec<(&str, &str)> = right.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let failed = phone.visitor.post_form("officer/training", &fields[..1]).await.text();
    assert!(failed.contains("还差一点"), "{failed}");
    assert!(failed.contains(&training.questions[1].because));
    let passed = phone.visitor.post_form("officer/training", &fields).await.text();
    assert!(passed.contains("合格证编号"), "{passed}");
}
