//! A session that ended while somebody was typing: nothing typed is lost, and nothing is sent by itself.

use axum::http::StatusCode;
use domain::access::Role;
use domain::audit::Who;
use jiff::SignedDuration;

use super::office::{Office, PASSWORD, tip};
use super::second_factor::{bind, code, real_office};
use crate::page::unescaped;
use crate::portal::{Answer, Form, Visitor};

const TYPED: &str = "请补充购药小票。\n第二行：\"></form><script>& 100%+ 药";

/// The hidden fields of a page's form, as a browser would post them.
fn hidden(page: &str) -> Vec<(String, String)> {
    let value = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!("{name}=\""))?;
        Some(unescaped(rest.split('"').next()?))
    };
    let tags = page.split("<input").skip(1).filter(|tag| tag.trim_start().starts_with("type=\"hidden\""));
    tags.map(|tag| (value(tag, "name").unwrap(), value(tag, "value").unwrap_or_default())).collect()
}

async fn post(visitor: &mut Visitor, path: &str, fields: &[(String, String)]) -> Answer {
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    visitor.post_form(path, &fields).await
}

/// Signs in on a sign-in page, with all the page carries.
async fn sign_in_on(visitor: &mut Visitor, page: &str, login: &str, password: &str, totp: &str) -> Answer {
    let mut fields = hidden(page);
    for (name, value) in [("login", login), ("password", password), ("totp", totp)] {
        fields.push((name.to_owned(), value.to_owned()));
    }
    post(visitor, "desk/sign-in", &fields).await
}

/// The forms' targets on a page, inside the site.
fn targets(page: &str) -> Vec<String> {
    page.split("action=\"/").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

async fn messages(office: &Office, number: &str) -> Vec<String> {
    let store = &office.portal.services.store;
    let row = store.matter_by_number(number).await.unwrap().unwrap();
    store.messages(row.id).await.unwrap().into_iter().map(|message| message.text).collect()
}

fn lapse(office: &Office) {
    office.portal.clock.turn(SignedDuration::from_mins(121));
}

#[tokio::test]
async fn what_was_typed_comes_back_after_signing_in_and_is_sent_by_a_button() {
    let office = Office::open().await;
    let number = office.number(tip("集市上卖假药")).await;
    let mut clerk = office.demo_clerk().await;
    let path = format!("desk/matter/{number}/message");
    lapse(&office);

    let refused = clerk.post_form(&path, &[("text", TYPED)]).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "nothing was done");
    assert!(refused.header("www-authenticate").is_some());
    assert_eq!(refused.header("cache-control"), Some("no-store"));
    let page = refused.text();
    assert!(page.contains("登录已经失效") && !page.contains("<script>&"), "typed markup stays text");
    assert!(refused.headers.get("set-cookie").is_none(), "the browser stores nothing");

    let given_back = sign_in_on(&mut clerk, &page, "clerk", "yanshi-clerk", "").await;
    assert_eq!(given_back.status, StatusCode::OK);
    let page = given_back.text();
    assert!(page.contains("您刚才写的还在") && page.contains(&number) && page.contains("请补充购药小票。"));
    assert!(targets(&page).contains(&path));
    assert_eq!(hidden(&page), [("text".to_owned(), TYPED.to_owned())]);
    assert!(messages(&office, &number).await.is_empty(), "nothing is sent by itself");

    let sent = post(&mut clerk, &path, &hidden(&page)).await;
    assert_eq!((sent.status, sent.location()), (StatusCode::SEE_OTHER, format!("desk/matter/{number}?done=message")));
    assert_eq!(messages(&office, &number).await, [TYPED]);
}

#[tokio::test]
async fn it_survives_a_mistyped_password_and_signing_out_elsewhere() {
    let office = Office::open().await;
    let number = office.number(tip("集市上卖假药")).await;
    let mut clerk = office.demo_clerk().await;
    let mut tab = clerk.clone();
    tab.post_form("desk/sign-out", &[]).await;
    let path = format!("desk/matter/{number}/message");
    let refused = clerk.post_form(&path, &[("text", TYPED)]).await.text();
    let again = sign_in_on(&mut clerk, &refused, "clerk", "不对的密码", "").await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    let again = again.text();
    assert!(!again.contains("不对的密码"));
    let page = sign_in_on(&mut clerk, &again, "clerk", "yanshi-clerk", "").await.text();
    assert_eq!(hidden(&page), [("text".to_owned(), TYPED.to_owned())]);
}

#[tokio::test]
async fn whoever_signs_in_may_send_no_more_than_they_may() {
    let office = Office::open().await;
    let number = office.number(tip("集市上卖假药")).await;
    let mut clerk = office.demo_clerk().await;
    lapse(&office);
    let path = format!("desk/matter/{number}/message");
    let refused = clerk.post_form(&path, &[("text", TYPED)]).await.text();
    let page = sign_in_on(&mut clerk, &refused, "editor", "yanshi-editor", "").await;
    assert_eq!(page.status, StatusCode::OK);
    let sent = post(&mut clerk, &path, &hidden(&page.text())).await;
    assert!([StatusCode::FORBIDDEN, StatusCode::NOT_FOUND].contains(&sent.status), "{}", sent.status);
    assert!(messages(&office, &number).await.is_empty());
}

#[tokio::test]
async fn a_second_factor_is_asked_for_before_it_is_given_back() {
    let office = real_office().await;
    let mut handler = office.at_desk("li.mei").await;
    let secret = bind(&office, &mut handler).await;
    lapse(&office);
    let path = "desk/matter/YX-2026-000001/message";
    let page = handler.post_form(path, &[("text", TYPED)]).await.text();
    let without = sign_in_on(&mut handler, &page, "li.mei", PASSWORD, "").await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = sign_in_on(&mut handler, &without.text(), "li.mei", PASSWORD, &code(&office, &secret)).await;
    assert_eq!((page.status, hidden(&page.text())), (StatusCode::OK, vec![("text".to_owned(), TYPED.to_owned())]));
}

