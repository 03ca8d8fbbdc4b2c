use domain::access::Role;
use domain::audit::Who;
use domain::ports::{AccountError, NewStaff};
use server::accounts::DemoRefused;

use super::office::{Office, PASSWORD, STATION};

fn staff() -> NewStaff {
    NewStaff {
        login: "li.mei".into(),
        name: "李梅".into(),
        role: Role::Handler,
        unit: STATION.into(),
        password: PASSWORD.into(),
        must_change_password: false,
        totp_secret: None,
    }
}

#[tokio::test]
async fn a_faulty_account_is_refused_with_the_field_named() {
    let office = Office::open().await;
    let accounts = &office.portal.services.accounts;
    let cases = [
        (NewStaff { login: "李梅".into(), ..staff() }, "login"),
        (NewStaff { login: "clerk".into(), ..staff() }, "login"),
        (NewStaff { name: " ".into(), ..staff() }, "name"),
        (NewStaff { unit: "nowhere".into(), ..staff() }, "unit"),
        (NewStaff { password: "short".into(), ..staff() }, "password"),
        (NewStaff { totp_secret: Some("ABC".into()), ..staff() }, "totp_secret"),
    ];
    for (faulty, field) in cases {
        match accounts.add(faulty, &Who::System, office.portal.services.now()).await {
            Err(AccountError::Invalid(faults)) => assert_eq!(faults[0].field, field),
            other => panic!("{field}: {other:?}"),
        }
    }
    accounts.add(staff(), &Who::System, office.portal.services.now()).await.unwrap();
    let listed = accounts.list().await.unwrap();
    let entry = listed.iter().find(|entry| entry.login == "li.mei").unwrap();
    assert_eq!(
        (entry.name.as_str(), entry.role, entry.disabled, entry.has_totp),
        ("李梅", Role::Handler, false, false)
    );
}

#[tokio::test]
async fn a_reset_gives_one_password_that_must_be_changed_and_opens_a_disabled_account() {
    let office = Office::open().await;
    let accounts = office.portal.services.accounts.clone();
    accounts.add(staff(), &Who::System, office.portal.services.now()).await.unwrap();
    let mut before = office.at_desk("li.mei").await;
    accounts.disable("li.mei", &Who::System, office.portal.services.now()).await.unwrap();
    let password = accounts.reset("li.mei", &Who::System, office.portal.services.now()).await.unwrap();
    assert_eq!(before.get("desk").await.status.as_u16(), 303);
    let mut visitor = office.portal.visitor();
    let fields = [("login", "li.mei"), ("password", password.as_str())];
    assert_eq!(visitor.post_form("desk/sign-in", &fields).await.status.as_u16(), 303);
    assert_eq!(visitor.get("desk").await.location(), "desk/account");
    assert!(
        matches!(accounts.reset("nobody", &Who::System, office.portal.services.now()).await, Err(AccountError::Unknown(login)) if login == "nobody")
    );
}

#[tokio::test]
async fn demo_accounts_come_back_as_they_were_at_every_start() {
    let office = Office::open().await;
    let directory = &office.portal.house.directory;
    office.portal.services.accounts.reset("clerk", &Who::System, office.portal.services.now()).await.unwrap();
    office.portal.services.accounts.disable("editor", &Who::System, office.portal.services.now()).await.unwrap();
    let accounts = directory.demo_accounts(office.portal.services.now()).await.unwrap();
    assert_eq!(accounts.len(), 8);
    for account in accounts {
        let fields = [("login", account.login), ("password", account.password)];
        let answer = office.portal.visitor().post_form("desk/sign-in", &fields).await;
        assert_eq!(answer.status.as_u16(), 303, "{}", account.login);
    }
}

#[tokio::test]
async fn a_demo_database_is_not_served_to_the_public_until_its_accounts_are_disabled() {
    let office = Office::open().await;
    let directory = &office.portal.house.directory;
    let refused = directory.refuse_demo_accounts().await.unwrap_err();
    assert!(matches!(&refused, DemoRefused::DemoStaff(logins) if logins.contains("clerk")), "{refused}");
    for login in ["clerk", "editor", "admin", "officer", "coordinator", "handler", "lead", "leader"] {
        office.portal.services.accounts.disable(login, &Who::System, office.portal.services.now()).await.unwrap();
    }
    directory.refuse_demo_accounts().await.unwrap();
}

#[tokio::test]
async fn a_database_with_real_staff_gets_no_demo_accounts() {
    let office = Office::with(|settings| settings.demo = Some(false)).await;
    office.hire("li.mei", Role::Handler, STATION).await;
    let refused = office.portal.house.directory.demo_accounts(office.portal.services.now()).await.unwrap_err();
    assert!(matches!(refused, DemoRefused::RealStaff), "{refused}");
    assert_eq!(office.portal.services.accounts.list().await.unwrap().len(), 1);
}
