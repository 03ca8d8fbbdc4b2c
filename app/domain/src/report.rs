//! A report as it comes in: the answers as typed, and the same answers after every rule held.

mod answered;
mod answers;
mod told;
mod validate;

pub use answered::{Identity, Limits, fault};
pub use answers::{Answers, field};
pub use told::Evidence;
pub use validate::{FieldError, Rules};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::matter::MatterKind;
use crate::region::RegionCode;

/// What a person wants: one matter, or two linked ones where a refund and a violation come
/// together (令121 §9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wish {
    Complaint,
    Tip,
    Both,
}

/// Where something was bought or happened, in 12315's terms 销售方式.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    Shop,
    Online,
    Fair,
    Visit,
    Unsure,
}

/// A report that passed every rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub wish: Wish,
    pub facts: Facts,
    /// Absent from an anonymous tip.
    pub reporter: Option<Reporter>,
}

/// What is reported: everything staff need to handle it, and nothing about who reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    pub category: String,
    pub region: RegionCode,
    pub place: Option<String>,
    pub channel: Channel,
    /// The online platform, when bought online.
    pub platform_name: Option<String>,
    pub order_no: Option<String>,
    pub story: String,
    pub happened_on: Option<Date>,
    /// Fen.
    pub amount: Option<u64>,
    pub respondent: Respondent,
    /// Keys of `content/laws/requests.toml`; empty for a tip.
    pub requests: Vec<String>,
    pub drug: Drug,
    /// 是否同意公示投诉信息, 是否同意委托调解 (文书式样2026, form 1).
    pub publish_consent: bool,
    pub mediation_consent: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Respondent {
    pub name: Option<String>,
    pub address: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drug {
    pub name: Option<String>,
    pub approval_no: Option<String>,
    pub batch_no: Option<String>,
    pub manufacturer: Option<String>,
}

/// Who reports. Kept sealed and apart from the matter; never part of [`Facts`].
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reporter {
    pub name: Option<String>,
    pub phone: String,
    pub address: Option<String>,
    /// Who filled the form in for this person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub helper: Option<String>,
}

// Identity must not slip into a log through `{:?}`.
impl std::fmt::Debug for Reporter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Reporter(…)")
    }
}

impl Facts {
    /// Township and name of whom it is about, the same for everybody who means the same shop, however they typed it.
    #[must_use]
    pub fn subject(&self) -> Option<String> {
        let name: String =
            self.respondent.name.iter().flat_map(|name| name.chars()).filter(|c| c.is_alphanumeric()).collect();
        let named = name.chars().count() >= SUBJECT_MIN;
        let place = self.region.township().unwrap_or_else(|| self.region.clone());
        named.then(|| format!("{}:{}", place.prefix(), name.to_lowercase()))
    }
}

/// Characters a name needs to stand for one shop: 药店 names none.
const SUBJECT_MIN: usize = 4;

impl Wish {
    /// The matters this wish becomes, the complaint first.
    #[must_use]
    pub fn kinds(self) -> &'static [MatterKind] {
        match self {
            Self::Complaint => &[MatterKind::Complaint],
            Self::Tip => &[MatterKind::Tip],
            Self::Both => &[MatterKind::Complaint, MatterKind::Tip],
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "complaint" => Some(Self::Complaint),
            "tip" => Some(Self::Tip),
            "both" => Some(Self::Both),
            _ => None,
        }
    }

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Complaint => "complaint",
            Self::Tip => "tip",
            Self::Both => "both",
        }
    }

    #[must_use]
    pub fn asks_for_redress(self) -> bool {
        self != Self::Tip
    }
}

impl Channel {
    pub const ALL: [Self; 5] = [Self::Shop, Self::Online, Self::Fair, Self::Visit, Self::Unsure];

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.as_str() == text)
    }

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Shop => "shop",
            Self::Online => "online",
            Self::Fair => "fair",
            Self::Visit => "visit",
            Self::Unsure => "unsure",
        }
    }

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Shop => "店里（药店、卫生室、诊所、小卖部）",
            Self::Online => "网上、直播间、微信",
            Self::Fair => "集市、摆摊、讲座",
            Self::Visit => "上门推销",
            Self::Unsure => "说不清",
        }
    }
}
