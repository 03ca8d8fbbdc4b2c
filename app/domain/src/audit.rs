//! The audit trail: who did what, kept so that a change of it is found.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::access::Staff;
use crate::event::Actor;

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "snake_case")]
pub enum Who {
    /// The person who reported; never named.
    Reporter,
    Staff {
        id: Uuid,
        name: String,
    },
    /// A clock, a job or an adapter.
    System,
    /// Somebody at the server's command line, by the name of their account there.
    Console {
        name: String,
    },
    /// Somebody who is not signed in.
    Stranger,
}

/// What is done at the desk or the command line without being an event of a matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    SignedIn,
    SignInFailed,
    SignedOut,
    PasswordChanged,
    TotpSet,
    AccountAdded,
    AccountDisabled,
    AccountReset,
    DeputyNamed,
    DeputyEnded,
    KeyRotated,
    KeyRetired,
    PhoneSearched,
    /// Data left the system: a packet, a spreadsheet.
    Exported,
    /// A hand-over that had stopped was sent on again.
    Retried,
    AuditExported,
    AuditPruned,
    /// An entry of a transfer.
    TransferKept,
    /// An entry of a risk, a task or minutes.
    RiskKept,
    /// An entry of a reward; never who is rewarded.
    RewardKept,
    /// A step of the newsroom.
    ItemKept,
    /// A picture was taken in, changed, put away or brought back.
    PictureKept,
    /// The site was tended: columns, menus, links passed over.
    SiteTended,
}

/// A deed as it is written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    pub at: Timestamp,
    pub who: Who,
    pub deed: Deed,
    /// What it was done to: a login, a matter's number, a file's name. Never anything about a reporter.
    pub subject: String,
    /// The rest, in words.
    pub detail: String,
}

/// What a row of the trail is about, as lists are narrowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// What happened to matters.
    Matter,
    /// Looks at sealed identities.
    Identity,
    SignIn,
    Account,
    Export,
    /// What is written, checked and published.
    Newsroom,
    Trail,
}

/// Something in the trail that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Row of the trail.
    pub row: Option<i64>,
    /// Public number of the matter, or what else the row is about.
    pub subject: Option<String>,
    pub kind: FaultKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The row's content does not fit its hash.
    Changed,
    /// The row does not follow the one before it.
    Unlinked,
    /// Rows are gone up to this one.
    Missing {
        upto: i64,
    },
    /// The event the row was written for is gone.
    EventMissing,
    EventChanged,
    /// An event no row was written for.
    Unrecorded,
    /// A seal that was not made with this installation's key.
    FalseSeal,
    /// The chain was written anew since it was sealed here.
    Rewritten,
    /// The newest rows were cut off: something outside the chain knows of later ones.
    TailCut {
        known: i64,
    },
    /// The mark of a removal of old rows was not made with this installation's key.
    FalseCut,
    /// Rows stand before the mark up to which old rows were removed.
    BeforeCut,
    /// Events whose rows were removed when old are not the ones of that time.
    OldEventsChanged,
}

impl Act {
    #[must_use]
    pub fn new(at: Timestamp, who: impl Into<Who>, deed: Deed, subject: impl Into<String>) -> Self {
        Self { at, who: who.into(), deed, subject: subject.into(), detail: String::new() }
    }

    #[must_use]
    pub fn with_detail(self, detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), ..self }
    }
}

impl Who {
    /// The member of staff it was.
    #[must_use]
    pub fn person(&self) -> Option<Uuid> {
        match self {
            Self::Staff { id, .. } => Some(*id),
            Self::Reporter | Self::System | Self::Console { .. } | Self::Stranger => None,
        }
    }

    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Reporter => "投诉举报人".to_owned(),
            Self::Staff { name, .. } => name.clone(),
            Self::System => "系统".to_owned(),
            Self::Console { name } => format!("服务器命令行（{name}）"),
            Self::Stranger => "没有登录的人".to_owned(),
        }
    }
}

