use domain::access::Role;

use super::office::{AIHUA, Office, STATION, tip};

#[tokio::test]
async fn a_matter_of_another_unit_is_as_good_as_not_there() {
    let office = Office::open().await;
    let number = office.number(tip("集市上卖假药")).await;
    office.assign(&number, "zhifa").await;
    for role in [Role::Handler, Role::Lead] {
        let mut person = office.person(role, STATION).await;
        for at in ["", "/photo/00000000-0000-0000-0000-000000000000"] {
            let theirs = person.get(&format!("desk/matter/{number}{at}")).await;
            let nobodys = person.get(&format!("desk/matter/YX-2026-999999{at}")).await;
            assert_eq!((theirs.status.as_u16(), nobodys.status.as_u16()), (404, 404), "{role:?} {at}");
            let blank = |text: String| text.replace(&number, "").replace("YX-2026-999999", "");
            assert_eq!(blank(theirs.text()), blank(nobodys.text()), "the answers tell the two apart");
        }
        for (at, field) in [("step/close", "note"), ("step/verify", "x"), ("message", "text"), ("identity", "reason")] {
            let answer = person.post_form(&format!("desk/matter/{number}/{at}"), &[(field, "closed")]).await;
            assert_eq!(answer.status.as_u16(), 404, "{role:?} {at}");
        }
        assert!(!person.get(&format!("desk?status=all&q={number}")).await.text().contains("集市"), "{role:?}");
        assert!(!person.get("desk?status=all").await.text().contains(&number), "{role:?}");
    }
}

#[tokio::test]
async fn a_matter_nobody_was_given_yet_is_the_clerks_alone() {
    let office = Office::open().await;
    let number = office.number(tip("集市上卖假药")).await;
    let mut handler = office.person(Role::Handler, STATION).await;
    assert_eq!(handler.get(&format!("desk/matter/{number}")).await.status.as_u16(), 404);
    assert_eq!(office.demo_clerk().await.get(&format!("desk/matter/{number}")).await.status.as_u16(), 200);
    office.assign(&number, STATION).await;
    assert_eq!(handler.get(&format!("desk/matter/{number}")).await.status.as_u16(), 200);
}

#[tokio::test]
async fn a_matter_is_given_only_to_a_unit_that_owns_the_place() {
    let office = Office::open().await;
    let number = office.number(tip("集市上卖假药")).await;
    let mut clerk = office.demo_clerk().await;
    for unit in ["suo-manwan", "no-such-unit", ""] {
        let answer = office.try_step(&mut clerk, &number, "dispatch", &[("unit", unit)]).await;
        assert_eq!(answer.status.as_u16(), 422, "{unit}");
        assert!(answer.text().contains("error-summary"), "{unit}");
    }
    let page = clerk.get(&format!("desk/matter/{number}")).await.text();
    assert!(page.contains("value=\"suo-aihua\"") && !page.contains("value=\"suo-manwan\""), "{AIHUA} offers its own");
}

#[tokio::test]
async fn who_hands_a_matter_on_is_led_back_to_the_own_list() {
    let office = Office::open().await;
    let number = office.number(tip("集市上卖假药")).await;
    office.assign(&number, STATION).await;
    let mut lead = office.person(Role::Lead, STATION).await;
    let refused = office.try_step(&mut lead, &number, "dispatch", &[("unit", "yaoxie")]).await;
    assert_eq!(refused.status.as_u16(), 403, "a unit gives back, it does not pass on (令121 §41)");
    let answer = office.try_step(&mut lead, &number, "return", &[("reason", "不归我们管")]).await;
    assert_eq!((answer.status.as_u16(), answer.location().as_str()), (303, "desk?done=return"));
    assert!(lead.get("desk?done=return").await.text().contains("已经记下"));
    assert_eq!(office.state(&number).await.unit, None);
}
