use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

use super::super::clocks::{ClockStep, Pause};
use super::super::office::OfficeStep;
use super::super::*;
use super::*;
use crate::retention;
use crate::track::local_date;

fn any_step() -> impl Strategy<Value = EventKind> {
    let text = || Just("甲".to_owned());
    let grounds = || proptest::collection::vec(1u8..9, 0..3);
    let complaints = prop_oneof![
        (5u8..29).prop_map(|day| ComplaintStep::IdentityAsked { until: date(2026, 5, i8::try_from(day).unwrap()) }),
        Just(ComplaintStep::IdentityGiven),
        text().prop_map(|contact| ComplaintStep::Accepted { contact }),
        (grounds(), text()).prop_map(|(grounds, note)| ComplaintStep::Refused { grounds, note }),
        Just(ComplaintStep::MediationAgreed),
        text().prop_map(|body| ComplaintStep::Delegated { body }),
        text().prop_map(|reason| ComplaintStep::Challenged { reason }),
        any::<bool>().prop_map(|upheld| ComplaintStep::ChallengeDecided { upheld }),
        text().prop_map(|what| ComplaintStep::ClueFound { what }),
        text().prop_map(|outcome| ComplaintStep::ClueSettled { outcome }),
        text().prop_map(|note| ComplaintStep::Settled { note }),
        (grounds(), text()).prop_map(|(grounds, note)| ComplaintStep::Terminated { grounds, note }),
        text().prop_map(|how| ComplaintStep::PartiesTold { how }),
    ];
    let tips = prop_oneof![
        Just(TipStep::VerificationStarted),
        text().prop_map(|what| TipStep::NewFacts { what }),
        text().prop_map(|note| TipStep::Repeat { earlier: "YX-2026-000001".into(), note }),
        text().prop_map(|to| TipStep::Redirected { to, note: String::new() }),
        text().prop_map(|with| TipStep::Disputed { with }),
        text().prop_map(|outcome| TipStep::DisputeSettled { outcome }),
        text().prop_map(|case_no| TipStep::Filed { case_no }),
        text().prop_map(|reason| TipStep::NotFiled { reason }),
        text().prop_map(|reason| TipStep::CaseSuspended { reason }),
        Just(TipStep::CaseResumed),
        text().prop_map(|what| TipStep::Seized { what }),
        text().prop_map(|number| TipStep::TestReport { number }),
        text().prop_map(|outcome| TipStep::SeizureSettled { outcome }),
        text().prop_map(|to| TipStep::SentToPolice { transfer: Uuid::nil(), to }),
        text().prop_map(|reason| TipStep::BackFromPolice { reason }),
        any::<bool>().prop_map(|elsewhere| TipStep::Decided {
            decision: Decision::Penalty,
            document_no: "1".into(),
            on: date(2026, 5, 20),
            elsewhere
        }),
        Just(TipStep::Published),
        Just(TipStep::Changed),
        Just(TipStep::PublicationWithdrawn),
        text().prop_map(|note| TipStep::Answered { note }),
    ];
    let clock = || proptest::sample::select(vec!["T1", "T3", "T5", "T6", "T7", "T9"]).prop_map(str::to_owned);
    let pause = || proptest::sample::select(Pause::ALL.to_vec());
    let clocks = prop_oneof![
        (pause(), text()).prop_map(|(ground, note)| ClockStep::Paused { ground, note }),
        (pause(), text()).prop_map(|(ground, note)| ClockStep::Resumed { ground, note }),
        (clock(), text()).prop_map(|(clock, reason)| ClockStep::ExtensionAsked { clock, reason }),
        (clock(), 10u16..40, text()).prop_map(|(clock, length, reason)| ClockStep::Extended { clock, length, reason }),
        (clock(), text()).prop_map(|(clock, reason)| ClockStep::ExtensionDenied { clock, reason }),
    ];
    prop_oneof![
        4 => complaints.prop_map(EventKind::Complaint),
        4 => tips.prop_map(EventKind::Tip),
        2 => clocks.prop_map(EventKind::Clock),
        1 => Just(EventKind::Withdrawn),
        1 => Just(EventKind::Assigned { unit: "yaoxie".into() }),
        1 => Just(EventKind::Office(OfficeStep::Returned { reason: "无权".into() })),
        1 => Just(closed()),
        1 => Just(EventKind::Reopened { reason: "发现新情况".into() }),
        1 => (0u8..7).prop_map(|grade| EventKind::Rated { grade, comment: String::new() }),
        1 => proptest::sample::select(Status::ALL.to_vec())
            .prop_map(|status| EventKind::StatusSet { status, note: String::new() }),
    ]
}

