//! 检查指标, the links that are passed over, and putting items away.

use domain::access::Role;
use domain::newsroom::workflow::Kind;
use domain::ports::{NewItem, NewsQuery};
use domain::tending::{Finding, Indicator};
use server::doors::Inside;
use uuid::Uuid;

use super::office::{Office, STATION};

const HERE: &str = "desk/board";

async fn look(office: &Office) -> Vec<Finding> {
    let services = &office.portal.services;
    let inside = Inside::of(services);
    office.portal.house.caretaker.inspect(&inside, services.now()).await.unwrap().findings
}

fn of(findings: &[Finding], indicator: Indicator) -> Vec<String> {
    let own = findings.iter().filter(|finding| finding.indicator == indicator);
    own.map(|finding| format!("{}：{}", finding.subject, finding.detail)).collect()
}

#[tokio::test]
async fn the_built_in_site_is_sound() {
    let office = Office::open().await;
    let findings = look(&office).await;
    for indicator in [Indicator::HomeStale, Indicator::DeadLink, Indicator::MissingTags, Indicator::Heavy] {
        assert_eq!(of(&findings, indicator), Vec::<String>::new());
    }
    let services = &office.portal.services;
    services.hits.write(&services.store).await.unwrap();
    assert!(services.store.read_lines(services.today()).await.unwrap().is_empty(), "our own look is no reader");
}

#[tokio::test]
async fn what_gets_old_is_pointed_out_with_the_way_to_mend_it() {
    let office = Office::open().await;
    office.portal.clock.turn(jiff::SignedDuration::from_hours(24 * 200));
    let findings = look(&office).await;
    assert!(of(&findings, Indicator::HomeStale)[0].contains("首页"));
    assert!(of(&findings, Indicator::ColumnStale).len() >= 3);
    assert!(of(&findings, Indicator::ReviewDue).iter().any(|line| line.contains("已经过了")), "{findings:?}");
    assert!(findings.iter().all(|finding| finding.fix.starts_with("desk/news")));
}

#[tokio::test]
async fn the_board_is_looked_at_and_made_anew() {
    let office = Office::open().await;
    let mut editor = office.person(Role::Editor, "yaoxie").await;
    assert!(editor.get(HERE).await.text().contains("还没有查过"));
    assert_eq!(editor.post_form(HERE, &[]).await.status.as_u16(), 303);
    let page = editor.get(HERE).await.text();
    assert!(page.contains("上次查是 2026-11-20 10:00") && page.contains("站外的链接没有试"), "{page}");
    assert!(page.contains("每月报典型案例") && page.contains("2026-10-01 到 2026-11-01 以前"));
    assert!(page.contains("国办秘函"));
    let due = office.portal.house.caretaker.is_due(office.portal.services.today()).await.unwrap();
    assert!(!due, "once a day is enough");
}

#[tokio::test]
async fn a_unit_that_hands_in_a_case_is_not_behind() {
    let office = Office::open().await;
    let services = &office.portal.services;
    let leader = office.staff(Role::Leader, "bureau").await;
    let behind = async || {
        let board = services.tending.board(&leader, services.now()).await.unwrap();
        board.duties.into_iter().filter(|duty| !duty.now).map(|duty| duty.unit).collect::<Vec<_>>()
    };
    assert_eq!(behind().await, ["yaoxie", "zhifa", "suo-aihua", "suo-manwan", "suo-xingfu"]);
    office.portal.house.newsroom.open(&office.portal.house.shelf, services.now()).await.unwrap();
    let author = office.staff(Role::Handler, STATION).await;
    let text = office.portal.house.shelf.text("disclosures/market-stall-no-licence.md").unwrap().text;
    let (id, read) = (Uuid::new_v4(), storage::text_digest(&text));
    let new = NewItem { kind: Kind::Disclosure, slug: "new-case".into(), unit: String::new(), text };
    services.newsroom.begin(&author, id, new, services.now()).await.unwrap();
    assert!(behind().await.contains(&STATION.to_owned()), "a draft is not handed in");
    let case = domain::ports::AskedCase {
        penalty: domain::newsroom::workflow::Penalty::Other,
        in_effect: true,
        police_object: false,
    };
    let step = domain::ports::NewsStep::Submit { case: Some(case) };
    services.newsroom.act(&author, id, step, &read, services.now()).await.unwrap();
    assert!(!behind().await.contains(&STATION.to_owned()));
}

