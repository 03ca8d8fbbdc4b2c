use app::pages::desk::Choice;
use app::pages::desk::matter::{Control, StepField, field_id};
use domain::calendar::DayUnit;
use domain::desk_step::StepName;
use domain::law::GroundSet;
use domain::matter::office::Person;
use domain::matter::{Decision, Pause, Running};
use domain::ports::DeskMatter;
use domain::report::FieldError;

use super::typed::{LONGEST, Typed};
use crate::services::Services;

/// What a form is filled from.
pub struct Known<'a> {
    pub services: &'a Services,
    pub found: &'a DeskMatter,
    pub colleagues: &'a [Person],
    /// What was posted to this very form.
    pub typed: Option<&'a Typed>,
    pub step: StepName,
    pub faults: &'a [FieldError],
}

/// What stands above the fields.
pub fn hint(known: &Known<'_>) -> String {
    use StepName as N;
    let waiting = &known.found.state;
    match known.step {
        N::Return => {
            "本单位没有处理权限的，退回统一接收机构，不自行移送（《市场监督管理投诉举报处理办法》第四十一条）。".into()
        }
        N::File | N::DoNotFile | N::RejectFiling => waiting.office.proposed.as_ref().map_or_else(String::new, |one| {
            format!("承办人建议{}：{}", if one.file { "立案" } else { "不予立案" }, one.reason)
        }),
        N::Extend | N::DenyExtension => {
            let asked: Vec<_> = waiting
                .history
                .asked
                .iter()
                .map(|one| format!("{}：{}", title(known, &one.clock), one.reason))
                .collect();
            asked.join("；")
        }
        N::AgreeToMediate => "双方都同意才能调解。".into(),
        N::Delegate => "要双方都同意。".into(),
        N::FindClue => "单独核查，有自己的期限；调解成功不免除其他责任。".into(),
        N::Conflict => "声明以后，您不能再看、再办这件事，由本单位另外安排人。".into(),
        N::Lawsuit => "复议、诉讼结束以前，这件事的身份信息、照片和录音不按保存期限销毁。".into(),
        N::SameFact => "两件都会记下；合并核查，每个人分别答复。".into(),
        N::Publish => "处罚决定的信息已经在规定的网站公示。".into(),
        N::AskIdentity => "等材料的时间算在受理期限里。".into(),
        _ => String::new(),
    }
}

