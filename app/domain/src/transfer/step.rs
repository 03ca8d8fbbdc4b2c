use serde::{Deserialize, Serialize};

use super::goods::Good;
use super::stage::Stage;
use crate::law::Route;
use crate::matter::{Moment, Rule};
use crate::region::RegionCode;

/// What a transfer is about and where it goes, or where it came from ([`Route::Back`]).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    pub route: Route,
    /// Key of the body.
    pub to: String,
    /// The body as the letter names it.
    pub to_name: String,
    /// Number of the letter a case came to us with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub their_no: Option<String>,
    /// Number of the matter it stands on.
    #[serde(default)]
    pub matter: Option<String>,
    /// The whole case goes, not only a clue of it.
    pub whole: bool,
    pub region: RegionCode,
    pub unit: String,
    /// 案由
    pub subject: String,
    pub facts: String,
    /// 依据
    pub basis: String,
}

/// Why the police take longer than usual to decide (衔接办法).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Longer {
    Complex,
    Major,
    MajorAgain,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum TransferStep {
    Opened(Opening),
    /// The whole list anew.
    GoodsListed {
        goods: Vec<Good>,
    },
    PapersListed {
        papers: Vec<String>,
    },
    /// The special team's written report (移送规定 §5): two persons at least.
    Reported {
        team: Vec<String>,
        crime: String,
        findings: String,
    },
    Approved {
        note: String,
    },
    Disapproved {
        reason: String,
    },
    Dropped {
        reason: String,
    },
    Sent {
        document_no: String,
        note: String,
    },
    /// 签收
    Signed {
        by: String,
    },
    PapersAsked {
        what: String,
    },
    PapersSupplied {
        what: String,
    },
    PoliceFiled {
        case_no: String,
    },
    PoliceRefused {
        reason: String,
    },
    PoliceLonger {
        why: Longer,
        note: String,
    },
    ReviewAsked {
        reason: String,
    },
    ReviewDecided {
        filed: bool,
        note: String,
    },
    ProsecutorTold {
        reason: String,
    },
    GoodsHandedOver {
        to: String,
    },
    Followed {
        note: String,
    },
    Judged {
        outcome: String,
    },
    /// 反向移送
    Returned {
        reason: String,
    },
    /// Another body gave it back: not theirs.
    SentBack {
        reason: String,
    },
    Feedback {
        outcome: String,
    },
    Reminded {
        note: String,
    },
    /// 回执: we signed for a case that was handed to us.
    ReceiptGiven {
        by: String,
    },
    /// The head of the bureau gives the check more time; `length` in the unit of the clock.
    CheckExtended {
        clock: String,
        length: u16,
        reason: String,
    },
    CaseFiled {
        case_no: String,
    },
    CaseNotFiled {
        reason: String,
    },
    CaseDecided {
        outcome: String,
    },
    SenderTold {
        document_no: String,
        note: String,
    },
    /// Not ours: the sender gets it again.
    GivenBack {
        reason: String,
    },
    Closed {
        note: String,
    },
}

impl TransferStep {
    /// Whether it may be taken at a stage, other rules aside: what forms are offered.
    #[must_use]
    pub fn fits(&self, stage: Stage, route: Route) -> bool {
        self.next(stage, route).is_ok()
    }

    /// Whether a letter goes out with it, which takes the next document number.
    #[must_use]
    pub fn takes_number(&self) -> bool {
        matches!(self, Self::Sent { .. } | Self::SenderTold { .. })
    }

    /// The step with the number its letter was given.
    #[must_use]
    pub fn numbered(mut self, number: &str) -> Self {
        if let Self::Sent { document_no, .. } | Self::SenderTold { document_no, .. } = &mut self {
            number.clone_into(document_no);
        }
        self
    }

