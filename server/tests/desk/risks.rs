use domain::access::Role;
use domain::ports::LedgerQuery;
use jiff::civil::{Date, date};

use super::office::{Office, STATION, tip};
use crate::portal::Visitor;

const TOWN: &str = "530922101000";

async fn listed(visitor: &mut Visitor) -> String {
    let id = uuid::Uuid::new_v4().to_string();
    let fields = [
        ("form_id", id.as_str()),
        ("source", "sampling"),
        ("object", "某某药店"),
        ("level", "high"),
        ("what", "阴凉柜温度超标"),
        ("region", TOWN),
        ("leader", "分管局长"),
        ("measures", "限期整改"),
        ("until", "2026-12-20"),
    ];
    let answer = visitor.post_form("desk/risks/new", &fields).await;
    assert_eq!(answer.status.as_u16(), 303, "{}", answer.text());
    answer.location().trim_end_matches("?done=kept").to_owned()
}

async fn step(visitor: &mut Visitor, at: &str, seen: &str, fields: &[(&str, &str)]) -> (u16, String) {
    let fields: Vec<_> = fields.iter().copied().chain([("seen", seen)]).collect();
    let answer = visitor.post_form(at, &fields).await;
    (answer.status.as_u16(), answer.text())
}

#[tokio::test]
async fn a_risk_is_closed_only_with_evidence_and_by_somebody_else() {
    let office = Office::open().await;
    let mut handler = office.person(Role::Handler, STATION).await;
    let mut lead = office.person(Role::Lead, STATION).await;
    let at = listed(&mut handler).await;
    let ask = [("step", "ask"), ("ask_note", "已整改")];
    let (status, page) = step(&mut handler, &at, "1", &ask).await;
    assert!(status == 422 && page.contains("没有佐证材料") && page.contains("已整改"), "{page}");
    let number = office.number(tip("阴凉柜没有开")).await;
    office.assign(&number, STATION).await;
    let bad = [("step", "evidence"), ("evidence_text", "照片"), ("links", "YX-2026-999999")];
    let (status, page) = step(&mut handler, &at, "1", &bad).await;
    assert!(status == 422 && page.contains("没有编号为"), "{page}");
    let good = [("step", "evidence"), ("evidence_text", "整改照片三张"), ("links", number.as_str())];
    assert_eq!(step(&mut handler, &at, "1", &good).await.0, 303);
    assert_eq!(step(&mut handler, &at, "2", &ask).await.0, 303);
    let accept = [("step", "accept"), ("accept_note", "现场看过")];
    let (status, page) = step(&mut handler, &at, "3", &accept).await;
    assert!(status == 422 && page.contains("不能自己验收"), "{page}");
    assert_eq!(step(&mut lead, &at, "3", &accept).await.0, 303);
    assert!(lead.get(&at).await.text().contains("已销号"));
    let open = lead.get("desk/risks").await.text();
    assert!(!open.contains(&at), "what is closed is off the list");
    let again = [("step", "reopen"), ("reopen_reason", "又超标"), ("again_until", "2026-12-30")];
    assert_eq!(step(&mut lead, &at, "4", &again).await.0, 303);
}

#[tokio::test]
async fn one_finding_becomes_a_task_for_each_township_and_its_station() {
    let office = Office::open().await;
    let mut leader = office.person(Role::Leader, "bureau").await;
    let at = listed(&mut leader).await;
    let origin = at.trim_start_matches("desk/risks/");
    let id = uuid::Uuid::new_v4().to_string();
    let fields = [
        ("form_id", id.as_str()),
        ("origin", origin),
        ("what", "查阴凉柜"),
        ("outlets", "pharmacy"),
        ("townships", TOWN),
        ("townships", "530922102000"),
        ("spread_until", "2026-12-20"),
    ];
    for _ in 0..2 {
        let answer = leader.post_form("desk/risks/spread", &fields).await;
        assert_eq!(answer.status.as_u16(), 303, "{}", answer.text());
    }
    let staff = office.staff(Role::Handler, STATION).await;
    let own = office.portal.services.risks.tasks(&staff, &LedgerQuery::default()).await.unwrap();
    assert_eq!(own.total, 1, "the same form sent twice makes the same tasks, each for its own station");
    let task = format!("desk/tasks/{}", own.rows[0].number);
    let mut handler = office.at_desk("handler.suo-aihua").await;
    let path = format!("{task}/step");
    assert_eq!(
        step(&mut handler, &path, "1", &[("step", "done"), ("done_note", "都正常"), ("outlets", "多")]).await.0,
        422
    );
    assert_eq!(
        step(&mut handler, &path, "1", &[("step", "done"), ("done_note", "都正常"), ("outlets", "12")]).await.0,
        303
    );
    assert_eq!(
        step(&mut handler, &path, "2", &[("step", "back"), ("back_reason", "x")]).await.0,
        403,
        "only who gave it"
    );
    assert_eq!(step(&mut leader, &path, "2", &[("step", "back"), ("back_reason", "漏了一家")]).await.0, 303);
    let none = [("origin", origin), ("what", "查"), ("outlets", "any"), ("spread_until", "2026-12-20")];
    let answer = leader.post_form("desk/risks/spread", &none).await;
    assert!(answer.status.as_u16() == 422 && answer.text().contains("至少选一个乡镇"));
}

