use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::casework::DeskError;
use crate::access::Staff;

/// 督办、挂牌督办、提级: what leaders require of a matter, and what came of it.
#[async_trait]
pub trait Supervision: Send + Sync {
    /// What stands over matters this person may see, the nearest day first.
    async fn list(&self, staff: &Staff) -> Result<Vec<Supervised>, DeskError>;

    /// Leaders set it, answer for progress is the unit's, and only who set it lifts it.
    async fn take(&self, staff: &Staff, number: &str, step: Overseeing, at: Timestamp) -> Result<(), DeskError>;
}

/// A requirement that stands over a matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supervised {
    pub id: Uuid,
    pub number: String,
    pub region_name: String,
    /// Key of the unit that has the matter.
    pub unit: Option<String>,
    /// 挂牌督办
    pub listed: bool,
    pub requirement: String,
    pub until: Date,
    /// Whether this person set it, and so may lift it.
    pub own: bool,
    /// Whether this person may report progress.
    pub reports: bool,
    /// When, who, what; oldest first.
    pub progress: Vec<(Timestamp, String, String)>,
    pub escalated_to: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Overseeing {
    Require {
        listed: bool,
        requirement: String,
        until: Date,
    },
    Progress {
        supervision: Uuid,
        note: String,
    },
    Lift {
        supervision: Uuid,
        note: String,
    },
    /// 提级
    Escalate {
        to: String,
        reason: String,
    },
}
