//! Leave: a colleague of the unit does what the absent person may, while it lasts.

use domain::access::Role;
use domain::event::Actor;
use jiff::SignedDuration;

use super::office::{Office, STATION, tip};

#[tokio::test]
async fn a_deputy_acts_for_the_absent_head_and_every_event_says_so() {
    let office = Office::open().await;
    let number = office.number(tip("集市上卖假药")).await;
    office.assign(&number, STATION).await;
    let deputy = office.staff(Role::Handler, STATION).await;
    let mut handler = office.at_desk(&deputy.login).await;
    let mut lead = office.person(Role::Lead, STATION).await;
    office.step(&mut handler, &number, "verify", &[]).await;
    let file = [("case_no", "云市监案〔2026〕7号")];
    assert_eq!(office.try_step(&mut handler, &number, "file", &file).await.status.as_u16(), 403);

    let id = deputy.id.to_string();
    let leave = [("deputy", id.as_str()), ("from", "2026-11-20"), ("to", "2026-11-24")];
    let named = lead.post_form("desk/leave", &leave).await;
    assert_eq!(named.location(), "desk/leave?done=deputy", "{}", named.text());
    assert!(handler.get("desk/leave").await.text().contains("今天您代理：负责人某"));
    office.step(&mut handler, &number, "file", &file).await;
    let last = office.events(&number).await.pop().unwrap();
    assert_eq!(last.actor, Actor::Staff { id: deputy.id, name: "承办人某（代负责人某）".into() });

    office.portal.clock.turn(SignedDuration::from_hours(24 * 6));
    let mut handler = office.at_desk(&deputy.login).await;
    let answer = office.try_step(&mut handler, &number, "reopen", &[("reason", "x")]).await;
    assert_eq!(answer.status.as_u16(), 403, "the leave is over");
}

#[tokio::test]
async fn a_step_of_a_ledger_says_for_whom_a_deputy_took_it() {
    let office = Office::open().await;
    let number = office.number(tip("集市上卖没有批号的药")).await;
    office.assign(&number, STATION).await;
    let mut handler = office.person(Role::Handler, STATION).await;
    office.step(&mut handler, &number, "verify", &[]).await;
    let at = super::transfers::open(&mut handler, "police", &number).await;
    let report = [("step", "report"), ("team", "张三、李四"), ("crime", "妨害药品管理罪"), ("findings", "已查明")];
    assert_eq!(super::transfers::step(&mut handler, &at, 1, &report).await.0, 303);

    let deputy = office.staff(Role::Lead, "bureau").await;
    let id = deputy.id.to_string();
    let leave = [("deputy", id.as_str()), ("from", "2026-11-20"), ("to", "2026-11-24")];
    let mut leader = office.person(Role::Leader, "bureau").await;
    assert_eq!(leader.post_form("desk/leave", &leave).await.status.as_u16(), 303);
    let mut deputy = office.at_desk(&deputy.login).await;
    let approve = [("step", "approve"), ("approve_note", "同意")];
    assert_eq!(super::transfers::step(&mut deputy, &at, 2, &approve).await.0, 303);
    let page = deputy.get(&at).await.text();
    assert!(page.contains("负责人某（代局领导某）"), "{page}");
}

#[tokio::test]
async fn a_deputy_is_of_the_same_unit_and_for_days_to_come() {
    let office = Office::open().await;
    let own = office.staff(Role::Handler, STATION).await.id.to_string();
    let foreign = office.staff(Role::Handler, "yaoxie").await.id.to_string();
    let admin = office.staff(Role::Admin, STATION).await.id.to_string();
    let mut lead = office.person(Role::Lead, STATION).await;
    for (deputy, from, to) in [
        (foreign.as_str(), "2026-11-20", "2026-11-24"),
        (&admin, "2026-11-20", "2026-11-24"),
        ("", "2026-11-20", "2026-11-24"),
        (&own, "", "2026-11-24"),
        (&own, "2026-11-24", "2026-11-20"),
        (&own, "2026-11-01", "2026-11-05"),
        (&own, "2026-11-20", "2027-11-20"),
    ] {
        let answer = lead.post_form("desk/leave", &[("deputy", deputy), ("from", from), ("to", to)]).await;
        assert_eq!(answer.status.as_u16(), 422, "{deputy} {from} {to}");
    }
}