#[tokio::test]
async fn a_link_is_passed_over_with_a_reason_and_looked_at_again() {
    let office = Office::open().await;
    let services = &office.portal.services;
    let dead = "https://example.gov.cn/gone";
    let mut report = office.portal.house.caretaker.inspect(&Inside::of(services), services.now()).await.unwrap();
    report.findings.push(Finding {
        indicator: Indicator::DeadLink,
        subject: "某篇".into(),
        detail: format!("链接 {dead} 连接不上"),
        fix: "desk/news".into(),
        target: Some(dead.into()),
    });
    services.store.keep_site_check(services.today(), &report).await.unwrap();
    let mut editor = office.person(Role::Editor, "yaoxie").await;
    assert!(editor.get(HERE).await.text().contains("连接不上"));
    let silent = editor.post_form("desk/board/pass", &[("target", dead), ("reason", " ")]).await;
    assert_eq!(silent.status.as_u16(), 422);
    assert!(silent.text().contains("写一句为什么"));
    let passed = editor.post_form("desk/board/pass", &[("target", dead), ("reason", "只有国内能打开")]).await;
    assert_eq!(passed.status.as_u16(), 303);
    let page = editor.get(HERE).await.text();
    assert!(!page.contains("连接不上") && page.contains("只有国内能打开"), "{page}");
    assert_eq!(editor.post_form("desk/board/unpass", &[("target", dead)]).await.status.as_u16(), 303);
    assert!(editor.get(HERE).await.text().contains("连接不上"));
}

#[tokio::test]
async fn what_is_pointed_at_is_not_put_away() {
    let office = Office::open().await;
    office.publish("points-there", "[看另一篇](expired-medicine.md)").await;
    let services = &office.portal.services;
    let editor_staff = office.staff(Role::Editor, "fagui").await;
    let find = async |words: &str| {
        let query = NewsQuery { words: Some(words.into()), ..NewsQuery::default() };
        services.newsroom.list(&editor_staff, &query).await.unwrap().rows.remove(0)
    };
    let mut editor = office.person(Role::Editor, "yaoxie").await;
    let used = services.store.item_at(Kind::Article, "expired-medicine").await.unwrap().unwrap();
    let page = editor.get(&format!("desk/uses/{}", used.id)).await.text();
    assert!(page.contains("家里的小药箱怎么放") && page.contains("居民正在看这一篇"), "{page}");
    let refused = editor.post_form(&format!("desk/uses/{}/away", used.id), &[]).await;
    assert_eq!(refused.status.as_u16(), 422);

    let text = "+++\ntitle = \"没有人用的草稿\"\n+++\n\n字。\n".to_owned();
    let id = Uuid::new_v4();
    let new = NewItem { kind: Kind::Article, slug: "lonely".into(), unit: String::new(), text };
    services.newsroom.begin(&editor_staff, id, new, services.now()).await.unwrap();
    assert!(!find("没有人用").await.deleted);
    assert_eq!(editor.post_form(&format!("desk/uses/{id}/away"), &[]).await.status.as_u16(), 303);
    assert!(editor.get(&format!("desk/uses/{id}")).await.text().contains("从回收站取回"));
    assert_eq!(editor.post_form(&format!("desk/uses/{id}/back"), &[]).await.status.as_u16(), 303);
    assert!(!find("没有人用").await.deleted);
}

#[tokio::test]
async fn the_board_is_for_those_who_tend_the_site() {
    let office = Office::open().await;
    office.portal.house.newsroom.open(&office.portal.house.shelf, office.portal.services.now()).await.unwrap();
    let item = office.portal.services.store.item_at(Kind::Article, "expired-medicine").await.unwrap().unwrap().id;
    for role in Role::ALL {
        let mut person = office.person(role, STATION).await;
        let may = matches!(role, Role::Editor | Role::Lead | Role::Leader);
        assert_eq!(person.get(HERE).await.status.as_u16(), if may { 200 } else { 403 }, "{role:?}");
        if !may {
            for way in [HERE, "desk/board/pass", "desk/board/unpass"] {
                let answer = person.post_form(way, &[("target", "https://x.cn"), ("reason", "x")]).await;
                assert_eq!(answer.status.as_u16(), 403, "{role:?} {way}");
            }
        }
        let writes = matches!(role, Role::Editor | Role::Handler | Role::Lead);
        for way in ["away", "back"] {
            let answer = person.post_form(&format!("desk/uses/{item}/{way}"), &[]).await.status.as_u16();
            assert!(if writes { answer != 403 } else { answer == 403 }, "{role:?} {way} {answer}");
        }
    }
}
