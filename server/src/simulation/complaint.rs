//! The course of a complaint.

use domain::desk_step::DeskStep;
use domain::law::GroundSet;
use domain::matter::{ClockStep, ComplaintStep, MatterState, Moment, Pause, Stage};
use domain::track::local_date;

use super::case::Case;
use super::turn::{Move, Now, Who};

pub fn next(case: &Case, state: &MatterState, now: Now<'_>) -> Option<Move> {
    let step = match state.stage {
        Stage::Received => received(case, now),
        Stage::IdentityAsked if case.dice.chance(75) => ComplaintStep::IdentityGiven,
        Stage::IdentityAsked => refused(now).unwrap_or(ComplaintStep::IdentityGiven),
        Stage::Accepted => accepted(case, now),
        Stage::Mediating | Stage::Delegated => return Some(mediating(case, state, now)),
        Stage::Challenged => {
            let step = ComplaintStep::ChallengeDecided { upheld: case.dice.chance(30) };
            return Some(Move::Desk(Who::Lead, DeskStep::Complaint(step)));
        }
        Stage::Settled | Stage::Terminated => return Some(ending(state)),
        _ => return None,
    };
    Some(by_handler(step))
}

fn received(case: &Case, now: Now<'_>) -> ComplaintStep {
    match case.dice.throw(100) {
        0..9 => ComplaintStep::IdentityAsked { until: local_date(now.at) },
        9..20 => refused(now).unwrap_or_else(accept),
        _ => accept(),
    }
}

fn accepted(case: &Case, now: Now<'_>) -> ComplaintStep {
    match case.dice.throw(100) {
        0..14 => terminated(now).unwrap_or(ComplaintStep::MediationAgreed),
        14..20 => ComplaintStep::Delegated { body: "消费者协会".to_owned() },
        _ => ComplaintStep::MediationAgreed,
    }
}

fn mediating(case: &Case, state: &MatterState, now: Now<'_>) -> Move {
    let clue = state.history.last(Moment::ClueFound).is_some();
    let settled = || ComplaintStep::Settled { note: "商家退货退款，双方签字".to_owned() };
    let step = match case.dice.throw(100) {
        0..10 if !clue => ComplaintStep::ClueFound { what: "货架上还有同批产品".to_owned() },
        10..16 if state.stage == Stage::Mediating => {
            ComplaintStep::Challenged { reason: "调解人员认识商家".to_owned() }
        }
        16..26 => {
            let pause = ClockStep::Paused { ground: Pause::Appraisal, note: "双方同意送检".to_owned() };
            return Move::Desk(Who::Handler, DeskStep::Clock(pause));
        }
        26..50 => terminated(now).unwrap_or_else(settled),
        _ => settled(),
    };
    by_handler(step)
}

fn ending(state: &MatterState) -> Move {
    let history = &state.history;
    if history.is_open(Moment::ClueFound, Moment::ClueSettled) {
        return by_handler(ComplaintStep::ClueSettled { outcome: "已另案核查".to_owned() });
    }
    if state.stage == Stage::Terminated && history.is_open(Moment::Terminated, Moment::PartiesTold) {
        return by_handler(ComplaintStep::PartiesTold { how: "电话、短信".to_owned() });
    }
    Move::Desk(Who::Handler, DeskStep::Close { note: "调解结果已告知双方，材料已归档".to_owned() })
}

fn accept() -> ComplaintStep {
    ComplaintStep::Accepted { contact: "模拟承办人 0883-0000000".to_owned() }
}

/// On a ground of the day's law that needs no limit to have run out.
fn refused(now: Now<'_>) -> Option<ComplaintStep> {
    let note = "不属于本局处理的情形；可以协商、向法院起诉或者申请仲裁".to_owned();
    Some(ComplaintStep::Refused { grounds: vec![ground(GroundSet::Refusal, now)?], note })
}

fn terminated(now: Now<'_>) -> Option<ComplaintStep> {
    let note = "双方没有达成一致；可以向法院起诉或者申请仲裁".to_owned();
    Some(ComplaintStep::Terminated { grounds: vec![ground(GroundSet::Termination, now)?], note })
}

fn ground(set: GroundSet, now: Now<'_>) -> Option<u8> {
    now.laws.grounds_of(set, local_date(now.at)).find(|ground| ground.after_clock.is_none()).map(|ground| ground.number)
}

fn by_handler(step: ComplaintStep) -> Move {
    Move::Desk(Who::Handler, DeskStep::Complaint(step))
}
