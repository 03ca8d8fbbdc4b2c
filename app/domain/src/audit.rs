//! The audit trail: who did what, kept so that a change of it is found.

mod deed;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::access::Staff;
use crate::event::Actor;

pub use deed::Deed;

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
    /// A village officer, by id alone: a clue's source is not to be read off the trail.
    Officer {
        id: Uuid,
    },
    /// Somebody at the server's command line, by the name of their account there.
    Console {
        name: String,
    },
    /// Somebody who is not signed in.
    Stranger,
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
            Self::Reporter | Self::System | Self::Officer { .. } | Self::Console { .. } | Self::Stranger => None,
        }
    }

    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Reporter => "居民".to_owned(),
            Self::Staff { name, .. } => name.clone(),
            Self::System => "系统".to_owned(),
            Self::Officer { .. } => "村药品安全信息员".to_owned(),
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
