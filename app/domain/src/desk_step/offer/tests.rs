use jiff::civil::date;

use super::*;
use crate::access::Role;
use crate::event::{Actor, EventKind};
use crate::matter::Status;
use crate::region::RegionCode;

fn at(day: jiff::civil::Date) -> Timestamp {
    day.at(10, 0, 0, 0).to_zoned(crate::track::beijing()).unwrap().timestamp()
}

fn person(role: Role, id: u128) -> Staff {
    Staff {
        id: Uuid::from_u128(id),
        login: "x".into(),
        name: "某某".into(),
        role,
        unit: "suo".into(),
        regions: vec!["530922".into()],
        stands_in_for: Vec::new(),
    }
}

fn scope_of(state: &MatterState) -> Scope {
    Scope::of(state, &RegionCode::parse("530922101001").unwrap())
}

/// A matter of a unit, brought to a stage without asking how.
fn in_stage(kind: MatterKind, stage: Stage) -> MatterState {
    let mut state = MatterState::received(kind, at(date(2026, 5, 11)));
    state.unit = Some("suo".into());
    state.stage = stage;
    let moments: &[Moment] = match stage {
        Stage::Terminated => &[Moment::Accepted, Moment::Terminated],
        Stage::Accepted | Stage::Mediating | Stage::Delegated | Stage::Challenged | Stage::Settled => {
            &[Moment::Accepted]
        }
        Stage::Filed | Stage::Suspended => &[Moment::Filed],
        Stage::Decided => &[Moment::Filed, Moment::Decided],
        Stage::NotFiled => &[Moment::NotFiled],
        _ => &[],
    };
    state.history.moments.extend(moments.iter().map(|moment| (*moment, at(date(2026, 5, 12)))));
    state
}

fn offered(role: Role, state: &MatterState) -> Vec<&'static str> {
    let (laws, calendar) = (crate::matter::tests::laws(), crate::matter::tests::calendar());
    let desk = Desk { laws: &laws, calendar: &calendar, at: at(date(2026, 5, 13)), heard: false };
    offers(&person(role, 1), state, &scope_of(state), desk).into_iter().map(StepName::as_str).collect()
}

/// What a handler of the unit is offered in every stage of a complaint.
#[test]
fn a_complaints_forms_by_stage() {
    let table: [(Stage, &str); 12] = [
        (
            Stage::Received,
            "take return ask-identity accept refuse find-clue take-order same-fact lawsuit note conflict",
        ),
        (
            Stage::IdentityAsked,
            "take return ask-identity identity-given refuse find-clue take-order same-fact lawsuit note conflict",
        ),
        (Stage::Refused, "lawsuit note conflict"),
        (
            Stage::Accepted,
            "take return agree delegate terminate find-clue pause take-order same-fact lawsuit note conflict",
        ),
        (
            Stage::Mediating,
            "take return delegate challenge settle terminate find-clue pause take-order same-fact lawsuit note conflict",
        ),
        (Stage::Delegated, "take return settle terminate find-clue pause take-order same-fact lawsuit note conflict"),
        (Stage::Challenged, "take return terminate find-clue pause take-order same-fact lawsuit note conflict"),
        (Stage::Settled, "take return find-clue pause take-order same-fact lawsuit note conflict close"),
        (Stage::Terminated, "take return tell-parties find-clue take-order same-fact lawsuit note conflict"),
        (Stage::Withdrawn, "lawsuit note conflict"),
        (Stage::Closed, "lawsuit note conflict"),
        (Stage::Repeat, "lawsuit note conflict"),
    ];
    for (stage, expected) in table {
        let found = offered(Role::Handler, &in_stage(MatterKind::Complaint, stage));
        assert_eq!(found, expected.split(' ').collect::<Vec<_>>(), "{stage:?}");
    }
}

#[test]
fn a_tips_forms_by_stage() {
    let table: [(Stage, &str); 10] = [
        (
            Stage::Received,
            "take return verify new-facts repeat redirect dispute pause ask-extension take-order same-fact lawsuit note conflict",
        ),
        (
            Stage::Verifying,
            "take return new-facts repeat redirect dispute propose-filing seize pause ask-extension take-order same-fact lawsuit note conflict",
        ),
        (
            Stage::Filed,
            "take return seize suspend decide pause ask-extension take-order same-fact lawsuit note conflict",
        ),
        (Stage::Suspended, "take return resume-case pause ask-extension take-order same-fact lawsuit note conflict"),
        (Stage::NotFiled, "take return answer take-order same-fact lawsuit note conflict close"),
        (Stage::AtPolice, "take return answer pause ask-extension take-order same-fact lawsuit note conflict close"),
        (Stage::Redirected, "lawsuit note conflict"),
        (Stage::Decided, "take return answer publish take-order same-fact lawsuit note conflict close"),
        (Stage::Repeat, "lawsuit note conflict"),
        (Stage::Closed, "lawsuit note conflict"),
    ];
    for (stage, expected) in table {
        let found = offered(Role::Handler, &in_stage(MatterKind::Tip, stage));
        assert_eq!(found, expected.split(' ').collect::<Vec<_>>(), "{stage:?}");
    }
}

