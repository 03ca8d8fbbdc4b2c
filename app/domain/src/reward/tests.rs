use proptest::prelude::*;

use super::*;
use crate::calendar::CalendarYear;
use crate::event::Actor;

fn laws() -> &'static Laws {
    crate::law::test_laws()
}

fn calendar() -> Calendar {
    let year: CalendarYear = toml::from_str(include_str!("../../../../content/calendar/2026.toml")).unwrap();
    Calendar::new([year])
}

fn hour(n: i64) -> Timestamp {
    Timestamp::from_second(1_795_140_000 + n * 3600).unwrap()
}

fn entry(n: i64, by: u128, step: RewardStep) -> Entry<RewardStep> {
    let actor = if by == 0 { Actor::Reporter } else { Actor::Staff { id: Uuid::from_u128(by), name: String::new() } };
    Entry { at: hour(n), happened: hour(n), actor, step }
}

fn begun() -> Reward {
    Reward::begun(&entry(0, 0, RewardStep::Wished)).unwrap()
}

fn qualified(fine: Option<u64>) -> RewardStep {
    RewardStep::Qualified { document_no: "云市监罚〔2026〕1号".into(), fine, crime: false, note: String::new() }
}

fn proposed(amount: u64, finance: &str) -> RewardStep {
    RewardStep::Proposed { grade: 2, amount, sharers: 2, reason: "证据直接".into(), finance: finance.into() }
}

fn decided() -> RewardStep {
    RewardStep::Decided { note: String::new() }
}

fn walk(steps: Vec<(u128, RewardStep)>) -> Reward {
    steps.into_iter().zip(1..).fold(begun(), |reward, ((by, step), n)| {
        reward.apply(&entry(n, by, step.clone()), laws()).unwrap_or_else(|why| panic!("{step:?}: {why}"))
    })
}

/// Percent, floor, cap.
#[test]
fn the_amount_is_the_share_between_floor_and_cap() {
    let rules = &laws().rewards;
    for (grade, fine, expected) in [
        (1, Some("200000"), "10000"),
        (1, Some("100000"), "5000"),
        (1, Some("99999.99"), "5000"),
        (2, Some("200000"), "6000"),
        (3, Some("200000"), "2000"),
        (3, Some("12345.67"), "1000"),
        (1, None, "5000"),
        (2, None, "3000"),
        (3, None, "1000"),
        (1, Some("999999999"), "1000000"),
    ] {
        let fine = fine.map(|fine| fen(fine).unwrap());
        assert_eq!(rules.amount(grade, fine).map(yuan).as_deref(), Some(expected), "{grade} {fine:?}");
    }
    assert_eq!(rules.amount(4, None), None);
}

#[test]
fn yuan_are_read_with_two_decimals_and_nothing_else() {
    for (typed, read) in [("35.5", Some(3550)), ("１２", Some(1200)), ("1,000.05", Some(100_005)), ("0", Some(0))] {
        assert_eq!(fen(typed), read, "{typed}");
    }
    for typed in ["", "-1", "1.234", "一百", "1e5", ".5"] {
        assert_eq!(fen(typed), None, "{typed}");
    }
}

#[test]
fn the_way_to_a_paid_reward_needs_a_result_an_application_and_two_persons() {
    let laws = laws();
    let rule = |reward: &Reward, by, step| reward.apply(&entry(50, by, step), laws).unwrap_err().rule;
    assert_eq!(rule(&begun(), 1, proposed(1, "")), Rule::RewardQualifiedFirst);
    let reward = walk(vec![(1, qualified(Some(20_000_000)))]);
    assert_eq!(rule(&reward, 1, proposed(600_000, "")), Rule::RewardAppliedFirst);
    assert_eq!(reward.tell_by(laws, &calendar()).unwrap().date.to_string(), "2026-12-11");
    let reward = walk(vec![(1, qualified(Some(20_000_000))), (0, RewardStep::Applied)]);
    assert_eq!(rule(&reward, 1, proposed(50_000_000, " ")), Rule::RewardFinance);
    let reward = walk(vec![(1, qualified(Some(20_000_000))), (0, RewardStep::Applied), (1, proposed(600_000, ""))]);
    assert_eq!(rule(&reward, 1, decided()), Rule::RewardSecondPerson);
    assert_eq!(reward.share(), Some(300_000));
    let paid = RewardStep::Paid { voucher: "1".into() };
    let reward = walk(vec![
        (1, qualified(Some(20_000_000))),
        (0, RewardStep::Applied),
        (1, proposed(600_000, "")),
        (2, decided()),
    ]);
    assert!(reward.collect_by(laws, &calendar()).is_some_and(|due| due.date.to_string().starts_with("202")));
    let reward = reward.apply(&entry(51, 3, paid), laws).unwrap();
    assert!(!reward.is_open());
}

#[test]
fn no_reward_is_refused_for_a_reason_the_rules_do_not_know() {
    let refuse = |ground: &str| RewardStep::Refused { ground: ground.into(), reason: "x".into() };
    assert!(begun().apply(&entry(1, 1, refuse("just-so")), laws()).is_err());
    assert!(!walk(vec![(1, refuse("staff"))]).is_open());
}

fn any_step() -> impl Strategy<Value = RewardStep> {
    let words = "x".to_owned();
    prop::sample::select(vec![
        qualified(Some(10_000)),
        qualified(None),
        RewardStep::Told { how: words.clone() },
        RewardStep::Applied,
        RewardStep::Refused { ground: "staff".into(), reason: words.clone() },
        proposed(300_000, ""),
        proposed(90_000_000, "同意"),
        decided(),
        RewardStep::SentBack { reason: words.clone() },
        RewardStep::Paid { voucher: words.clone() },
        RewardStep::Waived { reason: words.clone(), given_up: true },
        RewardStep::Waived { reason: words, given_up: false },
    ])
}

proptest! {
    #[test]
    fn nothing_is_paid_that_two_persons_did_not_decide(steps in prop::collection::vec((any_step(), 0_u128..4), 0..30)) {
        let laws = laws();
        let mut kept = vec![entry(0, 0, RewardStep::Wished)];
        let mut state = begun();
        for (n, (step, by)) in steps.into_iter().enumerate() {
            let tried = entry(i64::try_from(n).unwrap() + 1, by, step);
            let before = state.clone();
            if let Ok(next) = state.apply(&tried, laws) {
                if next.stage == RewardStage::Decided {
                    let proposer = before.proposal.as_ref().and_then(|proposal| proposal.by);
                    prop_assert!(proposer.is_none() || proposer != tried.actor.staff() || before.stage == RewardStage::Decided);
                }
                if next.stage == RewardStage::Paid {
                    prop_assert!(before.decided_at.is_some());
                }
                state = next;
                kept.push(tried);
            }
        }
        prop_assert_eq!(Reward::replay(&kept), Some(state));
    }
}
