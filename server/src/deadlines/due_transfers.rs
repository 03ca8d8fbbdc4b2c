use domain::deadline::open_limits;
use domain::ledger::Book;
use domain::ports::{DueAsked, DueTransfer, Pick};
use domain::transfer::Transfer;
use jiff::civil::Date;
use storage::{LedgerFilter, LedgerRow, StorageError, View};

use super::Ledger;

/// Transfers shown on the page; the list of transfers has all of them.
const SHOWN: u32 = 50;

impl Ledger {
    /// Transfers within a view whose nearest limit lies in the days asked for.
    pub(super) async fn due_transfers(
        &self,
        view: &View,
        asked: &DueAsked,
        today: Date,
    ) -> Result<Vec<DueTransfer>, StorageError> {
        let by_day = !matches!(asked.pick, Pick::Paused | Pick::Orders);
        if !by_day || asked.after.is_some() || asked.handler.is_some() {
            return Ok(Vec::new());
        }
        let days = self.question(asked, today);
        let until = days.to.or_else(|| Date::MAX.yesterday().ok());
        let filter = LedgerFilter { unit: asked.unit.clone(), from: days.from, until, ..open() };
        let page = self.store.ledgers(Book::Transfer, view, &filter, SHOWN).await?;
        let rows = page.rows.into_iter().map(|row| self.due_transfer(row, today));
        let rows: Vec<_> = rows.collect::<Result<_, _>>()?;
        let wanted = |row: &DueTransfer| {
            asked.clock.as_ref().is_none_or(|clock| row.deadlines.iter().any(|(day, _)| day.id == *clock))
        };
        Ok(rows.into_iter().filter(wanted).collect())
    }

    /// Those overdue, and those due today.
    pub(super) async fn transfer_counts(&self, view: &View, today: Date) -> Result<(u64, u64), StorageError> {
        let overdue = LedgerFilter { until: today.yesterday().ok(), ..open() };
        let now = LedgerFilter { from: Some(today), until: Some(today), ..open() };
        let overdue = self.store.ledgers(Book::Transfer, view, &overdue, 1).await?.total;
        Ok((overdue, self.store.ledgers(Book::Transfer, view, &now, 1).await?.total))
    }

    fn due_transfer(&self, row: LedgerRow, today: Date) -> Result<DueTransfer, StorageError> {
        let transfer: Transfer = row.record()?;
        let left = |due: domain::calendar::Due| self.calendar.working_days_left(today, due.date);
        let days = open_limits(transfer.clocks(&self.laws, &self.calendar));
        Ok(DueTransfer {
            number: row.number,
            to: transfer.opening.to_name,
            subject: transfer.opening.subject,
            stage: transfer.stage.words(),
            unit: transfer.opening.unit,
            deadlines: days.into_iter().map(|day| (day.clone(), day.due.map(left))).collect(),
        })
    }
}

fn open() -> LedgerFilter {
    LedgerFilter { open: Some(true), page: 1, ..LedgerFilter::default() }
}
