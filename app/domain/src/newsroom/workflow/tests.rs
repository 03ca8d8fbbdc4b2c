//! The way of an item as tables, and what no sequence of events may break.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use uuid::Uuid;

use super::*;
use crate::event::Actor;
use crate::law::test_laws;
use crate::newsroom::mask::HitKind;

pub const AUTHOR: Uuid = Uuid::from_u128(1);
const SECTION: Uuid = Uuid::from_u128(2);
const LEADER: Uuid = Uuid::from_u128(3);

pub fn newsroom() -> NewsroomLaw {
    NewsroomLaw::new(toml::from_str(include_str!("../../../../../content/laws/newsroom.toml")).unwrap())
}

/// Hours after nine in the morning of 2026-11-02, a Monday.
pub fn hour(hours: i64) -> Timestamp {
    let start: Timestamp = "2026-11-02T09:00:00+08:00".parse().unwrap();
    start + jiff::SignedDuration::from_hours(hours)
}

pub fn event(by: Uuid, hours: i64, step: Step) -> ItemEvent {
    ItemEvent { at: hour(hours), actor: Actor::Staff { id: by, name: "某某".into() }, step }
}

pub fn clock(hours: i64, step: Step) -> ItemEvent {
    ItemEvent { at: hour(hours), actor: Actor::System, step }
}

/// An item to which things happen, an hour apart.
#[derive(Clone)]
struct Life {
    state: ItemState,
    hours: i64,
}

impl Life {
    fn begin(kind: Kind) -> Self {
        Self { state: ItemState::begun(&event(AUTHOR, 0, Step::Begun { kind })).unwrap(), hours: 0 }
    }

    fn tries(&self, by: Uuid, step: Step) -> Result<ItemState, NewsRule> {
        let event = event(by, self.hours + 1, step);
        self.state.apply(&event, &newsroom(), test_laws()).map_err(|refusal| refusal.rule)
    }

    fn does(&self, by: Uuid, step: Step) -> Self {
        let state = self.tries(by, step.clone()).unwrap_or_else(|rule| panic!("{step:?} broke {rule:?}"));
        Self { state, hours: self.hours + 1 }
    }

    fn refuses(&self, by: Uuid, step: Step) -> NewsRule {
        self.tries(by, step.clone()).expect_err(&format!("{step:?} was allowed"))
    }

    fn saved(&self) -> Self {
        self.does(AUTHOR, saved("a"))
    }

    fn submitted(&self) -> Self {
        self.saved().does(AUTHOR, Step::Submitted(submission(self.state.kind)))
    }

    /// Everything but the signature.
    fn reviewed(&self) -> Self {
        let life = self.does(SECTION, first("a")).does(SECTION, secrecy("a"));
        Proof::ALL.into_iter().fold(life, |life, proof| life.does(SECTION, proofread(proof)))
    }

    fn published(kind: Kind) -> Self {
        Self::begin(kind).submitted().reviewed().does(LEADER, signed(Release::Now))
    }
}

fn saved(digest: &str) -> Step {
    Step::Saved { digest: digest.into(), address: None }
}

pub fn first(digest: &str) -> Step {
    Step::FirstReviewed { digest: digest.into(), note: String::new() }
}

pub fn secrecy(digest: &str) -> Step {
    Step::SecrecyReviewed { digest: digest.into(), note: String::new() }
}

fn proofread(proof: Proof) -> Step {
    Step::Proofread { proof, digest: "a".into() }
}

fn signed(release: Release) -> Step {
    Step::Signed { digest: "a".into(), release, correction: None }
}

fn emergency() -> Step {
    Step::EmergencyPublished { digest: "a".into(), reason: "召回的药还在卖".into() }
}

fn withdrawn() -> Step {
    Step::Withdrawn { reason: Withdrawal::Error, note: "剂量写错".into() }
}

fn case() -> CaseFacts {
    CaseFacts { decided: date(2026, 10, 20), penalty: Penalty::Other, in_effect: true, police_object: false }
}

pub fn submission(kind: Kind) -> Submission {
    Submission {
        digest: "a".into(),
        blocking: 0,
        hits: Vec::new(),
        case: (kind == Kind::Disclosure).then(case),
        origin: (kind == Kind::Alert).then(|| "https://www.nmpa.gov.cn/x".into()),
        until: None,
    }
}

pub fn hit() -> HitKey {
    HitKey { kind: HitKind::Phone, text: "13812345678".into() }
}

