//! The steps of an item as forms, and what was typed into them as steps.

use app::pages::desk::Choice;
use app::pages::desk::ledger::{Control, Input, Panel};
use domain::newsroom::mask::HitKind;
use domain::newsroom::workflow::{Decision, HitKey, Kind, Offer, Penalty, Proof, Release, Withdrawal};
use domain::ports::{AskedCase, NewsItem, NewsStep};
use domain::text;
use domain::track::beijing;
use jiff::civil::DateTime;

use super::told;
use crate::doors::desk::ledger::Typed;

const LONGEST: usize = 400;

const PENALTIES: [(&str, &str, Penalty); 4] = [
    ("other", "罚款、没收等", Penalty::Other),
    ("light", "通报批评或者较低数额罚款", Penalty::Light),
    ("licence", "吊销许可证件等", Penalty::Licence),
    ("warning_only", "只有警告（不公示）", Penalty::WarningOnly),
];

/// The step that was typed; `None` with its faults noted.
pub fn read(typed: &mut Typed, found: &NewsItem) -> Option<NewsStep> {
    Some(match typed.raw("step").to_owned().as_str() {
        "submit" => NewsStep::Submit { case: case(typed, found.line.kind)? },
        "take_back" => NewsStep::TakeBack,
        "proof" => NewsStep::Proofread(proof(typed)?),
        "decide" => decide(typed)?,
        "first" => NewsStep::FirstReview { note: typed.optional("first_note", LONGEST) },
        "secrecy" => NewsStep::SecrecyReview { note: typed.optional("secrecy_note", LONGEST) },
        "sign" => {
            let correction = found.state.live.is_some().then(|| typed.text("correction", "更正了什么", LONGEST));
            NewsStep::Sign { release: release(typed)?, correction }
        }
        "reject" => NewsStep::Reject { reason: typed.text("reject_reason", "退回的原因", LONGEST) },
        "unschedule" => NewsStep::Unschedule,
        "emergency" => NewsStep::Emergency { reason: typed.text("emergency_reason", "紧急的理由", LONGEST) },
        "after" => NewsStep::AfterReview { note: typed.optional("after_note", LONGEST) },
        "correct" => NewsStep::Correct,
        "drop" => NewsStep::DropCorrection,
        "annul" => NewsStep::Annul { on: typed.date("annulled_on", "变更或者撤销的日期")? },
        "withdraw" => {
            let reason = Withdrawal::ALL.into_iter().find(|reason| key(*reason) == typed.raw("withdraw_reason"));
            if reason.is_none() {
                typed.fault("withdraw_reason", "请选公开的理由");
            }
            NewsStep::Withdraw { note: typed.text("withdraw_note", "内部说明", LONGEST), reason: reason? }
        }
        _ => {
            typed.fault("step", "没有这一步");
            return None;
        }
    })
}

fn case(typed: &mut Typed, kind: Kind) -> Option<Option<AskedCase>> {
    if kind != Kind::Disclosure {
        return Some(None);
    }
    let Some((_, _, penalty)) = PENALTIES.into_iter().find(|(key, _, _)| *key == typed.raw("penalty")) else {
        typed.fault("penalty", "请选处罚种类");
        return None;
    };
    let ticked = |name: &str| typed.all("case").iter().any(|one| one == name);
    Some(Some(AskedCase { penalty, in_effect: ticked("in_effect"), police_object: ticked("police_object") }))
}

fn proof(typed: &mut Typed) -> Option<Proof> {
    let found = Proof::ALL.into_iter().find(|proof| proof_key(*proof) == typed.raw("proof"));
    if found.is_none() {
        typed.fault("proof", "请选做了哪一校");
    }
    found
}

fn decide(typed: &mut Typed) -> Option<NewsStep> {
    let kind: Option<HitKind> = serde_json::from_value(typed.raw("hit_kind").into()).ok();
    let text = typed.raw("hit_text").to_owned();
    let decision = match typed.raw("decision") {
        "mask" => Decision::Mask,
        "keep" => Decision::Keep { reason: typed.text("keep_reason", "保留的理由", 100) },
        _ => {
            typed.fault("step", "请选要隐去还是保留");
            return None;
        }
    };
    Some(NewsStep::Decide { hit: HitKey { kind: kind?, text }, decision })
}

/// Beijing time; nothing typed means now.
fn release(typed: &mut Typed) -> Option<Release> {
    let at = text::clean(typed.raw("release_at")).replace(' ', "T");
    if at.is_empty() {
        return Some(Release::Now);
    }
    let local = at.parse::<DateTime>().and_then(|local| local.to_zoned(beijing()));
    match local {
        Ok(zoned) => Some(Release::At { at: zoned.timestamp() }),
        Err(_) => {
            typed.fault("release_at", "时间请写成 2026-11-21 09:30 这样（北京时间）");
            None
        }
    }
}

