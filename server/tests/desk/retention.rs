//! Who reported is forgotten when the period is over: not a day before, not while something needs it.

use domain::access::Role;
use domain::event::EventKind;
use domain::report::Report;
use jiff::SignedDuration;
use jiff::civil::date;
use server::media::shown_id;
use server::retention::Retention;

use super::office::{Office, STATION, canary, tip};
use crate::reaction::{by_officer, tell, told};

fn retention(office: &Office) -> Retention {
    let services = &office.portal.services;
    Retention {
        store: services.store.clone(),
        laws: services.laws.clone(),
        calendar: services.calendar.clone(),
        vault: services.vault.clone(),
    }
}

/// A tip with name and photos, looked into and closed on 20 November 2026.
async fn closed(office: &Office, story: &str) -> String {
    let report = Report { reporter: Some(canary()), ..tip(story) };
    let number = office.submit(report, 2).await.matters.remove(0).number;
    office.portal.run_jobs().await;
    office.assign(&number, STATION).await;
    let mut lead = office.at_desk("lead.suo-aihua").await;
    office.step(&mut lead, &number, "verify", &[]).await;
    office.step(&mut lead, &number, "do-not-file", &[("reason", "没有发现违法")]).await;
    office.step(&mut lead, &number, "close", &[("note", "已核查，没有发现违法。")]).await;
    number
}

#[tokio::test]
async fn nothing_goes_before_its_day_and_nothing_that_is_still_needed() {
    let office = Office::open().await;
    let mut lead = office.person(Role::Lead, STATION).await;
    let (gone, sued) = (closed(&office, "店里的药过期了").await, closed(&office, "集市上卖药").await);
    let open = office.number(Report { reporter: Some(canary()), ..tip("还没有办") }).await;
    office.step(&mut lead, &sued, "lawsuit", &[("what", "向县政府申请行政复议")]).await;
    let page = lead.get(&format!("desk/matter/{sued}")).await.text();
    assert!(page.contains("有复议、诉讼，身份信息、照片和录音不按期销毁"), "{page}");
    let retention = retention(&office);
    assert_eq!(retention.plan(date(2029, 11, 20)).await.unwrap().len(), 0, "the last day belongs to the period");
    let over = retention.plan(date(2029, 11, 21)).await.unwrap();
    let of = |number: &str| over.iter().find(|one| one.row.number == number);
    assert!(of(&gone).unwrap().holds.is_empty() && !of(&sued).unwrap().holds.is_empty() && of(&open).is_none());
    assert!(retention.run("审计员", office.portal.services.now()).await.unwrap().is_none(), "today nothing is over");
    assert!(office.portal.services.store.matter_by_number(&gone).await.unwrap().unwrap().has_identity);
}

#[tokio::test]
async fn what_is_over_is_gone_for_good_once_and_the_trail_stays_whole() {
    let office = Office::open().await;
    let mut lead = office.person(Role::Lead, STATION).await;
    let (gone, sued) = (closed(&office, "店里的药过期了").await, closed(&office, "集市上卖药").await);
    office.step(&mut lead, &sued, "lawsuit", &[("what", "行政诉讼")]).await;
    let services = &office.portal.services;
    let row = services.store.matter_by_number(&gone).await.unwrap().unwrap();
    let photos = services.store.attachments(row.id).await.unwrap();
    office.portal.clock.turn(SignedDuration::from_hours(24 * 1097));
    let retention = retention(&office);

    let certificate = retention.run("审计员", services.now()).await.unwrap().expect("one is over");
    assert_eq!(certificate.gone.iter().map(|one| one.number.as_str()).collect::<Vec<_>>(), [gone.as_str()]);
    assert_eq!(certificate.gone[0].photos, photos.iter().map(|photo| photo.sha256.clone()).collect::<Vec<_>>());
    assert_eq!(certificate.kept.iter().map(|one| one.number.as_str()).collect::<Vec<_>>(), [sued.as_str()]);
    let (text, digest) = certificate.sealed().unwrap();
    assert!(digest.len() == 64 && !text.contains("13977778888") && !text.contains("秘而不宣者"), "{text}");

    let after = services.store.matter_by_number(&gone).await.unwrap().unwrap();
    assert!(!after.has_identity && after.photos == 0 && after.state.custody.destroyed);
    assert_eq!(services.store.identity(row.id).await.unwrap(), None);
    for photo in &photos {
        assert!(services.vault.get(photo.id).await.is_err() && services.vault.get(shown_id(photo.id)).await.is_err());
    }
    let last = office.events(&gone).await.pop().unwrap().kind;
    assert!(matches!(last, EventKind::DataDestroyed { identity: true, photos: 2, .. }), "{last:?}");
    assert!(office.portal.house.keeper.verify().await.unwrap().checked.findings.is_whole());
    assert!(retention.run("审计员", services.now()).await.unwrap().is_none(), "a second run does nothing");

    let mut lead = office.at_desk("lead.suo-aihua").await;
    let page = lead.get(&format!("desk/matter/{gone}")).await.text();
    assert!(page.contains("保存期限已满，身份信息、照片和录音已经销毁") && !page.contains("查看身份信息\""), "{page}");
    let mut clerk = office.demo_clerk().await;
    let found = clerk.post_form("desk/phone", &[("phone", "13977778888"), ("reason", "核实来电")]).await.text();
    assert!(!found.contains(&gone), "nobody finds it by phone: {found}");
    assert!(services.store.matter_by_number(&sued).await.unwrap().unwrap().has_identity, "what is held stays");

    office.step(&mut lead, &sued, "end-lawsuit", &[("outcome", "驳回")]).await;
    let certificate = retention.run("审计员", services.now()).await.unwrap().expect("nothing holds it any more");
    assert_eq!(certificate.gone[0].number, sued);
}

