use jiff::civil::date;
use uuid::Uuid;

use super::super::clocks::{ClockStep, Pause};
use super::super::office::OfficeStep;
use super::super::*;
use super::*;

/// 令121 §15, §23: seven working days to decide, sixty days to mediate, seven working days to tell.
#[test]
fn a_complaint_runs_from_receipt_to_the_end_inside_its_clocks() {
    let life = Life::begin(MatterKind::Complaint, date(2026, 5, 11));
    assert_eq!(life.due("T1"), Some(date(2026, 5, 20)));
    let life = life.does(HANDLER, date(2026, 5, 13), accepted());
    assert_eq!((life.due("T1"), life.due("T3")), (None, Some(date(2026, 7, 12))));
    let life = life.does(HANDLER, date(2026, 5, 20), complaint(ComplaintStep::MediationAgreed)).does(
        HANDLER,
        date(2026, 6, 1),
        EventKind::Clock(ClockStep::Paused { ground: Pause::Appraisal, note: "送鉴定".into() }),
    );
    assert_eq!(life.due("T3"), None, "a limit that stands still has no day");
    let life = life.does(
        HANDLER,
        date(2026, 6, 21),
        EventKind::Clock(ClockStep::Resumed { ground: Pause::Appraisal, note: "结论已出".into() }),
    );
    assert_eq!(life.due("T3"), Some(date(2026, 8, 1)), "twenty days were not counted");
    let ended = ComplaintStep::Terminated { grounds: vec![1], note: "投诉人撤回".into() };
    let life = life.does(HANDLER, date(2026, 7, 1), complaint(ended));
    assert_eq!(life.due("T4"), Some(date(2026, 7, 10)));
    assert_eq!(life.tries(HANDLER, date(2026, 7, 2), closed()), Err(Rule::PartiesToldFirst));
    let told = ComplaintStep::PartiesTold { how: "电话".into() };
    let life = life.does(HANDLER, date(2026, 7, 2), complaint(told)).does(HANDLER, date(2026, 7, 3), closed());
    assert_eq!((life.state().stage, life.state().status()), (Stage::Closed, Status::Closed));
    assert!(life.state().clocks(&life.laws, &life.calendar).iter().all(|clock| !clock.is_open()));
}

/// 程序规定 §18, §64: fifteen working days and once fifteen more; ninety days for the case.
#[test]
fn a_tip_is_verified_extended_filed_and_decided() {
    let life = Life::begin(MatterKind::Tip, date(2026, 5, 11));
    assert_eq!(life.due("T6"), Some(date(2026, 6, 1)));
    let asked = |clock: &str| {
        EventKind::Clock(ClockStep::ExtensionAsked { clock: clock.into(), reason: "取证困难".into() })
    };
    let extended = |clock: &str, length| {
        EventKind::Clock(ClockStep::Extended { clock: clock.into(), length, reason: "同意".into() })
    };
    let life = life.does(HANDLER, date(2026, 5, 12), tip(TipStep::VerificationStarted)).does(
        HANDLER,
        date(2026, 5, 25),
        asked("T6"),
    );
    assert_eq!(life.tries(HANDLER, date(2026, 5, 26), extended("T6", 15)), Err(Rule::ExtensionBySomebodyElse));
    assert_eq!(
        life.tries(LEAD, date(2026, 5, 26), extended("T6", 30)),
        Err(Rule::ExtensionOnce),
        "longer than the law"
    );
    let life = life.does(LEAD, date(2026, 5, 26), extended("T6", 15));
    assert_eq!(life.due("T6"), Some(date(2026, 6, 23)));
    assert_eq!(life.tries(HANDLER, date(2026, 5, 27), asked("T6")), Err(Rule::ExtensionOnce));
    let life = life.does(LEAD, date(2026, 6, 10), tip(TipStep::Filed { case_no: "云市监案〔2026〕7号".into() }));
    assert_eq!((life.due("T6"), life.due("T9")), (None, Some(date(2026, 9, 8))));
    let life = life.does(HANDLER, date(2026, 7, 1), tip(TipStep::CaseSuspended { reason: "等另案结果".into() })).does(
        HANDLER,
        date(2026, 7, 31),
        tip(TipStep::CaseResumed),
    );
    assert_eq!(life.due("T9"), Some(date(2026, 10, 8)), "and the end on a holiday moves behind it");
    let decided = TipStep::Decided {
        decision: Decision::Penalty,
        document_no: "云市监处罚〔2026〕9号".into(),
        on: date(2026, 9, 1),
        elsewhere: false,
    };
    let life = life.does(LEAD, date(2026, 9, 1), tip(decided));
    assert_eq!((life.due("T9"), life.due("T13a")), (None, Some(date(2026, 9, 29))));
    assert_eq!(life.state().status(), Status::Handling, "how the case went is not told before it is answered");
    let life = life.does(HANDLER, date(2026, 9, 3), closed());
    assert_eq!(life.due("T13a"), Some(date(2026, 9, 29)), "publication goes on after the end");
    assert_eq!(life.does(HANDLER, date(2026, 9, 4), tip(TipStep::Published)).due("T13a"), None);
}

