//! What is due: lists by day, reminders, days that move when a calendar year is published, flags.

use domain::access::Role;
use domain::deadline::Master;
use domain::matter::Status;
use domain::ports::{DueAsked, Pick, QualityAsked, Update, UpdateKind};
use domain::quality::Mark;
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use server::library::Look;

use super::office::{Office, STATION, complaint, tip};
use crate::content::Content;

const SEND: [(&str, &str); 1] = [("step", "send")];

fn days(days: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * days)
}

async fn kept_due(office: &Office, number: &str) -> Option<Date> {
    let page = office.portal.services.store.due_until(Date::MAX, None, 1_000).await.unwrap();
    page.into_iter().find(|matter| matter.row.number == number).unwrap().due
}

#[tokio::test]
async fn the_laws_limits_and_the_bureaus_own_stand_in_columns_of_their_own() {
    let office = Office::open().await;
    let number = office.number(complaint("买到变质的药")).await;
    let page = office.demo_clerk().await.get("desk/due").await.text();
    let row = page.split("<tr>").find(|row| row.contains(&number)).expect("the matter is listed");
    let cells: Vec<&str> = row.split("<td").collect();
    let law = cells.iter().find(|cell| cell.contains("法定时限")).unwrap();
    let own = cells.iter().find(|cell| cell.contains("内部时限")).unwrap();
    assert!(law.contains("决定是否受理") && law.contains("第十五条") && law.contains("2026-12-01"), "{law}");
    assert!(own.contains("录入12315") && own.contains("2026-11-23") && own.contains("内部"), "{own}");
    assert!(!own.contains("due ") && !law.contains("录入12315"), "no light for what is not law: {own}");
}

#[tokio::test]
async fn matters_are_sorted_by_the_week_they_are_due_in() {
    let office = Office::open().await;
    let number = office.number(complaint("买到变质的药")).await;
    let leader = office.staff(Role::Leader, "bureau").await;
    let deadlines = &office.portal.services.deadlines;
    for (turn, pick) in [(0, Pick::NextWeek), (3, Pick::Today), (1, Pick::Overdue)] {
        office.portal.clock.turn(days(turn));
        let now = office.portal.services.now();
        let counts = deadlines.due(&leader, &DueAsked::default(), now).await.unwrap().counts;
        let each = [counts.overdue, counts.today, counts.this_week, counts.next_week];
        assert_eq!(each.iter().sum::<u64>(), 1, "{pick:?}: {counts:?}");
        for asked in [Pick::Overdue, Pick::Today, Pick::ThisWeek, Pick::NextWeek] {
            let found = deadlines.due(&leader, &DueAsked { pick: asked, ..DueAsked::default() }, now).await.unwrap();
            let numbers: Vec<_> = found.rows.iter().map(|row| row.number.as_str()).collect();
            assert_eq!(numbers, if asked == pick { vec![number.as_str()] } else { vec![] }, "{asked:?} while {pick:?}");
        }
    }
}

#[tokio::test]
async fn a_list_is_narrowed_by_limit_and_turned_page_by_page() {
    let office = Office::open().await;
    for count in 0..35 {
        office.submit(complaint(&format!("第 {count} 件变质的药")), 0).await;
        office.submit(tip(&format!("第 {count} 件过期的药")), 0).await;
    }
    let leader = office.staff(Role::Leader, "bureau").await;
    let deadlines = &office.portal.services.deadlines;
    let mut asked = DueAsked { clock: Some("T1".into()), ..DueAsked::default() };
    let mut numbers = Vec::new();
    loop {
        let found = deadlines.due(&leader, &asked, office.portal.services.now()).await.unwrap();
        assert!(found.rows.iter().all(|row| row.deadlines.iter().any(|(day, _)| day.id == "T1")));
        numbers.extend(found.rows.into_iter().map(|row| row.number));
        asked.after = found.next;
        if found.next.is_none() {
            break;
        }
    }
    numbers.sort();
    numbers.dedup();
    assert_eq!(numbers.len(), 35, "every complaint once, no tip");
}

