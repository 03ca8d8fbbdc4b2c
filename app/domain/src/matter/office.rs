//! Who holds a matter: the unit, the handler, the one who had it first; supervision over it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::clocks::Moment;
use super::{Rule, TipStep};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum OfficeStep {
    /// A handler has it now; the first one stays answerable for it (首办负责).
    Taken {
        staff: Uuid,
        name: String,
    },
    /// The handler leaves or is on leave: the unit has it again.
    Released {
        reason: String,
    },
    /// The unit lacks power and gives it back to the unit that receives for the bureau (令121 §41).
    Returned {
        reason: String,
    },
    /// A person who is involved keeps away from the matter.
    ConflictDeclared {
        staff: Uuid,
        name: String,
        reason: String,
    },
    /// Another reporter on the same fact: one investigation, each reporter answered.
    SameFact {
        other: String,
    },
    /// A clue and the matter it came up in: each goes on by itself.
    ClueLinked {
        other: String,
    },
    /// 督办 or 挂牌督办: required until a day, lifted only by who set it.
    Supervised {
        supervision: Uuid,
        listed: bool,
        requirement: String,
        until: Date,
    },
    SupervisionProgress {
        supervision: Uuid,
        note: String,
    },
    SupervisionLifted {
        supervision: Uuid,
        note: String,
    },
    /// 提级
    Escalated {
        to: String,
        reason: String,
    },
    /// 复议、诉讼: nothing of the matter is destroyed while it lasts.
    LawsuitNoted {
        #[serde(rename = "lawsuit")]
        what: String,
    },
    LawsuitOver {
        outcome: String,
    },
    /// What a recording says, written down by somebody who heard it. The last one counts.
    Transcribed {
        words: String,
    },
    /// For the desk only.
    Noted {
        text: String,
    },
}

/// A member of staff as an event names them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub id: Uuid,
    pub name: String,
}

/// A handler's opinion on filing that waits for a head (程序规定 §19).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    pub by: Option<Uuid>,
    /// To file a case, or not to.
    pub file: bool,
    pub reason: String,
}

/// 督办 that stands over a matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supervision {
    pub id: Uuid,
    pub by: Option<Uuid>,
    /// 挂牌督办
    pub listed: bool,
    pub requirement: String,
    pub until: Date,
}

/// Who has a matter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// 首办: stays through every transfer inside the bureau.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<Person>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_unit: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handler: Option<Person>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<Uuid>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supervisions: Vec<Supervision>,
    /// Numbers of matters on the same fact.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub same_fact: Vec<String>,
    /// Numbers of the clues found in it, or of what it was found in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clues: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub escalated_to: Option<String>,
    /// 复议、诉讼 that is going on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lawsuit: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposed: Option<Proposal>,
    /// What was said instead of written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transcript: Option<String>,
}

impl Office {
    pub(super) fn assigned(&mut self, unit: &str) {
        self.first_unit.get_or_insert_with(|| unit.to_owned());
        self.handler = None;
    }

    pub(super) fn applied(&mut self, step: &OfficeStep, by: Option<Uuid>) {
        match step {
            OfficeStep::Taken { staff, name } => {
                let person = Person { id: *staff, name: name.clone() };
                self.first.get_or_insert_with(|| person.clone());
                self.handler = Some(person);
            }
            OfficeStep::Returned { .. } | OfficeStep::Released { .. } => self.handler = None,
            OfficeStep::ConflictDeclared { staff, .. } => {
                self.conflicts.push(*staff);
                self.handler.take_if(|handler| handler.id == *staff);
            }
            OfficeStep::SameFact { other } => self.same_fact.push(other.clone()),
            OfficeStep::ClueLinked { other } => self.clues.push(other.clone()),
            OfficeStep::Supervised { supervision, listed, requirement, until } => self.supervisions.push(Supervision {
                id: *supervision,
                by,
                listed: *listed,
                requirement: requirement.clone(),
                until: *until,
            }),
            OfficeStep::SupervisionLifted { supervision, .. } => self.supervisions.retain(|one| one.id != *supervision),
            OfficeStep::Escalated { to, .. } => self.escalated_to = Some(to.clone()),
            OfficeStep::LawsuitNoted { what } => self.lawsuit = Some(what.clone()),
            OfficeStep::LawsuitOver { .. } => self.lawsuit = None,
            OfficeStep::Transcribed { words } => self.transcript = Some(words.clone()),
            OfficeStep::SupervisionProgress { .. } | OfficeStep::Noted { .. } => {}
        }
    }

    pub(super) fn filing_applied(&mut self, step: &TipStep, by: Option<Uuid>) {
        match step {
            TipStep::FilingProposed { file, reason } => {
                self.proposed = Some(Proposal { by, file: *file, reason: reason.clone() });
            }
            TipStep::Filed { .. }
            | TipStep::NotFiled { .. }
            | TipStep::FilingRejected { .. }
            | TipStep::Repeat { .. }
            | TipStep::Redirected { .. }
            | TipStep::SentToPolice { .. }
            | TipStep::MovedOn { .. } => self.proposed = None,
            _ => {}
        }
    }

    /// One opinion at a time, and nobody decides on their own.
    pub(super) fn admits_filing(&self, step: &TipStep, by: Option<Uuid>) -> Result<(), Rule> {
        let own = by.is_some() && self.proposed.as_ref().is_some_and(|one| one.by == by);
        match step {
            TipStep::FilingProposed { .. } if self.proposed.is_some() => Err(Rule::Order),
            TipStep::FilingRejected { .. } if self.proposed.is_none() => Err(Rule::Order),
            TipStep::Filed { .. } | TipStep::NotFiled { .. } | TipStep::FilingRejected { .. } if own => {
                Err(Rule::FilingBySomebodyElse)
            }
            _ => Ok(()),
        }
    }

    #[must_use]
    pub fn supervision(&self, id: Uuid) -> Option<&Supervision> {
        self.supervisions.iter().find(|one| one.id == id)
    }
}

impl OfficeStep {
    pub(crate) fn moment(&self) -> Option<Moment> {
        matches!(self, Self::Taken { .. }).then_some(Moment::Taken)
    }

    #[must_use]
    pub fn desk_text(&self) -> String {
        match self {
            Self::Taken { name, .. } => format!("承办人：{name}"),
            Self::Released { reason } => format!("承办人不再承办，交回本单位：{reason}"),
            Self::Returned { reason } => format!("退回统一接收机构：{reason}"),
            Self::ConflictDeclared { name, reason, .. } => format!("{name} 回避：{reason}"),
            Self::SameFact { other } => format!("与 {other} 反映的是同一件事，合并核查，分别答复"),
            Self::ClueLinked { other } => format!("违法线索与 {other} 关联，分开办理"),
            Self::Supervised { listed: true, requirement, until, .. } => format!("挂牌督办，{until} 前：{requirement}"),
            Self::Supervised { requirement, until, .. } => format!("督办，{until} 前：{requirement}"),
            Self::SupervisionProgress { note, .. } => format!("督办进展：{note}"),
            Self::SupervisionLifted { note, .. } => format!("督办解除：{note}"),
            Self::Escalated { to, reason } => format!("提级由{to}办理：{reason}"),
            Self::LawsuitNoted { what } => format!("有复议、诉讼：{what}"),
            Self::LawsuitOver { outcome } => format!("复议、诉讼已结束：{outcome}"),
            Self::Transcribed { words } => format!("录音整理成文字：{words}"),
            Self::Noted { text } => format!("内部记录：{text}"),
        }
    }
}