/// 公示规定 §10: passed on within ten working days, which ends the limit.
#[test]
fn a_decision_against_a_party_of_another_province_is_passed_on() {
    let file = |file| tip(TipStep::FilingProposed { file, reason: "查实".into() });
    let decided = TipStep::Decided {
        decision: Decision::Penalty,
        document_no: "云市监处罚〔2026〕10号".into(),
        on: date(2026, 9, 1),
        elsewhere: true,
    };
    let life = Life::begin(MatterKind::Tip, date(2026, 8, 3))
        .does(HANDLER, date(2026, 8, 4), tip(TipStep::VerificationStarted))
        .does(HANDLER, date(2026, 8, 5), file(true))
        .does(LEAD, date(2026, 8, 6), tip(TipStep::Filed { case_no: "云市监案〔2026〕8号".into() }))
        .does(HANDLER, date(2026, 9, 1), tip(decided));
    assert_eq!(life.due("T13b"), Some(date(2026, 9, 15)));
    assert_eq!(life.does(HANDLER, date(2026, 9, 2), tip(TipStep::Published)).due("T13b"), None);
}

/// 令20 §14, §21: what came in before 2026-04-15 goes on under the rules it came in under.
#[test]
fn a_matter_keeps_the_rules_it_came_in_under_unless_the_bureau_chooses() {
    let life = Life::begin(MatterKind::Complaint, date(2026, 4, 14)).does(HANDLER, date(2026, 4, 16), accepted());
    assert_eq!(life.due("T3"), Some(date(2026, 6, 23)), "45 working days");
    let chosen = ClockStep::RulesChosen { rules: "samr-121".into(), reason: "局长办公会决定".into() };
    let life = life.does(LEAD, date(2026, 4, 17), EventKind::Clock(chosen));
    assert_eq!(life.due("T3"), Some(date(2026, 6, 15)), "60 days");
    let unknown = ClockStep::RulesChosen { rules: "nobody".into(), reason: String::new() };
    assert_eq!(life.tries(LEAD, date(2026, 4, 18), EventKind::Clock(unknown)), Err(Rule::Order));
}

#[test]
fn new_facts_start_the_clock_again() {
    let life = Life::begin(MatterKind::Tip, date(2026, 5, 11))
        .does(HANDLER, date(2026, 5, 12), tip(TipStep::VerificationStarted))
        .does(HANDLER, date(2026, 5, 18), tip(TipStep::NewFacts { what: "又有两家".into() }));
    assert_eq!((life.due("T6"), life.due("T7")), (None, Some(date(2026, 6, 8))));
}

