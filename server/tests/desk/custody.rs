//! Who may look at an identity, who must agree, and what the person it belongs to may ask.

use std::fs;

use domain::access::Role;
use domain::event::EventKind;
use domain::ports::Receipt;

use super::office::{Office, STATION, canary, complaint, tip};

/// The built-in site, where a look needs two persons.
async fn office_of_two() -> (tempfile::TempDir, Office) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("site.toml");
    let own = include_str!("../../../content/sites/yunxian.toml");
    fs::write(&file, own.replace("identity_second_person = false", "identity_second_person = true")).unwrap();
    let office = Office::with(|settings| settings.site = Some(file)).await;
    (folder, office)
}

fn number_of(receipt: &Receipt) -> String {
    receipt.matters[0].number.clone()
}

#[tokio::test]
async fn a_look_that_needs_two_persons_opens_once_after_the_second_agreed() {
    let (_folder, office) = office_of_two().await;
    let number = office.number(complaint("买到变质的药")).await;
    office.assign(&number, STATION).await;
    let mut handler = office.person(Role::Handler, STATION).await;
    let mut lead = office.person(Role::Lead, STATION).await;
    let look = format!("desk/matter/{number}/identity");
    let custody = format!("desk/matter/{number}/custody");
    let reason = [("reason", "联系核实购买经过")];
    let refused = handler.post_form(&look, &reason).await;
    assert_eq!(refused.status.as_u16(), 422);
    assert!(refused.text().contains("另一个人同意") && !refused.text().contains(&canary().phone));
    assert_eq!(handler.post_form(&format!("{custody}/ask"), &reason).await.status.as_u16(), 303);
    let page = lead.get(&custody).await.text();
    assert!(page.contains("联系核实购买经过") && page.contains("查看一次"));
    let to = page.split("name=\"to\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let alone = handler.post_form(&format!("{custody}/grant"), &[("to", to.as_str())]).await;
    assert_eq!(alone.status.as_u16(), 403, "nobody agrees with themselves");
    assert_eq!(lead.post_form(&format!("{custody}/grant"), &[("to", to.as_str())]).await.status.as_u16(), 303);
    assert!(handler.post_form(&look, &reason).await.text().contains(&canary().phone));
    assert_eq!(handler.post_form(&look, &reason).await.status.as_u16(), 422, "once");
    let kinds: Vec<_> = office.events(&number).await.into_iter().map(|event| event.kind).collect();
    assert!(kinds.iter().any(|kind| matches!(kind, EventKind::IdentityGranted { .. })));
    assert!(handler.get(&custody).await.text().contains("联系核实购买经过"), "the look stands on the page");
}

#[tokio::test]
async fn a_phone_number_finds_its_matters_for_the_clerk_alone_and_is_never_written_down() {
    let office = Office::open().await;
    let number = office.number(complaint("买到变质的药")).await;
    office.number(tip("集市上卖假药")).await;
    let mut clerk = office.demo_clerk().await;
    let ask = |phone: &'static str, reason: &'static str| [("phone", phone), ("reason", reason)];
    let found = clerk.post_form("desk/phone", &ask("139 7777 8888", "对方来电问进度")).await;
    assert_eq!(found.status.as_u16(), 200);
    assert!(found.text().contains(&number) && !found.text().contains("13977778888"));
    let none = clerk.post_form("desk/phone", &ask("13900000000", "对方来电问进度")).await;
    assert!(none.text().contains("没有留这个电话的事项"));
    for (phone, reason, why) in
        [("", "对方来电问进度", "请填写电话"), ("139", "对方来电问进度", "phone"), ("13977778888", "", "事由")]
    {
        let refused = clerk.post_form("desk/phone", &ask(phone, reason)).await;
        assert_eq!(refused.status.as_u16(), 422, "{why}");
        assert!(refused.text().contains(why), "{why}");
    }
    let mut handler = office.person(Role::Handler, STATION).await;
    assert_eq!(handler.get("desk/phone").await.status.as_u16(), 403);
    assert_eq!(handler.post_form("desk/phone", &ask("13977778888", "对方来电问进度")).await.status.as_u16(), 403);
    let mut auditor = office.person(Role::Auditor, "bureau").await;
    let trail = auditor.get("desk/audit").await.text();
    assert!(trail.contains("对方来电问进度") && !trail.contains("13977778888"));
}

#[tokio::test]
async fn what_a_person_asks_about_the_data_kept_is_answered_where_they_look() {
    let office = Office::open().await;
    let receipt = office.submit(complaint("买到变质的药"), 0).await;
    let (code, number) = (receipt.code.digits().to_owned(), number_of(&receipt));
    let mut visitor = office.portal.visitor();
    let sent = [("code", code.as_str()), ("number", number.as_str()), ("sent", "yes")];
    let asked = visitor.post_form("track/data", &sent[..2]).await;
    assert!(asked.text().contains("更正、补充个人信息"));
    let blank = visitor.post_form("track/data", &sent).await;
    assert_eq!(blank.status.as_u16(), 422);
    let wish = [sent.as_slice(), &[("wish", "correct"), ("note", "地址写错了一个字")]].concat();
    assert!(visitor.post_form("track/data", &wish).await.text().contains("您申请更正、补充个人信息"));
    assert_eq!(visitor.post_form("track/data", &wish).await.status.as_u16(), 409, "one at a time");
    let mut clerk = office.demo_clerk().await;
    let custody = format!("desk/matter/{number}/custody");
    assert!(clerk.get(&custody).await.text().contains("地址写错了一个字"));
    assert_eq!(clerk.post_form(&format!("{custody}/answer"), &[("note", "")]).await.status.as_u16(), 422);
    let answered = clerk.post_form(&format!("{custody}/answer"), &[("note", "已更正。")]).await;
    assert_eq!(answered.status.as_u16(), 303);
    let page = visitor.post_form("track", &sent[..1]).await.text();
    assert!(page.contains("个人信息申请的答复：已更正。"));
}

#[tokio::test]
async fn a_closed_matter_is_rated_once_in_five_fixed_grades() {
    let office = Office::open().await;
    let receipt = office.submit(tip("集市上卖假药"), 0).await;
    let (code, number) = (receipt.code.digits().to_owned(), number_of(&receipt));
    let mut visitor = office.portal.visitor();
    let base = [("code", code.as_str()), ("number", number.as_str()), ("sent", "yes")];
    let rated = [base.as_slice(), &[("grade", "2"), ("comment", "等得久")]].concat();
    assert_eq!(visitor.post_form("track/rate", &rated).await.status.as_u16(), 409, "not before the end");
    let mut clerk = office.demo_clerk().await;
    office.close(&number).await;
    assert!(visitor.post_form("track", &base[..1]).await.text().contains("评价办理情况"));
    let page = visitor.post_form("track/rate", &base[..2]).await.text();
    for words in ["非常满意", "基本满意", "非常不满意"] {
        assert!(page.contains(words), "{words}");
    }
    assert_eq!(visitor.post_form("track/rate", &base).await.status.as_u16(), 422);
    let odd = [base.as_slice(), &[("grade", "6")]].concat();
    assert_eq!(visitor.post_form("track/rate", &odd).await.status.as_u16(), 422);
    assert!(visitor.post_form("track/rate", &rated).await.text().contains("谢谢您的评价"));
    assert_eq!(visitor.post_form("track/rate", &rated).await.status.as_u16(), 409, "once");
    assert!(clerk.get(&format!("desk/matter/{number}")).await.text().contains("对方评价：2 分"));
}