#[test]
fn every_rule_and_public_reason_has_its_words() {
    let newsroom = newsroom();
    for rule in NewsRule::ALL {
        assert!(newsroom.rules.contains_key(rule.key()), "{rule:?}");
    }
    assert_eq!(newsroom.rules.len(), NewsRule::ALL.len(), "a rule nobody knows");
    assert!(Withdrawal::ALL.iter().all(|reason| !newsroom.withdrawal(*reason).is_empty()));
    let laws = test_laws();
    assert!(newsroom.rules.values().filter_map(|rule| rule.law.as_ref()).all(|law| laws.laws.contains_key(law)));
}

#[test]
fn an_item_goes_from_draft_over_two_reviews_and_the_signature_to_the_public() {
    for kind in Kind::ALL {
        let life = Life::begin(kind).submitted();
        assert_eq!(life.state.stage, Stage::FirstReview);
        let life = life.does(SECTION, first("a"));
        assert_eq!(life.state.stage, Stage::SecrecyReview);
        let life = life.does(SECTION, secrecy("a"));
        assert_eq!(life.state.stage, Stage::Signing);
        let life = Proof::ALL.into_iter().fold(life, |life, proof| life.does(SECTION, proofread(proof)));
        let life = life.does(LEADER, signed(Release::Now));
        let live = life.state.live.as_ref().unwrap();
        assert_eq!((life.state.stage, live.version, live.published), (Stage::Published, 1, hour(life.hours)));
        assert!(life.state.checklist().iter().all(|check| check.done.is_some()), "{kind:?}");
    }
}

#[test]
fn nobody_approves_their_own_work() {
    let life = Life::begin(Kind::Article).submitted();
    assert_eq!(life.refuses(AUTHOR, first("a")), NewsRule::OwnWork);
    assert_eq!(life.refuses(AUTHOR, Step::Rejected { reason: "不好".into() }), NewsRule::OwnWork);
    let life = life.does(SECTION, first("a"));
    assert_eq!(life.refuses(AUTHOR, secrecy("a")), NewsRule::OwnWork);
    // Whoever changes a text is one of its authors from then on.
    let life = Life::begin(Kind::Article).saved().does(LEADER, saved("a"));
    let life = life.does(AUTHOR, Step::Submitted(submission(Kind::Article)));
    assert_eq!(life.refuses(LEADER, first("a")), NewsRule::OwnWork);
}

#[test]
fn only_the_text_that_was_read_is_approved() {
    let life = Life::begin(Kind::Article).submitted();
    assert_eq!(life.refuses(SECTION, first("b")), NewsRule::OtherText);
    assert_eq!(life.refuses(AUTHOR, saved("b")), NewsRule::Locked);
    let life = life.does(AUTHOR, Step::TakenBack).does(AUTHOR, saved("b"));
    assert_eq!(life.refuses(AUTHOR, Step::Submitted(submission(Kind::Article))), NewsRule::OtherText);
}

#[test]
fn a_rejected_text_comes_back_with_its_reason_and_every_review_begins_anew() {
    let life = Life::begin(Kind::Article).submitted().does(SECTION, first("a"));
    assert_eq!(life.refuses(LEADER, Step::Rejected { reason: " ".into() }), NewsRule::ReasonNamed);
    let life = life.does(LEADER, Step::Rejected { reason: "缺少来源".into() });
    let rejected = life.state.rejected.clone().unwrap();
    assert_eq!(
        (life.state.stage, rejected.stage, rejected.reason.as_str()),
        (Stage::Rejected, Stage::SecrecyReview, "缺少来源")
    );
    let life = life.does(AUTHOR, saved("a")).does(AUTHOR, Step::Submitted(submission(Kind::Article)));
    assert_eq!((life.state.stage, life.state.first.is_none()), (Stage::FirstReview, true));
}

#[test]
fn three_proofs_come_before_the_signature_one_by_somebody_else() {
    let life = Life::begin(Kind::Article).submitted().does(SECTION, first("a")).does(SECTION, secrecy("a"));
    assert_eq!(life.refuses(LEADER, signed(Release::Now)), NewsRule::ProofsFirst);
    let own = Proof::ALL.into_iter().fold(life.clone(), |life, proof| life.does(AUTHOR, proofread(proof)));
    assert_eq!(own.refuses(LEADER, signed(Release::Now)), NewsRule::ProofBySomebodyElse);
    let life = own.does(SECTION, proofread(Proof::Layout));
    assert!(life.tries(LEADER, signed(Release::Now)).is_ok());
}

#[test]
fn what_the_law_forbids_is_not_signed() {
    let blocked = Submission { blocking: 1, ..submission(Kind::Article) };
    let life = Life::begin(Kind::Article).saved().does(AUTHOR, Step::Submitted(blocked)).reviewed();
    assert_eq!(life.refuses(LEADER, signed(Release::Now)), NewsRule::BlockingFindings);
}

