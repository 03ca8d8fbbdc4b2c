//! The steps of a risk as forms, and what was typed into them as steps.

use app::pages::desk::ledger::{Control, Input, Panel};
use domain::matter::office::Person;
use domain::risk::{Risk, RiskStage, RiskStep};
use uuid::Uuid;

use crate::doors::desk::ledger::Typed;

const LONGEST: usize = 400;

/// The step that was typed; `None` with its faults noted.
pub fn read(typed: &mut Typed) -> Option<RiskStep> {
    Some(match typed.raw("step").to_owned().as_str() {
        "measured" => RiskStep::Measured { note: typed.text("measured_note", "整改情况", LONGEST) },
        "evidence" => RiskStep::EvidenceAdded {
            text: typed.text("evidence_text", "佐证材料", LONGEST),
            links: typed.items("links", 200).iter().map(|link| link.to_uppercase()).collect(),
        },
        "handler" => {
            // Who that is, the list of risks finds out by the login.
            let name = typed.text("handler", "责任人的登录名", 60);
            RiskStep::HandlerChanged { handler: Person { id: Uuid::nil(), name }, unit: String::new() }
        }
        "due" => {
            let (until, reason) = (typed.date("until", "完成日期"), typed.text("due_reason", "理由", LONGEST));
            RiskStep::DueMoved { until: until?, reason }
        }
        "ask" => RiskStep::AcceptanceAsked { note: typed.text("ask_note", "整改结果", LONGEST) },
        "accept" => RiskStep::Accepted { note: typed.text("accept_note", "验收意见", LONGEST) },
        "back" => RiskStep::SentBack { reason: typed.text("back_reason", "哪里不合格", LONGEST) },
        "reopen" => {
            let (until, reason) = (typed.date("again_until", "完成日期"), typed.text("reopen_reason", "理由", LONGEST));
            RiskStep::Reopened { reason, until: until? }
        }
        _ => {
            typed.fault("step", "没有这一步");
            return None;
        }
    })
}

/// What may be done to the risk now.
pub fn panels(risk: &Risk, typed: &Typed) -> Vec<Panel> {
    let area = |name, label| Input::new(name, label, Control::Area(LONGEST)).value(typed.shown(name));
    let date = |name| Input::new(name, "完成日期", Control::Date).value(typed.shown(name));
    match risk.stage {
        RiskStage::Open => vec![
            panel("measured", "整改情况", vec![area("measured_note", "做了什么")]),
            panel(
                "evidence",
                "佐证材料",
                vec![
                    area("evidence_text", "材料"),
                    Input::new("links", "有关编号", Control::Line)
                        .optional()
                        .hint("事项、移送、任务的编号，用顿号分开")
                        .value(typed.shown("links")),
                ],
            ),
            panel("ask", "申请验收", vec![area("ask_note", "整改结果")]),
            panel("due", "改完成日期", vec![date("until"), area("due_reason", "理由")]),
            panel(
                "handler",
                "换责任人",
                vec![Input::new("handler", "责任人的登录名", Control::Line).value(typed.shown("handler"))],
            ),
        ],
        RiskStage::Asked => vec![
            panel("accept", "验收通过，销号", vec![area("accept_note", "验收意见")]),
            panel("back", "验收不通过", vec![area("back_reason", "哪里不合格")]),
        ],
        RiskStage::Closed => {
            vec![panel("reopen", "重新列入", vec![date("again_until"), area("reopen_reason", "理由")])]
        }
    }
}

fn panel(key: &'static str, title: &'static str, inputs: Vec<Input>) -> Panel {
    Panel { key, title, note: String::new(), inputs, button: "记下" }
}