/// What is refused at which stage, and by which rule.
#[test]
fn wrong_order_is_refused_by_the_rule_it_breaks() {
    let day = date(2026, 5, 13);
    let begun = |kind| Life::begin(kind, date(2026, 5, 11));
    let refused = |grounds: Vec<u8>| complaint(ComplaintStep::Refused { grounds, note: "不归本局".into() });
    let terminated = |grounds: Vec<u8>| complaint(ComplaintStep::Terminated { grounds, note: "不成".into() });
    let complaint_cases = [
        (complaint(ComplaintStep::MediationAgreed), Rule::AcceptBeforeMediation),
        (refused(vec![]), Rule::GroundsNamed),
        (refused(vec![99]), Rule::GroundsNamed),
        (complaint(ComplaintStep::IdentityAsked { until: date(2026, 5, 21) }), Rule::IdentityWithinDecision),
        (complaint(ComplaintStep::IdentityAsked { until: date(2026, 5, 12) }), Rule::IdentityWithinDecision),
        (complaint(ComplaintStep::IdentityGiven), Rule::Order),
        (tip(TipStep::VerificationStarted), Rule::Order),
        (closed(), Rule::Order),
        (EventKind::Closed { note: String::new() }, Rule::AnswerFirst),
        (received(), Rule::ReceivedOnce),
        (EventKind::Office(OfficeStep::Returned { reason: "无权".into() }), Rule::ReturnToReceiver),
        (EventKind::Clock(ClockStep::Paused { ground: Pause::Testing, note: String::new() }), Rule::PauseFits),
        (EventKind::Rated { grade: 5, comment: String::new() }, Rule::Order),
    ];
    for (kind, rule) in complaint_cases {
        assert_eq!(begun(MatterKind::Complaint).tries(HANDLER, day, kind.clone()), Err(rule), "{kind:?}");
    }
    let tip_cases = [
        (tip(TipStep::Filed { case_no: "1".into() }), Rule::FactsFirst),
        (accepted(), Rule::Order),
        (
            tip(TipStep::Decided { decision: Decision::Penalty, document_no: "1".into(), on: day, elsewhere: false }),
            Rule::FilingBeforeDecision,
        ),
    ];
    for (kind, rule) in tip_cases {
        assert_eq!(begun(MatterKind::Tip).tries(HANDLER, day, kind.clone()), Err(rule), "{kind:?}");
    }
    let accepted = begun(MatterKind::Complaint).does(HANDLER, day, accepted());
    assert_eq!(accepted.tries(HANDLER, day, refused(vec![1])), Err(Rule::AcceptedIsNotRefused));
    assert_eq!(accepted.tries(HANDLER, day, terminated(vec![5])), Err(Rule::MediationExpired));
    assert!(accepted.tries(HANDLER, date(2026, 7, 13), terminated(vec![5])).is_ok(), "sixty days later it is true");
    assert_eq!(
        accepted.tries(HANDLER, date(2026, 5, 12), complaint(ComplaintStep::MediationAgreed)),
        Err(Rule::NoFuture)
    );
}

#[test]
fn a_clue_found_in_mediation_is_settled_before_the_complaint_is_closed() {
    let day = date(2026, 5, 13);
    let life = Life::begin(MatterKind::Complaint, date(2026, 5, 11))
        .does(HANDLER, day, accepted())
        .does(HANDLER, day, complaint(ComplaintStep::MediationAgreed))
        .does(HANDLER, day, complaint(ComplaintStep::ClueFound { what: "无证".into() }))
        .does(HANDLER, day, complaint(ComplaintStep::Settled { note: "退款".into() }));
    assert_eq!(life.due("T5"), Some(date(2026, 6, 3)));
    assert_eq!(life.tries(HANDLER, day, closed()), Err(Rule::ClueSettledFirst));
    let settled = complaint(ComplaintStep::ClueSettled { outcome: "已立案".into() });
    assert!(life.does(HANDLER, day, settled).tries(HANDLER, day, closed()).is_ok());
}

#[test]
fn who_had_it_first_stays_answerable_and_who_is_involved_keeps_away() {
    let day = date(2026, 5, 13);
    let taken = |id| EventKind::Office(OfficeStep::Taken { staff: id, name: "某某".into() });
    let life = Life::begin(MatterKind::Tip, date(2026, 5, 11))
        .does(LEAD, day, EventKind::Assigned { unit: "suo-aihua".into() })
        .does(HANDLER, day, taken(HANDLER))
        .does(LEAD, day, EventKind::Assigned { unit: "zhifa".into() })
        .does(LEAD, day, taken(LEAD));
    let office = life.state().office;
    assert_eq!((office.first.unwrap().id, office.handler.unwrap().id), (HANDLER, LEAD));
    assert_eq!(office.first_unit.as_deref(), Some("suo-aihua"));
    let conflict = OfficeStep::ConflictDeclared { staff: HANDLER, name: "某某".into(), reason: "亲属".into() };
    let life = life.does(HANDLER, day, EventKind::Office(conflict));
    assert_eq!(life.tries(HANDLER, day, tip(TipStep::VerificationStarted)), Err(Rule::Conflict));
    assert_eq!(life.tries(LEAD, day, taken(HANDLER)), Err(Rule::Conflict));
}

