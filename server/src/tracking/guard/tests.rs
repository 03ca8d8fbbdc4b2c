use std::net::{Ipv4Addr, Ipv6Addr};

use super::*;

const VILLAGE: IpAddr = IpAddr::V4(Ipv4Addr::new(10, 0, 0, 7));
const ELSEWHERE: IpAddr = IpAddr::V4(Ipv4Addr::new(10, 0, 0, 8));

/// How long a look-up from there takes, in milliseconds.
async fn took(guard: &Guard, from: IpAddr, right: bool) -> u128 {
    let begun = Instant::now();
    guard.watch(from, async { right }, |found| *found).await;
    begun.elapsed().as_millis()
}

#[tokio::test(start_paused = true)]
async fn right_and_wrong_codes_take_the_same_time() {
    let guard = Guard::new();
    assert_eq!(took(&guard, VILLAGE, true).await, 300);
    assert_eq!(took(&guard, VILLAGE, false).await, 300);
    let begun = Instant::now();
    let slow = sleep(Duration::from_millis(120));
    guard.watch(VILLAGE, slow, |()| true).await;
    assert_eq!(begun.elapsed().as_millis(), 300, "the look-up's own time is inside the floor");
}

#[tokio::test(start_paused = true)]
async fn twenty_wrong_codes_are_free_and_then_it_gets_slower_up_to_five_seconds() {
    let guard = Guard::new();
    for _ in 0..20 {
        assert_eq!(took(&guard, VILLAGE, false).await, 300);
    }
    assert_eq!(took(&guard, VILLAGE, false).await, 550);
    assert_eq!(took(&guard, VILLAGE, false).await, 800);
    assert_eq!(took(&guard, VILLAGE, true).await, 1_050, "a right code waits like a wrong one");
    for _ in 0..40 {
        assert!(took(&guard, VILLAGE, false).await <= 5_300);
    }
    assert_eq!(took(&guard, VILLAGE, false).await, 5_300);
    assert_eq!(took(&guard, ELSEWHERE, false).await, 300, "others are not touched");
}

#[tokio::test(start_paused = true)]
async fn ten_quiet_minutes_forgive_everything() {
    let guard = Guard::new();
    for _ in 0..30 {
        took(&guard, VILLAGE, false).await;
    }
    sleep(WINDOW + Duration::from_secs(1)).await;
    assert_eq!(took(&guard, VILLAGE, false).await, 300);
}

#[tokio::test(start_paused = true)]
async fn guesses_sent_all_at_once_are_answered_one_at_a_time() {
    let guard = Guard::new();
    let begun = Instant::now();
    futures::future::join_all((0..60).map(|_| took(&guard, VILLAGE, false))).await;
    // 20 at once, then 250 ms, 500 ms … 5 s for the 20th, and 5 s for each of the other 20.
    let expected: u128 = (1..=20).map(|n| n * 250).sum::<u128>() + 20 * 5_000;
    assert!(begun.elapsed().as_millis() >= expected, "{:?}", begun.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_training_room_with_right_codes_behind_one_address_is_not_held_up() {
    let guard = Guard::new();
    let begun = Instant::now();
    futures::future::join_all((0..200).map(|_| took(&guard, VILLAGE, true))).await;
    assert!(begun.elapsed().as_millis() <= 600, "{:?}", begun.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_guesser_who_hangs_up_frees_the_place() {
    let guard = Guard::new();
    for _ in 0..50 {
        let never = guard.watch(VILLAGE, std::future::pending::<()>(), |()| false);
        let _ = tokio::time::timeout(Duration::from_millis(10), never).await;
    }
    assert_eq!(took(&guard, VILLAGE, true).await, 300);
}

#[tokio::test(start_paused = true)]
async fn an_ipv6_neighbourhood_is_one_address_and_a_mapped_one_is_its_own() {
    let address = |last| IpAddr::V6(Ipv6Addr::new(0x2408, 0x8207, 1, 2, 0, 0, 0, last));
    let guard = Guard::new();
    for last in 0..21 {
        took(&guard, address(last), false).await;
    }
    assert!(took(&guard, address(99), true).await > 300);
    let mapped = IpAddr::V6(Ipv4Addr::new(10, 0, 0, 7).to_ipv6_mapped());
    assert_eq!(prefix(mapped), prefix(VILLAGE));
}

#[tokio::test(start_paused = true)]
async fn memory_stays_bounded_and_keeps_those_under_way() {
    let guard = Guard::new();
    let busy = guard.caller(VILLAGE);
    for number in 0..u32::try_from(ADDRESSES).unwrap() * 2 {
        guard.caller(IpAddr::V4(Ipv4Addr::from_bits(number)));
    }
    assert!(lock(&guard.callers).len() <= ADDRESSES);
    assert!(Arc::ptr_eq(&busy, &guard.caller(VILLAGE)));
}
