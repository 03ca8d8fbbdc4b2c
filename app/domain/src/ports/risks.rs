use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::Date;

use super::casework::DeskError;
use super::ledgers::{FormId, LedgerList, LedgerQuery, Listed, OnFile, Taking};
use crate::access::Staff;
use crate::risk::{Decision, Level, Minutes, OutletKind, Risk, RiskSource, RiskStep, Task, TaskStep};

/// 风险清单、举一反三任务、风险会商.
#[async_trait]
pub trait Risks: Send + Sync {
    async fn list(&self, staff: &Staff, query: &LedgerQuery) -> Result<LedgerList<Risk>, DeskError>;

    async fn open(&self, staff: &Staff, form: FormId, new: NewRisk, at: Timestamp) -> Result<String, DeskError>;

    async fn read(&self, staff: &Staff, number: &str) -> Result<OnFile<Risk>, DeskError>;

    async fn take(&self, staff: &Staff, number: &str, taking: Taking<RiskStep>, at: Timestamp)
    -> Result<(), DeskError>;

    /// One task for each township, given to the station that owns it. Answers how many.
    async fn spread(&self, staff: &Staff, form: FormId, spread: Spread, at: Timestamp) -> Result<usize, DeskError>;

    async fn tasks(&self, staff: &Staff, query: &LedgerQuery) -> Result<LedgerList<Task>, DeskError>;

    async fn task(&self, staff: &Staff, number: &str) -> Result<TaskFile, DeskError>;

    async fn take_task(
        &self,
        staff: &Staff,
        number: &str,
        taking: Taking<TaskStep>,
        at: Timestamp,
    ) -> Result<(), DeskError>;

    /// Keeps minutes and makes a task of each decision. Answers the minutes' number.
    async fn confer(&self, staff: &Staff, form: FormId, new: NewMinutes, at: Timestamp) -> Result<String, DeskError>;

    async fn minutes(&self, staff: &Staff, number: &str) -> Result<MinutesFile, DeskError>;

    async fn all_minutes(&self, staff: &Staff, query: &LedgerQuery) -> Result<LedgerList<Minutes>, DeskError>;
}

/// Minutes with the tasks made of them.
#[derive(Clone, Debug)]
pub struct MinutesFile {
    pub file: OnFile<Minutes>,
    pub tasks: Vec<Listed<Task>>,
}

/// A task with the number of the minutes it was made of.
#[derive(Clone, Debug)]
pub struct TaskFile {
    pub file: OnFile<Task>,
    pub minutes: Option<String>,
    /// Whether this person may read those minutes.
    pub opens: bool,
}

#[derive(Clone, Debug)]
pub struct NewRisk {
    pub source: RiskSource,
    pub object: String,
    pub level: Level,
    pub what: String,
    /// Code of a township, or of the county.
    pub region: String,
    pub leader: String,
    /// Login of the person who sees to it; themselves where empty.
    pub handler: String,
    pub measures: String,
    pub until: Date,
}

/// 举一反三: the same thing looked at in every outlet of a kind, township by township.
#[derive(Clone, Debug)]
pub struct Spread {
    /// Number of a risk or of a matter.
    pub origin: String,
    pub what: String,
    pub outlets: OutletKind,
    /// Codes of townships.
    pub townships: Vec<String>,
    pub until: Date,
}

#[derive(Clone, Debug)]
pub struct NewMinutes {
    pub held: Date,
    pub departments: String,
    /// Numbers of risks.
    pub items: Vec<String>,
    pub text: String,
    pub decisions: Vec<Decision>,
}
