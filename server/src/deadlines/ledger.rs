use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use domain::access::{Action, Staff};
use domain::calendar::Calendar;
use domain::law::Laws;
use domain::ports::{Deadlines, DeskError, DueAsked, DueList, QualityAsked, QualityList, Reminder};
use domain::site::Site;
use jiff::Timestamp;
use storage::{MatterRow, Store};
use uuid::Uuid;

use crate::clock::{Clock, Random};

/// How long a change of a matter may wait for its flags.
const EVERY: Duration = Duration::from_secs(30);

/// The days of an installation's matters.
#[derive(Clone)]
pub struct Ledger {
    pub store: Store,
    pub site: Arc<Site>,
    pub laws: Arc<Laws>,
    pub calendar: Arc<Calendar>,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
}

impl Ledger {
    /// Keeps what is derived in step with the events until `stop` is done: days first, because laws
    /// or calendar may have changed while the server was down, then flags as things happen.
    pub async fn keep(&self, stop: impl Future<Output = ()>) {
        if let Err(error) = self.recount_if_changed().await {
            tracing::error!(%error, "the days that are due could not be counted anew");
        }
        if let Err(error) = self.plan(self.clock.now()).await {
            tracing::error!(%error, "reminders could not be planned");
        }
        let mut stop = pin!(stop);
        let mut ticks = tokio::time::interval(EVERY);
        loop {
            tokio::select! {
                () = &mut stop => return,
                _ = ticks.tick() => {}
            }
            if let Err(error) = self.inspect_all().await {
                tracing::warn!(%error, "quality flags could not be made; trying again soon");
            }
        }
    }

    pub(super) fn may_read(&self, staff: &Staff, row: &MatterRow) -> bool {
        staff.may(Action::ReadMatter, &row.scope()).is_ok()
    }
}

#[async_trait]
impl Deadlines for Ledger {
    async fn due(&self, staff: &Staff, asked: &DueAsked, at: Timestamp) -> Result<DueList, DeskError> {
        self.due_list(staff, asked, at).await
    }

    async fn reminders(&self, staff: &Staff, at: Timestamp) -> Result<Vec<Reminder>, DeskError> {
        self.waiting_reminders(staff, at).await
    }

    async fn reminder_count(&self, staff: &Staff) -> Result<u64, DeskError> {
        self.waiting_count(staff).await
    }

    async fn put_away(&self, staff: &Staff, reminders: &[Uuid], at: Timestamp) -> Result<(), DeskError> {
        self.put_reminders_away(staff, reminders, at).await
    }

    async fn quality(&self, staff: &Staff, asked: &QualityAsked, at: Timestamp) -> Result<QualityList, DeskError> {
        self.quality_list(staff, asked, at).await
    }
}
