use domain::access::Role;
use domain::audit::Who;
use jiff::SignedDuration;

use super::office::{Office, PASSWORD, STATION};
use crate::portal::{Answer, Visitor};

async fn attempt(visitor: &mut Visitor, login: &str, password: &str) -> Answer {
    visitor.post_form("desk/sign-in", &[("login", login), ("password", password)]).await
}

async fn is_in(visitor: &mut Visitor) -> bool {
    visitor.get("desk").await.status.as_u16() == 200
}

#[tokio::test]
async fn wrong_unknown_and_disabled_are_told_the_same() {
    let office = Office::open().await;
    office.hire("li.mei", Role::Handler, STATION).await;
    office.hire("gone", Role::Handler, STATION).await;
    office.portal.services.accounts.disable("gone", &Who::System, office.portal.services.now()).await.unwrap();
    let mut told = Vec::new();
    for (login, password) in [("li.mei", "不对的密码-2026"), ("nobody", PASSWORD), ("gone", PASSWORD)] {
        let answer = attempt(&mut office.portal.visitor(), login, password).await;
        assert_eq!(answer.status.as_u16(), 422);
        let page = answer.text();
        assert!(page.contains("账号、密码或动态口令不对") && page.contains(&format!("value=\"{login}\"")));
        assert!(!page.contains(password), "a password is never shown again");
        told.push(page.replace(login, ""));
    }
    assert!(told.iter().all(|page| *page == told[0]));
}

#[tokio::test]
async fn the_first_letter_a_phone_writes_large_does_not_matter() {
    let office = Office::open().await;
    office.hire("li.mei", Role::Handler, STATION).await;
    assert_eq!(attempt(&mut office.portal.visitor(), " Li.mei", PASSWORD).await.status.as_u16(), 303);
}

#[tokio::test]
async fn a_session_somebody_else_planted_never_becomes_ours() {
    let office = Office::open().await;
    office.hire("li.mei", Role::Handler, STATION).await;
    let planted = "0".repeat(64);
    let mut visitor = office.portal.visitor().sending("cookie", &format!("yaoan-desk-yunxian={planted}"));
    attempt(&mut visitor, "li.mei", PASSWORD).await;
    assert_ne!(visitor.cookies()["yaoan-desk-yunxian"], planted);
    let mut attacker = office.portal.visitor().sending("cookie", &format!("yaoan-desk-yunxian={planted}"));
    assert!(!is_in(&mut attacker).await);
}

