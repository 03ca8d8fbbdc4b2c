use std::sync::Arc;

use domain::access::Role;
use domain::event::{Actor, EventKind};
use domain::ports::{Casework, DeskError};
use server::casework::Caseload;
use server::clock::SystemRandom;
use server::keys::Keyring;

use super::office::{Office, STATION, canary, complaint};

fn leaks(bytes: &[u8]) -> bool {
    let who = canary();
    let secrets = [who.name.unwrap(), who.phone, who.address.unwrap()];
    secrets.iter().any(|secret| bytes.windows(secret.len()).any(|window| window == secret.as_bytes()))
}

fn viewings(events: &[domain::event::Event]) -> Vec<(Actor, String)> {
    let reason = |event: &domain::event::Event| match &event.kind {
        EventKind::IdentityViewed { reason } => Some((event.actor.clone(), reason.clone())),
        _ => None,
    };
    events.iter().filter_map(reason).collect()
}

#[tokio::test]
async fn nothing_of_the_reporter_stands_on_any_page_before_a_reason_is_given() {
    let office = Office::open().await;
    let number = office.submit(complaint("买到变质的药"), 1).await.matters.remove(0).number;
    office.portal.run_jobs().await;
    let mut clerk = office.demo_clerk().await;
    let matter = format!("desk/matter/{number}");
    let pages = [
        "desk".to_owned(),
        matter.clone(),
        format!("{matter}/packet"),
        format!("{matter}/packet/print"),
        format!("{matter}/packet.zip"),
        "desk/batch".to_owned(),
        "desk/batch/export.xlsx".to_owned(),
        "desk/stuck".to_owned(),
    ];
    for page in pages {
        let answer = clerk.get(&page).await;
        assert_eq!(answer.status.as_u16(), 200, "{page}");
        assert!(!leaks(&answer.bytes), "{page}");
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{page}");
        assert!(answer.header("x-robots-tag").unwrap().contains("noindex"), "{page}");
    }
    assert!(viewings(&office.events(&number).await).is_empty());
}

#[tokio::test]
async fn a_reason_opens_the_identity_once_and_stands_in_the_record() {
    let office = Office::open().await;
    let number = office.number(complaint("买到变质的药")).await;
    office.assign(&number, STATION).await;
    let mut handler = office.person(Role::Handler, STATION).await;
    let path = format!("desk/matter/{number}/identity");
    let opened = handler.post_form(&path, &[("reason", "联系核实购买经过")]).await;
    assert_eq!(opened.status.as_u16(), 200);
    assert!(leaks(&opened.bytes), "the page shows who reported");
    assert_eq!(opened.header("cache-control"), Some("no-store"));
    let viewed = viewings(&office.events(&number).await);
    assert_eq!(viewed.len(), 1);
    assert!(
        matches!(&viewed[0], (Actor::Staff { name, .. }, reason) if name == "承办人某" && reason == "联系核实购买经过")
    );
    let after = handler.get(&format!("desk/matter/{number}")).await;
    assert!(!leaks(&after.bytes) && after.text().contains("查看身份信息，事由：联系核实购买经过"));
    assert_eq!(handler.get(&path).await.status.as_u16(), 405, "there is no address to read it under");
}

#[tokio::test]
async fn too_short_a_reason_opens_nothing_and_is_shown_again() {
    let office = Office::open().await;
    let number = office.number(complaint("买到变质的药")).await;
    let mut clerk = office.demo_clerk().await;
    for at in ["identity", "packet"] {
        let answer = clerk.post_form(&format!("desk/matter/{number}/{at}"), &[("reason", "看看")]).await;
        assert_eq!(answer.status.as_u16(), 422, "{at}");
        assert!(!leaks(&answer.bytes), "{at}");
        assert!(answer.text().contains("value=\"看看\""), "{at} shows what was typed");
    }
    assert!(viewings(&office.events(&number).await).is_empty());
}

#[tokio::test]
async fn the_packet_opens_the_identity_with_a_reason_too() {
    let office = Office::open().await;
    let number = office.number(complaint("买到变质的药")).await;
    let mut clerk = office.demo_clerk().await;
    let answer = clerk.post_form(&format!("desk/matter/{number}/packet"), &[("reason", "录入12315")]).await;
    assert_eq!(answer.status.as_u16(), 200);
    assert!(leaks(&answer.bytes));
    assert_eq!(viewings(&office.events(&number).await).len(), 1);
}

#[tokio::test]
async fn the_look_is_on_record_even_when_the_identity_then_does_not_open() {
    let office = Office::open().await;
    let number = office.number(complaint("买到变质的药")).await;
    let services = &office.portal.services;
    let other_keys = office.portal.data().join("other-keys.toml");
    let keys = Arc::new(Keyring::open_or_create(&other_keys, Arc::new(SystemRandom)).unwrap());
    let blind = Caseload {
        store: services.store.clone(),
        site: services.site.clone(),
        laws: services.laws.clone(),
        regions: services.regions.clone(),
        calendar: services.calendar.clone(),
        keys,
        gallery: office.portal.house.gallery.clone(),
        random: services.random.clone(),
    };
    let clerk = office.staff(Role::Clerk, "xiaojian").await;
    let answer = blind.view_identity(&clerk, &number, "联系核实情况", services.now()).await;
    assert!(matches!(answer, Err(DeskError::Internal(_))));
    assert_eq!(viewings(&office.events(&number).await).len(), 1);
}

#[tokio::test]
async fn an_anonymous_tip_has_nothing_to_view_and_no_look_is_recorded() {
    let office = Office::open().await;
    let number = office.number(super::office::tip("集市上卖假药")).await;
    let mut clerk = office.demo_clerk().await;
    assert!(clerk.get(&format!("desk/matter/{number}")).await.text().contains("没有留身份信息"));
    let answer = clerk.post_form(&format!("desk/matter/{number}/identity"), &[("reason", "联系核实情况")]).await;
    assert_eq!(answer.status.as_u16(), 200);
    assert!(viewings(&office.events(&number).await).is_empty());
}
