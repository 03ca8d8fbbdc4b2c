use crate::access::Action;

/// Which form of the matter page: its address, its place on the page, the permission it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepName {
    Dispatch,
    Take,
    NameHandler,
    Release,
    Return,
    AskIdentity,
    IdentityGiven,
    Accept,
    Refuse,
    AgreeToMediate,
    Delegate,
    Challenge,
    DecideChallenge,
    Settle,
    Terminate,
    TellParties,
    FindClue,
    SettleClue,
    Verify,
    NewFacts,
    Repeat,
    Redirect,
    Dispute,
    SettleDispute,
    ProposeFiling,
    RejectFiling,
    File,
    DoNotFile,
    Seize,
    TestReport,
    SettleSeizure,
    Suspend,
    ResumeCase,
    Decide,
    Answer,
    Publish,
    ChangePublished,
    WithdrawPublished,
    Pause,
    Resume,
    AskExtension,
    Extend,
    DenyExtension,
    TakeOrder,
    AnswerOrder,
    ChooseRules,
    SameFact,
    Lawsuit,
    EndLawsuit,
    Transcribe,
    Note,
    Conflict,
    Close,
    CallBack,
    Reopen,
}

/// Under which heading a form stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Theme {
    Holding,
    Acceptance,
    Mediation,
    Verification,
    Case,
    Clocks,
    Records,
    End,
}

use StepName as N;

/// Name, address, permission, theme, words: one line a form, in the order of the page.
const TABLE: [(StepName, &str, Action, Theme, &str); 55] = [
    (N::Dispatch, "dispatch", Action::Assign, Theme::Holding, "分送到单位"),
    (N::Take, "take", Action::Handle, Theme::Holding, "我来承办"),
    (N::NameHandler, "name-handler", Action::Approve, Theme::Holding, "指定承办人"),
    (N::Release, "release", Action::Approve, Theme::Holding, "换下承办人，交回本单位"),
    (N::Return, "return", Action::Handle, Theme::Holding, "退回统一接收机构"),
    (N::AskIdentity, "ask-identity", Action::Handle, Theme::Acceptance, "要求补充身份材料"),
    (N::IdentityGiven, "identity-given", Action::Handle, Theme::Acceptance, "身份材料已补齐"),
    (N::Accept, "accept", Action::Handle, Theme::Acceptance, "受理"),
    (N::Refuse, "refuse", Action::Handle, Theme::Acceptance, "不予受理"),
    (N::AgreeToMediate, "agree", Action::Handle, Theme::Mediation, "双方同意调解"),
    (N::Delegate, "delegate", Action::Handle, Theme::Mediation, "委托调解"),
    (N::Challenge, "challenge", Action::Handle, Theme::Mediation, "收到回避申请"),
    (N::DecideChallenge, "decide-challenge", Action::Approve, Theme::Mediation, "决定回避申请"),
    (N::Settle, "settle", Action::Handle, Theme::Mediation, "调解成功"),
    (N::Terminate, "terminate", Action::Handle, Theme::Mediation, "终止调解"),
    (N::TellParties, "tell-parties", Action::Handle, Theme::Mediation, "已告知双方终止调解"),
    (N::FindClue, "find-clue", Action::Handle, Theme::Mediation, "发现违法线索"),
    (N::SettleClue, "settle-clue", Action::Handle, Theme::Mediation, "违法线索已处理"),
    (N::Verify, "verify", Action::Handle, Theme::Verification, "开始核查"),
    (N::NewFacts, "new-facts", Action::Handle, Theme::Verification, "同一举报人补充新事实"),
    (N::Repeat, "repeat", Action::Handle, Theme::Verification, "重复举报"),
    (N::Redirect, "redirect", Action::Handle, Theme::Verification, "不归本局，告知去向"),
    (N::Dispute, "dispute", Action::Handle, Theme::Verification, "处理权限有争议"),
    (N::SettleDispute, "settle-dispute", Action::Handle, Theme::Verification, "权限争议有结果"),
    (N::ProposeFiling, "propose-filing", Action::Handle, Theme::Verification, "提出立案意见"),
    (N::RejectFiling, "reject-filing", Action::Approve, Theme::Verification, "不同意立案意见"),
    (N::File, "file", Action::Approve, Theme::Verification, "批准立案"),
    (N::DoNotFile, "do-not-file", Action::Approve, Theme::Verification, "决定不予立案"),
    (N::Seize, "seize", Action::Handle, Theme::Case, "查封、扣押"),
    (N::TestReport, "test-report", Action::Handle, Theme::Case, "检验报告已出"),
    (N::SettleSeizure, "settle-seizure", Action::Handle, Theme::Case, "查封、扣押已处理"),
    (N::Suspend, "suspend", Action::Handle, Theme::Case, "案件中止"),
    (N::ResumeCase, "resume-case", Action::Handle, Theme::Case, "案件恢复"),
    (N::Decide, "decide", Action::Handle, Theme::Case, "记下处理决定"),
    (N::Answer, "answer", Action::Handle, Theme::Case, "答复举报人"),
    (N::Publish, "publish", Action::Handle, Theme::Case, "处罚信息已公示"),
    (N::ChangePublished, "change-published", Action::Handle, Theme::Case, "决定被变更、撤销"),
    (N::WithdrawPublished, "withdraw-published", Action::Handle, Theme::Case, "已撤下公示"),
    (N::Pause, "pause", Action::Handle, Theme::Clocks, "暂停期限"),
    (N::Resume, "resume", Action::Handle, Theme::Clocks, "恢复期限"),
    (N::AskExtension, "ask-extension", Action::Handle, Theme::Clocks, "申请延长期限"),
    (N::Extend, "extend", Action::Approve, Theme::Clocks, "批准延长"),
    (N::DenyExtension, "deny-extension", Action::Approve, Theme::Clocks, "不同意延长"),
    (N::TakeOrder, "take-order", Action::Handle, Theme::Clocks, "收到12345等工单"),
    (N::AnswerOrder, "answer-order", Action::Handle, Theme::Clocks, "工单已回复"),
    (N::ChooseRules, "choose-rules", Action::Approve, Theme::Clocks, "选定适用的办法"),
    (N::SameFact, "same-fact", Action::Handle, Theme::Records, "不同的人反映同一件事"),
    (N::Lawsuit, "lawsuit", Action::Handle, Theme::Records, "有复议、诉讼"),
    (N::EndLawsuit, "end-lawsuit", Action::Approve, Theme::Records, "复议、诉讼已结束"),
    (N::Transcribe, "transcribe", Action::Note, Theme::Records, "把录音整理成文字"),
    (N::Note, "note", Action::Note, Theme::Records, "内部记录"),
    (N::Conflict, "conflict", Action::Note, Theme::Records, "声明我要回避"),
    (N::Close, "close", Action::Handle, Theme::End, "办结"),
    (N::CallBack, "call-back", Action::Handle, Theme::End, "已回访"),
    (N::Reopen, "reopen", Action::Approve, Theme::End, "重新办理"),
];

