use std::collections::BTreeMap;

use domain::access::{Action, Staff};
use domain::deadline::{Deadline, Nearness, deadlines, end_of_week};
use domain::ledger::Book;
use domain::ports::{BookDue, DeskError, DueAsked, DueCounts, DueList, DueRow, Internal, Pick, Place, UnitCounts};
use domain::track::local_date;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use storage::{COUNTED_DUE, DueBy, DueMatter, DueQuestion, LedgerDue, StorageError, UnitDue, View};
use uuid::Uuid;

use super::Ledger;

const PAGE_SIZE: usize = 30;
/// Matters read at a time while those of one limit are picked out.
const READ: u32 = 200;
/// Matters read for one page; the next page goes on behind them.
const READ_AT_MOST: usize = 4_000;

impl Ledger {
    pub(super) async fn due_list(&self, staff: &Staff, asked: &DueAsked, at: Timestamp) -> Result<DueList, DeskError> {
        staff.may_ever(Action::ListMatters)?;
        let (view, today) = (View::of(staff), local_date(at));
        let (rows, next) = self.page(staff, &view, asked, today).await.map_err(Internal::from)?;
        let (counts, units) = self.counts(&view, today).await.map_err(Internal::from)?;
        let handlers = self.handlers(&view).await.map_err(Internal::from)?;
        let transfers = self.due_transfers(&view, asked, today).await.map_err(Internal::from)?;
        let transfer_counts = self.transfer_counts(&view, today).await.map_err(Internal::from)?;
        Ok(DueList { rows, transfers, transfer_counts, next, counts, units, handlers })
    }

    /// A page of rows and where the next one begins. The limit that is asked for stands in no index,
    /// so matters are read in their order and picked; however rare it is, a page reads no more than
    /// [`READ_AT_MOST`].
    async fn page(
        &self,
        staff: &Staff,
        view: &View,
        asked: &DueAsked,
        today: Date,
    ) -> Result<(Vec<DueRow>, Option<Place>), StorageError> {
        let mut question = self.question(asked, today);
        let mut rows = Vec::with_capacity(PAGE_SIZE);
        let mut read = 0;
        loop {
            let page = self.store.due(view, &question, READ).await?;
            let full = page.len() == usize::try_from(READ).unwrap_or(usize::MAX);
            read += page.len();
            let count = page.len();
            for (index, matter) in page.into_iter().enumerate() {
                let place = matter.place;
                question.after = Some(place);
                if let Some(row) = self.row(staff, matter, asked, today) {
                    rows.push(row);
                }
                if rows.len() == PAGE_SIZE {
                    let more = full || index + 1 < count;
                    return Ok((rows, more.then_some(Place { due: place.0, seq: place.1 })));
                }
            }
            if !full {
                return Ok((rows, None));
            }
            if read >= READ_AT_MOST {
                return Ok((rows, question.after.map(|(due, seq)| Place { due, seq })));
            }
        }
    }

    pub(super) fn question(&self, asked: &DueAsked, today: Date) -> DueQuestion {
        let (sunday, tomorrow) = (end_of_week(today), today.saturating_add(1.day()));
        let next = sunday.saturating_add(7.days());
        let (from, to) = match asked.pick {
            Pick::Near => (None, Some(next)),
            Pick::Overdue => (None, today.yesterday().ok()),
            Pick::Today => (Some(today), Some(today)),
            Pick::ThisWeek => (Some(tomorrow), Some(sunday)),
            Pick::NextWeek => (sunday.tomorrow().ok(), Some(next)),
            Pick::Provisional => (self.first_unpublished(), Date::MAX.yesterday().ok()),
            Pick::Paused | Pick::Orders => (None, None),
        };
        let by = match asked.pick {
            Pick::Paused => DueBy::StandingStill,
            Pick::Orders => DueBy::Order,
            _ => DueBy::Nearest,
        };
        let after = asked.after.map(|place| (place.due, place.seq));
        DueQuestion { by, from, to, unit: asked.unit.clone(), handler: asked.handler, after }
    }

    fn first_unpublished(&self) -> Option<Date> {
        self.calendar.published_until().and_then(|last| last.tomorrow().ok())
    }

