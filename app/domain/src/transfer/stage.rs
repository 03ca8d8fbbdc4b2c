use serde::{Deserialize, Serialize};

/// How far a transfer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Being put together.
    Draft,
    /// With the head of the bureau.
    Reported,
    Approved,
    /// Refused by the head; the reasons stay on file.
    Disapproved,
    Sent,
    Signed,
    /// The police filed a case.
    Filed,
    /// The police did not file one.
    Refused,
    ReviewAsked,
    /// They still do not file one.
    ReviewRefused,
    ProsecutorTold,
    /// Goods and papers are with the police; followed until judgment.
    FollowedUp,
    Judged,
    /// Back at the bureau for an administrative penalty (反向移送).
    Returned,
    /// The other body gave it back.
    SentBack,
    /// The other body told what it did.
    Answered,
    Dropped,
    /// A case was handed to us; we have not signed for it yet.
    Arrived,
    /// We signed for it and check it.
    Checking,
    CaseFiled,
    CaseNotFiled,
    CaseDecided,
    /// The sender knows what became of it.
    SenderTold,
    /// Not ours: the sender has it again.
    GivenBack,
    Closed,
}

impl Stage {
    pub const ALL: [Self; 25] = [
        Self::Draft,
        Self::Reported,
        Self::Approved,
        Self::Disapproved,
        Self::Sent,
        Self::Signed,
        Self::Filed,
        Self::Refused,
        Self::ReviewAsked,
        Self::ReviewRefused,
        Self::ProsecutorTold,
        Self::FollowedUp,
        Self::Judged,
        Self::Returned,
        Self::SentBack,
        Self::Answered,
        Self::Dropped,
        Self::Arrived,
        Self::Checking,
        Self::CaseFiled,
        Self::CaseNotFiled,
        Self::CaseDecided,
        Self::SenderTold,
        Self::GivenBack,
        Self::Closed,
    ];

    #[must_use]
    pub fn is_end(self) -> bool {
        matches!(
            self,
            Self::Disapproved | Self::Returned | Self::SentBack | Self::Dropped | Self::GivenBack | Self::Closed
        )
    }

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Draft => "准备材料",
            Self::Reported => "报负责人审批",
            Self::Approved => "已批准，待移送",
            Self::Disapproved => "不批准移送",
            Self::Sent => "已送出，待签收",
            Self::Signed => "已签收",
            Self::Filed => "公安机关已立案",
            Self::Refused => "公安机关不予立案",
            Self::ReviewAsked => "已申请复议",
            Self::ReviewRefused => "复议后仍不予立案",
            Self::ProsecutorTold => "已建议检察机关监督",
            Self::FollowedUp => "已移交物品，持续跟进",
            Self::Judged => "已有生效结果",
            Self::Returned => "反向移送，由本局处理",
            Self::SentBack => "对方退回",
            Self::Answered => "对方已反馈",
            Self::Dropped => "没有送出，撤销",
            Self::Arrived => "已收到，待回执",
            Self::Checking => "已回执，核查中",
            Self::CaseFiled => "本局已立案",
            Self::CaseNotFiled => "本局不予立案",
            Self::CaseDecided => "本局已作出决定",
            Self::SenderTold => "已反馈移送机关",
            Self::GivenBack => "不归本局管，已退回",
            Self::Closed => "已办结",
        }
    }
}
