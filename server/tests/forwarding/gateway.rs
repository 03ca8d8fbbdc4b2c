use std::sync::Arc;

use domain::event::{Actor, EventKind, HandoverOutcome};
use domain::matter::Status;
use domain::packet::SAID;
use domain::ports::Forwarding;
use domain::site::Adapter;
use jiff::SignedDuration;
use tokio::sync::Notify;

use super::house::{House, Submitted, clerk, complaint, tip};
use super::receiver::{Behaviour, Receiver};

pub async fn house(script: impl IntoIterator<Item = Behaviour>) -> (House, Receiver) {
    let receiver = Receiver::start(script).await;
    let house = House::new(Adapter::Gateway, &receiver.url).await;
    (house, receiver)
}

fn failed(reason: &str) -> HandoverOutcome {
    HandoverOutcome::Failed { reason: reason.into() }
}

#[tokio::test]
async fn a_complaint_arrives_signed_and_whole_and_brings_its_number_home() {
    let answer = r#"{"registration_no":"5309220000000202611230001"}"#;
    let (house, receiver) = house([Behaviour::Answer(201, answer)]).await;
    let number = house.submit(complaint("买到过期的药")).await;
    assert_eq!(house.worker().run_due().await.unwrap(), 1);

    let deliveries = receiver.deliveries();
    assert_eq!((deliveries.len(), receiver.forged()), (1, 0));
    let data = &deliveries[0].body["data"];
    assert_eq!(data["number"], number.as_str());
    assert_eq!(data["reporter"]["phone"], "13988312345");
    assert_eq!(data["amount"], "35.50");
    assert_eq!(data["requests"], serde_json::json!(["退货", "退还货款和服务费用"]));
    let row = house.row(&number).await;
    assert_eq!(row.state.registration_no.as_deref(), Some("5309220000000202611230001"));
    assert_eq!(row.state.status(), Status::Registered);
    assert_eq!(house.waiting().await, 0);
    assert_eq!(house.tries(&number).await, [(1, HandoverOutcome::Delivered)]);
}

#[tokio::test]
async fn opening_the_identity_for_the_gateway_is_an_event_before_it_leaves() {
    let (house, receiver) = house([Behaviour::Drop]).await;
    let number = house.submit(complaint("买到过期的药")).await;
    house.worker().run_due().await.unwrap();
    let events = house.events(&number).await;
    assert!(matches!(events[1].kind, EventKind::IdentityViewed { .. }), "{events:?}");
    assert_eq!(events[1].actor, Actor::System);
    assert_eq!(receiver.deliveries().len(), 1);
}

#[tokio::test]
async fn an_anonymous_tip_carries_no_reporter_and_opens_nothing() {
    let (house, receiver) = house([]).await;
    let number = house.submit(tip("小卖部卖处方药")).await;
    house.worker().run_due().await.unwrap();
    assert!(receiver.deliveries()[0].body["data"]["reporter"].is_null());
    let events = house.events(&number).await;
    assert!(!events.iter().any(|event| matches!(event.kind, EventKind::IdentityViewed { .. })), "{events:?}");
}

#[tokio::test]
async fn whoever_helped_with_the_form_stays_in_the_house() {
    let (house, receiver) = house([]).await;
    let mut helped = complaint("买到过期的药");
    helped.reporter.as_mut().unwrap().helper = Some("邻居老周".into());
    house.submit(helped).await;
    house.worker().run_due().await.unwrap();
    let expected = serde_json::json!({ "name": "李四妹", "phone": "13988312345", "address": "爱华镇草皮街社区" });
    assert_eq!(receiver.deliveries()[0].body["data"]["reporter"], expected);
}

#[tokio::test]
async fn what_was_only_said_waits_until_somebody_has_written_it_down() {
    let (house, receiver) = house([]).await;
    let number = house.submit(Submitted { voice: true, ..tip(SAID) }).await;
    let worker = house.worker();
    // More often than a job is tried before it waits for a person.
    for _ in 0..30 {
        assert_eq!(worker.run_due().await.unwrap(), 1);
        house.clock.pass(SignedDuration::from_hours(1));
    }
    assert_eq!((receiver.deliveries().len(), house.waiting().await), (0, 1));
    assert!(house.tries(&number).await.is_empty() && house.desk.stuck(&clerk()).await.unwrap().is_empty());

    house.transcribe(&number, "架子上有九盒过期的药").await;
    assert_eq!(worker.run_due().await.unwrap(), 1);
    assert_eq!(receiver.deliveries()[0].body["data"]["story"], "录音里说：架子上有九盒过期的药");
    assert_eq!(house.tries(&number).await, [(1, HandoverOutcome::Delivered)]);
}

