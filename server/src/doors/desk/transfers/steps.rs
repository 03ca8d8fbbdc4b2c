//! The steps of a transfer as forms, and what was typed into them as steps.

use app::pages::desk::Choice;
use app::pages::desk::ledger::{Control, Input, Panel};
use domain::access::{Action, Denied, Staff};
use domain::transfer::{Good, Longer, Transfer, TransferStep};

use crate::doors::desk::ledger::{Typed, first};
use crate::services::Services;

/// A step that takes one text.
struct Plain {
    key: &'static str,
    title: &'static str,
    field: &'static str,
    label: &'static str,
    optional: bool,
    step: fn(String) -> TransferStep,
}

const fn plain(
    key: &'static str,
    title: &'static str,
    field: &'static str,
    label: &'static str,
    step: fn(String) -> TransferStep,
) -> Plain {
    Plain { key, title, field, label, optional: false, step }
}

/// In the order they are usually taken.
static PLAIN: [Plain; 22] = [
    Plain {
        optional: true,
        ..plain("approve", "批准移送", "approve_note", "意见", |note| TransferStep::Approved { note })
    },
    plain("disapprove", "不批准移送", "disapprove_reason", "理由", |reason| TransferStep::Disapproved {
        reason,
    }),
    plain("receipt", "给移送机关回执", "receipt_by", "谁签收的", |by| TransferStep::ReceiptGiven { by }),
    plain("case_filed", "本局立案", "our_case_no", "立案文号", |case_no| TransferStep::CaseFiled { case_no }),
    plain("case_not_filed", "本局不予立案", "not_filed_reason", "理由", |reason| TransferStep::CaseNotFiled {
        reason,
    }),
    plain("case_decided", "本局作出决定", "case_outcome", "决定和文号", |outcome| {
        TransferStep::CaseDecided { outcome }
    }),
    plain("give_back", "不归本局管，退回", "give_back_reason", "理由", |reason| TransferStep::GivenBack {
        reason,
    }),
    plain("sign", "对方签收", "signed_by", "签收人", |by| TransferStep::Signed { by }),
    plain("ask_papers", "对方要求补充材料", "asked_what", "要补什么", |what| TransferStep::PapersAsked {
        what,
    }),
    plain("supply", "已补充材料", "supplied_what", "补了什么", |what| TransferStep::PapersSupplied { what }),
    plain("filed", "公安机关立案", "case_no", "立案文号", |case_no| TransferStep::PoliceFiled { case_no }),
    plain("refused", "公安机关不予立案", "refused_reason", "理由", |reason| TransferStep::PoliceRefused {
        reason,
    }),
    plain("review", "申请复议", "review_reason", "理由", |reason| TransferStep::ReviewAsked { reason }),
    plain("prosecutor", "建议检察机关监督", "prosecutor_reason", "理由", |reason| {
        TransferStep::ProsecutorTold { reason }
    }),
    plain("goods_over", "移交涉案物品和材料", "goods_to", "接收人", |to| TransferStep::GoodsHandedOver {
        to,
    }),
    plain("feedback", "对方反馈", "feedback_outcome", "办理情况", |outcome| TransferStep::Feedback { outcome }),
    plain("back", "对方退回", "back_reason", "理由", |reason| TransferStep::SentBack { reason }),
    plain("remind", "催办", "remind_note", "怎么催的，对方怎么说", |note| TransferStep::Reminded { note }),
    plain("follow", "跟进情况", "follow_note", "情况", |note| TransferStep::Followed { note }),
    plain("judged", "已有生效结果", "judged_outcome", "判决等结果", |outcome| TransferStep::Judged {
        outcome,
    }),
    plain("returned", "反向移送", "returned_reason", "理由和文号", |reason| TransferStep::Returned { reason }),
    plain("close", "办结", "close_note", "说明", |note| TransferStep::Closed { note }),
];

static DROP: Plain =
    plain("drop", "不移送了，撤销", "drop_reason", "理由", |reason| TransferStep::Dropped { reason });

/// Longest text of a step.
const LONGEST: usize = 400;

/// # Errors
/// [`Denied`] where this person's role never takes that step.
pub fn may(staff: &Staff, key: &str) -> Result<(), Denied> {
    let decides = matches!(key, "approve" | "disapprove" | "extend");
    staff.may_ever(if decides { Action::DecideTransfer } else { Action::Transfer })
}