#[tokio::test]
async fn signing_in_again_ends_the_session_this_browser_had() {
    let office = Office::open().await;
    let mut visitor = office.person(Role::Handler, STATION).await;
    let old = visitor.cookies()["yaoan-desk-yunxian"].clone();
    attempt(&mut visitor, "handler.suo-aihua", PASSWORD).await;
    assert_ne!(visitor.cookies()["yaoan-desk-yunxian"], old);
    assert!(is_in(&mut visitor).await);
    assert!(!is_in(&mut office.portal.visitor().sending("cookie", &format!("yaoan-desk-yunxian={old}"))).await);
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server_too() {
    let office = Office::open().await;
    let mut visitor = office.person(Role::Handler, STATION).await;
    let token = visitor.cookies()["yaoan-desk-yunxian"].clone();
    let answer = visitor.post_form("desk/sign-out", &[]).await;
    assert_eq!(answer.location(), "desk/sign-in?done=signed-out");
    assert!(visitor.cookies().is_empty());
    assert!(visitor.get("desk/sign-in?done=signed-out").await.text().contains("已经退出"));
    assert!(!is_in(&mut office.portal.visitor().sending("cookie", &format!("yaoan-desk-yunxian={token}"))).await);
}

#[tokio::test]
async fn guessing_is_slowed_down_and_nobody_else_is_kept_out() {
    let office = Office::open().await;
    office.hire("li.mei", Role::Handler, STATION).await;
    let mut visitor = office.portal.visitor();
    for _ in 0..5 {
        assert_eq!(attempt(&mut visitor, "li.mei", "不对的密码-2026").await.status.as_u16(), 422);
    }
    let slowed = attempt(&mut visitor, "li.mei", PASSWORD).await;
    assert_eq!(slowed.status.as_u16(), 429);
    assert!(slowed.text().contains("请 1 分钟后再试"));
    assert_eq!(attempt(&mut visitor, "clerk", "yanshi-clerk").await.status.as_u16(), 303);
    office.portal.clock.turn(SignedDuration::from_mins(1));
    assert_eq!(attempt(&mut visitor, "li.mei", PASSWORD).await.status.as_u16(), 303);
}

#[tokio::test]
async fn an_unused_session_ends_after_two_hours_and_a_used_one_after_twelve() {
    let office = Office::open().await;
    let mut visitor = office.person(Role::Handler, STATION).await;
    for _ in 0..7 {
        office.portal.clock.turn(SignedDuration::from_mins(100));
        assert!(is_in(&mut visitor).await);
    }
    office.portal.clock.turn(SignedDuration::from_mins(21));
    assert!(!is_in(&mut visitor).await, "twelve hours are over");

    let mut idle = office.at_desk("handler.suo-aihua").await;
    office.portal.clock.turn(SignedDuration::from_mins(121));
    assert!(!is_in(&mut idle).await, "nobody used it for two hours");
}

#[tokio::test]
async fn disabling_an_account_ends_its_sessions_at_once() {
    let office = Office::open().await;
    let mut visitor = office.person(Role::Handler, STATION).await;
    office
        .portal
        .services
        .accounts
        .disable("handler.suo-aihua", &Who::System, office.portal.services.now())
        .await
        .unwrap();
    assert!(!is_in(&mut visitor).await);
    assert_eq!(attempt(&mut visitor, "handler.suo-aihua", PASSWORD).await.status.as_u16(), 422);
}

#[tokio::test]
async fn after_signing_in_one_comes_back_to_the_page_one_wanted() {
    let office = Office::open().await;
    office.hire("li.mei", Role::Clerk, "xiaojian").await;
    let mut visitor = office.portal.visitor();
    let asked = visitor.get("desk/batch").await;
    assert_eq!(asked.location(), "desk/sign-in?next=desk/batch");
    assert!(visitor.get(&asked.location()).await.text().contains("value=\"desk/batch\""));
    let fields = |next| [("login", "li.mei"), ("password", PASSWORD), ("next", next)];
    assert_eq!(visitor.post_form("desk/sign-in", &fields("desk/batch")).await.location(), "desk/batch");
    for evil in ["//evil.example/", "https://evil.example/", "desk/../../x", "/desk"] {
        let answer = office.portal.visitor().post_form("desk/sign-in", &fields(evil)).await;
        assert_eq!(answer.header("location"), Some("/desk"), "{evil}");
    }
}

#[tokio::test]
async fn over_https_the_cookie_is_bound_to_this_host_and_to_encryption() {
    let office = Office::with(|settings| settings.public_url = Some("https://www.example.gov.cn".into())).await;
    office.hire("li.mei", Role::Handler, STATION).await;
    let answer = attempt(&mut office.portal.visitor(), "li.mei", PASSWORD).await;
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.starts_with("__Host-yaoan-desk-yunxian="), "{cookie}");
    for part in ["; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax"] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
}

#[tokio::test]
async fn a_form_from_another_site_changes_nothing() {
    let office = Office::open().await;
    let visitor = office.person(Role::Handler, STATION).await;
    let mut tricked = visitor.clone().sending("sec-fetch-site", "cross-site");
    assert_eq!(tricked.post_form("desk/sign-out", &[]).await.status.as_u16(), 403);
    assert!(is_in(&mut visitor.clone()).await);
}

#[tokio::test]
async fn under_a_base_path_every_redirect_stays_below_it() {
    let office = Office::with(|settings| settings.base_path = Some("/aqyy/".into())).await;
    let mut visitor = office.portal.visitor();
    assert_eq!(visitor.get("desk/batch").await.header("location"), Some("/aqyy/desk/sign-in?next=desk/batch"));
    let fields = [("login", "clerk"), ("password", "yanshi-clerk"), ("next", "desk/batch")];
    assert_eq!(visitor.post_form("desk/sign-in", &fields).await.header("location"), Some("/aqyy/desk/batch"));
    assert!(visitor.get("desk/batch").await.text().contains("action=\"/aqyy/desk/batch\""));
}
