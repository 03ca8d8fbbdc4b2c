use jiff::Timestamp;
use uuid::Uuid;

use super::{DeskStep, StepName};
use crate::access::{Scope, Staff};
use crate::calendar::Calendar;
use crate::event::Event;
use crate::law::{GroundSet, Laws};
use crate::matter::office::Person;
use crate::matter::{
    ClockStep, ComplaintStep, Decision, MatterKind, MatterState, Moment, OfficeStep, Pause, Running, Stage, TipStep,
};
use crate::track::local_date;

/// Under what law, calendar and time a step is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Desk<'a> {
    pub laws: &'a Laws,
    pub calendar: &'a Calendar,
    pub at: Timestamp,
    /// There are recordings to write down.
    pub heard: bool,
}

/// The steps a person may take on a matter now, in the order of the page: those they have the
/// permission for and that no rule refuses when the form is filled in sensibly.
#[must_use]
pub fn offers(staff: &Staff, state: &MatterState, scope: &Scope, desk: Desk<'_>) -> Vec<StepName> {
    let fits = |name: &StepName| staff.may(name.action(), scope).is_ok() && is_open(*name, staff, state, scope, desk);
    StepName::all().filter(fits).collect()
}

/// The one or two steps that usually come next, of those offered.
#[must_use]
pub fn likely(state: &MatterState, offered: &[StepName]) -> Vec<StepName> {
    let next = usual(state);
    let mut next: Vec<_> = next.iter().copied().filter(|name| offered.contains(name)).collect();
    let decisions = [StepName::Extend, StepName::DenyExtension];
    if decisions.iter().all(|name| offered.contains(name)) {
        next = decisions.to_vec();
    }
    next.truncate(2);
    next
}

fn usual(state: &MatterState) -> &'static [StepName] {
    use StepName as N;
    let complaint = state.kind == MatterKind::Complaint;
    match state.stage {
        Stage::Received if state.unit.is_none() => &[N::Dispatch],
        Stage::Received if complaint && state.office.handler.is_none() => &[N::Take, N::NameHandler, N::Accept],
        Stage::Received if state.office.handler.is_none() => &[N::Take, N::NameHandler, N::Verify],
        Stage::Received if complaint => &[N::Accept, N::Refuse],
        Stage::Received => &[N::Verify],
        Stage::IdentityAsked => &[N::IdentityGiven, N::Refuse],
        Stage::Accepted => &[N::AgreeToMediate, N::Terminate],
        Stage::Mediating | Stage::Delegated => &[N::Settle, N::Terminate],
        Stage::Challenged => &[N::DecideChallenge],
        Stage::Settled => &[N::SettleClue, N::Close],
        Stage::Terminated => &[N::TellParties, N::SettleClue, N::Close],
        Stage::Verifying if state.office.proposed.as_ref().is_some_and(|one| one.file) => &[N::File, N::RejectFiling],
        Stage::Verifying if state.office.proposed.is_some() => &[N::DoNotFile, N::RejectFiling],
        Stage::Verifying => &[N::ProposeFiling, N::File],
        Stage::Filed => &[N::Decide],
        Stage::Suspended => &[N::ResumeCase],
        Stage::Decided if state.history.last(Moment::Answered).is_some() => &[N::Publish, N::Close],
        Stage::Decided | Stage::NotFiled | Stage::AtPolice if state.history.last(Moment::Answered).is_none() => {
            &[N::Answer, N::Close]
        }
        Stage::NotFiled | Stage::AtPolice => &[N::Close],
        Stage::Closed => &[N::CallBack, N::Publish, N::WithdrawPublished],
        _ => &[],
    }
}