/// The fields of a form, filled with what was typed before or with what is usually written.
pub fn of(known: &Known<'_>) -> Vec<StepField> {
    use StepName as N;
    let shown = match known.found.state.found_within {
        true => "信息员报来的，他在手机上看得到；别的本局线索，只给本局看",
        false => "对方凭查询码能看到",
    };
    match known.step {
        N::Dispatch => vec![choose(known, "unit", "承办单位", units(known))],
        N::NameHandler => vec![choose(known, "staff", "承办人", people(known))],
        N::Release | N::Return => vec![area(known, "reason", "理由", "", "")],
        N::Conflict => vec![area(known, "reason", "回避理由", "", "")],
        N::Reopen => vec![area(known, "reason", "理由", "只给本局看", "")],
        N::CallBack => vec![area(known, "note", "回访情况", "只给本局看", "")],
        N::Transcribe => vec![area(
            known,
            "words",
            "录音里说的",
            "照着说，听不清的写“听不清”。会接在经过后面登记到12315，不要写举报人的姓名、电话",
            "",
        )],
        N::Note => vec![area(known, "text", "记录", "只给本局看", "")],
        N::SameFact => vec![line(known, "other", "另一件的编号", "")],
        N::Close => vec![area(known, "note", "结果", shown, "")],
        N::AskIdentity => vec![StepField { hint: shown, ..day(known, "until", "最晚哪一天补齐") }],
        N::Accept => vec![line(known, "contact", "联系人和电话", shown)],
        N::Refuse => {
            vec![ticks(known, GroundSet::Refusal), area(known, "note", "理由和其他途径", shown, &routes(known))]
        }
        N::Terminate => {
            vec![ticks(known, GroundSet::Termination), area(known, "note", "理由和其他途径", shown, &routes(known))]
        }
        N::Delegate => vec![line(known, "body", "委托给谁", shown)],
        N::Challenge => vec![area(known, "reason", "申请回避的理由", "", "")],
        N::DecideChallenge => vec![choose(
            known,
            "upheld",
            "决定",
            [("yes", "同意，换人"), ("no", "不同意")].map(|(value, words)| Choice::new(value, words)).into(),
        )],
        N::Settle => vec![area(known, "note", "双方达成了什么", shown, "")],
        N::TellParties => vec![area(known, "how", "怎样告知的", "例如：11月22日寄出终止调解告知书", "")],
        N::FindClue | N::NewFacts | N::Seize | N::Lawsuit => vec![area(known, "what", "内容", "只给本局看", "")],
        N::SettleClue | N::SettleDispute | N::SettleSeizure | N::EndLawsuit => {
            vec![area(known, "outcome", "结果", "只给本局看", "")]
        }
        N::Repeat => vec![line(known, "earlier", "此前那件的编号", ""), area(known, "note", "说明", shown, "")],
        N::Redirect => vec![line(known, "to", "有权处理的机关", shown), area(known, "note", "怎样反映", shown, "")],
        N::Dispute => vec![line(known, "with", "与哪个机关", "")],
        N::ProposeFiling => vec![
            choose(
                known,
                "file",
                "意见",
                [("yes", "建议立案"), ("no", "建议不予立案")].map(|(value, words)| Choice::new(value, words)).into(),
            ),
            area(known, "reason", "查到的事实和理由", "只给本局看", ""),
        ],
        N::RejectFiling | N::DoNotFile | N::Suspend => vec![area(known, "reason", "理由", "只给本局看", "")],
        N::File => vec![line(known, "case_no", "案号", "")],
        N::TestReport => vec![line(known, "number", "检验报告编号", "")],
        N::Decide => decision(known),
        N::Answer => vec![area(known, "note", "处理结果", "对方凭查询码能看到；不要写别人的个人信息和商业秘密", "")],
        N::Pause | N::Resume => {
            vec![choose(known, "ground", "因为", pauses(known)), area(known, "note", "说明", "只给本局看", "")]
        }
        N::AskExtension | N::DenyExtension => {
            vec![choose(known, "clock", "哪个期限", clocks(known)), area(known, "reason", "理由", "只给本局看", "")]
        }
        N::Extend => extension(known),
        N::TakeOrder => vec![
            StepField { value: typed(known, "master", "12345"), ..line(known, "master", "交办单位", "") },
            line(known, "number", "工单编号", ""),
            day(known, "due", "要求哪天前办结"),
        ],
        N::AnswerOrder => vec![choose(known, "number", "工单", orders(known))],
        N::ChooseRules => {
            vec![choose(known, "rules", "适用", rules(known)), area(known, "reason", "理由", "只给本局看", "")]
        }
        N::Take
        | N::IdentityGiven
        | N::AgreeToMediate
        | N::Verify
        | N::ResumeCase
        | N::Publish
        | N::ChangePublished
        | N::WithdrawPublished => Vec::new(),
    }
}

fn decision(known: &Known<'_>) -> Vec<StepField> {
    let kinds = Decision::ALL.map(|decision| Choice::new(decision.as_str(), decision.words()));
    let places = [("no", "本省"), ("yes", "外省，要抄告登记地")].map(|(value, words)| Choice::new(value, words));
    vec![
        choose(known, "decision", "决定", kinds.into()),
        line(known, "document_no", "决定书文号", ""),
        day(known, "on", "决定日期"),
        field(known, "elsewhere", "当事人登记在", "", Control::Choose(places.into()), "no"),
    ]
}

fn extension(known: &Known<'_>) -> Vec<StepField> {
    let again = known.found.clocks.iter().any(|clock| asked(known, &clock.id) && clock.extended);
    let mut fields = vec![choose(known, "clock", "哪个期限", clocks(known))];
    if again {
        fields.push(line(known, "length", "集体讨论决定再延长多少", "按这个期限的单位填数字"));
    }
    fields.push(area(known, "reason", "批准理由", "只给本局看", ""));
    fields
}

/// Units that own the place, without the one that has it.
fn units(known: &Known<'_>) -> Vec<Choice> {
    let place = &known.found.facts.region;
    let owns = |prefixes: &[String]| prefixes.iter().any(|prefix| place.is_within(prefix));
    let has_it = known.found.state.unit.as_deref();
    let units = known.services.site.unit.iter().filter(|unit| owns(&unit.regions) && has_it != Some(unit.key.as_str()));
    units.map(|unit| Choice::new(&unit.key, &unit.name)).collect()
}

fn people(known: &Known<'_>) -> Vec<Choice> {
    let has_it = known.found.state.office.handler.as_ref().map(|handler| handler.id);
    let others = known.colleagues.iter().filter(|person| Some(person.id) != has_it);
    others.map(|person| Choice::new(person.id.to_string(), &person.name)).collect()
}

fn pauses(known: &Known<'_>) -> Vec<Choice> {
    let open = known.found.state.history.open_pause();
    let fits = |pause: &Pause| *pause != Pause::Suspension && (known.step != StepName::Resume || open == Some(*pause));
    Pause::ALL.into_iter().filter(fits).map(|pause| Choice::new(pause.as_str(), pause.words())).collect()
}

