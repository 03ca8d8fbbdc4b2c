use serde::{Deserialize, Serialize};

use super::{MatterKind, Status};

/// Where a matter stands inside the bureau. P and R are the states of the published procedure: a
/// complaint's (令121 §15–§25) and a tip's (程序规定 §18–§20, §46, 令121 §33–§35).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// P1–P3, R1–R3: received, perhaps dispatched, nothing decided.
    Received,
    /// P4: the complainant was asked for identity papers; T1 keeps running.
    IdentityAsked,
    /// P5: not accepted, with grounds.
    Refused,
    /// P6: accepted.
    Accepted,
    /// P7: both sides agreed to mediation.
    Mediating,
    /// P7b: both sides agreed that another body mediates (令121 §19).
    Delegated,
    /// P7d: halted until an application for 回避 is decided (令121 §21).
    Challenged,
    /// P8: mediation ended in agreement.
    Settled,
    /// P9: mediation was terminated, with grounds.
    Terminated,
    /// The complainant took the complaint back before it was accepted.
    Withdrawn,
    /// R5: being verified.
    Verifying,
    /// R6: a case was filed (立案).
    Filed,
    /// R6p: the case is suspended (程序规定 §46).
    Suspended,
    /// R7: no case is filed.
    NotFiled,
    /// R8: with the police.
    AtPolice,
    /// R4, R9: another body is competent, and the reporter was told which.
    Redirected,
    /// R10: the case was decided.
    Decided,
    /// R13: the same reporter, fact and respondent as an earlier tip (令121 §35).
    Repeat,
    /// P10, R11: told, fed back, filed away.
    Closed,
}

impl Stage {
    pub const ALL: [Self; 19] = [
        Self::Received,
        Self::IdentityAsked,
        Self::Refused,
        Self::Accepted,
        Self::Mediating,
        Self::Delegated,
        Self::Challenged,
        Self::Settled,
        Self::Terminated,
        Self::Withdrawn,
        Self::Verifying,
        Self::Filed,
        Self::Suspended,
        Self::NotFiled,
        Self::AtPolice,
        Self::Redirected,
        Self::Decided,
        Self::Repeat,
        Self::Closed,
    ];

    /// Nothing more happens to the matter unless it is reopened.
    #[must_use]
    pub fn is_end(self) -> bool {
        matches!(self, Self::Refused | Self::Withdrawn | Self::Redirected | Self::Repeat | Self::Closed)
    }

    /// Whether staff looked into it and found that there is something: a complaint that was accepted, a tip on which a
    /// case was filed. A tip that is closed may have ended either way.
    #[must_use]
    pub fn is_taken_up(self, kind: MatterKind) -> bool {
        match kind {
            MatterKind::Complaint => matches!(
                self,
                Self::Accepted
                    | Self::Mediating
                    | Self::Delegated
                    | Self::Challenged
                    | Self::Settled
                    | Self::Terminated
                    | Self::Closed
            ),
            MatterKind::Tip => matches!(self, Self::Filed | Self::Suspended | Self::AtPolice | Self::Decided),
        }
    }

    /// In the desk's words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Received => "待处理",
            Self::IdentityAsked => "待补身份材料",
            Self::Refused => "不予受理",
            Self::Accepted => "已受理",
            Self::Mediating => "调解中",
            Self::Delegated => "委托调解中",
            Self::Challenged => "中止（回避）",
            Self::Settled => "调解成功",
            Self::Terminated => "终止调解",
            Self::Withdrawn => "已撤回",
            Self::Verifying => "核查中",
            Self::Filed => "已立案",
            Self::Suspended => "案件中止",
            Self::NotFiled => "不予立案",
            Self::AtPolice => "已移送公安",
            Self::Redirected => "不归本局，已告知",
            Self::Decided => "已作决定",
            Self::Repeat => "重复举报",
            Self::Closed => "已办结",
        }
    }

    /// In the words the reporter may be told: where the case itself stands is not theirs to know
    /// before it is answered (令121 §36, §37).
    #[must_use]
    pub fn status(self, registered: bool) -> Status {
        match self {
            Self::Received if registered => Status::Registered,
            Self::Received => Status::Received,
            Self::IdentityAsked => Status::IdentityAsked,
            Self::Refused => Status::Refused,
            Self::Accepted => Status::Accepted,
            Self::Mediating | Self::Delegated | Self::Challenged => Status::Mediating,
            Self::Settled | Self::Terminated => Status::MediationEnded,
            Self::Withdrawn => Status::Withdrawn,
            Self::Verifying => Status::Verifying,
            Self::Filed | Self::Suspended | Self::NotFiled | Self::AtPolice | Self::Decided => Status::Handling,
            Self::Redirected => Status::Redirected,
            Self::Repeat => Status::Repeat,
            Self::Closed => Status::Closed,
        }
    }
}