#[tokio::test]
async fn it_waits_while_a_password_made_by_somebody_else_is_changed() {
    let office = Office::open().await;
    let number = office.number(tip("集市上卖假药")).await;
    office.hire("li.mei", Role::Clerk, "xiaojian").await;
    let mut clerk = office.at_desk("li.mei").await;
    let services = &office.portal.services;
    let made = services.accounts.reset("li.mei", &Who::System, services.now()).await.unwrap();
    let path = format!("desk/matter/{number}/message");
    let page = clerk.post_form(&path, &[("text", TYPED)]).await.text();
    let page = sign_in_on(&mut clerk, &page, "li.mei", &made, "").await.text();
    assert!(page.contains("先换一个自己的密码") && page.contains("target=\"_blank\""));
    let early = post(&mut clerk, &path, &hidden(&page)).await.text();
    assert_eq!(hidden(&early), [("text".to_owned(), TYPED.to_owned())], "pressed too early it is still there");
    let change = [("old", made.as_str()), ("new", PASSWORD), ("again", PASSWORD)];
    assert_eq!(clerk.post_form("desk/account/password", &change).await.status, StatusCode::SEE_OTHER);
    assert_eq!(post(&mut clerk, &path, &hidden(&early)).await.status, StatusCode::SEE_OTHER);
    assert_eq!(messages(&office, &number).await, [TYPED]);
}

#[tokio::test]
async fn passwords_and_codes_are_never_carried() {
    let office = Office::open().await;
    let mut clerk = office.demo_clerk().await;
    lapse(&office);
    let secret = [("old", "yanshi-clerk"), ("new", PASSWORD), ("again", PASSWORD), ("ticket", "t"), ("code", "123456")];
    for path in ["desk/account/password", "desk/account/totp"] {
        let answer = clerk.post_form(path, &secret).await;
        assert_eq!(answer.location(), "desk/sign-in?next=desk/account");
        assert!(answer.bytes.is_empty());
    }
    let carried = [
        ("login", "clerk"),
        ("password", "yanshi-clerk"),
        ("kept_target", "desk/account/password"),
        ("kept.new", PASSWORD),
    ];
    let answer = clerk.post_form("desk/sign-in", &carried).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "desk".to_owned()));
}

#[tokio::test]
async fn nothing_is_carried_out_of_the_desk() {
    let office = Office::open().await;
    for target in ["//evil.example/desk/x", "https://evil.example/", "report/new", "desk/../report", "desk/sign-out"] {
        let fields =
            [("login", "clerk"), ("password", "yanshi-clerk"), ("kept_target", target), ("kept.text", "别处写的")];
        let answer = office.portal.visitor().post_form("desk/sign-in", &fields).await;
        assert_eq!(answer.header("location"), Some("/desk"), "{target}");
    }
    let mut tricked = office.portal.visitor().sending("sec-fetch-site", "cross-site");
    let answer = tricked.post_form("desk/matter/YX-2026-000001/message", &[("text", "别处写的")]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(!answer.text().contains("别处写的"), "another site's form is not even shown");
}

#[tokio::test]
async fn a_file_is_to_be_chosen_again() {
    let office = Office::open().await;
    let mut clerk = office.demo_clerk().await;
    lapse(&office);
    let table = "登记编号,类型,具体问题\n53-1,举报,〔YX-2026-000001〕\n";
    let form = Form::default().text("note", "十一月的").file("file", "导出.csv", table.as_bytes().to_vec());
    let refused = clerk.post_multipart("desk/batch", &form).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    assert!(!refused.text().contains("53-1"));
    let page = sign_in_on(&mut clerk, &refused.text(), "clerk", "yanshi-clerk", "").await.text();
    assert!(page.contains("文件没有留下，请重新选一次") && page.contains("enctype=\"multipart/form-data\""));
    assert!(page.contains("type=\"file\"") && page.contains("name=\"file\""));
    assert_eq!(hidden(&page), [("note".to_owned(), "十一月的".to_owned())]);
    let again = Form::default().text("note", "十一月的").file("file", "导出.csv", table.as_bytes().to_vec());
    assert_eq!(clerk.post_multipart("desk/batch", &again).await.status, StatusCode::OK);
}

#[tokio::test]
async fn more_than_a_page_can_carry_is_told_before_signing_in() {
    let office = Office::open().await;
    let mut clerk = office.demo_clerk().await;
    lapse(&office);
    let long = "药".repeat(200_000);
    let refused = clerk.post_form("desk/matter/YX-2026-000001/message", &[("text", &long)]).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    let page = refused.text();
    assert!(page.contains("没有留住") && page.contains("后退") && !page.contains("kept."));
    assert_eq!(
        sign_in_on(&mut clerk, &page, "clerk", "yanshi-clerk", "").await.location(),
        "desk/matter/YX-2026-000001"
    );
}

#[tokio::test]
async fn under_a_base_path_it_is_sent_below_it() {
    let office = Office::with(|settings| settings.base_path = Some("/aqyy/".into())).await;
    let number = office.number(tip("集市上卖假药")).await;
    let mut clerk = office.demo_clerk().await;
    lapse(&office);
    let path = format!("desk/matter/{number}/message");
    let refused = clerk.post_form(&path, &[("text", TYPED)]).await.text();
    let page = sign_in_on(&mut clerk, &refused, "clerk", "yanshi-clerk", "").await.text();
    assert!(targets(&page).contains(&format!("aqyy/{path}")), "{:?}", targets(&page));
}
