use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// 投诉 or 举报: separate clocks, separate secrecy (令121 §3, §9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatterKind {
    Complaint,
    Tip,
}

/// Identifies a matter inside the house; the reporter and 12315 know it by other numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MatterId(pub Uuid);

impl MatterKind {
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Complaint => "投诉",
            Self::Tip => "举报",
        }
    }

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Complaint => "complaint",
            Self::Tip => "tip",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Complaint, Self::Tip].into_iter().find(|kind| kind.as_str() == text)
    }
}

impl fmt::Display for MatterId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