#[tokio::test]
async fn what_reactions_say_of_people_goes_a_year_after_they_were_handed_on_and_at_last_without() {
    let office = Office::open().await;
    let (filed, waiting) = (tell(&office, &told()).await, tell(&office, &told()).await);
    let (record, by_officer) = by_officer(&office).await;
    let mut handler = office.person(Role::Handler, STATION).await;
    office.person(Role::Coordinator, STATION).await;
    for number in [&filed, &by_officer] {
        let note = [("step", "file"), ("note", "县监测机构")];
        assert_eq!(handler.post_form(&format!("desk/reactions/{number}"), &note).await.status.as_u16(), 303);
    }
    let (retention, services) = (retention(&office), &office.portal.services);
    assert_eq!(retention.plan_reactions(date(2027, 11, 20)).await.unwrap().len(), 0, "the last day belongs to it");
    assert_eq!(retention.plan_reactions(date(2027, 11, 21)).await.unwrap().len(), 2);
    office.portal.clock.turn(SignedDuration::from_hours(24 * 367));
    let certificate = retention.run("审计员", services.now()).await.unwrap().expect("two are over");
    let gone: Vec<_> = certificate.gone.iter().map(|one| (one.number.clone(), one.rule.as_str())).collect();
    assert_eq!(gone, [(filed.clone(), "reaction"), (by_officer, "reaction")]);
    assert!(certificate.rules["reaction"].contains("12个月"), "{:?}", certificate.rules);

    handler = office.at_desk("handler.suo-aihua").await;
    let open = [("step", "open"), ("reason", "整理后交监测机构"), ("as", "page")];
    let path = format!("desk/reactions/{filed}");
    let page = handler.get(&path).await.text();
    assert!(page.contains("已经销毁") && page.contains("阿莫西林胶囊") && !page.contains("打开填报底稿"), "{page}");
    let refused = handler.post_form(&path, &open).await;
    assert!(refused.status.as_u16() == 422 && refused.text().contains("内容已经销毁"));
    let mut coordinator = office.at_desk("coordinator.suo-aihua").await;
    let page = coordinator.get(&format!("desk/field/records/{record}")).await.text();
    assert!(page.contains("保存期限已满，已经销毁") && !page.contains("小儿氨酚黄那敏颗粒"), "{page}");
    assert!(handler.post_form(&format!("desk/reactions/{waiting}"), &open).await.text().contains("13977778888"));
    assert!(retention.run("审计员", services.now()).await.unwrap().is_none(), "a second run does nothing");

    office.portal.clock.turn(SignedDuration::from_hours(24 * 365));
    let certificate = retention.run("审计员", services.now()).await.unwrap().expect("nobody handed it on");
    assert_eq!(certificate.gone[0].number, waiting);
    assert!(office.portal.house.keeper.verify().await.unwrap().checked.findings.is_whole());
}
