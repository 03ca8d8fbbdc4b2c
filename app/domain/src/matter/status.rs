use serde::{Deserialize, Serialize};

/// Where a matter stands, in the words its reporter may be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Received,
    /// Entered in 12315 and nothing decided yet.
    Registered,
    IdentityAsked,
    Accepted,
    Refused,
    Mediating,
    MediationEnded,
    Verifying,
    Handling,
    Redirected,
    Repeat,
    Closed,
    Withdrawn,
}

impl Status {
    pub const ALL: [Self; 13] = [
        Self::Received,
        Self::Registered,
        Self::IdentityAsked,
        Self::Accepted,
        Self::Refused,
        Self::Mediating,
        Self::MediationEnded,
        Self::Verifying,
        Self::Handling,
        Self::Redirected,
        Self::Repeat,
        Self::Closed,
        Self::Withdrawn,
    ];

    #[must_use]
    pub fn is_end(self) -> bool {
        matches!(self, Self::Refused | Self::Redirected | Self::Repeat | Self::Closed | Self::Withdrawn)
    }

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Received => "已收到",
            Self::Registered => "已录入12315",
            Self::IdentityAsked => "等您补充身份材料",
            Self::Accepted => "已受理",
            Self::Refused => "不予受理",
            Self::Mediating => "调解中",
            Self::MediationEnded => "调解已结束",
            Self::Verifying => "核查中",
            Self::Handling => "处理中",
            Self::Redirected => "不归本局处理",
            Self::Repeat => "与此前的举报相同",
            Self::Closed => "已办结",
            Self::Withdrawn => "已撤回",
        }
    }

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Registered => "registered",
            Self::IdentityAsked => "identity_asked",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Mediating => "mediating",
            Self::MediationEnded => "mediation_ended",
            Self::Verifying => "verifying",
            Self::Handling => "handling",
            Self::Redirected => "redirected",
            Self::Repeat => "repeat",
            Self::Closed => "closed",
            Self::Withdrawn => "withdrawn",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }
}