fn is_open(name: StepName, staff: &Staff, state: &MatterState, scope: &Scope, desk: Desk<'_>) -> bool {
    let pointless = match name {
        StepName::Take => state.office.handler.as_ref().is_some_and(|handler| handler.id == staff.id),
        StepName::Conflict => state.office.conflicts.contains(&staff.id),
        StepName::Transcribe => !desk.heard,
        StepName::IdentityGiven => state.stage != Stage::IdentityAsked,
        _ => false,
    };
    let actor = staff.actor(name.action(), scope);
    let admitted = |step: &DeskStep| {
        let event = Event { at: desk.at, actor: actor.clone(), kind: step.event(staff) };
        state.apply(&event, desk.calendar, desk.laws).is_ok()
    };
    !pointless && samples(name, state, desk).iter().any(admitted)
}

/// The form filled in sensibly, once for each thing that could be chosen in it.
fn samples(name: StepName, state: &MatterState, desk: Desk<'_>) -> Vec<DeskStep> {
    use StepName as N;
    let text = || String::from("…");
    let grounds = |set| {
        let on = local_date(desk.at);
        let free = desk.laws.grounds_of(set, on).find(|ground| ground.after_clock.is_none());
        free.map(|ground| vec![ground.number]).unwrap_or_default()
    };
    let step = match name {
        N::Dispatch => DeskStep::Dispatch { unit: text() },
        N::Take => DeskStep::Take,
        N::NameHandler => DeskStep::NameHandler { person: Person { id: Uuid::nil(), name: text() } },
        N::Conflict => DeskStep::Conflict { reason: text() },
        N::Close => DeskStep::Close { note: text() },
        N::CallBack => DeskStep::CallBack { note: text() },
        N::Reopen => DeskStep::Reopen { reason: text() },
        N::Release => DeskStep::Office(OfficeStep::Released { reason: text() }),
        N::Return => DeskStep::Office(OfficeStep::Returned { reason: text() }),
        N::SameFact => DeskStep::Office(OfficeStep::SameFact { other: text() }),
        N::Lawsuit => DeskStep::Office(OfficeStep::LawsuitNoted { what: text() }),
        N::EndLawsuit => DeskStep::Office(OfficeStep::LawsuitOver { outcome: text() }),
        N::Transcribe => DeskStep::Office(OfficeStep::Transcribed { words: text() }),
        N::Note => DeskStep::Office(OfficeStep::Noted { text: text() }),
        N::AskIdentity => DeskStep::Complaint(ComplaintStep::IdentityAsked { until: local_date(desk.at) }),
        N::IdentityGiven => DeskStep::Complaint(ComplaintStep::IdentityGiven),
        N::Accept => DeskStep::Complaint(ComplaintStep::Accepted { contact: text() }),
        N::Refuse => DeskStep::Complaint(ComplaintStep::Refused { grounds: grounds(GroundSet::Refusal), note: text() }),
        N::AgreeToMediate => DeskStep::Complaint(ComplaintStep::MediationAgreed),
        N::Delegate => DeskStep::Complaint(ComplaintStep::Delegated { body: text() }),
        N::Challenge => DeskStep::Complaint(ComplaintStep::Challenged { reason: text() }),
        N::DecideChallenge => DeskStep::Complaint(ComplaintStep::ChallengeDecided { upheld: true }),
        N::Settle => DeskStep::Complaint(ComplaintStep::Settled { note: text() }),
        N::Terminate => {
            DeskStep::Complaint(ComplaintStep::Terminated { grounds: grounds(GroundSet::Termination), note: text() })
        }
        N::TellParties => DeskStep::Complaint(ComplaintStep::PartiesTold { how: text() }),
        N::FindClue => DeskStep::Complaint(ComplaintStep::ClueFound { what: text() }),
        N::SettleClue => DeskStep::Complaint(ComplaintStep::ClueSettled { outcome: text() }),
        N::Pause
        | N::Resume
        | N::AskExtension
        | N::Extend
        | N::DenyExtension
        | N::TakeOrder
        | N::AnswerOrder
        | N::ChooseRules => return of_clocks(name, state, desk).into_iter().map(DeskStep::Clock).collect(),
        _ => return of_tip(name, desk).map(DeskStep::Tip).into_iter().collect(),
    };
    vec![step]
}

