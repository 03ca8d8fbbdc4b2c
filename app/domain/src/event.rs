//! What happened to a matter. Events are only ever appended; everything else is computed from them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::matter::{MatterId, Status};
use crate::site::Adapter;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    pub at: Timestamp,
    pub actor: Actor,
    pub kind: EventKind,
}

/// Who did it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "snake_case")]
pub enum Actor {
    /// The person who reported; never named.
    Reporter,
    Staff {
        id: Uuid,
        name: String,
    },
    /// A clock, a job or an adapter.
    System,
}

/// Where a report came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    Web,
    Api,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum EventKind {
    /// First event of every matter; keeps the version of the privacy notice that was shown.
    Received {
        source: Source,
        notice_version: String,
    },
    /// A mixed submission became two matters (令121 §9).
    Linked {
        other: MatterId,
    },
    Assigned {
        unit: String,
    },
    /// Entered in 12315 under its own number.
    Registered {
        registration_no: String,
        registered_at: Timestamp,
    },
    /// `note` is shown to the reporter.
    StatusSet {
        status: Status,
        note: String,
    },
    MessageFromReporter {
        message: Uuid,
    },
    MessageToReporter {
        message: Uuid,
    },
    Withdrawn,
    /// Somebody looked at the sealed identity, and why.
    IdentityViewed {
        reason: String,
    },
    /// One try to hand the matter over, and what came of it.
    HandoverTried {
        adapter: Adapter,
        attempt: u32,
        outcome: HandoverOutcome,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum HandoverOutcome {
    /// Taken over; the number may come later.
    Delivered,
    /// Written into a spreadsheet that a clerk brings to 12315; nobody has taken it over yet.
    Exported { file: String },
    /// Will be tried again.
    Failed { reason: String },
    /// Tried as often as it makes sense; waits on the stuck list for a person.
    Stuck { reason: String },
}

impl EventKind {
    /// What the reporter reads on the track page; `None` for what is not theirs to see.
    #[must_use]
    pub fn public_text(&self) -> Option<String> {
        match self {
            Self::Received { .. } => Some("已收到您提交的内容".to_owned()),
            Self::Registered { registration_no, .. } => {
                Some(format!("已录入全国12315平台，登记编号 {registration_no}"))
            }
            Self::StatusSet { status, note } if note.is_empty() => Some(status.words().to_owned()),
            Self::StatusSet { status, note } => Some(format!("{}：{note}", status.words())),
            Self::MessageFromReporter { .. } => Some("您补充了内容".to_owned()),
            Self::MessageToReporter { .. } => Some("工作人员给您留言".to_owned()),
            Self::Withdrawn => Some("您申请了撤回".to_owned()),
            Self::Linked { .. } | Self::Assigned { .. } | Self::IdentityViewed { .. } | Self::HandoverTried { .. } => {
                None
            }
        }
    }

    /// What the desk's timeline reads.
    #[must_use]
    pub fn desk_text(&self) -> String {
        match self {
            Self::Received { source: Source::Web, .. } => "网页提交".to_owned(),
            Self::Received { source: Source::Api, .. } => "接口提交".to_owned(),
            Self::Linked { .. } => "同一次提交，分为投诉和举报分别处理".to_owned(),
            Self::Assigned { unit } => format!("分送：{unit}"),
            Self::Registered { registration_no, .. } => format!("已录入12315：{registration_no}"),
            Self::StatusSet { status, note } if note.is_empty() => status.words().to_owned(),
            Self::StatusSet { status, note } => format!("{}：{note}", status.words()),
            Self::MessageFromReporter { .. } => "对方补充了内容".to_owned(),
            Self::MessageToReporter { .. } => "给对方留言".to_owned(),
            Self::Withdrawn => "对方申请撤回".to_owned(),
            Self::IdentityViewed { reason } => format!("查看身份信息，事由：{reason}"),
            Self::HandoverTried { attempt, outcome, .. } => match outcome {
                HandoverOutcome::Delivered => format!("第 {attempt} 次转送：已送达"),
                HandoverOutcome::Exported { file } => format!("第 {attempt} 次转送：已写入表格 {file}，等待录入12315"),
                HandoverOutcome::Failed { reason } => format!("第 {attempt} 次转送没有成功：{reason}"),
                HandoverOutcome::Stuck { reason } => format!("转送停住，需要人工处理：{reason}"),
            },
        }
    }
}
