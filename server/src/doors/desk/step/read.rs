use domain::desk_step::{DeskStep, StepName};
use domain::matter::office::Person;
use domain::matter::{ClockStep, ComplaintStep, Decision, OfficeStep, Pause, TipStep};
use domain::report::FieldError;

use super::typed::{Faults, Typed};

/// What a posted form asks for.
///
/// # Errors
/// Every fault at once, each under its field.
pub fn step(name: StepName, typed: &Typed) -> Result<DeskStep, Vec<FieldError>> {
    let mut faults = Faults::default();
    let step = of_holding(name, typed, &mut faults)
        .or_else(|| complaint(name, typed, &mut faults).map(DeskStep::Complaint))
        .or_else(|| tip(name, typed, &mut faults).map(DeskStep::Tip))
        .or_else(|| clock(name, typed, &mut faults).map(DeskStep::Clock));
    match step {
        Some(step) if faults.0.is_empty() => Ok(step),
        _ => Err(faults.0),
    }
}

fn of_holding(name: StepName, typed: &Typed, faults: &mut Faults) -> Option<DeskStep> {
    use StepName as N;
    let mut text = |field, missing| typed.text(field, missing, faults);
    Some(match name {
        N::Dispatch => DeskStep::Dispatch { unit: text("unit", "请选择一个单位") },
        N::Take => DeskStep::Take,
        N::NameHandler => {
            let id = typed.id("staff", "请选择承办人", faults);
            DeskStep::NameHandler { person: Person { id, name: String::new() } }
        }
        N::Release => DeskStep::Office(OfficeStep::Released { reason: text("reason", "请写明为什么换人") }),
        N::Return => DeskStep::Office(OfficeStep::Returned { reason: text("reason", "请写明为什么退回") }),
        N::SameFact => DeskStep::Office(OfficeStep::SameFact { other: text("other", "请填另一件的编号") }),
        N::Lawsuit => DeskStep::Office(OfficeStep::LawsuitNoted {
            what: text("what", "请写明是什么复议、诉讼，在哪里"),
        }),
        N::EndLawsuit => DeskStep::Office(OfficeStep::LawsuitOver { outcome: text("outcome", "请写明结果") }),
        N::Transcribe => {
            DeskStep::Office(OfficeStep::Transcribed { words: text("words", "请写下录音里说的话") })
        }
        N::Note => DeskStep::Office(OfficeStep::Noted { text: text("text", "请写下要记的内容") }),
        N::Conflict => DeskStep::Conflict { reason: text("reason", "请写明为什么要回避") },
        N::Close => DeskStep::Close { note: text("note", "办结要写明结果和理由，报来的人能看到") },
        N::CallBack => DeskStep::CallBack { note: text("note", "请写明回访的情况") },
        N::Reopen => DeskStep::Reopen { reason: text("reason", "请写明为什么重新办理") },
        _ => return None,
    })
}

fn complaint(name: StepName, typed: &Typed, faults: &mut Faults) -> Option<ComplaintStep> {
    use StepName as N;
    let mut text = |field, missing| typed.text(field, missing, faults);
    Some(match name {
        N::AskIdentity => {
            ComplaintStep::IdentityAsked { until: typed.day("until", "请填最晚哪一天补齐", faults) }
        }
        N::IdentityGiven => ComplaintStep::IdentityGiven,
        N::Accept => ComplaintStep::Accepted { contact: text("contact", "请写联系人和电话，对方能看到") },
        N::Refuse => ComplaintStep::Refused {
            note: text("note", "不予受理要写明理由和其他途径，对方能看到"),
            grounds: grounds(typed, faults),
        },
        N::AgreeToMediate => ComplaintStep::MediationAgreed,
        N::Delegate => ComplaintStep::Delegated { body: text("body", "请写委托给谁调解") },
        N::Challenge => ComplaintStep::Challenged { reason: text("reason", "请写明申请回避的理由") },
        N::DecideChallenge => match typed.one("upheld") {
            "yes" => ComplaintStep::ChallengeDecided { upheld: true },
            "no" => ComplaintStep::ChallengeDecided { upheld: false },
            _ => {
                faults.add("upheld", "请选择同意还是不同意");
                return None;
            }
        },
        N::Settle => ComplaintStep::Settled { note: text("note", "请写明双方达成了什么，对方能看到") },
        N::Terminate => ComplaintStep::Terminated {
            note: text("note", "终止调解要写明理由和其他途径，对方能看到"),
            grounds: grounds(typed, faults),
        },
        N::TellParties => ComplaintStep::PartiesTold { how: text("how", "请写明怎样告知了双方") },
        N::FindClue => ComplaintStep::ClueFound { what: text("what", "请写明发现了什么") },
        N::SettleClue => ComplaintStep::ClueSettled { outcome: text("outcome", "请写明怎样处理的") },
        _ => return None,
    })
}

fn grounds(typed: &Typed, faults: &mut Faults) -> Vec<u8> {
    let numbers = typed.numbers("ground");
    if numbers.is_empty() {
        faults.add("ground", "请选法律列出的理由，至少一项");
    }
    numbers
}

