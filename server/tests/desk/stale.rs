//! A page that is no longer true: what was typed is kept, and it says who did what meanwhile.

use domain::access::Role;

use super::office::{Office, STATION, tip};

#[tokio::test]
async fn a_step_from_a_page_that_somebody_overtook_is_held_back_with_what_was_typed() {
    let office = Office::open().await;
    let number = office.number(tip("集市上卖假药")).await;
    office.assign(&number, STATION).await;
    let mut handler = office.person(Role::Handler, STATION).await;
    let mut lead = office.person(Role::Lead, STATION).await;
    let seen = office.version(&number).await;
    office.step(&mut lead, &number, "verify", &[]).await;
    let path = format!("desk/matter/{number}/step/redirect");
    let fields = [("to", "县卫生健康局"), ("note", "请向卫健部门反映"), ("seen", seen.as_str())];
    let answer = handler.post_form(&path, &fields).await;
    assert_eq!(answer.status.as_u16(), 409);
    let page = answer.text();
    assert!(page.contains("负责人某：开始核查"), "{page}");
    assert!(page.contains("请向卫健部门反映") && page.contains("县卫生健康局"));
    let newer = office.version(&number).await;
    assert!(page.contains(&format!("name=\"seen\" value=\"{newer}\"")), "the page drawn anew is up to date");
    let again = handler.post_form(&path, &[fields[0], fields[1], ("seen", newer.as_str())]).await;
    assert_eq!(again.status.as_u16(), 303, "{}", again.text());
}

#[tokio::test]
async fn what_changes_nothing_to_decide_on_holds_nobody_back() {
    let office = Office::open().await;
    let number = office.number(tip("集市上卖假药")).await;
    office.assign(&number, STATION).await;
    let mut handler = office.person(Role::Handler, STATION).await;
    let mut lead = office.person(Role::Lead, STATION).await;
    let seen = office.version(&number).await;
    office.step(&mut lead, &number, "note", &[("text", "请抓紧")]).await;
    lead.post_form(&format!("desk/matter/{number}/message"), &[("text", "请补充照片")]).await;
    let answer = handler.post_form(&format!("desk/matter/{number}/step/verify"), &[("seen", seen.as_str())]).await;
    assert_eq!(answer.status.as_u16(), 303, "{}", answer.text());
}

#[tokio::test]
async fn a_step_out_of_order_says_why_and_keeps_what_was_typed() {
    let office = Office::open().await;
    let number = office.number(tip("集市上卖假药")).await;
    let mut clerk = office.demo_clerk().await;
    let answer = office.try_step(&mut clerk, &number, "answer", &[("note", "已经查处")]).await;
    assert_eq!(answer.status.as_u16(), 422);
    assert!(answer.text().contains("现在不能这样做") && answer.text().contains("已经查处"));
    let answer = office.try_step(&mut clerk, &number, "accept", &[("contact", "王某")]).await;
    assert_eq!(answer.status.as_u16(), 422, "a tip is not accepted");
}
