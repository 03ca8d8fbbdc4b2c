//! Steps of an item in words.

use app::pages::desk::matter::Happened;
use domain::event::Actor;
use domain::newsroom::workflow::{Decision, ItemEvent, Proof, Release, Signature, Step, Withdrawal};
use domain::track::local_minute;

pub fn happened(event: &ItemEvent) -> Happened {
    let who = match &event.actor {
        Actor::Staff { name, .. } => name.clone(),
        Actor::System | Actor::Reporter => "系统".to_owned(),
    };
    Happened { at: local_minute(event.at), who, text: text(&event.step) }
}

pub fn signed(by: &Signature) -> String {
    format!("{} {}", by.name, local_minute(by.at))
}

pub fn proof(proof: Proof) -> &'static str {
    match proof {
        Proof::Content => "一校：内容",
        Proof::Wording => "二校：文字",
        Proof::Layout => "三校：格式和链接",
    }
}

pub fn withdrawal(reason: Withdrawal) -> &'static str {
    match reason {
        Withdrawal::Annulled => "依据的决定变更或者撤销了",
        Withdrawal::Error => "内容有误",
        Withdrawal::Outdated => "内容过时",
    }
}

pub fn decision(decision: &Decision) -> String {
    match decision {
        Decision::Mask => "决定：要隐去".to_owned(),
        Decision::Keep { reason } => format!("决定：保留（{reason}）"),
    }
}

fn text(step: &Step) -> String {
    let with = |words: &str, note: &str| if note.is_empty() { words.to_owned() } else { format!("{words}：{note}") };
    match step {
        Step::Begun { kind } => format!("新建{}", kind.words()),
        Step::Saved { .. } => "保存了一稿".to_owned(),
        Step::Imported { .. } => "导入已经发布的内容".to_owned(),
        Step::Submitted(_) => "送审".to_owned(),
        Step::Proofread { proof: one, .. } => format!("做了{}", proof(*one)),
        Step::HitDecided { hit, decision: made } => format!("{}“{}”：{}", hit.kind.words(), hit.text, decision(made)),
        Step::FirstReviewed { note, .. } => with("科室审核通过", note),
        Step::SecrecyReviewed { note, .. } => with("保密和隐私审查通过", note),
        Step::Signed { release: Release::Now, correction, .. } => {
            with("签发，已发布", correction.as_deref().unwrap_or(""))
        }
        Step::Signed { release: Release::At { at }, .. } => {
            format!("签发，定于 {} 发布（北京时间）", local_minute(*at))
        }
        Step::Rejected { reason } => with("退回", reason),
        Step::TakenBack => "撤回送审".to_owned(),
        Step::Unscheduled => "取消定时发布".to_owned(),
        Step::WentLive => "到时间，已发布".to_owned(),
        Step::EmergencyPublished { reason, .. } => with("紧急发布，要补审", reason),
        Step::AfterReviewed { note } => with("补审通过", note),
        Step::CorrectionBegun => "开始更正，网上仍是原来的一稿".to_owned(),
        Step::CorrectionDropped => "放弃更正".to_owned(),
        Step::DecisionAnnulled { on } => format!("登记：处罚决定 {on} 变更或者撤销"),
        Step::Withdrawn { reason, note } => with(&format!("撤下（{}）", withdrawal(*reason)), note),
        Step::Expired => "公开期限到了，自动撤下".to_owned(),
    }
}