impl From<&Actor> for Who {
    fn from(actor: &Actor) -> Self {
        match actor {
            Actor::Reporter => Self::Reporter,
            Actor::Staff { id, name } => Self::Staff { id: *id, name: name.clone() },
            Actor::System => Self::System,
        }
    }
}

impl From<&Staff> for Who {
    fn from(staff: &Staff) -> Self {
        Self::Staff { id: staff.id, name: staff.name.clone() }
    }
}

impl Deed {
    pub const ALL: &[Self] = &[
        Self::SignedIn,
        Self::SignInFailed,
        Self::SignedOut,
        Self::PasswordChanged,
        Self::TotpSet,
        Self::AccountAdded,
        Self::AccountDisabled,
        Self::AccountReset,
        Self::DeputyNamed,
        Self::DeputyEnded,
        Self::KeyRotated,
        Self::KeyRetired,
        Self::PhoneSearched,
        Self::Exported,
        Self::Retried,
        Self::AuditExported,
        Self::AuditPruned,
        Self::TransferKept,
        Self::RiskKept,
        Self::RewardKept,
        Self::ItemKept,
        Self::PictureKept,
        Self::SiteTended,
    ];

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SignedIn => "signed_in",
            Self::SignInFailed => "sign_in_failed",
            Self::SignedOut => "signed_out",
            Self::PasswordChanged => "password_changed",
            Self::TotpSet => "totp_set",
            Self::AccountAdded => "account_added",
            Self::AccountDisabled => "account_disabled",
            Self::AccountReset => "account_reset",
            Self::DeputyNamed => "deputy_named",
            Self::DeputyEnded => "deputy_ended",
            Self::KeyRotated => "key_rotated",
            Self::KeyRetired => "key_retired",
            Self::PhoneSearched => "phone_searched",
            Self::Exported => "exported",
            Self::Retried => "retried",
            Self::AuditExported => "audit_exported",
            Self::AuditPruned => "audit_pruned",
            Self::TransferKept => "transfer_kept",
            Self::RiskKept => "risk_kept",
            Self::RewardKept => "reward_kept",
            Self::ItemKept => "item_kept",
            Self::PictureKept => "picture_kept",
            Self::SiteTended => "site_tended",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|deed| deed.as_str() == text)
    }

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::SignedIn => "登录",
            Self::SignInFailed => "登录没有成功",
            Self::SignedOut => "退出登录",
            Self::PasswordChanged => "改密码",
            Self::TotpSet => "绑定动态口令",
            Self::AccountAdded => "添加账号",
            Self::AccountDisabled => "停用账号",
            Self::AccountReset => "重置账号",
            Self::DeputyNamed => "请人代理",
            Self::DeputyEnded => "取消代理",
            Self::KeyRotated => "更换主密钥",
            Self::KeyRetired => "去掉旧主密钥",
            Self::PhoneSearched => "按电话查事项",
            Self::Exported => "导出",
            Self::Retried => "重新转送",
            Self::AuditExported => "导出审计记录",
            Self::AuditPruned => "清理到期的审计记录",
            Self::TransferKept => "登记移送",
            Self::RiskKept => "登记风险、任务",
            Self::RewardKept => "登记举报奖励",
            Self::ItemKept => "采编",
            Self::PictureKept => "图片",
            Self::SiteTended => "栏目、链接",
        }
    }

    #[must_use]
    pub fn sort(self) -> Sort {
        match self {
            Self::SignedIn | Self::SignInFailed | Self::SignedOut => Sort::SignIn,
            Self::PasswordChanged
            | Self::TotpSet
            | Self::AccountAdded
            | Self::AccountDisabled
            | Self::AccountReset
            | Self::DeputyNamed
            | Self::DeputyEnded
            | Self::KeyRotated
            | Self::KeyRetired => Sort::Account,
            Self::PhoneSearched => Sort::Identity,
            Self::Exported => Sort::Export,
            Self::Retried | Self::TransferKept | Self::RiskKept | Self::RewardKept => Sort::Matter,
            Self::ItemKept | Self::PictureKept | Self::SiteTended => Sort::Newsroom,
            Self::AuditExported | Self::AuditPruned => Sort::Trail,
        }
    }
}

