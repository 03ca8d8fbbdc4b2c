use domain::access::Role;
use domain::audit::Who;
use domain::ports::NewStaff;
use jiff::SignedDuration;
use totp_rs::{Builder, Secret};

use super::office::{Office, PASSWORD, STATION};
use crate::portal::Visitor;

/// A portal that is no demonstration, so that a second factor is required.
pub(super) async fn real_office() -> Office {
    let office = Office::with(|settings| settings.demo = Some(false)).await;
    office.hire("li.mei", Role::Handler, STATION).await;
    office
}

pub(super) fn code(office: &Office, secret: &str) -> String {
    let secret = Secret::try_from_base32(secret.replace(' ', "")).unwrap();
    let totp = Builder::new().with_secret(secret).build().unwrap();
    let seconds = u64::try_from(office.portal.services.now().as_second()).unwrap();
    totp.generate(seconds).to_string()
}

fn between<'a>(page: &'a str, before: &str, after: &str) -> &'a str {
    let rest = page.split_once(before).unwrap_or_else(|| panic!("{before} in {page}")).1;
    rest.split_once(after).unwrap().0
}

/// Goes through the setup page; the secret is what the phone keeps.
pub(super) async fn bind(office: &Office, visitor: &mut Visitor) -> String {
    let page = visitor.get("desk/account").await.text();
    let secret = between(&page, "class=\"totp-secret\">", "<").to_owned();
    let ticket = between(&page, "name=\"ticket\" value=\"", "\"").to_owned();
    let fields = [("ticket", ticket.as_str()), ("code", &code(office, &secret))];
    let answer = visitor.post_form("desk/account/totp", &fields).await;
    assert_eq!(answer.location(), "desk/account?done=totp");
    secret
}

async fn sign_in(office: &Office, code: &str) -> u16 {
    let fields = [("login", "li.mei"), ("password", PASSWORD), ("totp", code)];
    office.portal.visitor().post_form("desk/sign-in", &fields).await.status.as_u16()
}

#[tokio::test]
async fn without_a_second_factor_no_desk_page_opens_before_it_is_set_up() {
    let office = real_office().await;
    let mut visitor = office.at_desk("li.mei").await;
    for path in ["desk", "desk/batch", "desk/stuck", "desk/matter/YX-2026-000001"] {
        assert_eq!(visitor.get(path).await.location(), "desk/account", "{path}");
    }
    let page = visitor.get("desk/account").await.text();
    assert!(page.contains("先绑定动态口令") && page.contains("<svg") && !page.contains("name=\"old\""));
    bind(&office, &mut visitor).await;
    assert_eq!(visitor.get("desk").await.status.as_u16(), 200);
}

#[tokio::test]
async fn a_mistyped_first_code_keeps_the_same_secret() {
    let office = real_office().await;
    let mut visitor = office.at_desk("li.mei").await;
    let page = visitor.get("desk/account").await.text();
    let ticket = between(&page, "name=\"ticket\" value=\"", "\"");
    let answer = visitor.post_form("desk/account/totp", &[("ticket", ticket), ("code", "000000")]).await;
    assert_eq!(answer.status.as_u16(), 422);
    let again = answer.text();
    let secret = |page: &str| between(page, "class=\"totp-secret\">", "<").to_owned();
    assert_eq!(secret(&again), secret(&page));
    assert!(again.contains("动态口令不对"));
    assert_eq!(visitor.get("desk").await.location(), "desk/account", "nothing was bound");
}

#[tokio::test]
async fn each_code_opens_once() {
    let office = real_office().await;
    let secret = bind(&office, &mut office.at_desk("li.mei").await).await;
    assert_eq!(sign_in(&office, "").await, 422, "the password alone opens nothing");
    assert_eq!(sign_in(&office, &code(&office, &secret)).await, 422, "the setup used this code");
    office.portal.clock.turn(SignedDuration::from_secs(30));
    let next = code(&office, &secret);
    assert_eq!(sign_in(&office, &next).await, 303);
    assert_eq!(sign_in(&office, &next).await, 422, "replayed");
}

#[tokio::test]
async fn two_sign_ins_at_once_cannot_share_a_code() {
    let office = real_office().await;
    let secret = bind(&office, &mut office.at_desk("li.mei").await).await;
    office.portal.clock.turn(SignedDuration::from_secs(60));
    let code = code(&office, &secret);
    let (one, two) = tokio::join!(sign_in(&office, &code), sign_in(&office, &code));
    let mut statuses = [one, two];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
}

