//! Who may see what of an item: the page itself and every secondary view, at each stage.

use domain::access::Role;

use super::news::{ARTICLE, BUREAU, begin, done, newsroom, reviewed};
use super::office::{Office, STATION};
use crate::portal::Visitor;

const OTHER: &str = "yaoxie";

const VIEWS: [&str; 6] = ["", "/history", "/diff/2/2", "/preview?as=phone", "/preview?as=card", "/export"];

/// Role, unit, and whether they may read an item of the station.
const READERS: [(Role, &str, bool); 10] = [
    (Role::Handler, STATION, true),
    (Role::Handler, OTHER, false),
    (Role::Lead, STATION, true),
    (Role::Lead, OTHER, true),
    (Role::Leader, BUREAU, true),
    (Role::Editor, BUREAU, true),
    (Role::Auditor, BUREAU, true),
    (Role::Clerk, BUREAU, false),
    (Role::Admin, BUREAU, false),
    (Role::Officer, STATION, false),
];

async fn each_view(people: &mut [(Visitor, Role, &'static str, bool)], at: &str, stage: &str) {
    for (visitor, role, unit, may) in people {
        for view in VIEWS {
            let status = visitor.get(&format!("{at}{view}")).await.status.as_u16();
            let right = if *may { status == 200 } else { status == 403 || status == 404 };
            assert!(right, "{role:?} of {unit}, {stage}{view}: {status}");
        }
        let listed = visitor.get("desk/news?words=%E5%90%83%E5%89%A9").await;
        let shown = listed.status.as_u16() == 200 && listed.text().contains("吃剩的药水不要留");
        assert_eq!(shown, *may, "{role:?} of {unit}, {stage}: the list");
    }
}

async fn people(office: &Office) -> Vec<(Visitor, Role, &'static str, bool)> {
    let mut people = Vec::new();
    for (role, unit, may) in READERS {
        people.push((office.person(role, unit).await, role, unit, may));
    }
    people
}

fn of(people: &mut [(Visitor, Role, &'static str, bool)], role: Role, unit: &str) -> usize {
    people.iter().position(|(_, own, at, _)| *own == role && *at == unit).unwrap()
}

#[tokio::test]
async fn every_view_of_an_item_asks_who_looks_at_each_stage() {
    let office = newsroom().await;
    let mut people = people(&office).await;
    let author = of(&mut people, Role::Handler, STATION);
    let lead = of(&mut people, Role::Lead, STATION);
    let leader = of(&mut people, Role::Leader, BUREAU);
    let at = begin(&mut people[author].0, "article", &ARTICLE).await;
    each_view(&mut people, &at, "draft").await;
    done(&mut people[author].0, &at, "submit", &[]).await;
    each_view(&mut people, &at, "first review").await;
    reviewed(&mut people[lead].0, &at).await;
    each_view(&mut people, &at, "signing").await;
    done(&mut people[leader].0, &at, "sign", &[]).await;
    each_view(&mut people, &at, "published").await;
    let withdrawn = [("withdraw_reason", "error"), ("withdraw_note", "错")];
    done(&mut people[lead].0, &at, "withdraw", &withdrawn).await;
    each_view(&mut people, &at, "withdrawn").await;
}

#[tokio::test]
async fn only_those_who_write_may_change_a_text() {
    let office = newsroom().await;
    let mut people = people(&office).await;
    let author = of(&mut people, Role::Handler, STATION);
    let at = begin(&mut people[author].0, "article", &ARTICLE).await;
    let writes = [(Role::Handler, STATION), (Role::Lead, STATION), (Role::Editor, BUREAU)];
    for (visitor, role, unit, _) in &mut people {
        let may = writes.contains(&(*role, *unit));
        let form = visitor.get(&format!("{at}/edit")).await.status.as_u16();
        assert_eq!(form == 200, may, "{role:?} of {unit}: the form, {form}");
        let fields: Vec<_> = ARTICLE.iter().copied().chain([("began_with", "0")]).collect();
        let posted = visitor.post_form(&format!("{at}/edit"), &fields).await.status.as_u16();
        assert_eq!(posted == 409, may, "{role:?} of {unit}: a save over another text, {posted}");
        let draft = visitor.post_form(&format!("{at}/draft"), &ARTICLE).await.status.as_u16();
        assert_eq!(matches!(draft, 200 | 409), may, "{role:?} of {unit}: a draft, {draft}");
        let restored =
            visitor.post_form(&format!("{at}/history"), &[("seq", "2"), ("read", "0")]).await.status.as_u16();
        assert_eq!(restored == 400, may, "{role:?} of {unit}: restoring over another text, {restored}");
        let share = [("step", "share"), ("share_label", "某"), ("share_until", "2026-11-25")];
        let shared = visitor.post_form(&at, &share).await.status.as_u16();
        assert_eq!(shared == 200, may, "{role:?} of {unit}: a link, {shared}");
    }
}

#[tokio::test]
async fn nobody_reviews_or_signs_what_they_wrote() {
    let office = newsroom().await;
    let mut lead = office.person(Role::Lead, STATION).await;
    let at = begin(&mut lead, "article", &ARTICLE).await;
    done(&mut lead, &at, "submit", &[]).await;
    for name in ["first", "secrecy", "reject"] {
        let answer = super::news::step(&mut lead, &at, name, &[("reject_reason", "x")]).await;
        assert_eq!(answer.status.as_u16(), 422, "{name}: {}", answer.text());
    }
}

/// Words that stand in every field a reporter fills.
#[tokio::test]
async fn a_case_started_from_a_matter_tells_nothing_of_who_reported_it() {
    let office = newsroom().await;
    let mut report = super::office::complaint("金丝雀故事");
    report.wish = domain::report::Wish::Tip;
    report.facts.place = Some("金丝雀村口小卖部".into());
    report.facts.order_no = Some("金丝雀订单".into());
    report.facts.amount = Some(123_400);
    report.facts.respondent.name = Some("某某大药房".into());
    report.facts.drug.name = Some("感冒灵颗粒".into());
    let number = office.number(report).await;
    let mut handler = office.person(Role::Handler, STATION).await;
    let path = format!("desk/news/new/disclosure?matter={number}");
    let others = handler.get(&path).await.status.as_u16();
    assert!(matches!(others, 403 | 404), "a matter of nobody's unit: {others}");
    office.close(&number).await;
    let page = handler.get(&path).await.text();
    assert!(page.contains("某某大药房") && page.contains("感冒灵颗粒"), "{page}");
    for canary in ["金丝雀", "123400", "1234.00", "秘而不宣者", "13977778888", "不可外传街", "草皮街"] {
        assert!(!page.contains(canary), "{canary}");
    }
}
