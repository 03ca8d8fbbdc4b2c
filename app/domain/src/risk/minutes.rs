use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::law::Laws;
use crate::ledger::{Book, Entry, Record};
use crate::matter::Rule;
use crate::region::RegionCode;

/// Something the meeting decided; becomes a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub what: String,
    pub unit: String,
    pub until: Date,
}

/// Minutes are written down once; what follows from them are tasks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minutes {
    pub held: Date,
    pub region: RegionCode,
    pub unit: String,
    pub departments: String,
    /// Numbers of the risks that were discussed.
    pub items: Vec<String>,
    pub text: String,
    pub decisions: Vec<Decision>,
    pub kept: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum MinutesStep {
    Kept(Minutes),
}

impl Record for Minutes {
    type Step = MinutesStep;
    const BOOK: Book = Book::Minutes;

    fn begun(entry: &Entry<MinutesStep>) -> Option<Self> {
        let MinutesStep::Kept(minutes) = &entry.step;
        Some(minutes.clone())
    }

    fn admits(&self, _: &Entry<MinutesStep>, _: &Laws) -> Result<(), Rule> {
        Err(Rule::Ended)
    }

    fn applied(self, _: &Entry<MinutesStep>) -> Self {
        self
    }

    fn last(&self) -> Timestamp {
        self.kept
    }

    fn is_open(&self) -> bool {
        false
    }

    fn due(&self, _: &Laws, _: &Calendar) -> Option<Date> {
        None
    }

    fn sort(&self) -> &'static str {
        "minutes"
    }

    fn desk_text(step: &MinutesStep) -> String {
        let MinutesStep::Kept(minutes) = step;
        format!("{} 风险会商，议定 {} 项", minutes.held, minutes.decisions.len())
    }
}
