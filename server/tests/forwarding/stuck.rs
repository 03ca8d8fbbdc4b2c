use domain::access::{Action, Role};
use domain::event::HandoverOutcome;
use domain::ports::Forwarding;
use jiff::SignedDuration;
use server::forwarding::{Retried, report, retry};

use super::gateway::house;
use super::house::{clerk, staff, tip};
use super::receiver::Behaviour;

#[tokio::test]
async fn a_refused_content_waits_for_a_person_at_once() {
    let (house, receiver) = house([Behaviour::Answer(422, "{}")]).await;
    let number = house.submit(tip("小卖部卖处方药")).await;
    house.worker().run_due().await.unwrap();
    house.clock.pass(SignedDuration::from_hours(24 * 30));
    assert_eq!(house.worker().run_due().await.unwrap(), 0);
    assert_eq!(receiver.deliveries().len(), 1);
    assert_eq!(house.tries(&number).await, [(1, HandoverOutcome::Stuck { reason: "网关回答 422".into() })]);

    let stuck = house.desk.stuck(&clerk()).await.unwrap();
    assert_eq!(stuck.len(), 1);
    assert_eq!((stuck[0].number.as_str(), stuck[0].last_error.as_str()), (number.as_str(), "网关回答 422"));
    house.desk.retry(&clerk(), stuck[0].id, house.now()).await.unwrap();
    assert_eq!(house.worker().run_due().await.unwrap(), 1);
    assert_eq!(house.tries(&number).await[1], (2, HandoverOutcome::Delivered));
    assert!(house.desk.stuck(&clerk()).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_gateway_that_stays_down_never_drops_a_matter() {
    let (house, receiver) = house(std::iter::repeat_n(Behaviour::Answer(500, ""), 24)).await;
    let number = house.submit(tip("小卖部卖处方药")).await;
    let worker = house.worker();
    let mut attempts = 0;
    for _ in 0..40 {
        attempts += worker.run_due().await.unwrap();
        house.clock.pass(SignedDuration::from_hours(8));
    }
    assert_eq!((attempts, receiver.deliveries().len()), (24, 24));
    assert_eq!(house.tries(&number).await[23], (24, HandoverOutcome::Stuck { reason: "网关回答 500".into() }));

    let text = report(&house.store).await.unwrap();
    assert!(text.contains("需要人工处理：1") && text.contains(&number) && text.contains("试过 24 次"), "{text}");
    assert_eq!(retry(&house.store, "YX-2026-999999", house.now()).await.unwrap(), Retried::Nothing);
    assert_eq!(retry(&house.store, &number, house.now()).await.unwrap(), Retried::Jobs(1));
    assert_eq!(worker.run_due().await.unwrap(), 1);
    assert_eq!(house.tries(&number).await[24], (25, HandoverOutcome::Delivered));
}

#[tokio::test]
async fn the_stuck_list_is_the_clerks_alone() {
    let (house, _receiver) = house([]).await;
    let handler = staff(Role::Handler);
    assert!(handler.may_ever(Action::HandOver).is_err());
    assert!(house.desk.stuck(&handler).await.is_err());
    assert!(house.desk.retry(&handler, uuid::Uuid::nil(), house.now()).await.is_err());
}