    fn row(&self, staff: &Staff, matter: DueMatter, asked: &DueAsked, today: Date) -> Option<DueRow> {
        let row = matter.row;
        if !self.may_read(staff, &row) {
            return None;
        }
        let days = deadlines(&row.state, &self.laws, &self.calendar);
        if asked.clock.as_ref().is_some_and(|clock| !days.iter().any(|day| day.id == *clock)) {
            return None;
        }
        let category = self.laws.category(&row.facts.category).map(|category| category.label.clone());
        let left = |day: &Deadline| day.due.map(|due| self.calendar.working_days_left(today, due.date));
        Some(DueRow {
            nearness: days.iter().find_map(|day| day.due).map(|due| Nearness::of(due.date, today)),
            deadlines: days.into_iter().map(|day| (day.clone(), left(&day))).collect(),
            category: category.unwrap_or(row.facts.category),
            status: row.state.status(),
            handler: row.state.office.handler.map(|handler| handler.name),
            unit: row.state.unit,
            number: row.number,
            kind: row.kind,
        })
    }

    async fn counts(&self, view: &View, today: Date) -> Result<(DueCounts, Vec<UnitCounts>), StorageError> {
        let sunday = end_of_week(today);
        let ends = [today, today, sunday, sunday.saturating_add(7.days())];
        let tally = self.store.due_counts(view, ends).await?;
        let sum = |place: usize| tally.units.iter().filter_map(|unit| unit.counts.get(place)).sum();
        let question = |pick| self.question(&DueAsked { pick, ..DueAsked::default() }, today);
        let [paused, provisional, orders] = [Pick::Paused, Pick::Provisional, Pick::Orders].map(question);
        let counts = DueCounts {
            overdue: sum(0),
            today: sum(1),
            this_week: sum(2),
            next_week: sum(3),
            paused: self.store.count_due(view, &paused).await?,
            provisional: self.store.count_due(view, &provisional).await?,
            orders: self.store.count_due(view, &orders).await?,
            more: tally.more,
        };
        let cut = u64::from(COUNTED_DUE);
        let more = counts.more || [counts.paused, counts.provisional, counts.orders].iter().any(|count| *count > cut);
        let days = (today, sunday.saturating_add(7.days()));
        let beside = self.store.ledgers_due_by_unit(view, days).await?;
        Ok((DueCounts { more, ..counts }, by_unit(tally.units, beside)))
    }

    /// Who may be the handler of a matter within the view.
    async fn handlers(&self, view: &View) -> Result<Vec<(Uuid, String)>, StorageError> {
        let staff = self.store.list_staff().await?;
        let within = |unit: &str| view.unit.as_deref().is_none_or(|own| own == unit);
        let wanted = staff.into_iter().filter(|row| !row.disabled && row.role.handles_matters() && within(&row.unit));
        Ok(wanted.map(|row| (row.id, row.name)).collect())
    }
}

/// A unit with nothing but a transfer or a task to see to stands in the table as well.
fn by_unit(matters: Vec<UnitDue>, beside: Vec<LedgerDue>) -> Vec<UnitCounts> {
    let mut units: BTreeMap<Option<String>, UnitCounts> =
        matters.into_iter().map(|unit| (unit.unit.clone(), of_unit(unit))).collect();
    for due in beside {
        let counts =
            units.entry(due.unit.clone()).or_insert_with(|| of_unit(UnitDue { unit: due.unit, counts: [0; 4] }));
        let book = match due.book {
            Book::Transfer => &mut counts.transfers,
            Book::Risk | Book::Task => &mut counts.risks,
            Book::Minutes | Book::Reward => continue,
        };
        book.overdue += due.overdue;
        book.near += due.near;
    }
    units.into_values().collect()
}

fn of_unit(unit: UnitDue) -> UnitCounts {
    let [overdue, today, this_week, next_week] = unit.counts;
    let (transfers, risks) = (BookDue::default(), BookDue::default());
    UnitCounts { unit: unit.unit, overdue, today, this_week, next_week, transfers, risks }
}
