//! The work in numbers: who sees which, that each number is the list behind it, and what leaves the house.

use domain::access::Role;
use domain::audit::Deed;
use domain::overview::Stretch;
use domain::ports::{Behind, Counted};
use domain::report::Drug;
use jiff::SignedDuration;
use jiff::civil::date;

use super::office::{Office, STATION, complaint, tip};

const PAGE: &str = "desk/overview";

fn november() -> Stretch {
    Stretch::months(date(2026, 11, 20), 1)
}

fn behind(what: Counted) -> Behind {
    Behind { what, stretch: november(), town: None, unit: None, category: None, drug: None, page: 1 }
}

/// Three tips, one of them closed and of a drug a spreadsheet would run, and two complaints.
async fn busy() -> (Office, String) {
    let office = Office::open().await;
    let mut named = tip("店里卖这个");
    named.facts.drug = Drug { name: Some("=1+1".into()), ..Drug::default() };
    let closed = office.number(named).await;
    office.close(&closed).await;
    for story in ["集市上卖药", "药店没有药师"] {
        office.number(tip(story)).await;
    }
    let given = office.number(complaint("买到变质的药")).await;
    office.assign(&given, "zhifa").await;
    office.number(complaint("又买到变质的药")).await;
    (office, closed)
}

#[tokio::test]
async fn every_number_is_the_list_behind_it() {
    let (office, closed) = busy().await;
    let leader = office.staff(Role::Leader, "bureau").await;
    let (overviews, now) = (&office.portal.services.overviews, office.portal.services.now());
    let found = overviews.overview(&leader, november(), now).await.unwrap();
    let total = found.total;
    assert_eq!((total.complaints, total.tips, total.closed, total.open, total.overdue), (2, 3, 1, 4, 0));
    assert_eq!(found.categories.iter().map(|topic| topic.received).sum::<u64>(), 5);
    assert_eq!(
        found.drugs.iter().map(|topic| (topic.words.as_str(), topic.received)).collect::<Vec<_>>(),
        [("=1+1", 1)]
    );
    assert_eq!(found.towns.len(), 1, "{:?}", found.towns);
    for part in &found.units {
        for (what, count) in [
            (Counted::Received, part.numbers.received()),
            (Counted::Closed, part.numbers.closed),
            (Counted::Open, part.numbers.open),
            (Counted::Overdue, part.numbers.overdue),
            (Counted::Rated, part.numbers.rated),
        ] {
            let asked = Behind { unit: Some(part.key.clone()), ..behind(what) };
            let listed = overviews.behind(&leader, &asked, now).await.unwrap();
            assert_eq!(
                (listed.total, u64::try_from(listed.rows.len()).unwrap()),
                (count, count),
                "{what:?} {}",
                part.words
            );
        }
    }
    let asked = Behind { drug: Some("=1+1".into()), ..behind(Counted::Received) };
    let listed = overviews.behind(&leader, &asked, now).await.unwrap();
    assert_eq!(listed.rows.iter().map(|row| row.number.as_str()).collect::<Vec<_>>(), [closed.as_str()]);
    office.portal.clock.turn(SignedDuration::from_hours(24 * 60));
    let found = overviews.overview(&leader, november(), office.portal.services.now()).await.unwrap();
    assert_eq!(
        (found.total.received(), found.total.open, found.total.overdue),
        (5, 4, 4),
        "what stands open is of now"
    );
}