/// What may be done to the item now.
pub fn panels(found: &NewsItem, typed: &Typed) -> Vec<Panel> {
    let mut panels: Vec<Panel> = found.offers.iter().filter_map(|offer| panel(*offer, found, typed)).collect();
    if found.may_write && found.looked.drawn.is_some() {
        panels.push(Panel {
            key: "share",
            title: "请外面的人看",
            note: "对方不用账号，凭链接能看、能留意见。".to_owned(),
            inputs: vec![
                Input::new("share_label", "给谁看", Control::Line).value(typed.shown("share_label")),
                Input::new("share_until", "有效到哪一天", Control::Date).value(typed.shown("share_until")),
            ],
            button: "生成链接",
        });
    }
    panels
}

fn panel(offer: Offer, found: &NewsItem, typed: &Typed) -> Option<Panel> {
    let area = |name, label| Input::new(name, label, Control::Area(LONGEST)).value(typed.shown(name));
    let make =
        |key, title, note: &str, inputs, button| Some(Panel { key, title, note: note.to_owned(), inputs, button });
    match offer {
        Offer::Write | Offer::Decide => None,
        Offer::Submit => {
            make("submit", "送审", "送审以后，文字不能改；要改先撤回。", case_inputs(found, typed), "送审")
        }
        Offer::TakeBack => make("take_back", "撤回", "撤回以后可以再改，审过的要重审。", Vec::new(), "撤回送审"),
        Offer::Proofread => {
            let choices = Proof::ALL.into_iter().filter(|proof| !found.state.proofs.contains_key(proof));
            let choices: Vec<Choice> = choices.map(|one| Choice::new(proof_key(one), told::proof(one))).collect();
            if choices.is_empty() {
                return None;
            }
            let input = Input::new("proof", "做了哪一校", Control::Select(choices)).value(typed.shown("proof"));
            make("proof", "校对", "三校里至少有一校由别人来做。", vec![input], "校对完了")
        }
        Offer::FirstReview => make("first", "科室审核", "", vec![area("first_note", "意见").optional()], "审核通过"),
        Offer::SecrecyReview => {
            let note = "看有没有国家秘密、商业秘密、个人隐私；指向个人的内容要逐条决定。";
            make("secrecy", "保密和隐私审查", note, vec![area("secrecy_note", "意见").optional()], "审查通过")
        }
        Offer::Sign => {
            let mut inputs = Vec::new();
            if found.state.live.is_some() {
                inputs.push(area("correction", "更正了什么").hint("读者看得到"));
            }
            let at = Input::new("release_at", "发布时间", Control::Minute).optional().hint("北京时间；不填就马上发布");
            inputs.push(at.value(typed.shown("release_at")));
            make("sign", "签发", "", inputs, "签发")
        }
        Offer::Reject => make("reject", "退回", "", vec![area("reject_reason", "退回的原因")], "退回修改"),
        Offer::Unschedule => make("unschedule", "取消定时", "取消以后回到待签发。", Vec::new(), "取消定时发布"),
        Offer::Emergency => {
            let note = "先发布，后补审。只用在等不得的时候；补审要由别人来做。";
            make("emergency", "紧急发布", note, vec![area("emergency_reason", "紧急的理由")], "紧急发布")
        }
        Offer::AfterReview => make("after", "补审", "", vec![area("after_note", "意见").optional()], "补审通过"),
        Offer::Correct => {
            make("correct", "更正", "网上先留着原来的一稿，新的一稿审过、签过再换上。", Vec::new(), "开始更正")
        }
        Offer::DropCorrection => make("drop", "放弃更正", "网上的不变。", Vec::new(), "放弃更正"),
        Offer::Annul => {
            let input =
                Input::new("annulled_on", "变更或者撤销的日期", Control::Date).value(typed.shown("annulled_on"));
            make(
                "annul",
                "处罚决定变更、撤销",
                "登记以后，要在法定的工作日内撤下，这一页会显示到哪一天。",
                vec![input],
                "登记",
            )
        }
        Offer::Withdraw => {
            let choices = Withdrawal::ALL.into_iter().map(|one| Choice::new(key(one), told::withdrawal(one)));
            let reason = Input::new("withdraw_reason", "公开的理由", Control::Select(choices.collect()));
            let inputs = vec![reason.value(typed.shown("withdraw_reason")), area("withdraw_note", "内部说明")];
            make("withdraw", "撤下", "页面马上撤下，读者看到公开的理由。", inputs, "撤下")
        }
    }
}

fn case_inputs(found: &NewsItem, typed: &Typed) -> Vec<Input> {
    if found.line.kind != Kind::Disclosure {
        return Vec::new();
    }
    let penalties = PENALTIES.iter().map(|(key, words, _)| Choice::new(*key, *words)).collect();
    let ticks = vec![
        Choice::new("in_effect", "处罚决定已经送达、生效"),
        Choice::new("police_object", "公安机关正在办理，没有同意公开"),
    ];
    vec![
        Input::new("penalty", "处罚种类", Control::Select(penalties)).value(typed.shown("penalty")),
        Input::new("case", "案件情况", Control::Checks(ticks, typed.all("case"))),
    ]
}

fn proof_key(proof: Proof) -> &'static str {
    match proof {
        Proof::Content => "content",
        Proof::Wording => "wording",
        Proof::Layout => "layout",
    }
}

fn key(reason: Withdrawal) -> &'static str {
    match reason {
        Withdrawal::Annulled => "annulled",
        Withdrawal::Error => "error",
        Withdrawal::Outdated => "outdated",
    }
}