type Tried = Vec<(EventKind, bool, i64)>;

fn any_history() -> impl Strategy<Value = (MatterKind, Tried)> {
    let tried = proptest::collection::vec((any_step(), any::<bool>(), 0i64..40), 0..40);
    (prop_oneof![Just(MatterKind::Tip), Just(MatterKind::Complaint)], tried)
}

/// What of it is admitted, hours apart, by the lead or by the handler.
fn admitted(kind: MatterKind, tried: Tried) -> Vec<(Event, MatterState)> {
    let mut lived =
        vec![(system(morning(date(2026, 5, 4)), received()), MatterState::received(kind, morning(date(2026, 5, 4))))];
    let mut hour = 0;
    for (step, lead, hours) in tried {
        hour += hours;
        let at = morning(date(2026, 5, 4)) + jiff::SignedDuration::from_hours(hour);
        let event = by(if lead { LEAD } else { HANDLER }, at, step);
        if let Ok(next) = lived.last().unwrap().1.apply(&event, &calendar(), &laws()) {
            lived.push((event, next));
        }
    }
    lived
}

proptest! {
    /// Whatever is tried in whatever order: what is admitted gives a state of the procedure, replaying
    /// gives the same state and clocks, and nothing but reopening leads on from an end.
    #[test]
    fn no_sequence_of_events_leaves_the_procedure((kind, tried) in any_history()) {
        let (laws, calendar) = (laws(), calendar());
        let lived = admitted(kind, tried);
        for ((_, state), (event, next)) in lived.iter().zip(lived.iter().skip(1)) {
            let leads_on = next.stage == state.stage
                || !state.stage.is_end()
                || matches!(event.kind, EventKind::Reopened { .. });
            prop_assert!(leads_on, "{:?} led from {:?} to {:?}", event.kind, state.stage, next.stage);
            prop_assert_eq!(next.stage.is_end(), next.closed_at.is_some());
        }
        let state = lived.last().unwrap().1.clone();
        let events: Vec<Event> = lived.into_iter().map(|(event, _)| event).collect();
        let replayed = MatterState::replay(kind, &events).unwrap();
        prop_assert_eq!(&replayed, &state);
        prop_assert_eq!(replayed.clocks(&laws, &calendar), state.clocks(&laws, &calendar));
        let stored: MatterState = serde_json::from_str(&serde_json::to_string(&state).unwrap()).unwrap();
        prop_assert_eq!(stored, state);
    }

    /// Whatever happened to a matter: who reported is forgotten only after it ended, when the whole period
    /// since its last end is over, and once.
    #[test]
    fn nobody_is_forgotten_before_the_period_is_over((kind, tried) in any_history()) {
        let laws = crate::law::test_laws();
        for (event, state) in admitted(kind, tried) {
            let Some((rule, last)) = retention::period(&state, laws) else {
                prop_assert!(state.closed_at.is_none(), "an end without a period after {:?}", event.kind);
                continue;
            };
            let ended = local_date(state.closed_at.unwrap());
            prop_assert_eq!(last, ended.checked_add(i32::from(rule.months).months()).unwrap());
            prop_assert!(rule.kind == kind && rule.months > 0);
            let destroyed = EventKind::DataDestroyed { rule: rule.key.clone(), identity: true, photos: 0 };
            let gone = state.applied(&system(event.at, destroyed));
            prop_assert_eq!(retention::period(&gone, laws), None);
        }
    }
}