#[tokio::test]
async fn words_that_were_written_do_not_wait_for_those_that_were_said() {
    let (house, receiver) = house([]).await;
    house.submit(Submitted { voice: true, ..tip("小卖部卖处方药") }).await;
    house.worker().run_due().await.unwrap();
    assert_eq!(receiver.deliveries()[0].body["data"]["story"], "小卖部卖处方药");
}

#[tokio::test]
async fn a_failing_gateway_is_tried_again_later_and_later_under_the_same_id() {
    let script =
        [Behaviour::Answer(500, "oops"), Behaviour::Drop, Behaviour::Answer(404, ""), Behaviour::Answer(302, "")];
    let (house, receiver) = house(script).await;
    let number = house.submit(tip("小卖部卖处方药")).await;
    let worker = house.worker();
    // Each wait is longer than the shortest jitter of the one before lets pass.
    for (wait, attempts) in [(0, 1), (7, 0), (5, 1), (15, 0), (9, 1), (31, 0), (17, 1), (63, 0), (33, 1), (86_400, 0)] {
        house.clock.seconds(wait);
        assert_eq!(worker.run_due().await.unwrap(), attempts, "after {wait} s more");
    }
    let deliveries = receiver.deliveries();
    assert_eq!(deliveries.len(), 5);
    assert!(deliveries.iter().all(|delivery| delivery.id == deliveries[0].id));
    let expected = [
        (1, failed("网关回答 500")),
        (2, failed("与网关的连接断了")),
        (3, failed("网关回答 404")),
        (4, failed("网关回答 302")),
        (5, HandoverOutcome::Delivered),
    ];
    assert_eq!(house.tries(&number).await, expected);
}

#[tokio::test]
async fn a_gateway_nobody_listens_at_is_a_failed_try() {
    let house = House::new(Adapter::Gateway, "http://127.0.0.1:9/").await;
    let number = house.submit(tip("小卖部卖处方药")).await;
    house.worker().run_due().await.unwrap();
    assert_eq!(house.tries(&number).await, [(1, failed("连接不上网关"))]);
}

#[tokio::test]
async fn retry_after_is_obeyed_in_seconds_and_as_a_date() {
    let script = [Behaviour::Later(503, "3600"), Behaviour::Later(429, "Mon, 23 Nov 2026 04:30:00 GMT")];
    let (house, receiver) = house(script).await;
    house.submit(tip("小卖部卖处方药")).await;
    let worker = house.worker();
    let mut attempts = vec![worker.run_due().await.unwrap()];
    for wait in [3_599, 1, 2 * 3_600 - 1, 1] {
        house.clock.seconds(wait);
        attempts.push(worker.run_due().await.unwrap());
    }
    assert_eq!(attempts, [1, 0, 1, 0, 1]);
    assert_eq!(receiver.deliveries().len(), 3);
}

#[tokio::test]
async fn an_answer_that_breaks_off_after_its_200_is_a_delivery() {
    let (house, receiver) = house([Behaviour::BreakOff]).await;
    let number = house.submit(tip("小卖部卖处方药")).await;
    house.worker().run_due().await.unwrap();
    house.clock.pass(SignedDuration::from_hours(48));
    house.worker().run_due().await.unwrap();
    assert_eq!(receiver.deliveries().len(), 1);
    assert_eq!(house.tries(&number).await, [(1, HandoverOutcome::Delivered)]);
}

