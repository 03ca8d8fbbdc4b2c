//! Steps that must be refused: out of order, without a ground, by the wrong person.

use domain::desk_step::DeskStep;
use domain::matter::{ClockStep, ComplaintStep, MatterKind, MatterState, Pause, Stage, TipStep};
use domain::track::local_date;

use super::case::Case;
use super::turn::{Move, Now, Who};

pub fn step(case: &Case, state: &MatterState, now: Now<'_>) -> Move {
    let today = local_date(now.at);
    let undecided = matches!(state.stage, Stage::Received | Stage::IdentityAsked | Stage::Verifying);
    let close = DeskStep::Close { note: "先办结再说".to_owned() };
    let complaint = |step| (Who::Handler, DeskStep::Complaint(step));
    let tip = |step| (Who::Handler, DeskStep::Tip(step));
    let (who, step) = match (case.dice.throw(8), state.kind) {
        (0, _) if undecided => (Who::Handler, close),
        (0, _) => (Who::Handler, DeskStep::Close { note: String::new() }),
        (1, _) => (Who::Stranger, DeskStep::Take),
        (2, MatterKind::Complaint) => {
            complaint(ComplaintStep::Refused { grounds: Vec::new(), note: "不受理".to_owned() })
        }
        (2, MatterKind::Tip) if state.stage != Stage::Decided => tip(TipStep::Published),
        (3, MatterKind::Complaint) => tip(TipStep::VerificationStarted),
        (3, MatterKind::Tip) => complaint(ComplaintStep::MediationAgreed),
        (4, MatterKind::Complaint) if state.stage != Stage::Terminated => {
            complaint(ComplaintStep::PartiesTold { how: "没有终止就告知".to_owned() })
        }
        (4, MatterKind::Tip) => tip(TipStep::PublicationWithdrawn),
        (5, _) => (
            Who::Handler,
            DeskStep::Clock(ClockStep::Extended {
                clock: "T1".to_owned(), length: 7, reason: "没有人申请".to_owned()
            }),
        ),
        (6, _) => (
            Who::Handler,
            DeskStep::Clock(ClockStep::Resumed { ground: Pause::Hearing, note: format!("{today} 没有暂停过") }),
        ),
        _ => (Who::Leader, DeskStep::Take),
    };
    Move::Wrong(who, step)
}
