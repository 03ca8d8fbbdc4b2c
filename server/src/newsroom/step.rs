//! What a person asks for, made into the step that is kept.

use domain::newsroom::workflow::{CaseFacts, HitKey, Kind, NewsRule, Offer, Release, Step, Submission};
use domain::newsroom::{Looked, mask};
use domain::ports::{AskedCase, NewsError, NewsStep};
use domain::reading::Text;
use domain::report::FieldError;

/// What a page must offer for a step to be asked for.
pub fn offer(step: &NewsStep) -> Offer {
    match step {
        NewsStep::Submit { .. } => Offer::Submit,
        NewsStep::TakeBack => Offer::TakeBack,
        NewsStep::Proofread(_) => Offer::Proofread,
        NewsStep::Decide { .. } => Offer::Decide,
        NewsStep::FirstReview { .. } => Offer::FirstReview,
        NewsStep::SecrecyReview { .. } => Offer::SecrecyReview,
        NewsStep::Sign { .. } => Offer::Sign,
        NewsStep::Reject { .. } => Offer::Reject,
        NewsStep::Unschedule => Offer::Unschedule,
        NewsStep::Emergency { .. } => Offer::Emergency,
        NewsStep::AfterReview { .. } => Offer::AfterReview,
        NewsStep::Correct => Offer::Correct,
        NewsStep::DropCorrection => Offer::DropCorrection,
        NewsStep::Annul { .. } => Offer::Annul,
        NewsStep::Withdraw { .. } => Offer::Withdraw,
    }
}

/// The step about the text a person read. `looked` is what was found in the newest text.
///
/// # Errors
/// [`NewsError::Invalid`] where the text cannot be drawn; a blocking finding where it would go out
/// without its reviews.
pub fn step(asked: NewsStep, kind: Kind, read: &str, looked: &Looked) -> Result<Step, StepFault> {
    let digest = read.to_owned();
    Ok(match asked {
        NewsStep::Submit { case } => {
            is_drawn(looked)?;
            Step::Submitted(submission(kind, digest, case, looked))
        }
        NewsStep::TakeBack => Step::TakenBack,
        NewsStep::Proofread(proof) => Step::Proofread { proof, digest },
        NewsStep::Decide { hit, decision } => Step::HitDecided { hit, decision },
        NewsStep::FirstReview { note } => Step::FirstReviewed { digest, note },
        NewsStep::SecrecyReview { note } => Step::SecrecyReviewed { digest, note },
        // What it points at may have changed since it was handed in: the original of a variant, above all.
        NewsStep::Sign { release, correction } => {
            is_drawn(looked)?;
            Step::Signed { digest, release, correction }
        }
        NewsStep::Reject { reason } => Step::Rejected { reason },
        NewsStep::Unschedule => Step::Unscheduled,
        NewsStep::Emergency { reason } => {
            is_drawn(looked)?;
            if looked.blocking() > 0 {
                return Err(StepFault::Rule(NewsRule::BlockingFindings));
            }
            Step::EmergencyPublished { digest, reason }
        }
        NewsStep::AfterReview { note } => Step::AfterReviewed { note },
        NewsStep::Correct => Step::CorrectionBegun,
        NewsStep::DropCorrection => Step::CorrectionDropped,
        NewsStep::Annul { on } => Step::DecisionAnnulled { on },
        NewsStep::Withdraw { reason, note } => Step::Withdrawn { reason, note },
    })
}

pub enum StepFault {
    Text(NewsError),
    Rule(NewsRule),
}

impl From<NewsError> for StepFault {
    fn from(error: NewsError) -> Self {
        Self::Text(error)
    }
}

fn is_drawn(looked: &Looked) -> Result<(), NewsError> {
    if looked.drawn.is_some() {
        return Ok(());
    }
    let field = |fault: &domain::newsroom::Remarked| FieldError {
        field: "text".to_owned(),
        message: format!("第 {} 行：{}", fault.line, fault.what),
    };
    Err(NewsError::Invalid(looked.faults.iter().map(field).collect()))
}

fn submission(kind: Kind, digest: String, case: Option<AskedCase>, looked: &Looked) -> Submission {
    let hits = looked.hits.iter().filter(|_| kind == Kind::Disclosure);
    let mut hits: Vec<HitKey> = hits.map(|hit: &mask::Hit| HitKey::from(hit)).collect();
    hits.sort();
    hits.dedup();
    let blocking = u32::try_from(looked.blocking()).unwrap_or(u32::MAX);
    let plain = Submission { digest, blocking, hits, case: None, origin: None, until: None };
    match &looked.drawn {
        Some(Text::Disclosure(disclosure)) => {
            let decided = disclosure.head.decided;
            let facts = |case: AskedCase| CaseFacts {
                decided,
                penalty: case.penalty,
                in_effect: case.in_effect,
                police_object: case.police_object,
            };
            Submission { case: case.map(facts), until: Some(disclosure.head.withdraw_by), ..plain }
        }
        Some(Text::Post(post)) => {
            let origin = post.head.origin.as_ref().map(|origin| origin.url.clone());
            Submission { origin, until: post.head.until, ..plain }
        }
        Some(Text::Article(_)) | None => plain,
    }
}

/// A step in words, for the audit trail; nothing of what a text says about a person.
pub fn words(step: &Step) -> &'static str {
    match step {
        Step::Begun { .. } => "新建稿件",
        Step::Saved { .. } => "保存",
        Step::Imported { .. } => "导入已发布的内容",
        Step::Submitted(_) => "送审",
        Step::Proofread { .. } => "校对",
        Step::HitDecided { .. } => "决定隐去或者保留",
        Step::FirstReviewed { .. } => "科室审核通过",
        Step::SecrecyReviewed { .. } => "保密和隐私审查通过",
        Step::Signed { release: Release::Now, .. } => "签发",
        Step::Signed { release: Release::At { .. }, .. } => "签发，定时发布",
        Step::Rejected { .. } => "退回",
        Step::TakenBack => "撤回送审",
        Step::Unscheduled => "取消定时",
        Step::WentLive => "定时发布",
        Step::EmergencyPublished { .. } => "紧急发布",
        Step::AfterReviewed { .. } => "补审",
        Step::CorrectionBegun => "开始更正",
        Step::CorrectionDropped => "放弃更正",
        Step::DecisionAnnulled { .. } => "登记处罚决定变更或者撤销",
        Step::Withdrawn { .. } => "撤下",
        Step::Expired => "到期撤下",
    }
}