#[tokio::test]
async fn what_a_meeting_decides_becomes_tasks() {
    let office = Office::open().await;
    let mut leader = office.person(Role::Leader, "bureau").await;
    let at = listed(&mut leader).await;
    let id = uuid::Uuid::new_v4().to_string();
    let mut fields = vec![
        ("form_id", id.as_str()),
        ("held", "2026-11-19"),
        ("departments", "市场监管、卫健、医保"),
        ("items", at.trim_start_matches("desk/risks/")),
        ("text", "研判阴凉柜问题"),
        ("decisions", "查阴凉柜，药械股，2026-12-31\n查药库，没有这个股，2026-12-31"),
    ];
    let answer = leader.post_form("desk/minutes/new", &fields).await;
    assert!(answer.status.as_u16() == 422 && answer.text().contains("第 2 行：没有这个单位"), "{}", answer.text());
    fields[5].1 = "查阴凉柜，药械股，2026-12-31";
    let answer = leader.post_form("desk/minutes/new", &fields).await;
    assert_eq!(answer.status.as_u16(), 303, "{}", answer.text());
    assert!(leader.get(answer.location().trim_end_matches("?done=kept")).await.text().contains("议定事项"));
    assert!(leader.get("desk/tasks").await.text().contains("查阴凉柜"));
}

#[tokio::test]
async fn minutes_show_their_tasks_and_how_far_they_are_and_each_task_leads_back() {
    let office = Office::open().await;
    let mut leader = office.person(Role::Leader, "bureau").await;
    let fields = [
        ("held", "2026-11-19"),
        ("departments", "药械股、执法大队"),
        ("items", ""),
        ("text", "研判阴凉柜问题"),
        ("decisions", "查阴凉柜，药械股，2026-12-31\n查药库，药械股，2026-12-31"),
    ];
    let answer = leader.post_form("desk/minutes/new", &fields).await;
    assert_eq!(answer.status.as_u16(), 303, "{}", answer.text());
    let minutes = answer.location().trim_end_matches("?done=kept").to_owned();
    let number = minutes.rsplit('/').next().unwrap().to_owned();
    let store = &office.portal.services.store;
    let tasks = store.ledgers_due(domain::ledger::Book::Task, (Date::MIN, date(9000, 1, 1)), None, 9).await.unwrap();
    assert_eq!(tasks.len(), 2);
    let page = leader.get(&minutes).await.text();
    for task in &tasks {
        assert!(page.contains(&format!("/desk/tasks/{}", task.number)), "{page}");
    }
    assert_eq!(page.matches("，未完成").count(), 2, "{page}");
    let task = format!("desk/tasks/{}", tasks[0].number);
    let page = leader.get(&task).await.text();
    assert!(page.contains(&format!("/desk/minutes/{number}")), "{page}");

    let mut handler = office.person(Role::Handler, "yaoxie").await;
    let done = [("step", "done"), ("outlets", "12"), ("done_note", "都开着"), ("seen", "1")];
    assert_eq!(handler.post_form(&format!("{task}/step"), &done).await.status.as_u16(), 303);
    let page = handler.get(&task).await.text();
    assert!(page.contains(&format!("纪要 {number}")) && !page.contains("/desk/minutes/"), "not theirs to open: {page}");
    let page = leader.get(&minutes).await.text();
    assert!(page.contains("已完成，12 家") && page.matches("，未完成").count() == 1, "{page}");
}

#[tokio::test]
async fn every_route_answers_every_role_as_the_table_says() {
    let office = Office::open().await;
    let at = listed(&mut office.person(Role::Handler, "suo-aihua").await).await;
    let may = |good: u16| [403, good, good, good, 403, 403, 403, 403, 403, 403];
    for (place, role) in Role::ALL.into_iter().enumerate() {
        let mut person = if role == Role::Handler {
            office.at_desk("handler.suo-aihua").await
        } else {
            office.person(role, STATION).await
        };
        for path in [
            "desk/risks",
            "desk/risks/new",
            "desk/risks/spread",
            "desk/tasks",
            "desk/minutes",
            "desk/minutes/new",
            at.as_str(),
        ] {
            assert_eq!(person.get(path).await.status.as_u16(), may(200)[place], "{role:?} {path}");
        }
        for path in ["desk/risks/new", "desk/risks/spread", "desk/minutes/new", at.as_str()] {
            assert_eq!(person.post_form(path, &[]).await.status.as_u16(), may(422)[place], "{role:?} posts {path}");
        }
    }
    let mut other = office.person(Role::Lead, "suo-manwan").await;
    assert_eq!(other.get(&at).await.status.as_u16(), 404, "another unit's risk does not exist");
}
