use axum::http::Method;
use domain::access::Role;
use domain::event::{Actor, Event, EventKind};
use domain::matter::TipStep;
use domain::ports::LedgerQuery;
use storage::{Appended, Change};

use super::office::{Office, STATION, tip};
use crate::portal::Visitor;

const NEW: &str = "desk/transfers/new";
const RECEIVED: &str = "desk/transfers/received";

fn fields<'a>(to: &'a str, matter: &'a str, id: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("form_id", id),
        ("to", to),
        ("matter", matter),
        ("region", if matter.is_empty() { "530922101000" } else { "" }),
        ("whole", "yes"),
        ("subject", "涉嫌销售假药"),
        ("facts", "现场查到没有批准文号的药品"),
        ("basis", "药品管理法"),
    ]
}

pub async fn open(visitor: &mut Visitor, to: &str, matter: &str) -> String {
    let id = uuid::Uuid::new_v4().to_string();
    let answer = visitor.post_form(NEW, &fields(to, matter, &id)).await;
    assert_eq!(answer.status.as_u16(), 303, "{}", answer.text());
    answer.location().trim_end_matches("?done=kept").to_owned()
}

/// Takes a step having seen the newest page.
pub async fn step(visitor: &mut Visitor, at: &str, seen: u32, fields: &[(&str, &str)]) -> (u16, String) {
    let seen = seen.to_string();
    let fields: Vec<_> = fields.iter().copied().chain([("seen", seen.as_str())]).collect();
    let answer = visitor.post_form(at, &fields).await;
    (answer.status.as_u16(), answer.text())
}

async fn verified_tip(office: &Office) -> String {
    let number = office.number(tip("集市上卖没有批号的药")).await;
    office.assign(&number, STATION).await;
    let services = &office.portal.services;
    let row = services.store.matter_by_number(&number).await.unwrap().unwrap();
    let kind = EventKind::Tip(TipStep::VerificationStarted);
    let events = [Event { at: services.now(), actor: Actor::System, kind }];
    let change = Change { events: &events, ..Change::default() };
    assert!(matches!(services.store.append(&row, change).await.unwrap(), Appended::Done(_)));
    number
}

#[tokio::test]
async fn a_tip_goes_to_the_police_and_comes_back_with_every_step_on_the_matter() {
    let office = Office::open().await;
    let number = verified_tip(&office).await;
    let mut handler = office.person(Role::Handler, STATION).await;
    let mut leader = office.person(Role::Leader, "bureau").await;
    let at = open(&mut handler, "police", &number).await;
    let report = [("step", "report"), ("team", "张三、李四"), ("crime", "妨害药品管理罪"), ("findings", "已查明")];
    assert_eq!(step(&mut handler, &at, 1, &report).await.0, 303);
    assert_eq!(step(&mut handler, &at, 2, &[("step", "approve"), ("approve_note", "同意")]).await.0, 403);
    assert_eq!(step(&mut leader, &at, 2, &[("step", "approve"), ("approve_note", "同意")]).await.0, 303);
    let goods = [("step", "goods"), ("goods", "阿莫西林胶囊，12，盒，A2301")];
    assert_eq!(step(&mut handler, &at, 3, &goods).await.0, 303);
    let send = [("step", "send"), ("send_note", "专人送达")];
    let (status, page) = step(&mut handler, &at, 4, &send).await;
    assert!(status == 422 && page.contains("移送的材料不齐") && page.contains("专人送达"), "{page}");
    let papers = [("step", "papers"), ("papers", "letter"), ("papers", "investigation"), ("papers", "goods")];
    assert_eq!(step(&mut handler, &at, 4, &papers).await.0, 303);
    assert_eq!(step(&mut handler, &at, 5, &send).await.0, 303);
    let events = office.events(&number).await;
    assert!(matches!(events.last().unwrap().kind, EventKind::Tip(TipStep::SentToPolice { .. })));
    assert_eq!(step(&mut handler, &at, 6, &[("step", "sign"), ("signed_by", "王警官")]).await.0, 303);
    let page = handler.get(&at).await.text();
    assert!(page.contains("公安机关审查并决定是否立案") && page.contains("阿莫西林胶囊"), "{page}");
    assert!(page.contains("云市监移〔2026〕1号"), "the refused sending used no number: {page}");
    let longer = [("step", "longer"), ("longer_why", "complex")];
    assert_eq!(step(&mut handler, &at, 7, &longer).await.0, 303);
    assert!(handler.get(&at).await.text().contains("案情复杂"));
    let back = [("step", "returned"), ("returned_reason", "不构成犯罪")];
    assert_eq!(step(&mut handler, &at, 8, &back).await.0, 303);
    let events = office.events(&number).await;
    assert!(matches!(events.last().unwrap().kind, EventKind::Tip(TipStep::BackFromPolice { .. })));
    for paper in ["letter", "goods"] {
        let sheet = handler.get(&format!("{at}/{paper}")).await.text();
        assert!(sheet.contains("云县市场监督管理局") && !sheet.contains("style="), "{sheet}");
    }
}

