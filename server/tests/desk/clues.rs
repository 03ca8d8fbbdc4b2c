//! A clue found in a complaint becomes a matter of its own.

use domain::access::Role;
use domain::event::{EventKind, Source};
use domain::matter::MatterKind;

use super::office::{AIHUA, Office, STATION, complaint};

#[tokio::test]
async fn a_clue_found_in_a_complaint_is_a_tip_of_its_own_in_the_same_unit() {
    let office = Office::open().await;
    let number = office.number(complaint("买到变质的药，电话 13977778888")).await;
    office.assign(&number, STATION).await;
    let mut handler = office.person(Role::Handler, STATION).await;
    office.step(&mut handler, &number, "take", &[]).await;
    office.step(&mut handler, &number, "find-clue", &[("what", "柜台里有三盒过期的感冒药")]).await;

    let complaint = office.state(&number).await;
    let [clue] = &complaint.office.clues[..] else { panic!("{:?}", complaint.office.clues) };
    let row = office.portal.services.store.matter_by_number(clue).await.unwrap().unwrap();
    assert_eq!(
        (row.kind, row.state.unit.as_deref(), row.facts.region.as_str()),
        (MatterKind::Tip, Some(STATION), AIHUA)
    );
    assert_eq!((row.facts.story.as_str(), row.has_identity), ("柜台里有三盒过期的感冒药", false));
    assert_eq!((&row.facts.place, row.facts.amount, &row.facts.order_no), (&None, None, &None));
    assert_eq!(row.state.office.clues, [number.as_str()]);
    let first = &office.events(clue).await[0].kind;
    assert!(matches!(first, EventKind::Received { source: Source::Complaint, .. }), "{first:?}");
    let laws = &office.portal.services.laws;
    let clocks = row.state.clocks(laws, &office.portal.services.calendar);
    assert!(clocks.iter().any(|clock| clock.id == "T6" && clock.is_open()), "{clocks:?}");

    let page = handler.get(&format!("desk/matter/{number}")).await.text();
    assert!(page.contains("从中发现的违法线索") && page.contains(&format!("/desk/matter/{clue}")), "{page}");
    let page = handler.get(&format!("desk/matter/{clue}")).await.text();
    assert!(page.contains("线索从这件投诉中发现") && page.contains(&format!("/desk/matter/{number}")), "{page}");
    assert!(page.contains("投诉中发现的违法线索，本局登记"), "{page}");
    for secret in ["13977778888", "秘而不宣者", "不可外传街", "集市东头"] {
        assert!(!page.contains(secret), "{secret}");
    }
    assert!(!page.contains("/message\""), "there is nobody to write to");
    assert!(office.portal.house.keeper.verify().await.unwrap().checked.findings.is_whole());
}

#[tokio::test]
async fn a_clue_of_the_bureaus_own_does_not_wait_for_12315() {
    let office = Office::open().await;
    let number = office.number(complaint("买到变质的药")).await;
    office.assign(&number, STATION).await;
    let mut clerk = office.demo_clerk().await;
    office.step(&mut clerk, &number, "find-clue", &[("what", "店里没有许可证")]).await;
    let clue = office.state(&number).await.office.clues[0].clone();
    let waiting = clerk.get("desk?registered=no").await.text();
    assert!(waiting.contains(&number) && !waiting.contains(&clue), "{waiting}");
    let all = clerk.get("desk").await.text();
    assert!(all.contains(&clue) && all.contains("本局线索"), "{all}");
    let staff = office.staff(Role::Clerk, "yaoxie").await;
    let exported = office.portal.services.forwarding.export_batch(&staff, office.portal.services.now()).await;
    assert_eq!(exported.unwrap().rows, 1, "the complaint alone goes to 12315");
}

#[tokio::test]
async fn pressed_twice_a_clue_is_opened_once() {
    let office = Office::open().await;
    let number = office.number(complaint("买到变质的药")).await;
    office.assign(&number, STATION).await;
    let mut clerk = office.demo_clerk().await;
    let seen = office.version(&number).await;
    let fields = [("what", "店里没有许可证"), ("seen", seen.as_str())];
    let at = format!("desk/matter/{number}/step/find-clue");
    for _ in 0..2 {
        assert_eq!(clerk.post_form(&at, &fields).await.status.as_u16(), 303);
    }
    assert_eq!(office.state(&number).await.office.clues.len(), 1);
}

#[tokio::test]
async fn whoever_is_involved_in_the_complaint_keeps_away_from_the_clue() {
    let office = Office::open().await;
    let number = office.number(complaint("买到变质的药")).await;
    office.assign(&number, STATION).await;
    let mut handler = office.person(Role::Handler, STATION).await;
    office.step(&mut handler, &number, "conflict", &[("reason", "店主是我表哥")]).await;
    let mut clerk = office.demo_clerk().await;
    office.step(&mut clerk, &number, "find-clue", &[("what", "店里没有许可证")]).await;
    let clue = office.state(&number).await.office.clues[0].clone();
    assert_eq!(handler.get(&format!("desk/matter/{clue}")).await.status.as_u16(), 404);
    assert_eq!(clerk.get(&format!("desk/matter/{clue}")).await.status.as_u16(), 200);
}