/// The step that was typed; `None` with its faults noted.
pub fn read(services: &Services, transfer: &Transfer, typed: &mut Typed) -> Option<TransferStep> {
    match typed.raw("step").to_owned().as_str() {
        "goods" => {
            let list = typed.shown("goods");
            let goods = Good::parse_list(&list).map_err(|fault| typed.fault("goods", fault.to_string())).ok()?;
            Some(TransferStep::GoodsListed { goods })
        }
        "papers" => Some(TransferStep::PapersListed { papers: typed.all("papers") }),
        "report" => {
            let team = typed.items("team", 100);
            let (crime, findings) = (typed.text("crime", "涉嫌罪名", 60), typed.text("findings", "报告要点", 1000));
            Some(TransferStep::Reported { team, crime, findings })
        }
        // The number is given out when it is kept.
        "send" => Some(TransferStep::Sent { document_no: String::new(), note: typed.optional("send_note", LONGEST) }),
        "tell" => Some(TransferStep::SenderTold {
            document_no: String::new(),
            note: typed.text("tell_note", "反馈内容", LONGEST),
        }),
        "longer" => {
            let why = Longer::parse(typed.raw("longer_why"));
            if why.is_none() {
                typed.fault("longer_why", "请选择理由");
            }
            Some(TransferStep::PoliceLonger { why: why?, note: typed.optional("longer_note", LONGEST) })
        }
        "extend" => {
            let reason = typed.text("extend_reason", "理由", LONGEST);
            // Where nothing can be extended any more, the rules say so.
            let (clock, length) = transfer
                .extendable(&services.laws)
                .map_or_else(|| (String::new(), 0), |(clock, length)| (clock.id.clone(), length));
            Some(TransferStep::CheckExtended { clock, length, reason })
        }
        "decided" => {
            let filed = match typed.raw("review_filed") {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            };
            if filed.is_none() {
                typed.fault("review_filed", "请选择复议结果");
            }
            Some(TransferStep::ReviewDecided { filed: filed?, note: typed.text("decided_note", "说明", LONGEST) })
        }
        key => {
            let Some(one) = PLAIN.iter().chain([&DROP]).find(|one| one.key == key) else {
                typed.fault("step", "没有这一步");
                return None;
            };
            let text = if one.optional {
                typed.optional(one.field, LONGEST)
            } else {
                typed.text(one.field, one.label, LONGEST)
            };
            Some((one.step)(text))
        }
    }
}

/// What this person may do to the transfer now.
pub fn panels(services: &Services, staff: &Staff, transfer: &Transfer, typed: &Typed) -> Vec<Panel> {
    let fits = |step: &TransferStep| step.fits(transfer.stage, transfer.opening.route);
    let mut panels = Vec::new();
    if staff.may_ever(Action::Transfer).is_ok() {
        panels.extend(material(services, transfer, typed, &fits));
    }
    let text = |one: &Plain| {
        let mut input = Input::new(one.field, one.label, Control::Area(LONGEST)).value(typed.shown(one.field));
        input.optional = one.optional;
        input
    };
    for one in PLAIN.iter().chain(std::iter::once(&DROP)) {
        if fits(&(one.step)(String::new())) && may(staff, one.key).is_ok() {
            panels.push(panel(one.key, one.title, vec![text(one)], typed));
        }
        if one.key == "filed" && may(staff, "longer").is_ok() {
            panels.extend(
                Some(longer(typed))
                    .filter(|_| fits(&TransferStep::PoliceLonger { why: Longer::Complex, note: String::new() })),
            );
        }
        if one.key == "receipt" && may(staff, "extend").is_ok() && transfer.extendable(&services.laws).is_some() {
            panels.push(extend(typed));
        }
        if one.key == "review" && may(staff, "decided").is_ok() {
            panels.extend(
                Some(decided(typed))
                    .filter(|_| fits(&TransferStep::ReviewDecided { filed: false, note: String::new() })),
            );
        }
    }
    panels
}