    /// The stage after it, or the rule it breaks.
    pub(super) fn next(&self, stage: Stage, route: Route) -> Result<Stage, Rule> {
        use Stage as S;
        use TransferStep as T;
        let (police, back) = (route == Route::Police, route == Route::Back);
        match (self, stage) {
            (_, stage) if stage.is_end() => Err(Rule::Ended),
            (T::GoodsListed { .. } | T::PapersListed { .. }, S::Draft | S::Reported | S::Approved) => Ok(stage),
            (T::GoodsListed { .. }, S::Arrived | S::Checking | S::CaseFiled) => Ok(stage),
            (T::ReceiptGiven { .. }, S::Arrived) => Ok(S::Checking),
            (T::GivenBack { .. }, S::Arrived | S::Checking) => Ok(S::GivenBack),
            (T::CheckExtended { .. }, S::Checking) => Ok(stage),
            (T::CaseFiled { .. }, S::Checking) => Ok(S::CaseFiled),
            (T::CaseNotFiled { .. }, S::Checking) => Ok(S::CaseNotFiled),
            (T::CaseDecided { .. }, S::CaseFiled) => Ok(S::CaseDecided),
            (T::SenderTold { .. }, S::CaseFiled) => Ok(stage),
            (T::SenderTold { .. }, S::CaseNotFiled | S::CaseDecided) => Ok(S::SenderTold),
            (T::Reported { .. }, S::Draft) if police => Ok(S::Reported),
            (T::Approved { .. }, S::Reported) => Ok(S::Approved),
            (T::Disapproved { .. }, S::Reported) => Ok(S::Disapproved),
            (T::Dropped { .. }, S::Draft) => Ok(S::Dropped),
            (T::Sent { .. }, S::Approved) => Ok(S::Sent),
            (T::Sent { .. }, S::Draft) if !police => Ok(S::Sent),
            (T::Signed { .. }, S::Sent) => Ok(S::Signed),
            (
                T::PapersAsked { .. } | T::PapersSupplied { .. },
                S::Signed | S::Filed | S::FollowedUp | S::ReviewAsked,
            ) => Ok(stage),
            (T::PoliceFiled { .. }, S::Signed | S::ProsecutorTold) if police => Ok(S::Filed),
            (T::PoliceRefused { .. }, S::Signed) if police => Ok(S::Refused),
            (T::PoliceLonger { .. }, S::Signed) if police => Ok(stage),
            (T::ReviewAsked { .. }, S::Refused) => Ok(S::ReviewAsked),
            (T::ReviewDecided { filed: true, .. }, S::ReviewAsked) => Ok(S::Filed),
            (T::ReviewDecided { filed: false, .. }, S::ReviewAsked) => Ok(S::ReviewRefused),
            (T::ProsecutorTold { .. }, S::Refused | S::ReviewAsked | S::ReviewRefused) => Ok(S::ProsecutorTold),
            (T::GoodsHandedOver { .. }, S::Filed) => Ok(S::FollowedUp),
            (T::Judged { .. }, S::Filed | S::FollowedUp) => Ok(S::Judged),
            (
                T::Returned { .. },
                S::Signed | S::Filed | S::Refused | S::ReviewRefused | S::ProsecutorTold | S::FollowedUp | S::Judged,
            ) if police => Ok(S::Returned),
            (T::SentBack { .. }, S::Sent | S::Signed) if !police => Ok(S::SentBack),
            (T::Feedback { .. }, S::Signed | S::Answered) if !police => Ok(S::Answered),
            (T::Closed { .. }, S::Answered | S::Judged | S::SenderTold) => Ok(S::Closed),
            (T::Followed { .. } | T::Reminded { .. }, S::Draft | S::Reported | S::Approved) => {
                Err(Rule::TransferSentFirst)
            }
            (T::Reminded { .. }, _) if back => Err(Rule::Order),
            (T::Followed { .. } | T::Reminded { .. }, _) => Ok(stage),
            (T::Signed { .. } | T::Feedback { .. }, S::Draft | S::Reported | S::Approved | S::Sent) => {
                Err(Rule::TransferSentFirst)
            }
            _ => Err(Rule::Order),
        }
    }

