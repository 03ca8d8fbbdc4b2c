use jiff::SignedDuration;
use storage::JobKind;

use super::office::{Office, tip};

#[tokio::test]
async fn a_stuck_hand_over_is_seen_and_sent_again() {
    let office = Office::open().await;
    let number = office.number(tip("集市上卖假药")).await;
    let (store, now) = (&office.portal.services.store, office.portal.services.now());
    let jobs = store.claim_jobs(&[JobKind::HandOver], now, SignedDuration::from_secs(60), 1).await.unwrap();
    store.job_stuck(jobs[0].id, "对方没有回应").await.unwrap();
    let mut clerk = office.demo_clerk().await;
    assert!(clerk.get("desk").await.text().contains("<b class=\"red\">1"), "the tab says so everywhere it counts");
    let page = clerk.get("desk/stuck").await.text();
    assert!(page.contains(&number) && page.contains("对方没有回应"));
    let answer = clerk.post_form(&format!("desk/stuck/{}/retry", jobs[0].id), &[]).await;
    assert_eq!(answer.location(), "desk/stuck?done=retried");
    assert!(clerk.get("desk/stuck").await.text().contains("现在没有停住的事项"));
    assert_eq!(office.portal.run_jobs().await, 1);
}
