//! 举一反三: one finding becomes a task for each township, for the station that owns it.

use domain::access::{Action, Staff};
use domain::ports::{DeskError, FormId, Internal, Spread, Taking};
use domain::region::{Level, RegionCode};
use domain::risk::{Risk, RiskStep, Tasking};
use domain::site::UnitKind;
use jiff::Timestamp;
use storage::NewLedger;

use super::{RiskList, not_past};
use crate::ledgers::invalid;

impl RiskList {
    pub(super) async fn make_tasks(
        &self,
        staff: &Staff,
        form: FormId,
        spread: Spread,
        at: Timestamp,
    ) -> Result<usize, DeskError> {
        staff.may_ever(Action::ManageRisks)?;
        not_past("spread_until", spread.until, at)?;
        let tasks = self.tasks_of(staff, form, &spread, at)?;
        let count = tasks.len();
        let risk = self.books.reach::<Risk>(staff, &spread.origin, Action::ManageRisks, Action::ManageRisks).await;
        match risk {
            Ok(held) => {
                // The same form again: its tasks are there.
                let first = tasks.first().map(|task| task.id).unwrap_or_default();
                if self.books.store.ledger(first).await.map_err(Internal::from)?.is_some() {
                    return Ok(count);
                }
                let made = u32::try_from(count).unwrap_or(u32::MAX);
                let step = RiskStep::TasksMade { count: made, what: spread.what.clone() };
                let taking = Taking { step, happened: at, seen: held.row.version };
                self.books.take(held.actor(staff, Action::ManageRisks), &held, taking, None, &tasks, at).await?;
            }
            Err(DeskError::NotFound) => {
                self.books.matter(staff, &spread.origin, "origin").await?;
                self.books.open(&tasks, None).await?;
            }
            Err(error) => return Err(error),
        }
        Ok(count)
    }

    fn tasks_of(
        &self,
        staff: &Staff,
        form: FormId,
        spread: &Spread,
        at: Timestamp,
    ) -> Result<Vec<NewLedger>, DeskError> {
        if spread.townships.is_empty() {
            return Err(invalid("townships", "请至少选一个乡镇"));
        }
        let mut tasks = Vec::with_capacity(spread.townships.len());
        for (township, turn) in spread.townships.iter().zip(1_u64..) {
            let region = self.books.place(staff, township, "townships")?;
            if region.level() != Level::Township {
                return Err(invalid("townships", "请选乡镇"));
            }
            let tasking = Tasking {
                origin: spread.origin.clone(),
                what: spread.what.clone(),
                outlets: spread.outlets,
                unit: self.station(&region).unwrap_or_else(|| staff.unit.clone()),
                region,
                giver: staff.unit.clone(),
                until: spread.until,
                minutes: None,
            };
            tasks.push(self.tasking(staff, form, turn, tasking, at)?);
        }
        Ok(tasks)
    }

    /// Key of the station that owns a township.
    fn station(&self, township: &RegionCode) -> Option<String> {
        let stations = self.books.site.unit.iter().filter(|unit| unit.kind == UnitKind::Station);
        let mut owning = stations.filter(|unit| unit.regions.iter().any(|prefix| township.is_within(prefix)));
        owning.next().map(|unit| unit.key.clone())
    }
}
