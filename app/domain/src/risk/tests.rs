use proptest::prelude::*;

use super::*;
use crate::event::Actor;

fn second(n: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + n).unwrap()
}

fn entry(n: i64, by: u128, step: RiskStep) -> Entry<RiskStep> {
    let actor = Actor::Staff { id: Uuid::from_u128(by), name: String::new() };
    Entry { at: second(n), happened: second(n), actor, step }
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

const HANDLER: u128 = 7;

fn begun() -> Risk {
    let finding = Finding {
        source: RiskSource::Sampling,
        object: "某某药店".into(),
        level: Level::High,
        what: "阴凉柜温度超标".into(),
        region: RegionCode::parse("530922101000").unwrap(),
        unit: "suo-aihua".into(),
        leader: "分管局长".into(),
        handler: Person { id: Uuid::from_u128(HANDLER), name: "承办人".into() },
        measures: "限期整改".into(),
        until: day("2026-12-20"),
    };
    Risk::begun(&entry(0, 1, RiskStep::Listed(finding))).unwrap()
}

fn words() -> String {
    "x".to_owned()
}

fn evidence() -> RiskStep {
    RiskStep::EvidenceAdded { text: words(), links: vec!["YX-2026-000001".into()] }
}

fn tried(risk: &Risk, n: i64, by: u128, step: RiskStep) -> Result<Risk, Rule> {
    let entry = entry(n, by, step);
    if entry.happened < risk.last() {
        return Err(Rule::NoFuture);
    }
    // No rule of risks looks at the law's data.
    risk.admits(&entry, crate::law::test_laws()).map(|()| risk.clone().applied(&entry))
}

#[test]
fn nothing_is_closed_without_evidence_and_a_second_person() {
    let risk = begun();
    let ask = || RiskStep::AcceptanceAsked { note: words() };
    let accept = || RiskStep::Accepted { note: words() };
    assert_eq!(tried(&risk, 1, HANDLER, ask()), Err(Rule::RiskEvidence));
    assert_eq!(tried(&risk, 1, 2, accept()), Err(Rule::Order));
    let risk = tried(&risk, 1, HANDLER, evidence()).unwrap();
    let risk = tried(&risk, 2, 3, ask()).unwrap();
    assert_eq!(tried(&risk, 3, HANDLER, accept()), Err(Rule::RiskSecondPerson), "the handler");
    assert_eq!(tried(&risk, 3, 3, accept()), Err(Rule::RiskSecondPerson), "who asked for it");
    let risk = tried(&risk, 3, 4, accept()).unwrap();
    assert!(!risk.is_open() && risk.closed_at == Some(second(3)));
    assert_eq!(tried(&risk, 4, HANDLER, evidence()), Err(Rule::Ended));
}

#[test]
fn a_reopened_risk_needs_new_evidence() {
    let risk = tried(&begun(), 1, HANDLER, evidence()).unwrap();
    let risk = tried(&risk, 2, HANDLER, RiskStep::AcceptanceAsked { note: words() }).unwrap();
    let risk = tried(&risk, 3, 4, RiskStep::Accepted { note: words() }).unwrap();
    let risk = tried(&risk, 4, 4, RiskStep::Reopened { reason: words(), until: day("2027-01-20") }).unwrap();
    assert_eq!((risk.stage, risk.reopened, risk.finding.until), (RiskStage::Open, 1, day("2027-01-20")));
    assert_eq!(tried(&risk, 5, HANDLER, RiskStep::AcceptanceAsked { note: words() }), Err(Rule::RiskEvidence));
}

#[test]
fn a_task_is_done_once_and_can_be_given_back() {
    let tasking = Tasking {
        origin: "FX-2026-0001".into(),
        what: "查阴凉柜".into(),
        outlets: OutletKind::Pharmacy,
        region: RegionCode::parse("530922101000").unwrap(),
        unit: "suo-aihua".into(),
        giver: "yaoxie".into(),
        until: day("2026-12-20"),
        minutes: None,
    };
    let actor = Actor::System;
    let of = |n, step| Entry { at: second(n), happened: second(n), actor: actor.clone(), step };
    let laws = crate::law::test_laws();
    let task = Task::begun(&of(0, TaskStep::Given(tasking))).unwrap();
    let done = of(1, TaskStep::Done { note: words(), outlets: 12 });
    let task = task.apply(&done, laws).unwrap();
    assert_eq!((task.is_open(), task.outlets), (false, 12));
    assert_eq!(task.apply(&of(2, TaskStep::Done { note: words(), outlets: 1 }), laws).unwrap_err().rule, Rule::Ended);
    assert!(task.apply(&of(2, TaskStep::GivenBack { reason: words() }), laws).unwrap().is_open());
}

fn any_step() -> impl Strategy<Value = RiskStep> {
    let handler = Person { id: Uuid::from_u128(2), name: words() };
    prop::sample::select(vec![
        RiskStep::Measured { note: words() },
        evidence(),
        RiskStep::HandlerChanged { handler, unit: "yaoxie".into() },
        RiskStep::DueMoved { until: day("2027-01-01"), reason: words() },
        RiskStep::AcceptanceAsked { note: words() },
        RiskStep::Accepted { note: words() },
        RiskStep::SentBack { reason: words() },
        RiskStep::Reopened { reason: words(), until: day("2027-01-01") },
        RiskStep::TasksMade { count: 2, what: words() },
    ])
}

proptest! {
    #[test]
    fn closed_always_means_evidence_and_another_person(steps in prop::collection::vec((any_step(), 1_u128..9), 0..40)) {
        let mut state = begun();
        let mut kept = vec![entry(0, 1, RiskStep::Listed(state.finding.clone()))];
        for (n, (step, by)) in steps.into_iter().enumerate() {
            let n = i64::try_from(n).unwrap() + 1;
            let closing = matches!(step, RiskStep::Accepted { .. });
            if let Ok(next) = tried(&state, n, by, step.clone()) {
                if closing {
                    prop_assert!(!state.evidence.is_empty());
                    prop_assert!(state.finding.handler.id != Uuid::from_u128(by) && state.asked_by != Some(Uuid::from_u128(by)));
                }
                state = next;
                kept.push(entry(n, by, step));
            }
        }
        prop_assert_eq!(Risk::replay(&kept), Some(state));
    }
}