#[tokio::test]
async fn a_transfer_that_waits_for_a_receipt_is_listed_and_reminded_of_until_it_comes() {
    let office = Office::open().await;
    let (services, ledger) = (&office.portal.services, &office.portal.house.ledger);
    let staff = office.staff(Role::Handler, STATION).await;
    let mut handler = office.at_desk(&staff.login).await;
    let at = super::transfers::open(&mut handler, "health", "").await;
    let papers = [("step", "papers"), ("papers", "letter")];
    assert_eq!(super::transfers::step(&mut handler, &at, 1, &papers).await.0, 303);
    assert_eq!(super::transfers::step(&mut handler, &at, 2, &SEND).await.0, 303);
    let page = handler.get("desk/due").await.text();
    let row = page.split("<tr>").find(|row| row.contains("YS-2026-0001")).expect("due within a week");
    let own = row.split("<td").find(|cell| cell.contains("内部时限")).unwrap();
    assert!(own.contains("催对方签收") && own.contains("2026-11-27"), "{row}");
    let reminded = async || services.deadlines.reminders(&staff, services.now()).await.unwrap();
    assert_eq!(ledger.remind(services.now()).await.unwrap(), 0, "a week is left");
    office.portal.clock.turn(days(8));
    assert_eq!(ledger.remind(services.now()).await.unwrap(), 1);
    let waiting = reminded().await;
    assert_eq!((waiting.len(), waiting[0].number.as_str(), waiting[0].own), (1, "YS-2026-0001", false));
    let mut handler = office.at_desk(&staff.login).await;
    let page = handler.get("desk/due?pick=overdue").await.text();
    assert!(page.contains("YS-2026-0001") && page.contains("已超期 1 项"), "{page}");
    assert!(handler.get("desk/reminders").await.text().contains("desk/transfers/YS-2026-0001"));
    let mut other = office.person(Role::Handler, "suo-manwan").await;
    assert!(!other.get("desk/due?pick=overdue").await.text().contains("YS-2026-0001"));
    let signed = [("step", "sign"), ("signed_by", "李医生")];
    assert_eq!(super::transfers::step(&mut handler, &at, 3, &signed).await.0, 303);
    assert_eq!(reminded().await.len(), 0, "the receipt is there");
    assert!(!handler.get("desk/due?pick=overdue").await.text().contains("YS-2026-0001"));
}

#[tokio::test]
async fn the_table_by_unit_counts_transfers_risks_and_tasks_beside_the_matters() {
    let office = Office::open().await;
    let mut clerk = office.demo_clerk().await;
    let at = super::transfers::open(&mut clerk, "health", "").await;
    let papers = [("step", "papers"), ("papers", "letter")];
    assert_eq!(super::transfers::step(&mut clerk, &at, 1, &papers).await.0, 303);
    assert_eq!(super::transfers::step(&mut clerk, &at, 2, &SEND).await.0, 303);
    let mut leader = office.person(Role::Leader, "bureau").await;
    let risk = [
        ("source", "sampling"),
        ("object", "某某药店"),
        ("level", "high"),
        ("what", "阴凉柜温度不合格"),
        ("region", "530922101000"),
        ("leader", "李局长"),
        ("handler", ""),
        ("measures", "限期整改"),
        ("until", "2026-11-24"),
    ];
    let answer = leader.post_form("desk/risks/new", &risk).await;
    assert_eq!(answer.status.as_u16(), 303, "{}", answer.text());
    let staff = office.staff(Role::Leader, "yaoxie").await;
    let units = async || {
        let now = office.portal.services.now();
        office.portal.services.deadlines.due(&staff, &DueAsked::default(), now).await.unwrap().units
    };
    let of = |units: &[domain::ports::UnitCounts], key: &str| {
        let unit = units.iter().find(|unit| unit.unit.as_deref() == Some(key)).expect("the unit stands in the table");
        (unit.transfers, unit.risks)
    };
    let (none, near) = (domain::ports::BookDue::default(), domain::ports::BookDue { overdue: 0, near: 1 });
    let now = units().await;
    assert_eq!(of(&now, "bureau"), (none, near));
    let sender = now.iter().find(|unit| unit.transfers.near == 1).and_then(|unit| unit.unit.clone()).unwrap();
    office.portal.clock.turn(days(10));
    let late = domain::ports::BookDue { overdue: 1, near: 0 };
    let then = units().await;
    assert_eq!((of(&then, "bureau").1, of(&then, &sender).0), (late, late));
    let page = office.at_desk("leader.bureau").await.get("desk/due").await.text();
    assert!(page.contains("风险、任务") && page.contains("desk/transfers?unit=") && page.contains("超期 1"), "{page}");
}