fn of_tip(name: StepName, desk: Desk<'_>) -> Option<TipStep> {
    use StepName as N;
    let text = || String::from("…");
    Some(match name {
        N::Verify => TipStep::VerificationStarted,
        N::NewFacts => TipStep::NewFacts { what: text() },
        N::Repeat => TipStep::Repeat { earlier: text(), note: text() },
        N::Redirect => TipStep::Redirected { to: text(), note: text() },
        N::Dispute => TipStep::Disputed { with: text() },
        N::SettleDispute => TipStep::DisputeSettled { outcome: text() },
        N::ProposeFiling => TipStep::FilingProposed { file: true, reason: text() },
        N::RejectFiling => TipStep::FilingRejected { reason: text() },
        N::File => TipStep::Filed { case_no: text() },
        N::DoNotFile => TipStep::NotFiled { reason: text() },
        N::Seize => TipStep::Seized { what: text() },
        N::TestReport => TipStep::TestReport { number: text() },
        N::SettleSeizure => TipStep::SeizureSettled { outcome: text() },
        N::Suspend => TipStep::CaseSuspended { reason: text() },
        N::ResumeCase => TipStep::CaseResumed,
        N::Decide => TipStep::Decided {
            decision: Decision::Penalty,
            document_no: text(),
            on: local_date(desk.at),
            elsewhere: false,
        },
        N::Answer => TipStep::Answered { note: text() },
        N::Publish => TipStep::Published,
        N::ChangePublished => TipStep::Changed,
        N::WithdrawPublished => TipStep::PublicationWithdrawn,
        _ => return None,
    })
}

/// One sample for each clock, ground or order there is.
fn of_clocks(name: StepName, state: &MatterState, desk: Desk<'_>) -> Vec<ClockStep> {
    let reason = || String::from("…");
    let history = &state.history;
    match name {
        StepName::Pause if state.stage.is_end() => Vec::new(),
        StepName::Pause => pauses().map(|ground| ClockStep::Paused { ground, note: reason() }).collect(),
        StepName::Resume => pauses().map(|ground| ClockStep::Resumed { ground, note: reason() }).collect(),
        StepName::AskExtension => {
            let running = state.clocks(desk.laws, desk.calendar).into_iter().filter(Running::is_open);
            running.map(|clock| ClockStep::ExtensionAsked { clock: clock.id, reason: reason() }).collect()
        }
        StepName::Extend => {
            let length =
                |id: &str| desk.laws.clocks.iter().find(|clock| clock.id == id).and_then(|clock| clock.extension);
            let extended = |clock: &str| ClockStep::Extended {
                clock: clock.to_owned(),
                length: length(clock).unwrap_or(1),
                reason: reason(),
            };
            history.asked.iter().map(|asked| extended(&asked.clock)).collect()
        }
        StepName::DenyExtension => {
            let denied = |clock: &str| ClockStep::ExtensionDenied { clock: clock.to_owned(), reason: reason() };
            history.asked.iter().map(|asked| denied(&asked.clock)).collect()
        }
        StepName::TakeOrder => {
            vec![ClockStep::OrderTaken { master: reason(), number: reason(), due: local_date(desk.at) }]
        }
        StepName::AnswerOrder => {
            let answered = |number: &str| ClockStep::OrderAnswered { number: number.to_owned() };
            history.orders.iter().map(|order| answered(&order.number)).collect()
        }
        StepName::ChooseRules if state.stage.is_end() => Vec::new(),
        StepName::ChooseRules => {
            let rules = history.rules(desk.laws, local_date(state.received_at)).to_owned();
            vec![ClockStep::RulesChosen { rules, reason: reason() }]
        }
        _ => Vec::new(),
    }
}

/// A case is suspended and resumed by steps of its own.
fn pauses() -> impl Iterator<Item = Pause> {
    Pause::ALL.into_iter().filter(|pause| *pause != Pause::Suspension)
}

#[cfg(test)]
mod tests;
