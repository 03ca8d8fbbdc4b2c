use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::calendar::Calendar;
use crate::law::Laws;
use crate::ledger::{Book, Entry, Record};
use crate::matter::Rule;
use crate::region::RegionCode;

/// What kind of place is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutletKind {
    Pharmacy,
    VillageClinic,
    Clinic,
    Hospital,
    Shop,
    Beauty,
    Any,
}

/// A task as it is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tasking {
    /// Number of the risk, matter or minutes it came from.
    pub origin: String,
    pub what: String,
    pub outlets: OutletKind,
    pub region: RegionCode,
    /// Who does it.
    pub unit: String,
    /// Whose unit gave it.
    pub giver: String,
    pub until: Date,
    /// The minutes it was made of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<Uuid>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum TaskStep {
    Given(Tasking),
    /// `outlets`: how many were looked at.
    Done {
        note: String,
        outlets: u32,
    },
    GivenBack {
        reason: String,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    pub tasking: Tasking,
    pub done: Option<Timestamp>,
    pub note: String,
    pub outlets: u32,
    pub last: Timestamp,
}

impl Record for Task {
    type Step = TaskStep;
    const BOOK: Book = Book::Task;

    fn begun(entry: &Entry<TaskStep>) -> Option<Self> {
        let TaskStep::Given(tasking) = &entry.step else { return None };
        Some(Self { tasking: tasking.clone(), done: None, note: String::new(), outlets: 0, last: entry.happened })
    }

    fn admits(&self, entry: &Entry<TaskStep>, _: &Laws) -> Result<(), Rule> {
        match (&entry.step, self.done) {
            (TaskStep::Done { .. }, None) | (TaskStep::GivenBack { .. }, Some(_)) => Ok(()),
            (_, Some(_)) => Err(Rule::Ended),
            _ => Err(Rule::Order),
        }
    }

    fn applied(mut self, entry: &Entry<TaskStep>) -> Self {
        self.last = entry.happened;
        match &entry.step {
            TaskStep::Done { note, outlets } => {
                self.done = Some(entry.happened);
                self.note.clone_from(note);
                self.outlets = *outlets;
            }
            TaskStep::GivenBack { .. } => self.done = None,
            TaskStep::Given(_) => {}
        }
        self
    }

    fn last(&self) -> Timestamp {
        self.last
    }

    fn is_open(&self) -> bool {
        self.done.is_none()
    }

    fn due(&self, _: &Laws, _: &Calendar) -> Option<Date> {
        self.is_open().then_some(self.tasking.until)
    }

    fn sort(&self) -> &'static str {
        self.tasking.outlets.as_str()
    }

    fn desk_text(step: &TaskStep) -> String {
        match step {
            TaskStep::Given(tasking) => format!("派出任务，{} 前：{}", tasking.until, tasking.what),
            TaskStep::Done { note, outlets } => format!("完成，查看 {outlets} 家：{note}"),
            TaskStep::GivenBack { reason } => format!("退回重做：{reason}"),
        }
    }
}

impl OutletKind {
    pub const ALL: [Self; 7] =
        [Self::Pharmacy, Self::VillageClinic, Self::Clinic, Self::Hospital, Self::Shop, Self::Beauty, Self::Any];

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pharmacy => "pharmacy",
            Self::VillageClinic => "village_clinic",
            Self::Clinic => "clinic",
            Self::Hospital => "hospital",
            Self::Shop => "shop",
            Self::Beauty => "beauty",
            Self::Any => "any",
        }
    }

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Pharmacy => "药店",
            Self::VillageClinic => "卫生室",
            Self::Clinic => "诊所",
            Self::Hospital => "医院、卫生院",
            Self::Shop => "小卖部、超市、集市摊点",
            Self::Beauty => "美容美发店、化妆品店",
            Self::Any => "不限",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }
}
