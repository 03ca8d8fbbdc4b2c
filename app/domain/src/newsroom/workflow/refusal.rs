use super::NewsroomLaw;
use crate::law::Laws;

/// Why a step may not be taken now, in words for the newsroom; names the rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct NewsRefusal {
    pub rule: NewsRule,
    pub why: String,
}

/// The rules a step can break. What each says stands in `content/laws/newsroom.toml` under its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NewsRule {
    /// Not at this stage.
    Order,
    /// Signed and published texts do not change; a change is a new version.
    Locked,
    /// Another text than the one under review.
    OtherText,
    /// Nobody approves their own work.
    OwnWork,
    /// Only a person can decide this.
    Person,
    ReasonNamed,
    ProofsFirst,
    ProofBySomebodyElse,
    BlockingFindings,
    HitsDecided,
    HitsMasked,
    /// A kept hit needs its reason.
    KeepReason,
    CaseFacts,
    WarningOnly,
    DecisionInEffect,
    PoliceObject,
    AlertOrigin,
    ScheduleInPast,
    TimeNotCome,
    EmergencyNotForCases,
    AfterReviewFirst,
    CorrectionNote,
    UntilInPast,
    NotYetOver,
    Backwards,
}

impl NewsRule {
    pub const ALL: [Self; 25] = [
        Self::Order,
        Self::Locked,
        Self::OtherText,
        Self::OwnWork,
        Self::Person,
        Self::ReasonNamed,
        Self::ProofsFirst,
        Self::ProofBySomebodyElse,
        Self::BlockingFindings,
        Self::HitsDecided,
        Self::HitsMasked,
        Self::KeepReason,
        Self::CaseFacts,
        Self::WarningOnly,
        Self::DecisionInEffect,
        Self::PoliceObject,
        Self::AlertOrigin,
        Self::ScheduleInPast,
        Self::TimeNotCome,
        Self::EmergencyNotForCases,
        Self::AfterReviewFirst,
        Self::CorrectionNote,
        Self::UntilInPast,
        Self::NotYetOver,
        Self::Backwards,
    ];

    /// Its key in `content/laws/newsroom.toml`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Locked => "locked",
            Self::OtherText => "other-text",
            Self::OwnWork => "own-work",
            Self::Person => "person",
            Self::ReasonNamed => "reason-named",
            Self::ProofsFirst => "proofs-first",
            Self::ProofBySomebodyElse => "proof-by-somebody-else",
            Self::BlockingFindings => "blocking-findings",
            Self::HitsDecided => "hits-decided",
            Self::HitsMasked => "hits-masked",
            Self::KeepReason => "keep-reason",
            Self::CaseFacts => "case-facts",
            Self::WarningOnly => "warning-only",
            Self::DecisionInEffect => "decision-in-effect",
            Self::PoliceObject => "police-object",
            Self::AlertOrigin => "alert-origin",
            Self::ScheduleInPast => "schedule-in-past",
            Self::TimeNotCome => "time-not-come",
            Self::EmergencyNotForCases => "emergency-not-for-cases",
            Self::AfterReviewFirst => "after-review-first",
            Self::CorrectionNote => "correction-note",
            Self::UntilInPast => "until-in-past",
            Self::NotYetOver => "not-yet-over",
            Self::Backwards => "backwards",
        }
    }

    /// The refusal in the words of the law's data.
    #[must_use]
    pub fn refuse(self, newsroom: &NewsroomLaw, laws: &Laws) -> NewsRefusal {
        let rule = newsroom.rules.get(self.key());
        NewsRefusal {
            rule: self, why: rule.map_or_else(|| "现在不能这样做".to_owned(), |rule| rule.words(laws))
        }
    }
}