#[tokio::test]
async fn a_tip_nobody_has_looked_into_is_not_written_into_a_transfer() {
    let office = Office::open().await;
    let number = office.number(tip("集市上卖没有批号的药")).await;
    let mut clerk = office.demo_clerk().await;
    let id = uuid::Uuid::new_v4().to_string();
    for to in ["police", "health"] {
        let answer = clerk.post_form(NEW, &fields(to, &number, &id)).await;
        let page = answer.text();
        assert_eq!(answer.status.as_u16(), 422, "{to}");
        assert!(page.contains("先开始核查") && page.contains("第十八条"), "the rule and its article: {page}");
        for typed in ["涉嫌销售假药", "现场查到没有批准文号的药品", number.as_str()] {
            assert!(page.contains(typed), "{to}: {typed} is gone");
        }
    }
    let mut clue: Vec<_> = fields("health", &number, &id).into_iter().filter(|(name, _)| *name != "whole").collect();
    clue.push(("whole", "no"));
    assert_eq!(clerk.post_form(NEW, &clue).await.status.as_u16(), 303, "a clue alone leaves the tip where it is");
    office.step(&mut clerk, &number, "verify", &[]).await;
    open(&mut clerk, "police", &number).await;
}

fn arrived<'a>(id: &'a str, matter: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("form_id", id),
        ("from", "police"),
        ("from_name", "云县公安局"),
        ("their_no", "云公移〔2026〕7号"),
        ("matter", matter),
        ("region", if matter.is_empty() { "530922101000" } else { "" }),
        ("subject", "销售来路不明的药品"),
        ("facts", "不构成犯罪，要给予行政处罚"),
        ("basis", "行政处罚法第二十七条"),
    ]
}