    pub(super) fn moments(&self) -> &'static [Moment] {
        match self {
            Self::Reported { .. } => &[Moment::TransferReported],
            Self::Approved { .. } => &[Moment::TransferApproved],
            Self::Disapproved { .. } => &[Moment::TransferRefused],
            Self::Sent { .. } => &[Moment::TransferSent],
            Self::Signed { .. } => &[Moment::TransferReceived],
            Self::PapersAsked { .. } => &[Moment::PapersAsked],
            Self::PapersSupplied { .. } => &[Moment::PapersSupplied],
            Self::PoliceFiled { .. } => &[Moment::PoliceFiled],
            Self::PoliceRefused { .. } => &[Moment::PoliceRefused],
            Self::ReviewAsked { .. } => &[Moment::ReviewAsked],
            Self::ReviewDecided { filed: true, .. } => &[Moment::ReviewDecided, Moment::PoliceFiled],
            Self::ReviewDecided { .. } => &[Moment::ReviewDecided],
            Self::ProsecutorTold { .. } => &[Moment::ProsecutorTold],
            Self::GoodsHandedOver { .. } => &[Moment::GoodsHandedOver],
            Self::Feedback { .. } | Self::Judged { .. } | Self::Returned { .. } | Self::SentBack { .. } => {
                &[Moment::TransferDecided]
            }
            Self::ReceiptGiven { .. } => &[Moment::ReceiptGiven],
            Self::CaseFiled { .. } => &[Moment::Filed],
            Self::CaseNotFiled { .. } => &[Moment::NotFiled, Moment::ResultReached],
            Self::CaseDecided { .. } => &[Moment::Decided, Moment::ResultReached],
            Self::SenderTold { .. } => &[Moment::SenderTold],
            Self::GivenBack { .. } => &[Moment::TransferDecided],
            Self::Closed { .. } | Self::Dropped { .. } => &[Moment::Closed],
            _ => &[],
        }
    }

    pub(super) fn desk_text(&self) -> String {
        match self {
            Self::Opened(opening) if opening.route == Route::Back => {
                format!("收到{}移送的案件：{}", opening.to_name, opening.subject)
            }
            Self::Opened(opening) => format!("登记{}{}：{}", opening.route.words(), opening.to_name, opening.subject),
            Self::GoodsListed { goods } => format!("涉案物品清单：{} 项", goods.len()),
            Self::PapersListed { papers } => format!("附送材料：{} 种", papers.len()),
            Self::Reported { team, crime, findings } => {
                format!("专案组{}提出书面报告，涉嫌{crime}：{findings}", team.join("、"))
            }
            Self::Approved { note } => with("本局负责人批准移送", note),
            Self::Disapproved { reason } => with("本局负责人不批准移送", reason),
            Self::Dropped { reason } => with("没有送出，撤销", reason),
            Self::Sent { document_no, note } => with(&format!("送出，{document_no}"), note),
            Self::Signed { by } => with("对方签收", by),
            Self::PapersAsked { what } => with("对方要求补充材料", what),
            Self::PapersSupplied { what } => with("已补充材料", what),
            Self::PoliceFiled { case_no } => with("公安机关立案", case_no),
            Self::PoliceRefused { reason } => with("公安机关不予立案", reason),
            Self::PoliceLonger { why, note } => with(&format!("公安机关延长审查，{}", why.words()), note),
            Self::ReviewAsked { reason } => with("申请复议", reason),
            Self::ReviewDecided { filed: true, note } => with("复议后公安机关立案", note),
            Self::ReviewDecided { note, .. } => with("复议后公安机关仍不予立案", note),
            Self::ProsecutorTold { reason } => with("建议检察机关立案监督", reason),
            Self::GoodsHandedOver { to } => with("涉案物品和材料已移交", to),
            Self::Followed { note } => with("跟进", note),
            Self::Judged { outcome } => with("生效结果", outcome),
            Self::Returned { reason } => with("反向移送，由本局作行政处理", reason),
            Self::SentBack { reason } => with("对方退回", reason),
            Self::Feedback { outcome } => with("对方反馈", outcome),
            Self::Reminded { note } => with("已催办", note),
            Self::ReceiptGiven { by } => with("已给移送机关回执", by),
            Self::CheckExtended { length, reason, .. } => {
                format!("本局负责人批准延长核查，加 {length} 个工作日：{reason}")
            }
            Self::CaseFiled { case_no } => with("本局立案", case_no),
            Self::CaseNotFiled { reason } => with("本局不予立案", reason),
            Self::CaseDecided { outcome } => with("本局作出决定", outcome),
            Self::SenderTold { document_no, note } => with(&format!("反馈移送机关，{document_no}"), note),
            Self::GivenBack { reason } => with("不归本局管，退回移送机关", reason),
            Self::Closed { note } => with("办结", note),
        }
    }
}

impl Longer {
    pub const ALL: [Self; 3] = [Self::Complex, Self::Major, Self::MajorAgain];

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Complex => "complex",
            Self::Major => "major",
            Self::MajorAgain => "major_again",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.as_str() == text)
    }

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Complex => "案情复杂",
            Self::Major => "重大、跨区域案件",
            Self::MajorAgain => "重大、跨区域案件，再次延长",
        }
    }

    pub(super) fn moment(self) -> Moment {
        match self {
            Self::Complex => Moment::PoliceComplex,
            Self::Major => Moment::PoliceMajor,
            Self::MajorAgain => Moment::PoliceMajorAgain,
        }
    }
}

fn with(what: &str, words: &str) -> String {
    if words.is_empty() { what.to_owned() } else { format!("{what}：{words}") }
}