impl StepName {
    /// In the order of the page.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.into_iter().map(|(name, ..)| name)
    }

    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.line().1
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        TABLE.into_iter().find(|(_, address, ..)| *address == text).map(|(name, ..)| name)
    }

    #[must_use]
    pub fn action(self) -> Action {
        self.line().2
    }

    #[must_use]
    pub fn theme(self) -> Theme {
        self.line().3
    }

    #[must_use]
    pub fn words(self) -> &'static str {
        self.line().4
    }

    fn line(self) -> (Self, &'static str, Action, Theme, &'static str) {
        let [first, ..] = TABLE;
        TABLE.into_iter().find(|(name, ..)| *name == self).unwrap_or(first)
    }
}

impl Theme {
    pub const ALL: [Self; 8] = [
        Self::Holding,
        Self::Acceptance,
        Self::Mediation,
        Self::Verification,
        Self::Case,
        Self::Clocks,
        Self::Records,
        Self::End,
    ];

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Holding => "分送、承办",
            Self::Acceptance => "受理",
            Self::Mediation => "调解",
            Self::Verification => "核查、立案",
            Self::Case => "案件",
            Self::Clocks => "期限、工单",
            Self::Records => "记录、关联",
            Self::End => "办结",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_found_again_under_its_own_address() {
        for (place, (name, address, ..)) in TABLE.into_iter().enumerate() {
            assert_eq!(StepName::parse(address), Some(name), "{address} stands twice");
            assert_eq!(TABLE[place].0.as_str(), address, "{name:?} stands twice");
        }
    }
}