/// Whatever is offered in whatever stage is not refused when its sample is sent, and whatever is
/// not offered is refused or pointless.
#[test]
fn nothing_is_offered_that_would_be_refused() {
    let (laws, calendar) = (crate::matter::tests::laws(), crate::matter::tests::calendar());
    let desk = Desk { laws: &laws, calendar: &calendar, at: at(date(2026, 5, 13)), heard: true };
    for (kind, stage) in
        [MatterKind::Complaint, MatterKind::Tip].into_iter().flat_map(|kind| Stage::ALL.map(|stage| (kind, stage)))
    {
        let state = in_stage(kind, stage);
        for role in Role::ALL {
            let staff = person(role, 1);
            let offered = offers(&staff, &state, &scope_of(&state), desk);
            for name in StepName::all() {
                let admitted = samples(name, &state, desk).iter().any(|step| {
                    let event = Event {
                        at: desk.at,
                        actor: Actor::Staff { id: staff.id, name: String::new() },
                        kind: step.event(&staff),
                    };
                    state.apply(&event, &calendar, &laws).is_ok()
                });
                let may = staff.may(name.action(), &scope_of(&state)).is_ok();
                if offered.contains(&name) {
                    assert!(admitted && may, "{role:?} {kind:?} {stage:?} {name:?}");
                } else {
                    assert!(
                        !admitted || !may || name == StepName::IdentityGiven,
                        "{role:?} {kind:?} {stage:?} {name:?} is missing"
                    );
                }
            }
            assert!(likely(&state, &offered).iter().all(|name| offered.contains(name)));
        }
    }
}

#[test]
fn the_permission_of_a_form_is_that_of_its_step() {
    let (laws, calendar) = (crate::matter::tests::laws(), crate::matter::tests::calendar());
    let desk = Desk { laws: &laws, calendar: &calendar, at: at(date(2026, 5, 13)), heard: false };
    let mut state = in_stage(MatterKind::Tip, Stage::Verifying);
    state.history.asked.push(crate::matter::clocks::AskedExtension {
        clock: "T6".into(),
        by: None,
        reason: String::new(),
    });
    for name in StepName::all() {
        for step in samples(name, &state, desk) {
            assert_eq!(step.action(), name.action(), "{name:?}");
        }
    }
}

#[test]
fn an_extension_is_approved_by_another_head() {
    let mut state = in_stage(MatterKind::Tip, Stage::Verifying);
    let asked = |by: u128| crate::matter::clocks::AskedExtension {
        clock: "T6".into(),
        by: Some(Uuid::from_u128(by)),
        reason: "等检验".into(),
    };
    state.history.asked = vec![asked(2)];
    assert!(offered(Role::Lead, &state).contains(&"extend"));
    state.history.asked = vec![asked(1)];
    assert!(!offered(Role::Lead, &state).contains(&"extend"), "the one who asked");
    assert!(!offered(Role::Handler, &state).contains(&"extend"));
}

#[test]
fn what_12315_closed_is_offered_nothing_but_notes() {
    let mut state = in_stage(MatterKind::Tip, Stage::Verifying);
    let kind = EventKind::StatusSet { status: Status::Closed, note: "已办结".into() };
    state = state.applied(&Event { at: at(date(2026, 5, 13)), actor: Actor::System, kind });
    assert_eq!(offered(Role::Handler, &state), ["lawsuit", "note", "conflict"]);
    assert!(offered(Role::Lead, &state).contains(&"reopen"));
}

#[test]
fn a_low_grade_asks_for_one_call_back() {
    for (grade, called_back, wanted) in [
        (None, false, false),
        (Some(3), false, false),
        (Some(2), false, true),
        (Some(1), false, true),
        (Some(1), true, false),
    ] {
        let state = MatterState { rating: grade, called_back, ..in_stage(MatterKind::Complaint, Stage::Closed) };
        assert_eq!(offered(Role::Handler, &state).contains(&"call-back"), wanted, "{grade:?} {called_back}");
    }
}
