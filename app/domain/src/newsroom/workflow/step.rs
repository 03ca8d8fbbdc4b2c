use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Kind, Penalty};
use crate::event::Actor;
use crate::newsroom::mask::{Hit, HitKind};

/// Something that happened to an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemEvent {
    pub at: Timestamp,
    pub actor: Actor,
    pub step: Step,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    Begun {
        kind: Kind,
    },
    /// The text was changed.
    Saved {
        digest: String,
        /// Where it is to stand from its signing on, when residents find it elsewhere until then.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        address: Option<String>,
    },
    /// A text that was signed elsewhere is shown as it is: what the files held before there was a
    /// newsroom, or what a county brings along.
    Imported {
        digest: String,
        published: Timestamp,
        #[serde(default)]
        until: Option<Date>,
    },
    Submitted(Submission),
    /// 一校、二校、三校
    Proofread {
        proof: Proof,
        digest: String,
    },
    /// What becomes of something that points at a person.
    HitDecided {
        hit: HitKey,
        decision: Decision,
    },
    FirstReviewed {
        digest: String,
        note: String,
    },
    SecrecyReviewed {
        digest: String,
        note: String,
    },
    /// 签发. A text that replaces a published one carries its public 更正 note.
    Signed {
        digest: String,
        release: Release,
        #[serde(default)]
        correction: Option<String>,
    },
    Rejected {
        reason: String,
    },
    /// The author takes it back from review.
    TakenBack,
    Unscheduled,
    /// Its time came.
    WentLive,
    /// Published before the reviews, which must follow.
    EmergencyPublished {
        digest: String,
        reason: String,
    },
    AfterReviewed {
        note: String,
    },
    /// A new version of a published item is begun; the published one stays up.
    CorrectionBegun,
    /// The new version is given up.
    CorrectionDropped,
    /// The decision a case rests on was changed or annulled: it must come down (公示规定 §11).
    DecisionAnnulled {
        on: Date,
    },
    Withdrawn {
        reason: Withdrawal,
        note: String,
    },
    Expired,
}

/// What is handed in for review: the text and what was found in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    pub digest: String,
    /// Findings the law blocks.
    #[serde(default)]
    pub blocking: u32,
    /// What still points at a person.
    #[serde(default)]
    pub hits: Vec<HitKey>,
    /// Of a case.
    #[serde(default)]
    pub case: Option<CaseFacts>,
    /// Address of the text an alert passes on.
    #[serde(default)]
    pub origin: Option<String>,
    /// Last day it may stand on the site, where its author says one.
    #[serde(default)]
    pub until: Option<Date>,
}

/// What of a penalty decides whether and how long it may be public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseFacts {
    pub decided: Date,
    pub penalty: Penalty,
    /// The decision is served and in effect.
    pub in_effect: bool,
    /// The police are on the case and have not agreed to its publication.
    #[serde(default)]
    pub police_object: bool,
}

/// Something that points at a person, by what it says: a decision on it survives edits around it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct HitKey {
    pub kind: HitKind,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "snake_case")]
pub enum Decision {
    /// It must go; the text may not be signed while it stands.
    Mask,
    /// It may stay: a public number, the name of a business.
    Keep { reason: String },
}

/// 三校
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// 内容
    Content,
    /// 文字
    Wording,
    /// 格式、链接
    Layout,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "release", rename_all = "snake_case")]
pub enum Release {
    Now,
    At { at: Timestamp },
}

/// What residents are told when something is taken down. The words stand in `content/laws/newsroom.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Withdrawal {
    /// The decision it rests on was changed or annulled.
    Annulled,
    /// Something in it is wrong.
    Error,
    /// Newer content stands in its place.
    Outdated,
}

impl From<&Hit> for HitKey {
    fn from(hit: &Hit) -> Self {
        Self { kind: hit.kind, text: hit.text.clone() }
    }
}

impl Proof {
    pub const ALL: [Self; 3] = [Self::Content, Self::Wording, Self::Layout];
}

impl Withdrawal {
    pub const ALL: [Self; 3] = [Self::Annulled, Self::Error, Self::Outdated];
}