impl Sort {
    pub const ALL: [Self; 7] =
        [Self::Matter, Self::Identity, Self::SignIn, Self::Account, Self::Export, Self::Newsroom, Self::Trail];

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Matter => "matter",
            Self::Identity => "identity",
            Self::SignIn => "sign_in",
            Self::Account => "account",
            Self::Export => "export",
            Self::Newsroom => "newsroom",
            Self::Trail => "trail",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.as_str() == text)
    }

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Matter => "办理事项",
            Self::Identity => "查看身份",
            Self::SignIn => "登录、退出",
            Self::Account => "账号",
            Self::Export => "导出",
            Self::Newsroom => "采编",
            Self::Trail => "审计记录本身",
        }
    }
}

impl Fault {
    /// The fault in one line, for the person at the console and on the page.
    #[must_use]
    pub fn words(&self) -> String {
        let subject = self.subject.as_ref().filter(|subject| !subject.is_empty());
        match (self.row, subject) {
            (Some(row), Some(subject)) => format!("第 {row} 行（{subject}）：{}", self.kind.words()),
            (Some(row), None) => format!("第 {row} 行：{}", self.kind.words()),
            (None, Some(subject)) => format!("{subject}：{}", self.kind.words()),
            (None, None) => self.kind.words(),
        }
    }
}

impl FaultKind {
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Unlinked => "unlinked",
            Self::Missing { .. } => "missing",
            Self::EventMissing => "event_missing",
            Self::EventChanged => "event_changed",
            Self::Unrecorded => "unrecorded",
            Self::FalseSeal => "false_seal",
            Self::Rewritten => "rewritten",
            Self::TailCut { .. } => "tail_cut",
            Self::FalseCut => "false_cut",
            Self::BeforeCut => "before_cut",
            Self::OldEventsChanged => "old_events_changed",
        }
    }

    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Changed => "内容和它的哈希不符，被改过".to_owned(),
            Self::Unlinked => "和前一行接不上，被改过或换过位置".to_owned(),
            Self::Missing { upto } => format!("从这一行到第 {upto} 行不见了"),
            Self::EventMissing => "所记的事件不见了".to_owned(),
            Self::EventChanged => "所记的事件被改过".to_owned(),
            Self::Unrecorded => "有一个事件没有审计记录，是绕过程序加进来的".to_owned(),
            Self::FalseSeal => "封签不是用本系统的密钥做的".to_owned(),
            Self::Rewritten => "和封签不符，封签以后被整段重写过".to_owned(),
            Self::TailCut { known } => format!("末尾被截掉：原来至少有 {known} 行"),
            Self::FalseCut => "清理标记不是用本系统的密钥做的".to_owned(),
            Self::BeforeCut => "清理标记以前还有记录，不是程序留下的".to_owned(),
            Self::OldEventsChanged => "已清理的记录所对应的旧事件，和清理时不一样".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_deed_and_sort_reads_back_under_its_own_name() {
        for deed in Deed::ALL.iter().copied() {
            assert_eq!(Deed::parse(deed.as_str()), Some(deed));
        }
        for sort in Sort::ALL {
            assert_eq!(Sort::parse(sort.as_str()), Some(sort));
        }
    }

    #[test]
    fn a_fault_says_row_matter_and_what_in_one_line() {
        let fault = Fault { row: Some(12), subject: Some("YX-2026-000001".into()), kind: FaultKind::EventChanged };
        assert_eq!(fault.words(), "第 12 行（YX-2026-000001）：所记的事件被改过");
        let fault = Fault { row: Some(3), subject: None, kind: FaultKind::Missing { upto: 5 } };
        assert_eq!(fault.words(), "第 3 行：从这一行到第 5 行不见了");
    }
}
