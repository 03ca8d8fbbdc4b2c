//! Lists people come for, several matters at once, tables that leave the house.

use domain::access::Role;
use domain::ports::TrailFilter;

use super::office::{Office, STATION, canary, complaint, tip};

#[tokio::test]
async fn each_list_holds_what_waits_for_this_person() {
    let office = Office::open().await;
    let mine = office.number(tip("集市上卖假药")).await;
    let waiting = office.number(tip("村口卖假药")).await;
    let undispatched = office.number(tip("学校旁边卖假药")).await;
    for number in [&mine, &waiting] {
        office.assign(number, STATION).await;
    }
    let mut handler = office.person(Role::Handler, STATION).await;
    office.step(&mut handler, &mine, "take", &[]).await;
    let all = [&mine, &waiting, &undispatched];
    let mut clerk = office.demo_clerk().await;
    for (person, list, held) in
        [(&mut handler, "desk?handler=me", [true, false, false]), (&mut clerk, "desk?unit=none", [false, false, true])]
    {
        let page = person.get(list).await.text();
        assert_eq!(all.map(|number| page.contains(number.as_str())), held, "{list}");
    }
    let page = handler.get("desk?stage=received&handler=none").await.text();
    assert_eq!(all.map(|number| page.contains(number.as_str())), [false, true, false]);
    let page = handler.get("desk?stage=verifying").await.text();
    assert!(all.iter().all(|number| !page.contains(number.as_str())));
    let words = handler.get("desk?handler=me&q=%E5%81%87%E8%8D%AF").await.text();
    assert_eq!(all.map(|number| words.contains(number.as_str())), [true, false, false], "words and handler together");
}

#[tokio::test]
async fn several_matters_go_to_one_unit_each_judged_for_itself() {
    let office = Office::open().await;
    let numbers = [office.number(tip("一")).await, office.number(tip("二")).await];
    let mut clerk = office.demo_clerk().await;
    let mut fields: Vec<_> = numbers.iter().map(|number| ("number", number.as_str())).collect();
    fields.extend([("number", "YX-2026-999999"), ("step", "dispatch"), ("unit", STATION)]);
    for _ in 0..2 {
        let answer = clerk.post_form("desk/bulk", &fields).await;
        assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
        assert!(answer.text().contains("做好 2 件，没有做 1 件"), "{}", answer.text());
    }
    for number in &numbers {
        assert_eq!(office.state(number).await.unit.as_deref(), Some(STATION));
        assert_eq!(office.events(number).await.len(), 2, "a second press does nothing twice");
    }
    let own = office.staff(Role::Handler, STATION).await.id.to_string();
    let mut lead = office.person(Role::Lead, STATION).await;
    let named =
        [("number", numbers[0].as_str()), ("number", numbers[1].as_str()), ("step", "name-handler"), ("staff", &own)];
    assert!(lead.post_form("desk/bulk", &named).await.text().contains("做好 2 件，没有做 0 件"));
    assert_eq!(clerk.post_form("desk/bulk", &[("step", "close"), ("number", &numbers[0])]).await.status.as_u16(), 400);
}

#[tokio::test]
async fn a_table_leaves_without_identities_and_the_trail_says_who_took_it() {
    let office = Office::open().await;
    let mut report = complaint("卖变质药");
    report.facts.respondent.name = Some("=HYPERLINK(\"http://x\")".into());
    let number = office.number(report).await;
    let mut clerk = office.demo_clerk().await;
    let csv = clerk.get("desk/export/list.csv?status=all").await;
    assert_eq!(csv.header("content-type"), Some("text/csv; charset=utf-8"));
    let text = csv.text();
    assert!(text.contains(&number) && text.contains("\"'=HYPERLINK("), "{text}");
    for secret in [canary().phone, canary().name.unwrap(), canary().address.unwrap(), "卖变质药".to_owned()] {
        assert!(!text.contains(&secret), "{secret}");
    }
    let xlsx = clerk.get("desk/export/list.xlsx?status=all").await;
    assert_eq!((xlsx.status.as_u16(), xlsx.bytes.starts_with(b"PK")), (200, true));
    let trail = &office.portal.services.audit;
    let auditor = office.staff(Role::Auditor, STATION).await;
    let found = trail.trail(&auditor, &TrailFilter::default()).await.unwrap();
    assert!(format!("{found:?}").contains("事项列表"), "{found:?}");
}

#[tokio::test]
async fn a_filter_is_kept_for_the_one_who_saved_it() {
    let office = Office::open().await;
    let mut clerk = office.demo_clerk().await;
    let save = [("name", "待录入的举报"), ("query", "kind=tip&registered=no")];
    assert_eq!(clerk.post_form("desk/filters", &save).await.location(), "desk?kind=tip&registered=no&done=filter");
    assert!(clerk.get("desk").await.text().contains("href=\"/desk?kind=tip&amp;registered=no\""));
    let mut lead = office.person(Role::Lead, STATION).await;
    assert!(!lead.get("desk").await.text().contains("待录入的举报"));
    assert_eq!(clerk.post_form("desk/filters", &[("name", " "), ("query", "")]).await.status.as_u16(), 400);
    assert_eq!(
        clerk.post_form("desk/filters", &[("name", "x"), ("query", "a=\"><script>")]).await.status.as_u16(),
        400
    );
}