fn material(
    services: &Services,
    transfer: &Transfer,
    typed: &Typed,
    fits: &dyn Fn(&TransferStep) -> bool,
) -> Vec<Panel> {
    let mut panels = Vec::new();
    let again = |name: &str, kept: String| if typed.raw(name).is_empty() { kept } else { typed.shown(name) };
    if fits(&TransferStep::Reported { team: Vec::new(), crime: String::new(), findings: String::new() }) {
        let inputs = vec![
            Input::new("team", "专案组成员", Control::Line).hint("至少两人，用顿号分开").value(typed.shown("team")),
            Input::new("crime", "涉嫌罪名", Control::Line).value(typed.shown("crime")),
            Input::new("findings", "报告要点", Control::Area(1000)).value(typed.shown("findings")),
        ];
        panels.push(panel("report", "报负责人审批", inputs, typed));
    }
    if fits(&TransferStep::GoodsListed { goods: Vec::new() }) {
        let goods = Input::new("goods", "清单", Control::Area(4000))
            .hint("一行一项：品名，数量，单位，批号，备注；批号、备注可以不写")
            .value(again("goods", Good::typed(&transfer.goods)));
        panels.push(Panel { inputs: vec![goods], ..panel("goods", "涉案物品清单", Vec::new(), typed) });
    }
    if fits(&TransferStep::PapersListed { papers: Vec::new() }) {
        let papers = services.laws.bodies.paper.iter().map(|paper| Choice::new(&paper.key, &paper.name)).collect();
        let chosen = if typed.raw("step") == "papers" { typed.all("papers") } else { transfer.papers.clone() };
        let papers = Input::new("papers", "已备好的材料", Control::Checks(papers, chosen));
        panels.push(Panel { inputs: vec![papers], ..panel("papers", "附送材料", Vec::new(), typed) });
    }
    if fits(&TransferStep::Sent { document_no: String::new(), note: String::new() }) {
        let inputs = vec![Input::new("send_note", "说明", Control::Line).optional().value(typed.shown("send_note"))];
        panels.push(Panel { note: NUMBERED.to_owned(), ..panel("send", "送出", inputs, typed) });
    }
    if fits(&TransferStep::SenderTold { document_no: String::new(), note: String::new() }) {
        let inputs = vec![Input::new("tell_note", "反馈内容", Control::Area(LONGEST)).value(typed.shown("tell_note"))];
        panels.push(Panel { note: NUMBERED.to_owned(), ..panel("tell", "反馈移送机关", inputs, typed) });
    }
    panels
}

const NUMBERED: &str = "文号由系统按顺序编，记下后在打印版上。";

fn longer(typed: &Typed) -> Panel {
    let whys = Longer::ALL.iter().map(|why| Choice::new(why.as_str(), why.words())).collect();
    let inputs = vec![
        Input::new("longer_why", "理由", Control::Select(first("请选择", whys))).value(typed.shown("longer_why")),
        Input::new("longer_note", "说明", Control::Line).optional().value(typed.shown("longer_note")),
    ];
    panel("longer", "公安机关延长审查", inputs, typed)
}

fn extend(typed: &Typed) -> Panel {
    let reason = Input::new("extend_reason", "理由", Control::Area(LONGEST)).value(typed.shown("extend_reason"));
    panel("extend", "批准延长核查", vec![reason], typed)
}

fn decided(typed: &Typed) -> Panel {
    let results = vec![Choice::new("", "请选择"), Choice::new("yes", "决定立案"), Choice::new("no", "仍不予立案")];
    let inputs = vec![
        Input::new("review_filed", "复议结果", Control::Select(results)).value(typed.shown("review_filed")),
        Input::new("decided_note", "说明", Control::Area(LONGEST)).value(typed.shown("decided_note")),
    ];
    panel("decided", "复议结果", inputs, typed)
}

/// A form with its time; what was typed into another form of the page is not its own.
fn panel(key: &'static str, title: &'static str, mut inputs: Vec<Input>, typed: &Typed) -> Panel {
    let at = if typed.raw("step") == key { typed.shown("happened") } else { String::new() };
    inputs.push(
        Input::new("happened", "什么时候", Control::Minute)
            .id(format!("{key}-happened"))
            .hint("不填就是现在")
            .optional()
            .value(at),
    );
    Panel { key, title, note: String::new(), inputs, button: "记下" }
}
