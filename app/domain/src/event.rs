//! What happened to a matter. Events are only ever appended; everything else is computed from them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::matter::{ClockStep, ComplaintStep, DataWish, MatterId, Moment, OfficeStep, Status, TipStep};
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

/// Where a report came in, or how the house came to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    Web,
    Api,
    /// A sign of a violation that came up in a complaint (令121 §27): nobody reported it.
    Complaint,
    /// A village drug-safety officer.
    Officer,
    /// The person, with a village officer's hands (代录).
    Helped,
}

impl Source {
    /// Opened by the house itself: nobody holds a query code, and it is no 投诉 or 举报 to be entered
    /// in 12315 (令121 §3, §40; 程序规定 §18 calls it a clue).
    #[must_use]
    pub fn is_within(self) -> bool {
        matches!(self, Self::Complaint | Self::Officer)
    }
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
    /// What 12315 reported; `note` is shown to the reporter.
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
    /// A step of 投诉.
    Complaint(ComplaintStep),
    /// A step of 举报 or 线索.
    Tip(TipStep),
    /// Pauses, extensions, other masters' days.
    Clock(ClockStep),
    /// Who holds it, and supervision.
    Office(OfficeStep),
    /// Told, fed back, filed away; `note` is shown to the reporter.
    Closed {
        note: String,
    },
    Reopened {
        reason: String,
    },
    /// 好差评: `grade` 1 (非常不满意) to 5 (非常满意).
    Rated {
        grade: u8,
        comment: String,
    },
    CalledBack {
        note: String,
    },
    LetterIssued {
        letter: Uuid,
        /// Key of the form, as in `content/letters`.
        form: String,
        /// 文号
        number: String,
    },
    /// Asked of a second person, where the site wants two for a look at the identity.
    IdentityAsked {
        reason: String,
    },
    IdentityGranted {
        to: Uuid,
        name: String,
    },
    /// The reporter asks about the personal data kept (个人信息保护法 §45–§47).
    DataAsked {
        wish: DataWish,
        note: String,
    },
    /// `note` is shown to the reporter.
    DataAnswered {
        note: String,
    },
    /// The period of `content/laws/retention.toml` under that key was over: who reported, and what was
    /// sent with it, was destroyed.
    DataDestroyed {
        rule: String,
        identity: bool,
        photos: u32,
    },
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
            Self::Complaint(step) => step.public_text(),
            Self::Tip(step) => step.public_text(),
            Self::Clock(step) => step.public_text(),
            Self::Closed { note } => Some(format!("已办结：{note}")),
            Self::Reopened { .. } => Some("本局重新办理这件事".to_owned()),
            Self::Rated { .. } => Some("您作了评价".to_owned()),
            Self::DataAsked { wish, .. } => Some(format!("您申请{}", wish.words())),
            Self::DataAnswered { note } => Some(format!("个人信息申请的答复：{note}")),
            Self::DataDestroyed { .. } => {
                Some("保存期限已满，您留下的身份信息、照片、录音和补充的话已经销毁".to_owned())
            }
            Self::Linked { .. }
            | Self::Assigned { .. }
            | Self::Office(_)
            | Self::CalledBack { .. }
            | Self::LetterIssued { .. }
            | Self::IdentityAsked { .. }
            | Self::IdentityGranted { .. }
            | Self::IdentityViewed { .. }
            | Self::HandoverTried { .. } => None,
        }
    }

    /// What limits start or end with.
    #[must_use]
    pub fn moment(&self) -> Option<Moment> {
        match self {
            Self::Received { .. } => Some(Moment::Received),
            Self::Registered { .. } => Some(Moment::Registered),
            Self::Assigned { .. } => Some(Moment::Dispatched),
            Self::Withdrawn => Some(Moment::Withdrawn),
            Self::Closed { .. } => Some(Moment::Closed),
            Self::Complaint(step) => step.moment(),
            Self::Tip(step) => step.moment(),
            Self::Office(step) => step.moment(),
            Self::StatusSet { status, .. } => match status {
                Status::Accepted => Some(Moment::Accepted),
                Status::Refused => Some(Moment::Refused),
                Status::Closed => Some(Moment::Closed),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether it only carries words or attempts; such events may arrive out of order.
    #[must_use]
    pub fn is_correspondence(&self) -> bool {
        matches!(
            self,
            Self::MessageFromReporter { .. }
                | Self::MessageToReporter { .. }
                | Self::HandoverTried { .. }
                | Self::Registered { .. }
                | Self::StatusSet { .. }
                | Self::Withdrawn
        )
    }

    /// Whether somebody who is about to decide on the matter should know of it first. Words to and
    /// from the reporter count as well; looks, notes, letters and attempts to hand over do not.
    #[must_use]
    pub fn changes_the_ground(&self) -> bool {
        !matches!(
            self,
            Self::MessageToReporter { .. }
                | Self::HandoverTried { .. }
                | Self::Registered { .. }
                | Self::Linked { .. }
                | Self::LetterIssued { .. }
                | Self::IdentityAsked { .. }
                | Self::IdentityGranted { .. }
                | Self::IdentityViewed { .. }
                | Self::Office(
                    OfficeStep::Noted { .. } | OfficeStep::SupervisionProgress { .. } | OfficeStep::ClueLinked { .. }
                )
        )
    }

    /// What the desk's timeline reads.
    #[must_use]
    pub fn desk_text(&self) -> String {
        match self {
            Self::Received { source: Source::Web, .. } => "网页提交".to_owned(),
            Self::Received { source: Source::Api, .. } => "接口提交".to_owned(),
            Self::Received { source: Source::Complaint, .. } => "投诉中发现的违法线索，本局登记".to_owned(),
            Self::Received { source: Source::Helped, .. } => "村药品安全信息员代为填报".to_owned(),
            Self::Received { source: Source::Officer, .. } => "村药品安全信息员报来的线索".to_owned(),
            Self::Linked { .. } => "同一次提交，分为投诉和举报分别处理".to_owned(),
            Self::Assigned { unit } => format!("分送：{unit}"),
            Self::Registered { registration_no, .. } => format!("已录入12315：{registration_no}"),
            Self::StatusSet { status, note } if note.is_empty() => status.words().to_owned(),
            Self::StatusSet { status, note } => format!("{}：{note}", status.words()),
            Self::MessageFromReporter { .. } => "对方补充了内容".to_owned(),
            Self::MessageToReporter { .. } => "给对方留言".to_owned(),
            Self::Withdrawn => "对方申请撤回".to_owned(),
            Self::Complaint(step) => step.desk_text(),
            Self::Tip(step) => step.desk_text(),
            Self::Clock(step) => step.desk_text(),
            Self::Office(step) => step.desk_text(),
            Self::Closed { note } => format!("办结：{note}"),
            Self::Reopened { reason } => format!("重新办理：{reason}"),
            Self::Rated { grade, comment } => format!("对方评价：{grade} 分（共 5 分）{comment}"),
            Self::CalledBack { note } => format!("已回访：{note}"),
            Self::LetterIssued { number, .. } => format!("发出文书 {number}"),
            Self::IdentityAsked { reason } => format!("申请查看身份信息，事由：{reason}"),
            Self::DataAsked { wish, note } => format!("对方申请{}：{note}", wish.words()),
            Self::DataAnswered { note } => format!("个人信息申请已答复：{note}"),
            Self::DataDestroyed { identity, photos, .. } => {
                let identity = if *identity { "身份信息" } else { "没有身份信息" };
                format!("保存期限已满，销毁：{identity}，照片和录音 {photos} 份")
            }
            Self::IdentityGranted { name, .. } => format!("同意{name}查看身份信息"),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_does_not_take_the_events_own_tag() {
        let what = || "某".to_owned();
        for kind in [
            EventKind::Complaint(ComplaintStep::ClueFound { what: what() }),
            EventKind::Tip(TipStep::NewFacts { what: what() }),
            EventKind::Tip(TipStep::Seized { what: what() }),
        ] {
            let text = serde_json::to_string(&kind).unwrap();
            assert_eq!(serde_json::from_str::<EventKind>(&text).unwrap(), kind, "{text}");
        }
    }
}
