//! The published procedures as tables, and what no sequence of events may break.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use uuid::Uuid;

use super::clocks::{ClockStep, Pause};
use super::office::OfficeStep;
use super::*;
use crate::calendar::{Calendar, CalendarYear};
use crate::event::{Actor, Event, EventKind, Source};
use crate::law::Laws;

pub(crate) fn laws() -> Laws {
    crate::law::test_laws().clone()
}

pub(crate) fn calendar() -> Calendar {
    let year = |text| toml::from_str::<CalendarYear>(text).unwrap();
    Calendar::new([
        year(include_str!("../../../../content/calendar/2025.toml")),
        year(include_str!("../../../../content/calendar/2026.toml")),
    ])
}

const HANDLER: Uuid = Uuid::from_u128(1);
const LEAD: Uuid = Uuid::from_u128(2);

/// Nine in the morning of a day in Beijing.
fn morning(day: Date) -> Timestamp {
    format!("{day}T09:00:00+08:00").parse().unwrap()
}

fn by(id: Uuid, at: Timestamp, kind: EventKind) -> Event {
    Event { at, actor: Actor::Staff { id, name: "某某".into() }, kind }
}

fn system(at: Timestamp, kind: EventKind) -> Event {
    Event { at, actor: Actor::System, kind }
}

fn received() -> EventKind {
    EventKind::Received { source: Source::Web, notice_version: "1".into() }
}

/// A matter to which things happen, day by day.
struct Life {
    kind: MatterKind,
    events: Vec<Event>,
    laws: Laws,
    calendar: Calendar,
}

impl Life {
    fn begin(kind: MatterKind, on: Date) -> Self {
        Self { kind, events: vec![system(morning(on), received())], laws: laws(), calendar: calendar() }
    }

    fn state(&self) -> MatterState {
        MatterState::replay(self.kind, &self.events).unwrap()
    }

    fn tries(&self, person: Uuid, on: Date, kind: EventKind) -> Result<Event, Rule> {
        let event = by(person, morning(on), kind);
        self.state().apply(&event, &self.calendar, &self.laws).map(|_| event).map_err(|refusal| refusal.rule)
    }

    fn does(mut self, person: Uuid, on: Date, kind: EventKind) -> Self {
        let event = self.tries(person, on, kind.clone()).unwrap_or_else(|rule| panic!("{kind:?} broke {rule:?}"));
        self.events.push(event);
        self
    }

    fn due(&self, id: &str) -> Option<Date> {
        let running = self.state().clocks(&self.laws, &self.calendar);
        running
            .into_iter()
            .find(|clock| clock.id == id && clock.is_open())
            .and_then(|clock| clock.due)
            .map(|due| due.date)
    }
}

fn complaint(step: ComplaintStep) -> EventKind {
    EventKind::Complaint(step)
}

fn tip(step: TipStep) -> EventKind {
    EventKind::Tip(step)
}

fn accepted() -> EventKind {
    complaint(ComplaintStep::Accepted { contact: "消建股 0883-3211423".into() })
}

fn closed() -> EventKind {
    EventKind::Closed { note: "双方已和解。".into() }
}

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

proptest! {
    /// Whatever is tried in whatever order: what is admitted gives a state of the procedure, replaying
    /// gives the same state and clocks, and nothing but reopening leads on from an end.
    #[test]
    fn no_sequence_of_events_leaves_the_procedure(
        kinds in proptest::collection::vec((any_step(), any::<bool>(), 0i64..40), 0..40),
        is_tip: bool,
    ) {
        let kind = if is_tip { MatterKind::Tip } else { MatterKind::Complaint };
        let (laws, calendar) = (laws(), calendar());
        let mut events = vec![system(morning(date(2026, 5, 4)), received())];
        let mut state = MatterState::received(kind, morning(date(2026, 5, 4)));
        let mut hour = 0;
        for (tried, lead, hours) in kinds {
            hour += hours;
            let at = morning(date(2026, 5, 4)) + jiff::SignedDuration::from_hours(hour);
            let event = by(if lead { LEAD } else { HANDLER }, at, tried);
            if let Ok(next) = state.apply(&event, &calendar, &laws) {
                let leads_on = next.stage == state.stage
                    || !state.stage.is_end()
                    || matches!(event.kind, EventKind::Reopened { .. });
                prop_assert!(leads_on, "{:?} led from {:?} to {:?}", event.kind, state.stage, next.stage);
                prop_assert_eq!(next.stage.is_end(), next.closed_at.is_some());
                events.push(event);
                state = next;
            }
        }
        let replayed = MatterState::replay(kind, &events).unwrap();
        prop_assert_eq!(&replayed, &state);
        prop_assert_eq!(replayed.clocks(&laws, &calendar), state.clocks(&laws, &calendar));
        let stored: MatterState = serde_json::from_str(&serde_json::to_string(&state).unwrap()).unwrap();
        prop_assert_eq!(stored, state);
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
