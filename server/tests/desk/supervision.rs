use domain::access::Role;

use super::office::{Office, STATION, tip};

const HERE: &str = "desk/supervision";

fn id_on(page: &str) -> String {
    let start = page.split("name=\"supervision\" value=\"").nth(1).expect("no supervision on the page");
    start.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_requirement_is_set_answered_and_lifted_only_by_who_set_it() {
    let office = Office::open().await;
    let number = office.number(tip("集市上卖没有批号的药")).await;
    office.assign(&number, STATION).await;
    let mut leader = office.person(Role::Leader, "bureau").await;
    let mut other = office.person(Role::Leader, "yaoxie").await;
    let mut handler = office.person(Role::Handler, STATION).await;
    let require = |until: &'static str| {
        [("step", "require"), ("number", ""), ("listed", "yes"), ("requirement", "十日内查清"), ("until", until)]
    };
    for (until, why) in [("2026-11-01", "不能早于今天"), ("", "请填写完成日期")] {
        let mut fields = require(until);
        fields[1].1 = number.as_str();
        let answer = leader.post_form(HERE, &fields).await;
        assert!(answer.status.as_u16() == 422 && answer.text().contains(why), "{why}");
        assert!(answer.text().contains("十日内查清"), "what was typed is gone");
    }
    let mut fields = require("2026-11-30");
    assert_eq!(leader.post_form(HERE, &fields).await.status.as_u16(), 422, "no matter was named");
    fields[1].1 = number.as_str();
    assert_eq!(handler.post_form(HERE, &fields).await.status.as_u16(), 403);
    assert_eq!(leader.post_form(HERE, &fields).await.status.as_u16(), 303);
    let page = handler.get(HERE).await.text();
    let id = id_on(&page);
    assert!(page.contains("挂牌督办") && page.contains("剩 10 天"), "{page}");
    let step = |key: &'static str| {
        [("step", key), ("number", number.as_str()), ("supervision", id.as_str()), ("note", "已查清")]
    };
    assert_eq!(handler.post_form(HERE, &step("progress")).await.status.as_u16(), 303);
    assert_eq!(handler.post_form(HERE, &step("lift")).await.status.as_u16(), 403);
    let answer = other.post_form(HERE, &step("lift")).await;
    assert!(answer.status.as_u16() == 422 && answer.text().contains("只有提出督办的人能解除"), "{}", answer.text());
    assert!(leader.get(HERE).await.text().contains("：已查清"));
    assert_eq!(leader.post_form(HERE, &step("lift")).await.status.as_u16(), 303);
    assert!(leader.get(HERE).await.text().contains("现在没有督办的事项"));
}

#[tokio::test]
async fn every_role_gets_what_the_table_says() {
    let office = Office::open().await;
    let readers = [200, 200, 200, 200, 403, 403, 403, 403, 403, 200];
    let leaders = [403, 403, 403, 422, 403, 403, 403, 403, 403, 403];
    let workers = [422, 422, 422, 403, 403, 403, 403, 403, 403, 403];
    for (place, role) in Role::ALL.into_iter().enumerate() {
        let mut person = office.person(role, STATION).await;
        assert_eq!(person.get(HERE).await.status.as_u16(), readers[place], "{role:?}");
        assert_eq!(person.post_form(HERE, &[("step", "require")]).await.status.as_u16(), leaders[place], "{role:?}");
        assert_eq!(person.post_form(HERE, &[("step", "progress")]).await.status.as_u16(), workers[place], "{role:?}");
    }
}