#[tokio::test]
async fn a_unit_sees_its_own_days_only() {
    let office = Office::open().await;
    let (own, other) = (office.number(tip("店里的药过期了")).await, office.number(tip("集市上卖药")).await);
    office.assign(&own, STATION).await;
    office.assign(&other, "zhifa").await;
    let mut lead = office.person(Role::Lead, STATION).await;
    let page = lead.get("desk/due?pick=near&unit=zhifa").await.text();
    assert!(!page.contains(&other), "asking for another unit's shows nothing of it");
    office.portal.clock.turn(days(60));
    let page = office.at_desk(&format!("lead.{STATION}")).await.get("desk/due?pick=overdue").await.text();
    assert!(page.contains(&own) && !page.contains(&other));
    let leader = office.person(Role::Leader, "bureau").await.get("desk/due?pick=overdue").await.text();
    assert!(leader.contains(&own) && leader.contains(&other) && leader.contains("各单位到期件数"));
    let editor = office.person(Role::Editor, "bureau").await.get("desk/due").await;
    assert_eq!(editor.status.as_u16(), 403);
}

#[tokio::test]
async fn a_reminder_is_made_once_and_stays_until_it_is_seen_or_done() {
    let office = Office::open().await;
    let number = office.number(complaint("买到变质的药")).await;
    let (services, ledger) = (&office.portal.services, &office.portal.house.ledger);
    let clerk = office.staff(Role::Clerk, "xiaojian").await;
    office.portal.run_jobs().await;
    ledger.plan(services.now()).await.unwrap();
    ledger.plan(services.now()).await.unwrap();
    assert_eq!(office.portal.run_jobs().await, 0, "the hour of reminders has not come");
    office.portal.clock.turn(days(3));
    assert_eq!(office.portal.run_jobs().await, 1, "one job for the day, however often it was planned");
    let reminders = services.deadlines.reminders(&clerk, services.now()).await.unwrap();
    let ids: Vec<_> = reminders.iter().map(|one| (one.number.as_str(), one.deadline.id.as_str())).collect();
    assert_eq!(ids, [(number.as_str(), "L1"), (number.as_str(), "L2")]);
    assert!(reminders.iter().all(|one| one.deadline.master == Master::Bureau));
    assert_eq!(ledger.remind(services.now()).await.unwrap(), 0, "nothing is reminded of twice");

    let page = office.demo_clerk().await.get("desk/reminders").await.text();
    assert!(page.contains("录入12315") && page.contains("知道了"));
    let mut station = office.person(Role::Handler, STATION).await;
    let theirs = reminders.iter().map(|one| one.id.to_string()).collect::<Vec<_>>().join(",");
    station.post_form("desk/reminders", &[("ids", &theirs)]).await;
    assert_eq!(services.deadlines.reminder_count(&clerk).await.unwrap(), 2, "others cannot put them away");

    let at = services.now();
    services.forwarding.register(&clerk, &number, "5309220000000202611230001", at, at).await.unwrap();
    let left = services.deadlines.reminders(&clerk, at).await.unwrap();
    assert_eq!(
        left.iter().map(|one| one.deadline.id.as_str()).collect::<Vec<_>>(),
        ["L2"],
        "what is done is not reminded of"
    );
    let mut desk = office.at_desk("clerk.xiaojian").await;
    let answer = desk.post_form("desk/reminders", &[("ids", &left[0].id.to_string())]).await;
    assert_eq!((answer.status.as_u16(), answer.location().as_str()), (303, "desk/reminders?done=seen"));
    assert!(desk.get("desk/reminders").await.text().contains("现在没有提醒"));
}