#[test]
fn only_who_set_a_supervision_lifts_it_and_nothing_closes_before() {
    let day = date(2026, 5, 13);
    let id = Uuid::from_u128(9);
    let set =
        OfficeStep::Supervised { supervision: id, listed: true, requirement: "查清".into(), until: date(2026, 6, 1) };
    let lifted = EventKind::Office(OfficeStep::SupervisionLifted { supervision: id, note: "已查清".into() });
    let life = Life::begin(MatterKind::Tip, date(2026, 5, 11))
        .does(HANDLER, day, tip(TipStep::VerificationStarted))
        .does(LEAD, day, EventKind::Office(set))
        .does(LEAD, day, tip(TipStep::NotFiled { reason: "查无实据".into() }));
    assert_eq!(life.tries(LEAD, day, closed()), Err(Rule::SupervisionLifted));
    assert_eq!(life.tries(HANDLER, day, lifted.clone()), Err(Rule::SupervisionLifted));
    assert!(life.does(LEAD, day, lifted).tries(LEAD, day, closed()).is_ok());
}

#[test]
fn a_complaint_taken_back_in_mediation_is_still_told_to_both_sides() {
    let day = date(2026, 5, 13);
    let life = Life::begin(MatterKind::Complaint, date(2026, 5, 11)).does(HANDLER, day, accepted()).does(
        HANDLER,
        day,
        EventKind::Withdrawn,
    );
    assert_eq!((life.state().stage, life.due("T4")), (Stage::Terminated, Some(date(2026, 5, 22))));
}

#[test]
fn one_grade_after_the_end_and_a_call_back_for_the_two_lowest() {
    let day = date(2026, 5, 13);
    let rated = |grade| EventKind::Rated { grade, comment: String::new() };
    let refused = ComplaintStep::Refused { grounds: vec![1], note: "不归本局".into() };
    let refused = Life::begin(MatterKind::Complaint, date(2026, 5, 11)).does(HANDLER, day, complaint(refused));
    assert_eq!(refused.tries(HANDLER, day, rated(1)), Err(Rule::Order));
    let life = Life::begin(MatterKind::Tip, date(2026, 5, 11))
        .does(HANDLER, day, tip(TipStep::VerificationStarted))
        .does(LEAD, day, tip(TipStep::NotFiled { reason: "查无实据".into() }))
        .does(HANDLER, day, closed())
        .does(HANDLER, day, rated(2));
    assert_eq!(life.tries(HANDLER, day, rated(5)), Err(Rule::Order));
    assert!(life.tries(HANDLER, day, EventKind::CalledBack { note: "已解释".into() }).is_ok());
}

#[test]
fn every_rule_has_words() {
    let laws = laws();
    for rule in Rule::ALL {
        assert!(laws.rules.contains_key(rule.key()), "{rule:?} is missing in content/laws/rules.toml");
    }
}

#[test]
fn every_clock_cites_a_law_of_the_register_and_ends_with_something() {
    let laws = laws();
    for clock in &laws.clocks {
        assert!(laws.laws.contains_key(&clock.law), "{}", clock.id);
        assert!(!clock.stops.is_empty(), "{}", clock.id);
    }
}

#[test]
fn a_look_granted_by_somebody_else_is_good_for_once() {
    let day = date(2026, 5, 13);
    let asked = || EventKind::IdentityAsked { reason: "核实购买经过".into() };
    let granted = |to| EventKind::IdentityGranted { to, name: "某某".into() };
    let life = Life::begin(MatterKind::Tip, date(2026, 5, 11));
    assert_eq!(life.tries(LEAD, day, granted(HANDLER)), Err(Rule::Order), "nobody asked");
    let life = life.does(HANDLER, day, asked());
    assert_eq!(life.tries(HANDLER, day, asked()), Err(Rule::Order));
    assert_eq!(life.tries(HANDLER, day, granted(HANDLER)), Err(Rule::SecondPerson));
    let life = life.does(LEAD, day, granted(HANDLER));
    assert_eq!(life.state().custody.granted, [HANDLER]);
    let life = life.does(HANDLER, day, EventKind::IdentityViewed { reason: "核实购买经过".into() });
    assert!(life.state().custody.granted.is_empty());
}