#[tokio::test]
async fn the_page_leads_from_its_numbers_to_their_lists() {
    let (office, closed) = busy().await;
    let mut leader = office.person(Role::Leader, "bureau").await;
    let page = leader.get(PAGE).await.text();
    for words in ["2026年11月", "共收到投诉举报和线索 5 件", "按乡镇", "爱华镇", "未分送", "反映最多的问题"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    let link = "/desk/overview/list?from=2026-11-01&amp;to=2026-11-30&amp;what=closed&amp;unit=suo-aihua";
    assert!(page.contains(link), "{page}");
    let list = leader.get("desk/overview/list?from=2026-11-01&to=2026-11-30&what=closed&unit=suo-aihua").await.text();
    assert!(list.contains(&closed) && list.contains("共 1 项"), "{list}");
    let sheet = leader.get("desk/overview/sheet").await.text();
    assert!(sheet.contains("药品安全投诉举报办理情况（2026年11月）") && sheet.contains("合计"), "{sheet}");
    assert!(!sheet.contains("style="), "{sheet}");
}

#[tokio::test]
async fn a_head_sees_the_own_units_numbers_and_others_none() {
    let (office, closed) = busy().await;
    let lead = office.staff(Role::Lead, "zhifa").await;
    let (overviews, now) = (&office.portal.services.overviews, office.portal.services.now());
    let found = overviews.overview(&lead, november(), now).await.unwrap();
    assert_eq!((found.total.complaints, found.total.tips), (1, 0));
    assert_eq!(found.units.iter().map(|part| part.key.as_str()).collect::<Vec<_>>(), ["zhifa"]);
    let asked = Behind { unit: Some(STATION.into()), ..behind(Counted::Closed) };
    assert_eq!(overviews.behind(&lead, &asked, now).await.unwrap().total, 0, "asking for another unit's shows nothing");
    let mut lead = office.at_desk("lead.zhifa").await;
    let list = lead.get(&format!("{PAGE}/list?what=closed&unit={STATION}")).await.text();
    assert!(!list.contains(&closed));
    for role in [Role::Clerk, Role::Handler, Role::Editor, Role::Admin, Role::Auditor] {
        let mut person = office.person(role, "yaoxie").await;
        for path in
            [PAGE.to_owned(), format!("{PAGE}/list"), format!("{PAGE}/sheet"), format!("{PAGE}/table/overview.csv")]
        {
            assert_eq!(person.get(&path).await.status.as_u16(), 403, "{role:?} {path}");
        }
        assert!(!person.get("desk").await.text().contains("desk/overview"), "{role:?}");
    }
}

#[tokio::test]
async fn a_table_that_leaves_holds_no_formula_and_stands_in_the_trail() {
    let (office, _) = busy().await;
    let mut leader = office.person(Role::Leader, "bureau").await;
    let answer = leader.get("desk/overview/table/overview.csv").await;
    let table = answer.text();
    assert!(
        table.contains("\"产品名称\",\"'=1+1\",\"1\"") && table.contains("\"合计\",\"2026年11月\",\"5\""),
        "{table}"
    );
    assert_eq!(leader.get("desk/overview/table/overview.xlsx").await.status.as_u16(), 200);
    assert_eq!(leader.get("desk/overview/table/overview.pdf").await.status.as_u16(), 404);
    let trail = office.portal.services.audit.clone();
    let auditor = office.staff(Role::Auditor, "bureau").await;
    let filter =
        domain::ports::TrailFilter { subject: Some("办理情况".into()), ..domain::ports::TrailFilter::default() };
    let rows = trail.trail(&auditor, &filter).await.unwrap().lines;
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(rows.iter().all(|row| row.what.contains(Deed::Exported.words())), "{rows:?}");
}

#[tokio::test]
async fn days_that_cannot_be_are_said_at_their_field_and_an_empty_time_says_so() {
    let office = Office::open().await;
    let mut leader = office.person(Role::Leader, "bureau").await;
    for (query, why) in [
        ("from=2026-12-01&to=2026-11-01", "不能早于开始的日期"),
        ("from=昨天&to=2026-11-01", "日期写成"),
        ("from=2026-11-01", "日期写成"),
    ] {
        let answer = leader.get(&format!("{PAGE}?{query}")).await;
        assert_eq!(answer.status.as_u16(), 422, "{query}");
        assert!(answer.text().contains(why), "{query}: {}", answer.text());
    }
    let empty = leader.get(&format!("{PAGE}?from=2019-01-01&to=2019-01-31")).await;
    assert!(empty.status.as_u16() == 200 && empty.text().contains("这段时间没有收到"), "{}", empty.text());
}
