//! What no sequence of steps may break.

use proptest::prelude::*;
use uuid::Uuid;

use super::tests::{AUTHOR, clock, event, first, hit, hour, newsroom, secrecy, submission};
use super::*;
use crate::law::test_laws;

fn step() -> impl Strategy<Value = Step> {
    let digest = prop_oneof![Just("a".to_owned()), Just("b".to_owned())];
    let note = prop_oneof![Just(String::new()), Just("有误".to_owned())];
    prop_oneof![
        3 => digest.clone().prop_map(|digest| Step::Saved { digest, address: None }),
        4 => (digest.clone(), any::<bool>()).prop_map(|(digest, marked)| Step::Submitted(Submission {
            digest,
            hits: if marked { vec![hit()] } else { Vec::new() },
            ..submission(Kind::Disclosure)
        })),
        4 => digest.clone().prop_map(|digest| first(&digest)),
        4 => digest.clone().prop_map(|digest| secrecy(&digest)),
        6 => (proptest::sample::select(Proof::ALL.to_vec()), digest.clone())
            .prop_map(|(proof, digest)| Step::Proofread { proof, digest }),
        5 => (digest.clone(), any::<bool>(), note.clone()).prop_map(|(digest, later, note)| Step::Signed {
            digest,
            release: if later { Release::At { at: hour(60) } } else { Release::Now },
            correction: Some(note),
        }),
        1 => note.clone().prop_map(|reason| Step::Rejected { reason }),
        1 => Just(Step::TakenBack),
        1 => Just(Step::Unscheduled),
        2 => Just(Step::WentLive),
        1 => digest.prop_map(|digest| Step::EmergencyPublished { digest, reason: "急".into() }),
        1 => Just(Step::AfterReviewed { note: String::new() }),
        2 => Just(Step::CorrectionBegun),
        1 => Just(Step::CorrectionDropped),
        1 => Just(Step::HitDecided { hit: hit(), decision: Decision::Keep { reason: "公开".into() } }),
        1 => Just(Step::HitDecided { hit: hit(), decision: Decision::Mask }),
        1 => note.prop_map(|note| Step::Withdrawn { reason: Withdrawal::Error, note }),
        1 => Just(Step::Expired),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nothing_is_public_that_its_authors_approved_alone(
        kind in proptest::sample::select(Kind::ALL.to_vec()),
        steps in proptest::collection::vec((step(), 0_u128..4), 0..80),
    ) {
        let newsroom = newsroom();
        let begun = event(AUTHOR, 0, Step::Begun { kind });
        let mut events = vec![begun];
        let mut state = ItemState::begun(&events[0]).unwrap();
        let mut published = None;
        for (hours, (step, person)) in (1..).zip(steps) {
            let event = match person {
                0 => clock(hours, step),
                person => event(Uuid::from_u128(person), hours, step),
            };
            let before = state.clone();
            let Ok(next) = state.apply(&event, &newsroom, test_laws()) else { continue };
            state = next;
            events.push(event);
            let went_out = before.live.as_ref().map(|live| live.version) != state.live.as_ref().map(|live| live.version);
            if let Some(live) = state.live.as_ref().filter(|_| went_out) {
                let signer = state.signed.as_ref().map(|signed| signed.by);
                let after = state.emergency.as_ref().is_some_and(|emergency| emergency.reviewed.is_none());
                prop_assert!(after || signer.is_some_and(|by| !state.hands.contains(&by)));
                prop_assert!(after || state.first.is_some() && state.secrecy.is_some() && state.proofs.len() == 3);
                prop_assert!(after || state.open_hits().is_empty());
                prop_assert!(published.is_none_or(|day| day == live.published), "PubDate never changes");
                prop_assert_eq!(Some(&live.digest), state.digest.as_ref());
            }
            published = published.or(state.live.as_ref().map(|live| live.published));
            if state.stage.is_end() {
                prop_assert!(state.live.is_none());
            }
        }
        prop_assert_eq!(ItemState::replay(&events, &newsroom), Some(state.clone()), "the state is a fold of the events");
        let kept = serde_json::to_string(&state).unwrap();
        prop_assert_eq!(serde_json::from_str::<ItemState>(&kept).unwrap(), state);
    }
}