#[test]
fn every_hit_is_decided_and_what_must_go_is_gone_before_the_signature() {
    let with_hit = Submission { hits: vec![hit()], ..submission(Kind::Disclosure) };
    let life = Life::begin(Kind::Disclosure).saved().does(AUTHOR, Step::Submitted(with_hit)).does(SECTION, first("a"));
    assert_eq!(life.refuses(SECTION, secrecy("a")), NewsRule::HitsDecided);
    let keep = |reason: &str| Step::HitDecided { hit: hit(), decision: Decision::Keep { reason: reason.into() } };
    assert_eq!(life.refuses(SECTION, keep("")), NewsRule::KeepReason);
    assert_eq!(life.refuses(AUTHOR, keep("公开电话")), NewsRule::OwnWork);
    let kept = life.does(SECTION, keep("药店公开的电话")).does(SECTION, secrecy("a"));
    let kept = Proof::ALL.into_iter().fold(kept, |life, proof| life.does(SECTION, proofread(proof)));
    assert!(kept.tries(LEADER, signed(Release::Now)).is_ok());
    let mask = Step::HitDecided { hit: hit(), decision: Decision::Mask };
    let masked = life.does(AUTHOR, mask).does(SECTION, secrecy("a"));
    let masked = Proof::ALL.into_iter().fold(masked, |life, proof| life.does(SECTION, proofread(proof)));
    assert_eq!(masked.refuses(LEADER, signed(Release::Now)), NewsRule::HitsMasked);
}

#[test]
fn a_case_must_be_one_that_may_be_public() {
    let table = [
        (CaseFacts { penalty: Penalty::WarningOnly, ..case() }, NewsRule::WarningOnly),
        (CaseFacts { in_effect: false, ..case() }, NewsRule::DecisionInEffect),
        (CaseFacts { decided: date(2026, 12, 1), ..case() }, NewsRule::DecisionInEffect),
        (CaseFacts { police_object: true, ..case() }, NewsRule::PoliceObject),
        (CaseFacts { penalty: Penalty::Light, decided: date(2026, 7, 1), ..case() }, NewsRule::UntilInPast),
    ];
    let life = Life::begin(Kind::Disclosure).saved();
    for (facts, rule) in table {
        let handed_in = Submission { case: Some(facts.clone()), ..submission(Kind::Disclosure) };
        assert_eq!(life.refuses(AUTHOR, Step::Submitted(handed_in)), rule, "{facts:?}");
    }
    let without = Submission { case: None, ..submission(Kind::Disclosure) };
    assert_eq!(life.refuses(AUTHOR, Step::Submitted(without)), NewsRule::CaseFacts);
}

/// 公示规定 §14.
#[test]
fn the_last_day_of_a_case_follows_its_penalty() {
    let newsroom = newsroom();
    let decided = date(2026, 11, 30);
    let table = [
        (Penalty::WarningOnly, None),
        (Penalty::Light, Some(date(2027, 2, 28))),
        (Penalty::Other, Some(date(2029, 11, 30))),
        (Penalty::Licence, Some(date(2029, 11, 30))),
    ];
    for (penalty, day) in table {
        assert_eq!(newsroom.take_down(decided, penalty), day, "{penalty:?}");
    }
    let life = Life::published(Kind::Disclosure);
    assert_eq!(life.state.live.unwrap().until, Some(date(2029, 10, 20)));
}

#[test]
fn an_alert_passes_on_what_another_body_said() {
    let life = Life::begin(Kind::Alert).saved();
    for origin in [None, Some("http://www.nmpa.gov.cn/".to_owned()), Some(String::new())] {
        let handed_in = Submission { origin, ..submission(Kind::Alert) };
        assert_eq!(life.refuses(AUTHOR, Step::Submitted(handed_in)), NewsRule::AlertOrigin);
    }
}

#[test]
fn a_scheduled_item_goes_live_at_its_time_also_when_that_was_missed() {
    let ready = Life::begin(Kind::Article).submitted().reviewed();
    let past = signed(Release::At { at: hour(ready.hours) });
    assert_eq!(ready.refuses(LEADER, past), NewsRule::ScheduleInPast);
    let life = ready.does(LEADER, signed(Release::At { at: hour(48) }));
    assert_eq!(life.state.stage, Stage::Scheduled);
    let goes = |hours| life.state.apply(&clock(hours, Step::WentLive), &newsroom(), test_laws());
    assert_eq!(goes(47).unwrap_err().rule, NewsRule::TimeNotCome);
    assert_eq!(goes(100).unwrap().live.unwrap().published, hour(100));
    let life = life.does(LEADER, Step::Unscheduled);
    assert_eq!((life.state.stage, life.state.signed.is_none()), (Stage::Signing, true));
    assert!(life.tries(LEADER, signed(Release::Now)).is_ok());
}

