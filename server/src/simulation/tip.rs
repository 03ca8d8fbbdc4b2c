//! The course of a tip.

use domain::desk_step::DeskStep;
use domain::matter::{ClockStep, Decision, MatterState, Moment, Pause, Stage, TipStep};
use domain::track::local_date;

use super::case::Case;
use super::turn::{Move, Now, Who};

pub fn next(case: &Case, state: &MatterState, now: Now<'_>) -> Option<Move> {
    let history = &state.history;
    if history.is_open(Moment::Dispute, Moment::DisputeSettled) {
        return Some(by_handler(TipStep::DisputeSettled { outcome: "由本局处理".to_owned() }));
    }
    match state.stage {
        Stage::Received => Some(by_handler(TipStep::VerificationStarted)),
        Stage::Verifying => Some(verifying(case, state)),
        Stage::Filed => Some(filed(case, state, now)),
        Stage::Suspended => Some(by_handler(TipStep::CaseResumed)),
        Stage::Decided | Stage::NotFiled if history.last(Moment::Answered).is_none() => {
            Some(by_handler(TipStep::Answered { note: "已依法处理".to_owned() }))
        }
        Stage::Decided | Stage::NotFiled | Stage::AtPolice => {
            Some(Move::Desk(Who::Handler, DeskStep::Close { note: "处理结果已答复，材料已归档".to_owned() }))
        }
        _ => None,
    }
}

fn verifying(case: &Case, state: &MatterState) -> Move {
    if let Some(proposal) = &state.office.proposed {
        let step = match (case.dice.throw(100), proposal.file) {
            (0..8, _) => TipStep::FilingRejected { reason: "事实还要再查".to_owned() },
            (_, true) => TipStep::Filed { case_no: format!("云市监案〔{}〕", case.number) },
            (_, false) => TipStep::NotFiled { reason: "经核查没有违法事实".to_owned() },
        };
        return Move::Desk(Who::Lead, DeskStep::Tip(step));
    }
    let step = match case.dice.throw(100) {
        0..6 => TipStep::Redirected {
            to: "卫生健康部门".to_owned(), note: "医疗机构的诊疗行为归那里管".to_owned()
        },
        6..10 => TipStep::NewFacts { what: "补充了购买记录".to_owned() },
        10..13 => {
            TipStep::Repeat { earlier: case.number.clone(), note: "与此前反映的是同一件事".to_owned() }
        }
        13..16 => TipStep::Disputed { with: "邻县市场监管局".to_owned() },
        16..24 => {
            let pause = ClockStep::Paused { ground: Pause::Testing, note: "抽样送检".to_owned() };
            return Move::Desk(Who::Handler, DeskStep::Clock(pause));
        }
        24..32 => {
            let asked =
                ClockStep::ExtensionAsked { clock: "T6".to_owned(), reason: "涉及多个经营者".to_owned() };
            return Move::Desk(Who::Handler, DeskStep::Clock(asked));
        }
        32..60 => TipStep::FilingProposed { file: true, reason: "有违法事实，应当处罚".to_owned() },
        _ => TipStep::FilingProposed { file: false, reason: "没有违法事实".to_owned() },
    };
    by_handler(step)
}

fn filed(case: &Case, state: &MatterState, now: Now<'_>) -> Move {
    let history = &state.history;
    if history.is_open(Moment::Seized, Moment::SeizureSettled) {
        let tested = history.last(Moment::TestReport) > history.last(Moment::Seized);
        return by_handler(match tested || case.dice.chance(50) {
            true => TipStep::SeizureSettled { outcome: "没收".to_owned() },
            false => TipStep::TestReport { number: format!("JY-{}", case.number) },
        });
    }
    by_handler(match case.dice.throw(100) {
        0..15 if history.last(Moment::Seized).is_none() => TipStep::Seized { what: "药品 12 盒".to_owned() },
        15..20 => TipStep::CaseSuspended { reason: "等待检验机构结论".to_owned() },
        _ => TipStep::Decided {
            decision: *case.dice.pick(&Decision::ALL).unwrap_or(&Decision::Penalty),
            document_no: format!("云市监罚〔{}〕", case.number),
            on: local_date(now.at),
            elsewhere: case.dice.chance(5),
        },
    })
}

fn by_handler(step: TipStep) -> Move {
    Move::Desk(Who::Handler, DeskStep::Tip(step))
}