fn tip(name: StepName, typed: &Typed, faults: &mut Faults) -> Option<TipStep> {
    use StepName as N;
    let mut text = |field, missing| typed.text(field, missing, faults);
    Some(match name {
        N::Verify => TipStep::VerificationStarted,
        N::NewFacts => TipStep::NewFacts { what: text("what", "请写明补充了什么新事实") },
        N::Repeat => TipStep::Repeat {
            earlier: text("earlier", "请填此前那件举报的编号"),
            note: text("note", "请写明为什么是重复，对方能看到"),
        },
        N::Redirect => TipStep::Redirected {
            to: text("to", "请写有权处理的机关"),
            note: text("note", "请写明怎样向那里反映，对方能看到"),
        },
        N::Dispute => TipStep::Disputed { with: text("with", "请写与哪个机关有争议") },
        N::SettleDispute => TipStep::DisputeSettled { outcome: text("outcome", "请写争议的结果") },
        N::ProposeFiling => {
            let reason = text("reason", "请写明查到了什么、为什么");
            match typed.one("file") {
                "yes" => TipStep::FilingProposed { file: true, reason },
                "no" => TipStep::FilingProposed { file: false, reason },
                _ => {
                    faults.add("file", "请选择建议立案还是不予立案");
                    return None;
                }
            }
        }
        N::RejectFiling => TipStep::FilingRejected { reason: text("reason", "请写明为什么不同意") },
        N::File => TipStep::Filed { case_no: typed.line("case_no", "请填立案的案号", faults) },
        N::DoNotFile => TipStep::NotFiled { reason: text("reason", "请写明不予立案的理由") },
        N::Seize => TipStep::Seized { what: text("what", "请写明查封、扣押了什么") },
        N::TestReport => TipStep::TestReport { number: typed.line("number", "请填检验报告的编号", faults) },
        N::SettleSeizure => TipStep::SeizureSettled { outcome: text("outcome", "请写明怎样处理的") },
        N::Suspend => TipStep::CaseSuspended { reason: text("reason", "请写明为什么中止") },
        N::ResumeCase => TipStep::CaseResumed,
        N::Decide => decided(typed, faults),
        N::Answer => TipStep::Answered { note: text("note", "请写明处理结果，对方能看到") },
        N::Publish => TipStep::Published,
        N::ChangePublished => TipStep::Changed,
        N::WithdrawPublished => TipStep::PublicationWithdrawn,
        _ => return None,
    })
}

fn decided(typed: &Typed, faults: &mut Faults) -> TipStep {
    let decision = Decision::parse(typed.one("decision"));
    if decision.is_none() {
        faults.add("decision", "请选择决定的种类");
    }
    TipStep::Decided {
        decision: decision.unwrap_or(Decision::NoPenalty),
        document_no: typed.line("document_no", "请填决定书文号", faults),
        on: typed.day("on", "请填决定的日期", faults),
        elsewhere: typed.one("elsewhere") == "yes",
    }
}

fn clock(name: StepName, typed: &Typed, faults: &mut Faults) -> Option<ClockStep> {
    use StepName as N;
    Some(match name {
        N::Pause | N::Resume => {
            let ground = Pause::parse(typed.one("ground"));
            if ground.is_none() {
                faults.add("ground", "请选择因为什么");
            }
            let (ground, note) = (ground?, typed.text("note", "请写明委托给谁、编号或者结果", faults));
            if name == N::Pause { ClockStep::Paused { ground, note } } else { ClockStep::Resumed { ground, note } }
        }
        N::AskExtension => ClockStep::ExtensionAsked {
            clock: typed.line("clock", "请选择哪个期限", faults),
            reason: typed.text("reason", "请写明为什么要延长", faults),
        },
        N::Extend => {
            let (clock, length) = typed.one("clock").rsplit_once('+').unwrap_or((typed.one("clock"), ""));
            let longer = if typed.one("length").is_empty() { length } else { typed.one("length") };
            let length = longer.trim().parse::<u16>();
            if length.is_err() {
                faults.add("length", "请填延长多少");
            }
            ClockStep::Extended {
                clock: clock.to_owned(),
                length: length.unwrap_or(0),
                reason: typed.text("reason", "请写明批准的理由", faults),
            }
        }
        N::DenyExtension => ClockStep::ExtensionDenied {
            clock: typed.line("clock", "请选择哪个期限", faults),
            reason: typed.text("reason", "请写明为什么不同意", faults),
        },
        N::TakeOrder => ClockStep::OrderTaken {
            master: typed.line("master", "请写交办单位", faults),
            number: typed.line("number", "请填工单编号", faults),
            due: typed.day("due", "请填要求办结的日期", faults),
        },
        N::AnswerOrder => ClockStep::OrderAnswered { number: typed.line("number", "请选择工单", faults) },
        N::ChooseRules => ClockStep::RulesChosen {
            rules: typed.line("rules", "请选择适用的办法", faults),
            reason: typed.text("reason", "请写明理由", faults),
        },
        _ => return None,
    })
}