/// Limits that can be extended, or those whose extension was asked for.
fn clocks(known: &Known<'_>) -> Vec<Choice> {
    let fits = |clock: &&Running| match known.step {
        StepName::AskExtension => {
            clock.is_open() && !clock.local && longer(known, &clock.id).is_some() && !asked(known, &clock.id)
        }
        _ => asked(known, &clock.id),
    };
    let choice = |clock: &Running| {
        let length = longer(known, &clock.id).filter(|_| !clock.extended);
        let unit = unit_words(clock.unit);
        match (known.step, length) {
            (StepName::Extend, Some(length)) => {
                Choice::new(format!("{}+{length}", clock.id), format!("{}，加 {length} {unit}", clock.title))
            }
            _ => Choice::new(&clock.id, &clock.title),
        }
    };
    known.found.clocks.iter().filter(fits).map(choice).collect()
}

fn orders(known: &Known<'_>) -> Vec<Choice> {
    let orders = known.found.state.history.orders.iter();
    orders.map(|order| Choice::new(&order.number, format!("{} {}", order.master, order.number))).collect()
}

/// The handling rules there are clocks for, under the names of their laws.
fn rules(known: &Known<'_>) -> Vec<Choice> {
    let laws = &known.services.laws;
    let mut keys: Vec<&str> = laws.clocks.iter().filter_map(|clock| clock.rules.as_deref()).collect();
    keys.sort_unstable();
    keys.dedup();
    let name = |key: &str| {
        let law = laws.laws.get(key);
        law.map_or_else(|| key.to_owned(), |law| format!("{}（{}）", law.name, law.number.clone().unwrap_or_default()))
    };
    keys.into_iter().map(|key| Choice::new(key, name(key))).collect()
}

fn asked(known: &Known<'_>, clock: &str) -> bool {
    known.found.state.history.asked.iter().any(|asked| asked.clock == clock)
}

fn longer(known: &Known<'_>, id: &str) -> Option<u16> {
    known.services.laws.clocks.iter().find(|clock| clock.id == id).and_then(|clock| clock.extension)
}

fn title(known: &Known<'_>, id: &str) -> String {
    let clock = known.found.clocks.iter().find(|clock| clock.id == id);
    clock.map_or_else(|| id.to_owned(), |clock| clock.title.clone())
}

pub fn unit_words(unit: DayUnit) -> &'static str {
    match unit {
        DayUnit::Working => "个工作日",
        DayUnit::Natural | DayUnit::Plain => "天",
        DayUnit::Hour => "小时",
    }
}

/// The other ways of 消保法 §39, to be edited by the officer.
fn routes(known: &Known<'_>) -> String {
    known.services.laws.notice("complaint.routes").trim().to_owned()
}

fn ticks(known: &Known<'_>, set: GroundSet) -> StepField {
    let grounds = known.services.laws.grounds_of(set, known.services.today());
    let choices = grounds.map(|ground| Choice::new(ground.number.to_string(), ground.words())).collect();
    let chosen = known.typed.map(|typed| typed.many("ground")).unwrap_or_default();
    field(known, "ground", "法律列出的理由", "", Control::Ticks { choices, chosen }, "")
}

fn choose(known: &Known<'_>, name: &'static str, label: &'static str, choices: Vec<Choice>) -> StepField {
    let single = matches!(choices.as_slice(), [_]);
    let first = (!single).then(|| Choice::new("", "请选择"));
    field(known, name, label, "", Control::Choose(first.into_iter().chain(choices).collect()), "")
}

fn line(known: &Known<'_>, name: &'static str, label: &'static str, hint: &'static str) -> StepField {
    field(known, name, label, hint, Control::Line, "")
}

fn day(known: &Known<'_>, name: &'static str, label: &'static str) -> StepField {
    field(known, name, label, "", Control::Day, "")
}

fn area(known: &Known<'_>, name: &'static str, label: &'static str, hint: &'static str, usual: &str) -> StepField {
    field(known, name, label, hint, Control::Area { max: LONGEST }, usual)
}

fn field(
    known: &Known<'_>,
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    control: Control,
    usual: &str,
) -> StepField {
    let id = field_id(known.step.as_str(), name);
    let said: Vec<_> =
        known.faults.iter().filter(|fault| fault.field == id).map(|fault| fault.message.as_str()).collect();
    let error = (!said.is_empty()).then(|| said.join("；"));
    StepField { name, label, hint, control, value: typed(known, name, usual), error }
}

fn typed(known: &Known<'_>, name: &str, usual: &str) -> String {
    known.typed.map_or_else(|| usual.to_owned(), |typed| typed.one(name).to_owned())
}