#[tokio::test]
async fn a_ticket_is_good_for_its_owner_and_for_half_an_hour() {
    let office = real_office().await;
    office.hire("wang.wu", Role::Handler, STATION).await;
    let mut owner = office.at_desk("li.mei").await;
    let page = owner.get("desk/account").await.text();
    let ticket = between(&page, "name=\"ticket\" value=\"", "\"");
    let secret = between(&page, "class=\"totp-secret\">", "<");
    let fields = |code: &str| [("ticket".to_owned(), ticket.to_owned()), ("code".to_owned(), code.to_owned())];
    let now = fields(&code(&office, secret));
    let pairs: Vec<_> = now.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(office.at_desk("wang.wu").await.post_form("desk/account/totp", &pairs).await.status.as_u16(), 422);
    office.portal.clock.turn(SignedDuration::from_mins(31));
    let late = fields(&code(&office, secret));
    let pairs: Vec<_> = late.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let answer = owner.post_form("desk/account/totp", &pairs).await;
    assert_eq!(answer.status.as_u16(), 422);
    assert!(answer.text().contains("页面打开太久"));
}

#[tokio::test]
async fn a_bound_factor_is_replaced_only_with_the_password_and_ends_other_sessions() {
    let office = real_office().await;
    let mut visitor = office.at_desk("li.mei").await;
    let secret = bind(&office, &mut visitor).await;
    office.portal.clock.turn(SignedDuration::from_secs(30));
    let page = visitor.get("desk/account").await.text();
    let ticket = between(&page, "name=\"ticket\" value=\"", "\"").to_owned();
    let new = between(&page, "class=\"totp-secret\">", "<").to_owned();
    assert_ne!(new, secret);
    let first = code(&office, &new);
    let wrong = [("ticket", ticket.as_str()), ("code", first.as_str()), ("password", "不对的密码-2026")];
    assert_eq!(visitor.post_form("desk/account/totp", &wrong).await.status.as_u16(), 422);
    let other = visitor.clone();
    let right = [("ticket", ticket.as_str()), ("code", first.as_str()), ("password", PASSWORD)];
    assert_eq!(visitor.post_form("desk/account/totp", &right).await.status.as_u16(), 303);
    assert_eq!(other.clone().get("desk").await.status.as_u16(), 303, "the old session is over");
    assert_eq!(visitor.get("desk").await.status.as_u16(), 200);
}

#[tokio::test]
async fn a_password_made_by_somebody_else_is_changed_first() {
    let office = Office::open().await;
    let password = server::accounts::one_time_password(&server::clock::SystemRandom);
    let staff = NewStaff {
        login: "new".into(),
        name: "新来的".into(),
        role: Role::Clerk,
        unit: "xiaojian".into(),
        password: password.clone(),
        must_change_password: true,
        totp_secret: None,
    };
    office.portal.services.accounts.add(staff, &Who::System, office.portal.services.now()).await.unwrap();
    let mut visitor = office.portal.visitor();
    visitor.post_form("desk/sign-in", &[("login", "new"), ("password", &password)]).await;
    assert_eq!(visitor.get("desk").await.location(), "desk/account");
    assert!(visitor.get("desk/account").await.text().contains("先换一个自己的密码"));
    let change = |old: &str, new: &str, again: &str| {
        [("old", old.to_owned()), ("new", new.to_owned()), ("again", again.to_owned())]
    };
    for (fields, why) in [
        (change("不对的", PASSWORD, PASSWORD), "现在的密码不对"),
        (change(&password, PASSWORD, "另一个密码-2026"), "两次输入的新密码不一样"),
        (change(&password, "password123", "password123"), "太常见"),
        (change(&password, &password, &password), "和现在的密码一样"),
    ] {
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = visitor.post_form("desk/account/password", &fields).await;
        assert_eq!(answer.status.as_u16(), 422, "{why}");
        assert!(answer.text().contains(why), "{why}");
    }
    let fields = [("old", password.as_str()), ("new", PASSWORD), ("again", PASSWORD)];
    assert_eq!(visitor.post_form("desk/account/password", &fields).await.status.as_u16(), 303);
    assert_eq!(visitor.get("desk").await.status.as_u16(), 200);
    assert_eq!(office.at_desk("new").await.get("desk").await.status.as_u16(), 200);
}