#[tokio::test]
async fn a_case_the_police_hand_to_us_is_signed_for_checked_and_answered_under_our_own_numbers() {
    let office = Office::open().await;
    let number = verified_tip(&office).await;
    let mut handler = office.person(Role::Handler, STATION).await;
    let mut leader = office.person(Role::Leader, "bureau").await;
    let id = uuid::Uuid::new_v4().to_string();
    let mut faulty = arrived(&id, &number);
    faulty.push(("received", "2026-12-01T09:00"));
    let answer = handler.post_form(RECEIVED, &faulty).await;
    assert!(answer.status.as_u16() == 422 && answer.text().contains("时间还没有到"), "{}", answer.text());
    let answer = handler.post_form(RECEIVED, &[("from", "nobody")]).await;
    assert!(answer.status.as_u16() == 422 && answer.text().contains("请填写移送机关全称"));
    let first = handler.post_form(RECEIVED, &arrived(&id, &number)).await;
    let at = first.location().trim_end_matches("?done=kept").to_owned();
    assert_eq!(handler.post_form(RECEIVED, &arrived(&id, &number)).await.location(), first.location());
    let page = handler.get(&at).await.text();
    for words in ["反向移送", "云公移〔2026〕7号", "核查移送来的案件并决定是否立案", "给移送机关回执"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("value=\"send\"") && !page.contains("value=\"report\""), "{page}");
    assert_eq!(step(&mut handler, &at, 1, &[("step", "receipt"), ("receipt_by", "李四")]).await.0, 303);
    let noted = office.events(&number).await;
    assert!(matches!(noted.last().unwrap().kind, EventKind::Office(_)), "{:?}", noted.last());
    assert!(handler.get(&format!("{at}/letter")).await.text().contains("收到移送案件回执"));
    let extend = [("step", "extend"), ("extend_reason", "要等检验结果")];
    assert_eq!(step(&mut handler, &at, 2, &extend).await.0, 403);
    assert_eq!(step(&mut leader, &at, 2, &extend).await.0, 303);
    assert_eq!(step(&mut leader, &at, 3, &extend).await.0, 422);
    let filed = [("step", "case_filed"), ("our_case_no", "云市监立〔2026〕9号")];
    assert_eq!(step(&mut handler, &at, 3, &filed).await.0, 303);
    assert_eq!(step(&mut handler, &at, 4, &[("step", "tell"), ("tell_note", "已经立案")]).await.0, 303);
    let decided = [("step", "case_decided"), ("case_outcome", "罚款，云市监罚〔2026〕3号")];
    assert_eq!(step(&mut handler, &at, 5, &decided).await.0, 303);
    assert!(handler.get(&at).await.text().contains("向移送机关反馈处理结果"));
    assert_eq!(step(&mut handler, &at, 6, &[("step", "tell"), ("tell_note", "已经处罚")]).await.0, 303);
    let letter = handler.get(&format!("{at}/letter")).await.text();
    assert!(letter.contains("复函") && letter.contains("云市监移〔2026〕2号") && letter.contains("罚款"), "{letter}");
    assert_eq!(step(&mut handler, &at, 7, &[("step", "close"), ("close_note", "")]).await.0, 422);
    assert_eq!(step(&mut handler, &at, 7, &[("step", "close"), ("close_note", "办结")]).await.0, 303);
}

#[tokio::test]
async fn letters_sent_at_the_same_time_are_numbered_without_gap_or_double() {
    let office = Office::open().await;
    let mut clerk = office.demo_clerk().await;
    let mut sent = Vec::new();
    for _ in 0..5 {
        let at = open(&mut clerk, "health", "").await;
        assert_eq!(step(&mut clerk, &at, 1, &[("step", "papers"), ("papers", "letter")]).await.0, 303);
        sent.push(at);
    }
    let mut tasks = Vec::new();
    for at in sent.clone() {
        let mut clerk = office.demo_clerk().await;
        tasks.push(tokio::spawn(async move { step(&mut clerk, &at, 2, &[("step", "send")]).await.0 }));
    }
    for task in tasks {
        assert_eq!(task.await.unwrap(), 303);
    }
    let mut numbers = Vec::new();
    for at in sent {
        let page = clerk.get(&at).await.text();
        let number = (1..=5).find(|number| page.contains(&format!("云市监移〔2026〕{number}号"))).unwrap();
        numbers.push(number);
    }
    numbers.sort_unstable();
    assert_eq!(numbers, [1, 2, 3, 4, 5]);
}

#[tokio::test]
async fn what_cannot_be_is_refused_with_the_reason_and_nothing_typed_is_lost() {
    let office = Office::open().await;
    let mut clerk = office.demo_clerk().await;
    let at = open(&mut clerk, "health", "").await;
    for (fields, why) in [
        (vec![("step", "sign"), ("signed_by", "李医生")], "先送出"),
        (vec![("step", "sign"), ("signed_by", "")], "请填写签收人"),
        (vec![("step", "remind"), ("remind_note", "已电话催"), ("happened", "2026-12-01T09:00")], "时间还没有到"),
        (vec![("step", "remind"), ("remind_note", "已电话催"), ("happened", "2026-11-01T09:00")], "请核对日期"),
        (vec![("step", "goods"), ("goods", "药，很多，盒")], "第 1 行"),
        (vec![("step", "nonsense")], "没有这一步"),
    ] {
        let (status, page) = step(&mut clerk, &at, 1, &fields).await;
        assert_eq!(status, 422, "{why}");
        assert!(page.contains(why), "{why}: {page}");
        let typed = fields.iter().filter(|(name, value)| *name != "step" && !value.is_empty());
        assert!(typed.clone().all(|(_, value)| page.contains(value)), "{why}: what was typed is gone");
    }
    let papers = [("step", "papers"), ("papers", "letter")];
    assert_eq!(step(&mut clerk, &at, 1, &papers).await.0, 303);
    let (status, page) = step(&mut clerk, &at, 1, &[("step", "send"), ("send_note", "x")]).await;
    assert!(status == 422 && page.contains("别人已经更新过"), "a stale page");
}

