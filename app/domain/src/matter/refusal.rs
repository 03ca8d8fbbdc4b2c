use crate::law::Laws;

/// Why an event may not happen now, in words for the desk; names the rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct Refusal {
    pub rule: Rule,
    pub why: String,
}

/// The rules a step can break. What each says, and by which law and article, stands in
/// `content/laws/rules.toml` under its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    /// Not this kind of matter, or not at this stage.
    Order,
    ReceivedOnce,
    Ended,
    AcceptBeforeMediation,
    AcceptedIsNotRefused,
    GroundsNamed,
    IdentityWithinDecision,
    BothSidesAgree,
    MediationExpired,
    PartiesToldFirst,
    ClueSettledFirst,
    FactsFirst,
    PauseFits,
    PauseOpen,
    ExtensionOnce,
    ExtensionInTime,
    ExtensionAsked,
    ExtensionBySomebodyElse,
    FilingBeforeDecision,
    FilingBySomebodyElse,
    AnswerFirst,
    ReturnToReceiver,
    Conflict,
    NoFuture,
    SupervisionLifted,
    SecondPerson,
    InFuture,
    /// Somebody else changed it since the page was read.
    Stale,
    TransferTeam,
    TransferSecondPerson,
    TransferPapers,
    TransferSentFirst,
    TransferPapersFirst,
    RiskEvidence,
    RiskSecondPerson,
    RewardQualifiedFirst,
    RewardAppliedFirst,
    RewardSecondPerson,
    RewardFinance,
    RewardFirstReporter,
    RewardCollectable,
}

impl Rule {
    pub const ALL: [Self; 41] = [
        Self::Order,
        Self::ReceivedOnce,
        Self::Ended,
        Self::AcceptBeforeMediation,
        Self::AcceptedIsNotRefused,
        Self::GroundsNamed,
        Self::IdentityWithinDecision,
        Self::BothSidesAgree,
        Self::MediationExpired,
        Self::PartiesToldFirst,
        Self::ClueSettledFirst,
        Self::FactsFirst,
        Self::PauseFits,
        Self::PauseOpen,
        Self::ExtensionOnce,
        Self::ExtensionInTime,
        Self::ExtensionAsked,
        Self::ExtensionBySomebodyElse,
        Self::FilingBeforeDecision,
        Self::FilingBySomebodyElse,
        Self::AnswerFirst,
        Self::ReturnToReceiver,
        Self::Conflict,
        Self::NoFuture,
        Self::SupervisionLifted,
        Self::SecondPerson,
        Self::InFuture,
        Self::Stale,
        Self::TransferTeam,
        Self::TransferSecondPerson,
        Self::TransferPapers,
        Self::TransferSentFirst,
        Self::TransferPapersFirst,
        Self::RiskEvidence,
        Self::RiskSecondPerson,
        Self::RewardQualifiedFirst,
        Self::RewardAppliedFirst,
        Self::RewardSecondPerson,
        Self::RewardFinance,
        Self::RewardFirstReporter,
        Self::RewardCollectable,
    ];

    /// Its key in `content/laws/rules.toml`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::ReceivedOnce => "received-once",
            Self::Ended => "ended",
            Self::AcceptBeforeMediation => "accept-before-mediation",
            Self::AcceptedIsNotRefused => "accepted-is-not-refused",
            Self::GroundsNamed => "grounds-named",
            Self::IdentityWithinDecision => "identity-within-decision",
            Self::BothSidesAgree => "both-sides-agree",
            Self::MediationExpired => "mediation-expired",
            Self::PartiesToldFirst => "parties-told-first",
            Self::ClueSettledFirst => "clue-settled-first",
            Self::FactsFirst => "facts-first",
            Self::PauseFits => "pause-fits",
            Self::PauseOpen => "pause-open",
            Self::ExtensionOnce => "extension-once",
            Self::ExtensionInTime => "extension-in-time",
            Self::ExtensionAsked => "extension-asked",
            Self::ExtensionBySomebodyElse => "extension-by-somebody-else",
            Self::FilingBeforeDecision => "filing-before-decision",
            Self::FilingBySomebodyElse => "filing-by-somebody-else",
            Self::AnswerFirst => "answer-first",
            Self::ReturnToReceiver => "return-to-receiver",
            Self::Conflict => "conflict",
            Self::NoFuture => "no-future",
            Self::SupervisionLifted => "supervision-lifted",
            Self::InFuture => "in-future",
            Self::Stale => "stale",
            Self::TransferTeam => "transfer-team",
            Self::TransferSecondPerson => "transfer-second-person",
            Self::TransferPapers => "transfer-papers",
            Self::TransferSentFirst => "transfer-sent-first",
            Self::TransferPapersFirst => "transfer-papers-first",
            Self::RiskEvidence => "risk-evidence",
            Self::RiskSecondPerson => "risk-second-person",
            Self::RewardQualifiedFirst => "reward-qualified-first",
            Self::RewardAppliedFirst => "reward-applied-first",
            Self::RewardSecondPerson => "reward-second-person",
            Self::RewardFinance => "reward-finance",
            Self::RewardFirstReporter => "reward-first-reporter",
            Self::RewardCollectable => "reward-collectable",
            Self::SecondPerson => "second-person",
        }
    }

    /// The refusal in the words of the law's data.
    #[must_use]
    pub fn refuse(self, laws: &Laws) -> Refusal {
        Refusal { rule: self, why: laws.rule(self.key()) }
    }
}
