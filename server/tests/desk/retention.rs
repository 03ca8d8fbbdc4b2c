//! Who reported is forgotten when the period is over: not a day before, not while something needs it.

use domain::access::Role;
use domain::event::EventKind;
use domain::report::Report;
use jiff::SignedDuration;
use jiff::civil::date;
use server::media::shown_id;
use server::retention::Retention;

use super::office::{Office, STATION, canary, tip};

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
    assert!(page.contains("有复议、诉讼，身份信息和照片不按期销毁"), "{page}");
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
    assert!(page.contains("保存期限已满，身份信息和照片已经销毁") && !page.contains("查看身份信息\""), "{page}");
    let mut clerk = office.demo_clerk().await;
    let found = clerk.post_form("desk/phone", &[("phone", "13977778888"), ("reason", "核实来电")]).await.text();
    assert!(!found.contains(&gone), "nobody finds it by phone: {found}");
    assert!(services.store.matter_by_number(&sued).await.unwrap().unwrap().has_identity, "what is held stays");

    office.step(&mut lead, &sued, "end-lawsuit", &[("outcome", "驳回")]).await;
    let certificate = retention.run("审计员", services.now()).await.unwrap().expect("nothing holds it any more");
    assert_eq!(certificate.gone[0].number, sued);
}