#[tokio::test]
async fn reminders_are_planned_for_working_days() {
    let office = Office::open().await;
    let (services, ledger) = (&office.portal.services, &office.portal.house.ledger);
    // The portal's clock stands at ten on a Friday; the round of Monday is the next.
    ledger.plan(services.now()).await.unwrap();
    office.portal.clock.turn(days(1));
    assert_eq!(office.portal.run_jobs().await, 0, "not on a Saturday");
    office.portal.clock.turn(days(2));
    assert_eq!(office.portal.run_jobs().await, 1);
    office.portal.clock.turn(days(1));
    assert_eq!(office.portal.run_jobs().await, 1, "each round plans the next");
}

/// Made up: no such year was announced.
const A_YEAR: &str = "year = 2027\nsource = \"示例\"\nstatutory = [\"2027-01-01\"]\noff = [\"2027-01-01\", \"2027-01-02\", \"2027-01-03\", \"2027-01-04\", \"2027-01-05\"]\nmake_up = []\n";

#[tokio::test]
async fn a_day_moves_and_is_no_estimate_any_more_when_its_year_is_published() {
    let content = Content::copied();
    let folder = content.0.path().to_owned();
    let mut office = Office::with(|settings| settings.content = Some(folder.clone())).await;
    office.portal.clock.turn(days(39)); // 2026-12-29, a Tuesday
    let number = office.number(complaint("买到变质的药")).await;
    let leader = office.staff(Role::Leader, "bureau").await;
    office.assign(&number, STATION).await;
    let at = office.portal.services.now();
    let clerk = office.staff(Role::Clerk, "xiaojian").await;
    let registered =
        office.portal.services.forwarding.register(&clerk, &number, "5309220000000202612290001", at, at).await;
    registered.unwrap();
    assert_eq!(kept_due(&office, &number).await, Some(date(2027, 1, 7)), "counted by weekday");
    let provisional = DueAsked { pick: Pick::Provisional, ..DueAsked::default() };
    let found = office.portal.services.deadlines.due(&leader, &provisional, at).await.unwrap();
    assert_eq!((found.rows.len(), found.counts.provisional), (1, 1));
    assert!(found.rows[0].deadlines[0].0.due.unwrap().provisional);
    let events = office.events(&number).await.len();

    std::fs::write(folder.join("calendar/2027.toml"), A_YEAR).unwrap();
    assert_eq!(office.portal.house.watcher.look(), Look::Replaced);
    office.portal.house.watcher.recount().await;

    assert_eq!(kept_due(&office, &number).await, Some(date(2027, 1, 12)));
    let found = office.portal.services.deadlines.due(&leader, &provisional, at).await.unwrap();
    assert_eq!((found.rows.len(), found.counts.provisional), (0, 0));
    assert_eq!(office.events(&number).await.len(), events, "a published year is no event of the matter");
    let page = office.demo_clerk().await.get("desk/due?pick=near").await.text();
    assert!(!page.contains("（暂估）"));
    let next = office.number(complaint("又买到变质的药")).await;
    let row = office.portal.services.store.matter_by_number(&next).await.unwrap().unwrap();
    let services = &office.portal.services;
    let due = domain::track::next_step(&row.state, &services.laws, &services.calendar).unwrap().due;
    assert_eq!((due.date, due.provisional), (date(2027, 1, 12), false), "new matters count with it too");
}

#[tokio::test]
async fn days_are_counted_anew_when_the_calendar_changed_between_two_starts() {
    let office = Office::open().await;
    let number = office.number(complaint("买到变质的药")).await;
    let (store, ledger) = (&office.portal.services.store, &office.portal.house.ledger);
    ledger.recount_if_changed().await.unwrap();
    let row = store.matter_by_number(&number).await.unwrap().unwrap();
    assert!(store.move_due(&row, Some(date(2026, 12, 30))).await.unwrap());
    assert_eq!(ledger.recount_if_changed().await.unwrap(), 0, "the same calendar: nothing to do");
    store.set_reckoned("days", "counted with something else").await.unwrap();
    assert_eq!(ledger.recount_if_changed().await.unwrap(), 1);
    assert_eq!(kept_due(&office, &number).await, Some(date(2026, 11, 23)));
}