#[tokio::test]
async fn the_opening_form_says_what_is_wrong_and_discipline_is_told_where_to_go() {
    let office = Office::open().await;
    let mut clerk = office.demo_clerk().await;
    let id = uuid::Uuid::new_v4().to_string();
    for (to, matter, why) in [
        ("discipline", "", "12388"),
        ("nobody", "", "请选择移送给谁"),
        ("county", "", "接收单位的全称"),
        ("health", "YX-2026-999999", "没有编号为"),
    ] {
        let answer = clerk.post_form(NEW, &fields(to, matter, &id)).await;
        assert_eq!(answer.status.as_u16(), 422, "{to}");
        assert!(answer.text().contains(why) && answer.text().contains("涉嫌销售假药"), "{to}: {why}");
    }
    let (first, again) = (fields("health", "", &id), fields("health", "", &id));
    let one = clerk.post_form(NEW, &first).await.location();
    assert_eq!(clerk.post_form(NEW, &again).await.location(), one, "the same form sent twice");
}

#[tokio::test]
async fn every_route_answers_every_role_as_the_table_says() {
    let office = Office::open().await;
    let number = verified_tip(&office).await;
    let at = open(&mut office.demo_clerk().await, "health", &number).await;
    let readers = [200, 200, 200, 200, 403, 403, 403, 403, 403, 200];
    let workers = [200, 200, 200, 403, 403, 403, 403, 403, 403, 403];
    let acting = |good: u16| [good, good, good, 403, 403, 403, 403, 403, 403, 403];
    let leader = [403, 403, 403, 422, 403, 403, 403, 403, 403, 403];
    for (place, role) in Role::ALL.into_iter().enumerate() {
        let mut person = office.person(role, STATION).await;
        for (path, expected) in [
            ("desk/transfers".to_owned(), readers),
            (NEW.to_owned(), workers),
            (RECEIVED.to_owned(), workers),
            (at.clone(), readers),
            (format!("{at}/letter"), readers),
            (format!("{at}/goods"), readers),
        ] {
            let answer = person.send(Method::GET, &path, None, axum::body::Body::empty()).await;
            assert_eq!(answer.status.as_u16(), expected[place], "{role:?} {path}");
        }
        assert_eq!(person.post_form(NEW, &[]).await.status.as_u16(), acting(422)[place], "{role:?} opens");
        assert_eq!(
            person.post_form(&at, &[("step", "sign")]).await.status.as_u16(),
            acting(422)[place],
            "{role:?} acts"
        );
        let decide = person.post_form(&at, &[("step", "disapprove")]).await;
        assert_eq!(decide.status.as_u16(), leader[place], "{role:?} decides");
    }
    let mut stranger = office.portal.visitor();
    assert_eq!(stranger.get("desk/transfers").await.status.as_u16(), 303);
}

#[tokio::test]
async fn another_units_transfer_does_not_exist() {
    let office = Office::open().await;
    let number = verified_tip(&office).await;
    let at = open(&mut office.demo_clerk().await, "health", &number).await;
    let mut other = office.person(Role::Handler, "suo-manwan").await;
    assert_eq!(other.get(&at).await.status.as_u16(), 404);
    assert_eq!(other.post_form(&at, &[("step", "sign"), ("signed_by", "x")]).await.status.as_u16(), 404);
    let staff = office.staff(Role::Lead, "suo-manwan").await;
    let found = office.portal.services.transfers.list(&staff, &LedgerQuery::default()).await.unwrap();
    assert_eq!(found.total, 0);
}