#[test]
fn an_emergency_goes_out_at_once_and_is_reviewed_by_somebody_else() {
    let life = Life::begin(Kind::Notice).saved().does(LEADER, emergency());
    assert_eq!(life.state.stage, Stage::Published);
    assert_eq!(life.refuses(AUTHOR, Step::CorrectionBegun), NewsRule::AfterReviewFirst);
    let review = || Step::AfterReviewed { note: String::new() };
    assert_eq!(life.refuses(LEADER, review()), NewsRule::OwnWork);
    assert_eq!(life.refuses(AUTHOR, review()), NewsRule::OwnWork);
    let calendar = crate::matter::tests::calendar();
    let due = life.state.after_review_due(&newsroom(), &calendar).unwrap();
    assert_eq!(due.date, date(2026, 11, 3));
    let life = life.does(SECTION, review());
    assert_eq!(life.state.after_review_due(&newsroom(), &calendar), None);
    assert!(life.tries(AUTHOR, Step::CorrectionBegun).is_ok());
    let case = Life::begin(Kind::Disclosure).saved();
    assert_eq!(case.refuses(LEADER, emergency()), NewsRule::EmergencyNotForCases);
}

#[test]
fn a_correction_is_a_new_version_with_a_public_note_and_the_old_date() {
    let life = Life::published(Kind::Article);
    let first_out = life.state.live.clone().unwrap();
    let life = life.does(AUTHOR, Step::CorrectionBegun);
    assert_eq!((life.state.version, life.state.live.as_ref()), (2, Some(&first_out)), "the old one stays up");
    let life = life.submitted().reviewed();
    assert_eq!(life.refuses(LEADER, signed(Release::Now)), NewsRule::CorrectionNote);
    let note = Some("更正：每天最多4次。".to_owned());
    let life = life.does(LEADER, Step::Signed { digest: "a".into(), release: Release::Now, correction: note });
    let live = life.state.live.unwrap();
    assert_eq!((live.version, live.published), (2, first_out.published));
    assert_eq!(live.corrections.len(), 1);
    let dropped = Life::published(Kind::Article)
        .does(AUTHOR, Step::CorrectionBegun)
        .saved()
        .does(AUTHOR, Step::CorrectionDropped);
    assert_eq!((dropped.state.stage, dropped.state.live.unwrap().version), (Stage::Published, 1));
}

#[test]
fn what_is_taken_down_says_why_and_stays_down() {
    let life = Life::published(Kind::Article);
    let silent = Step::Withdrawn { reason: Withdrawal::Outdated, note: String::new() };
    assert_eq!(life.refuses(LEADER, silent), NewsRule::ReasonNamed);
    let down = life.does(LEADER, withdrawn());
    assert_eq!((down.state.stage, down.state.live.is_none()), (Stage::Withdrawn, true));
    for step in [saved("b"), Step::CorrectionBegun, withdrawn(), emergency()] {
        assert!(down.tries(AUTHOR, step).is_err());
    }
    assert_eq!(Life::begin(Kind::Article).saved().refuses(LEADER, withdrawn()), NewsRule::Order);
}

/// 公示规定 §11: three working days.
#[test]
fn an_annulled_decision_starts_the_limit_for_taking_the_case_down() {
    let calendar = crate::matter::tests::calendar();
    let on = date(2026, 11, 5);
    let life = Life::published(Kind::Disclosure).does(LEADER, Step::DecisionAnnulled { on });
    assert_eq!(life.state.annulment_due(test_laws(), &calendar).unwrap().date, date(2026, 11, 10));
    let down = life.does(LEADER, Step::Withdrawn { reason: Withdrawal::Annulled, note: "复议撤销".into() });
    assert_eq!(down.state.annulment_due(test_laws(), &calendar), None);
}

#[test]
fn an_item_expires_behind_its_last_day_and_not_before() {
    let until: Date = date(2026, 11, 10);
    let handed_in = Submission { until: Some(until), ..submission(Kind::Campaign) };
    let life = Life::begin(Kind::Campaign).saved().does(AUTHOR, Step::Submitted(handed_in)).reviewed();
    let life = life.does(LEADER, signed(Release::Now));
    let expires = |day: i64| life.state.apply(&clock(day * 24, Step::Expired), &newsroom(), test_laws());
    assert_eq!(expires(8).unwrap_err().rule, NewsRule::NotYetOver);
    assert_eq!(expires(9).unwrap().stage, Stage::Expired);
}