/// The worst moment: the gateway has taken the matter, and the server dies before it knows.
#[tokio::test]
async fn a_crash_between_answer_and_commit_repeats_the_id_and_nothing_else() {
    let go = Arc::new(Notify::new());
    let (house, receiver) = house([Behaviour::Hold(go.clone())]).await;
    let number = house.submit(complaint("买到过期的药")).await;
    let doomed = house.worker();
    let running = tokio::spawn(async move { doomed.run_due().await });
    receiver.came().await;
    running.abort();
    assert!(running.await.unwrap_err().is_cancelled());
    go.notify_one();

    let next = house.worker();
    assert_eq!(next.run_due().await.unwrap(), 0, "the lease still holds");
    house.clock.pass(server::jobs::Pace::default().lease);
    assert_eq!(next.run_due().await.unwrap(), 1);
    let deliveries = receiver.deliveries();
    assert_eq!(deliveries.len(), 2);
    assert_eq!(deliveries[0].id, deliveries[1].id);
    assert_eq!(house.tries(&number).await, [(1, HandoverOutcome::Delivered)]);
    assert_eq!(house.waiting().await, 0);
}

#[tokio::test]
async fn what_was_taken_is_never_sent_again() {
    let (house, receiver) = house([]).await;
    let number = house.submit(tip("小卖部卖处方药")).await;
    house.worker().run_due().await.unwrap();
    // As if the worker had died after the event and before it could strike the job off.
    let matter = house.row(&number).await.id;
    house.store.enqueue(&house.hand_over_job(matter)).await.unwrap();
    assert_eq!(house.worker().run_due().await.unwrap(), 1);
    assert_eq!(receiver.deliveries().len(), 1);
    assert_eq!(house.waiting().await, 0);
}

#[tokio::test]
async fn a_matter_registered_by_the_clerk_or_withdrawn_is_not_sent() {
    let (house, receiver) = house([]).await;
    let number = house.submit(complaint("买到过期的药")).await;
    house.desk.register(&clerk(), &number, "5309220000000202611230007", house.now(), house.now()).await.unwrap();
    let withdrawn = house.submit(complaint("已经退款了")).await;
    let row = house.row(&withdrawn).await;
    let event = domain::event::Event { at: house.now(), actor: Actor::Reporter, kind: EventKind::Withdrawn };
    house.store.append(&row, storage::Change { events: &[event], ..Default::default() }).await.unwrap();
    assert_eq!(house.worker().run_due().await.unwrap(), 2);
    assert_eq!(receiver.deliveries().len(), 0);
}

#[tokio::test]
async fn many_matters_reach_a_gateway_that_fails_half_the_time_exactly_once_each() {
    let script = (0..60).map(|turn| match turn % 4 {
        0 => Behaviour::Answer(500, ""),
        1 => Behaviour::Drop,
        _ => Behaviour::Answer(200, "{}"),
    });
    let (house, receiver) = house(script).await;
    let mut numbers = Vec::new();
    for story in 0..30 {
        numbers.push(house.submit(tip(&format!("第 {story} 件"))).await);
    }
    let worker = house.worker();
    while house.waiting().await > 0 {
        worker.run_due().await.unwrap();
        house.clock.pass(SignedDuration::from_mins(10));
    }
    for number in &numbers {
        let tries = house.tries(number).await;
        let delivered = tries.iter().filter(|(_, outcome)| *outcome == HandoverOutcome::Delivered).count();
        assert_eq!(delivered, 1, "{number}: {tries:?}");
        let ids: std::collections::BTreeSet<_> = receiver
            .deliveries()
            .into_iter()
            .filter(|delivery| delivery.body["data"]["number"] == number.as_str())
            .map(|delivery| delivery.id)
            .collect();
        assert_eq!(ids.len(), 1, "{number}");
    }
}

#[tokio::test]
async fn a_number_given_to_two_matters_is_kept_off_the_second() {
    let twice = r#"{"registration_no":"5309220000000202611230001"}"#;
    let (house, receiver) = house([Behaviour::Answer(200, twice), Behaviour::Answer(200, twice)]).await;
    let one = house.submit(tip("一")).await;
    house.clock.seconds(1);
    let two = house.submit(tip("二")).await;
    let worker = house.worker().paced(server::jobs::Pace { at_once: 1, ..server::jobs::Pace::default() });
    worker.run_due().await.unwrap();
    assert_eq!(receiver.deliveries().len(), 2);
    assert!(house.row(&one).await.state.registration_no.is_some());
    assert_eq!(house.row(&two).await.state.registration_no, None);
    assert_eq!(house.tries(&two).await, [(1, HandoverOutcome::Delivered)]);
}