async fn reported(office: &Office, number: &str, id: &str, kind: UpdateKind) {
    let update = Update { number: number.to_owned(), kind };
    office.portal.services.forwarding.update(id, update, office.portal.services.now()).await.unwrap();
}

#[tokio::test]
async fn flags_are_listed_by_permission_and_go_when_they_are_not_true_any_more() {
    let office = Office::open().await;
    let (own, other) =
        (office.number(complaint("店里的药变质")).await, office.number(complaint("集市上的药变质")).await);
    office.assign(&own, STATION).await;
    office.assign(&other, "zhifa").await;
    let accepted = || UpdateKind::Status { status: Status::Accepted, note: String::new() };
    reported(&office, &own, "one", accepted()).await;
    reported(&office, &other, "two", accepted()).await;
    let (services, asked) = (&office.portal.services, QualityAsked { page: 1, ..QualityAsked::default() });
    let listed = |found: domain::ports::QualityList| -> Vec<(String, Mark)> {
        let mut rows: Vec<_> = found.rows.into_iter().map(|row| (row.number, row.mark)).collect();
        rows.sort();
        rows
    };
    let clerk = office.staff(Role::Clerk, "xiaojian").await;
    let all = listed(services.deadlines.quality(&clerk, &asked, services.now()).await.unwrap());
    assert_eq!(all, [(own.clone(), Mark::NotIn12315), (other.clone(), Mark::NotIn12315)]);
    let lead = office.staff(Role::Lead, STATION).await;
    let theirs = services.deadlines.quality(&lead, &asked, services.now()).await.unwrap();
    assert_eq!((theirs.total, listed(theirs)), (1, vec![(own.clone(), Mark::NotIn12315)]));
    let handler = office.person(Role::Handler, STATION).await.get("desk/quality").await;
    assert_eq!(handler.status.as_u16(), 403);

    let at = services.now();
    services.forwarding.register(&clerk, &own, "5309220000000202611200001", at, at).await.unwrap();
    let left = listed(services.deadlines.quality(&clerk, &asked, services.now()).await.unwrap());
    assert_eq!(left, [(other.clone(), Mark::NotIn12315)]);
    let page = office.demo_clerk().await.get("desk/quality?mark=not_in_12315").await.text();
    assert!(page.contains(&other) && !page.contains(&own) && page.contains("未录入12315"));
}

#[tokio::test]
async fn a_unit_that_is_late_again_and_again_is_pointed_out() {
    let office = Office::open().await;
    let mut numbers = Vec::new();
    for count in 0..3 {
        let number = office.number(complaint(&format!("第 {count} 盒变质的药"))).await;
        office.assign(&number, STATION).await;
        numbers.push(number);
    }
    office.portal.clock.turn(days(20));
    let leader = office.staff(Role::Leader, "bureau").await;
    let (services, asked) = (&office.portal.services, QualityAsked { page: 1, ..QualityAsked::default() });
    for (count, number) in numbers.iter().enumerate() {
        let before = services.deadlines.quality(&leader, &asked, services.now()).await.unwrap();
        assert_eq!(before.late_units, [], "{count} are not often");
        let accepted = UpdateKind::Status { status: Status::Accepted, note: String::new() };
        reported(&office, number, &format!("late {count}"), accepted).await;
    }
    let found = services.deadlines.quality(&leader, &asked, services.now()).await.unwrap();
    assert_eq!(
        found.late_units.iter().map(|late| (late.unit.as_str(), late.matters)).collect::<Vec<_>>(),
        [(STATION, 3)]
    );
    let later: Timestamp = services.now().checked_add(days(91)).unwrap();
    let found = services.deadlines.quality(&leader, &asked, later).await.unwrap();
    assert_eq!(found.late_units, [], "ninety days later it is no longer held against them");
}
